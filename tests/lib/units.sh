# Runs cmocka test programs and adds up what they print. Sourced by groups. POSIX sh.
# shellcheck shell=sh

# run_units PROGRAM [NAME…]: every test of tests/unit/ in that program (tests/lib/units.c), or those named, each in a process of its own. A test that ends without cmocka's own count (a crash, a
# sanitizer's report, a missing file) is one failure, never silence.
run_units() {
	units_program=$1
	shift
	if [ $# -eq 0 ]; then
		for source in tests/unit/*_test.c; do
			set -- "$@" "$(basename "$source" .c)"
		done
	fi
	units_passed=0
	units_failed=0
	units_log=$(mktemp)
	for unit; do
		code=0
		timeout "${UNIT_SECONDS:-180}" "$units_program" "$unit" >"$units_log" 2>&1 || code=$?
		good=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test(s).*/\1/p' "$units_log" | awk '{ n += $1 } END { print n + 0 }')
		bad=$(sed -n 's/^\[  FAILED  \] [^0-9]*\([0-9]*\) test(s).*/\1/p' "$units_log" | awk '{ n += $1 } END { print n + 0 }')
		if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then
			bad=1
		elif [ "$good" -eq 0 ] && [ "$bad" -eq 0 ]; then
			bad=1
			echo "     $unit ran no test"
		fi
		if [ "$bad" -gt 0 ]; then
			echo "FAIL $unit ($bad failed, exit $code)"
			grep -E -A12 'FAILED|ERROR|error:|SUMMARY|WARNING: ThreadSanitizer|No such file' "$units_log" | head -n 40 | sed 's/^/     /'
		fi
		units_passed=$((units_passed + good))
		units_failed=$((units_failed + bad))
	done
	rm -f "$units_log"
	echo "$units_passed passed, $units_failed failed"
	[ "$units_failed" -eq 0 ]
}

# build KIND TARGET…: one make at a time for each kind, whoever asks. Says what failed.
build() {
	kind=$1
	shift
	mkdir -p build
	if ! flock "build/.lock-$kind" make -j2 KIND="$kind" "$@" >"build/make-$kind.log" 2>&1; then
		tail -n 30 "build/make-$kind.log"
		echo "FAIL make KIND=$kind $*"
		echo "0 passed, 1 failed"
		exit 1
	fi
}
