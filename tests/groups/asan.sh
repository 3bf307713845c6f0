# Unit tests under AddressSanitizer and UndefinedBehaviorSanitizer, then the requests that a server must refuse, against a server built the same way.
. tests/lib/units.sh
build asan unit build/asan/faubourg
build release build/release/tests/rawhttp
# what an encoder keeps that only makes the samples of tests
export LSAN_OPTIONS=suppressions="$PWD"/tests/lib/lsan.supp:print_suppressions=0
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
{
	run_units build/asan/tests/units || true
	for flow in http pages; do
		FAUBOURG=build/asan/faubourg sh "tests/flows/$flow.sh" || true
	done
} >"$log" 2>&1
cat "$log"
. tests/lib/sum.sh
sum_counts "$log" "$(($(find tests/unit -name '*_test.c' | head -n 1 | wc -l) + 2))"
