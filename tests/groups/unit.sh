# Unit tests, as shipped (release flags).
. tests/lib/units.sh
build release unit
run_units build/release/tests/units
