# The same stories on PostgreSQL.
. tests/lib/units.sh
build release all build/release/tests/rawhttp build/release/tests/samples
. tests/lib/with-postgres.sh
ENGINE=postgres
export ENGINE
# the one that waits for time limits first
# shellcheck disable=SC2046
set -- tests/flows/trouble.sh $(find tests/flows -name '*.sh' ! -name trouble.sh | sort)
log=$(mktemp)
. tests/lib/sum.sh
run_two "$log" "$@"
sum_counts "$log" $#
