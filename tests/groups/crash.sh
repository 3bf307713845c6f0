# Everything in tests/crash/: kill -9 while loading and serving, reopen, nothing half done.
. tests/lib/units.sh
build release all build/release/tests/rawhttp build/release/bench/deadline/fill build/release/bench/deadline/load build/release/bench/deadline/check
set -- tests/crash/*.sh
log=$(mktemp)
trap 'rm -f "$log"' EXIT
. tests/lib/sum.sh
run_each "$log" "$@"
sum_counts "$log" $#
