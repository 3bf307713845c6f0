# Unit tests, as shipped (release flags). The programs of bench/ compile.
. tests/lib/units.sh
build release unit benches
run_units build/release/tests/units
