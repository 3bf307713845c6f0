# A committee sitting, an officer at a desk and a member on a phone. Called by ./check browser; alone: sh tests/browser/sessions.sh (needs node_modules).
# shellcheck disable=SC2154
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2025-02-04T08:00:00Z+
export FAUBOURG_CLOCK
fresh_instance main
load_all
person 101 'Chargée de mission'
person 102 'Vice-présidente'
territory=$(sql "SELECT territory_id FROM call WHERE code = 'libercourt-2025'")
first=$(sql "SELECT min(application_id) FROM application WHERE call_code = 'libercourt-2025'")
sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES ($territory, 101, 'officer', '', 1, 'cli:0');
INSERT INTO committee_session (territory_id, session_id, call_code, kind, title, starts_ms, ends_ms, place, quorum_percent, state, revision, opened_ms)
	VALUES ($territory, 701, 'libercourt-2025', 'committee', 'Comité des financeurs', 1738656000000, 1738663200000, 'Mairie', 50, 'open', 1, 1738656000000);
INSERT INTO session_seat (territory_id, session_id, seat, institution, role, person_id, votes, attendance) VALUES ($territory, 701, 1, 'Agglomération', 'Vice-présidente', 102, 1, 'present'),
	($territory, 701, 2, 'Habitants', '', NULL, 1, 'present'), ($territory, 701, 3, 'region', '', NULL, 1, 'absent');
INSERT INTO session_item (territory_id, session_id, item, position, application_id, title, minutes) SELECT $territory, 701, 1, 1, $first, title, 10 FROM application WHERE application_id = $first AND territory_id = $territory;
INSERT INTO session_item (territory_id, session_id, item, position, title, minutes) VALUES ($territory, 701, 2, 2, 'Questions diverses', 5);"
start_server
node "$ROOT/tests/browser/sessions.mjs" "$URL" "$(code_of 701)"
