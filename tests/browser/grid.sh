# Three people typing in the funders' table of Libercourt, in three browsers. Called by ./check browser; alone: sh tests/browser/grid.sh (needs node_modules).
# shellcheck disable=SC2154
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2024-11-10T08:00:00Z+
export FAUBOURG_CLOCK
fresh_instance main
load_all
person 101 'Chargée de mission'
person 102 'Déléguée du préfet'
person 103 'Agent de la Région'
territory=$(sql "SELECT territory_id FROM call WHERE code = 'libercourt-2025'")
sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES ($territory, 101, 'officer', '', 1, 'cli:0'), ($territory, 102, 'funder_agent', 'anct', 1, 'cli:0'),
	($territory, 103, 'funder_agent', 'region', 1, 'cli:0');"
start_server
node "$ROOT/tests/browser/grid.mjs" "$URL"
