# Every page in Debian's Chromium: see tests/browser/all.mjs; writing an application: writing.mjs, once for each of three calls; from the first question to the receipt: applying.mjs;
# every page where something is decided: deciding.mjs.
# Pictures of every page, for people to look at: SHOTS=all ./check browser leaves them in tests/browser/shots/.
SHOTS=${SHOTS:-none}
export SHOTS
. tests/lib/units.sh
. tests/lib/sum.sh
build release all build/release/tests/rawhttp build/release/tests/samples
if ! PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm --prefix tests/browser ci --no-audit --no-fund --silent; then
	echo "FAIL npm could not install tests/browser (network?)"
	echo "0 passed, 1 failed"
	exit 1
fi
browser_log=$(mktemp "${TMPDIR:-/tmp}/faubourg-browser-XXXXXX")
trap 'rm -f "$browser_log" "$browser_log.two"' EXIT
# The pages and the journeys keep both processors busy by themselves; the others wait more than they work, and go two at a time.
run_each "$browser_log" tests/browser/run.sh tests/browser/applying.sh tests/browser/deciding.sh
run_two "$browser_log.two" tests/browser/writing.sh tests/browser/deskwork.sh tests/browser/sessions.sh tests/browser/grid.sh
cat "$browser_log.two" >>"$browser_log"
sum_counts "$browser_log" 14
