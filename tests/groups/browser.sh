# Every page in Debian's Chromium: see tests/browser/all.mjs.
. tests/lib/units.sh
build release all build/release/tests/rawhttp
if ! PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm --prefix tests/browser ci --no-audit --no-fund --silent; then
	echo "FAIL npm could not install tests/browser (network?)"
	echo "0 passed, 1 failed"
	exit 1
fi
sh tests/browser/run.sh
