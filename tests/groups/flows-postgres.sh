# The same stories on PostgreSQL.
. tests/lib/units.sh
build release all build/release/tests/rawhttp build/release/tests/samples
. tests/lib/with-postgres.sh
ENGINE=postgres
export ENGINE
set -- tests/flows/*.sh
log=$(mktemp)
. tests/lib/sum.sh
run_each "$log" "$@"
sum_counts "$log" $#
