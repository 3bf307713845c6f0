# All unit tests again with FAUBOURG_TEST_DB set to a throw-away PostgreSQL: the store's tests run on both engines.
. tests/lib/units.sh
build release unit
. tests/lib/with-postgres.sh
run_units build/release/tests/units
