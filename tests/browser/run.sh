# Starts an instance with the five packs and gives every page to all.mjs. Called by ./check browser; needs node_modules (npm ci).
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/routes.sh"
fresh_instance main
load_all
start_server
# One district of each territory is enough of a kind: routes.sh chooses.
page_addresses >"$WORK/addresses"
timeout 700 node "$ROOT/tests/browser/all.mjs" "$URL" "$WORK/addresses"
