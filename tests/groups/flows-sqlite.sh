# Stories over real HTTP and the command line, on SQLite.
. tests/lib/units.sh
build release all build/release/tests/rawhttp build/release/tests/samples
ENGINE=sqlite
export ENGINE
set -- tests/flows/*.sh
log=$(mktemp)
trap 'rm -f "$log"' EXIT
. tests/lib/sum.sh
run_each "$log" "$@"
sum_counts "$log" $#
