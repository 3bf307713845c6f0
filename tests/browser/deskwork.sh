# The desk in a browser: the list of a town by keyboard only, without JavaScript, on a phone and a desk with axe; several files at once with their preview; two officers in one file.
# Called by ./check browser; alone: sh tests/browser/deskwork.sh (needs node_modules).
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
export FAUBOURG_CLOCK
fresh_instance deskwork
load_all
person 104 'Chargée de mission'
A=$COOKIE
person 105 'Adjoint technique'
B=$COOKIE
sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 104, 'officer', '', 1, 'cli:0' FROM territory;
INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 105, 'officer', '', 1, 'cli:0' FROM territory"
start_server
timeout 200 node "$ROOT/tests/browser/deskwork.mjs" "$URL" "$(sql "SELECT t.code FROM territory t JOIN call c ON c.territory_id = t.territory_id WHERE c.code = 'libercourt-2025'")" "$A" "$B"
