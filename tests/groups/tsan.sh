# Unit tests that use threads (they say `uses threads` in a comment, or call pthread_create or http_start), and a served instance under many
# requests at once, under ThreadSanitizer.
. tests/lib/units.sh
names=
# shellcheck disable=SC2013
for source in $(grep -lE 'uses threads|pthread_create|http_start|thrd_create' tests/unit/*_test.c); do
	names="$names $(basename "$source" .c)"
done
if [ -z "$names" ]; then
	echo "FAIL no unit test says that it uses threads"
	echo "0 passed, 1 failed"
	exit 1
fi
build tsan unit build/tsan/faubourg
build release build/release/tests/rawhttp
export TSAN_OPTIONS="halt_on_error=0 second_deadlock_stack=1 suppressions=tests/lib/tsan.supp"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
{
	# shellcheck disable=SC2086
	run_units build/tsan/tests/units $names || true
	FAUBOURG=build/tsan/faubourg sh tests/flows/crowd.sh || true
} >"$log" 2>&1
cat "$log"
. tests/lib/sum.sh
sum_counts "$log" 2
