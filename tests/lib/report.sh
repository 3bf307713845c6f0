# Counting for shell tests: every runner sources this, calls `passed` or `failed`, and ends with `finish`, which prints the one line that
# ./check adds up and gives the exit status. Also the assertions that flows use. POSIX sh; owns the variables report_*.
# shellcheck shell=sh
report_passed=0
report_failed=0
report_skipped=0

passed() {
	report_passed=$((report_passed + 1))
	[ -z "${VERBOSE:-}" ] || echo "ok   $1"
}

# failed NAME [FILE with the details]
failed() {
	report_failed=$((report_failed + 1))
	echo "FAIL $1"
	if [ -n "${2:-}" ] && [ -f "$2" ]; then
		head -n "${REPORT_LINES:-20}" "$2" | cut -c 1-300 | sed 's/^/     /'
	fi
}

# skipped NAME WHY: only for what this machine cannot do; ./check prints it.
skipped() {
	report_skipped=$((report_skipped + 1))
	echo "skip $1: $2"
}

finish() {
	if [ "$report_skipped" -gt 0 ]; then
		echo "$report_passed passed, $report_failed failed, $report_skipped skipped"
	else
		echo "$report_passed passed, $report_failed failed"
	fi
	if [ "$report_passed" -eq 0 ] && [ "$report_failed" -eq 0 ]; then
		echo "nothing was tested" >&2
		exit 1
	fi
	[ "$report_failed" -eq 0 ] || exit 1
	exit 0
}

# assert_same NAME EXPECTED ACTUAL
assert_same() {
	if [ "$2" = "$3" ]; then
		passed "$1"
	else
		echo "FAIL $1"
		printf '     expected %s\n     found    %s\n' "$2" "$3"
		report_failed=$((report_failed + 1))
	fi
}

# assert_files_same NAME EXPECTED_FILE ACTUAL_FILE
assert_files_same() {
	if diff -u "$2" "$3" >"${TMPDIR:-/tmp}/report.$$.diff" 2>&1; then
		passed "$1"
	else
		failed "$1" "${TMPDIR:-/tmp}/report.$$.diff"
	fi
	rm -f "${TMPDIR:-/tmp}/report.$$.diff"
}

# assert_contains NAME TEXT FILE: the text stands in the file, literally.
assert_contains() {
	if grep -qF -- "$2" "$3" 2>/dev/null; then
		passed "$1"
	else
		echo "     does not contain: $2"
		failed "$1" "$3"
	fi
}

# assert_lacks NAME TEXT FILE
assert_lacks() {
	if [ -f "$3" ] && ! grep -qF -- "$2" "$3"; then
		passed "$1"
	else
		echo "     contains: $2"
		failed "$1" "$3"
	fi
}

# digits FROM TO: without spaces of any kind; plain FROM TO: with ordinary spaces for no-break ones. Byte by byte would break other letters.
digits() { sed 's/\xc2\xa0//g; s/\xe2\x80\xaf//g; s/ //g' <"$1" >"$2"; }
plain() { sed 's/\xc2\xa0/ /g; s/\xe2\x80\xaf/ /g' <"$1" >"$2"; }

# assert_exit NAME STATUS COMMAND…: standard output and error are kept in $OUT and $ERR (files in $TMPDIR).
OUT=${TMPDIR:-/tmp}/out.$$
ERR=${TMPDIR:-/tmp}/err.$$
assert_exit() {
	assert_exit_name=$1
	assert_exit_expected=$2
	shift 2
	assert_exit_found=0
	"$@" >"$OUT" 2>"$ERR" </dev/null || assert_exit_found=$?
	if [ "$assert_exit_found" -eq "$assert_exit_expected" ]; then
		passed "$assert_exit_name"
	else
		echo "     $*"
		echo "     exit $assert_exit_found, expected $assert_exit_expected"
		failed "$assert_exit_name" "$ERR"
	fi
}
