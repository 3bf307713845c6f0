# What operators use: ./run from start to served page, the Debian package, the service unit, the nginx example, publiccode.yml.
. tests/lib/units.sh
build release all build/release/tests/rawhttp
set -- tests/operate/*.sh
log=$(mktemp)
trap 'rm -f "$log"' EXIT
. tests/lib/sum.sh
run_each "$log" "$@"
sum_counts "$log" $#
