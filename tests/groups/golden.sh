# Every tests/golden/*/run.sh: pages, exports, generators, and inputs that must be refused.
. tests/lib/units.sh
build release all generated build/release/tools/rooms build/release/tests/rawhttp build/release/tests/programme_xlsx_test
set -- tests/golden/*/run.sh
log=$(mktemp)
trap 'rm -f "$log"' EXIT
. tests/lib/sum.sh
run_each "$log" "$@"
sum_counts "$log" $#
