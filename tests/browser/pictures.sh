# The pictures of the guide, made anew from the product: sh tests/browser/pictures.sh [FOLDER]. Into docs/pictures; with a FOLDER, every page of applicants, accounts and desk goes there
# as well: phone and desk, dark, and on paper (PDF), to be looked at. Needs node_modules (npm ci in tests/browser). Nobody calls it: run it when a page of the guide changes.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
export FAUBOURG_CLOCK
fresh_instance pictures
load_all
person 101 'Trésorière'
A=$COOKIE
person 102 'Chargée de mission'
OFFICER=$COOKIE
sql "UPDATE person SET administrator = 1 WHERE person_id = 102;
	INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 102, 'officer', '', 1, 'cli:0' FROM territory"
organisation 201 'Les jardins de la cité' association 101
complete_draft 301 lievin-2024 201 101
DRAFT=$SHEET
complete_draft 302 lievin-2024 201 101
FILED=$SHEET
# A gap that nobody fills, for the page of the adoption.
sql "INSERT INTO scenario (territory_id, call_code, scenario, name, origin, state, revision, made_ms, made_by) SELECT territory_id, code, 1, 'Séance', 'session', 'open', 1, 1, 102 FROM call WHERE code = 'libercourt-2025';
	INSERT INTO scenario_row (territory_id, call_code, scenario, application_id, cost_cents, decision, revision, changed_ms, changed_by)
	SELECT territory_id, call_code, 1, application_id, total_cents + 120000, 'programmed', 1, 1, 102 FROM application WHERE call_code = 'libercourt-2025' ORDER BY position LIMIT 1;"
start_server
as "$A" "$FILED/sign"
submit "$A" "$FILED/sign" "base=$BASE" "capacity=Trésorière" "attests=yes"
assert_same "a request is filed" 303 "$STATUS"
timeout 300 node "$ROOT/tests/browser/pictures.mjs" "$URL" "$DRAFT" "$FILED" "/organisations/$(code_of 201)" "$A" "$OFFICER" "$ROOT/docs/pictures" "${1:-}"
finish
