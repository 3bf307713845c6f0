#!/bin/sh
# tests/golden/xlsx/run.sh TEST_PROGRAM : every figure of the workbooks, recalculated by LibreOffice, equals the value written with its formula.
# Each sample is turned into csv twice: once with the values of the file, once with everything calculated anew; the two must be the same, cell by cell.
# A sample whose written total is wrong on purpose shows that a difference would be seen. Last line: "N passed, N failed" (and "N skipped").
set -u
program=${1:-build/release/tests/programme_xlsx_test}
office=$(command -v soffice || command -v libreoffice || true)
if [ -z "$office" ]; then
	echo "xlsx: LibreOffice is not installed"
	echo "0 passed, 0 failed, 10 skipped"
	exit 0
fi
work=$(mktemp -d) || exit 74
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

verdict() { # verdict NAME STATUS
	if [ "$2" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1"; fi
}

# profile NAME MODE : LibreOffice's own setting, 0 always calculates on loading, 1 never does.
profile() {
	mkdir -p "$work/$1/user"
	cat >"$work/$1/user/registrymodifications.xcu" <<XCU
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>$2</value></prop></item>
</oor:items>
XCU
}

# tables PROFILE : every sheet of every sample as csv, numbers unformatted.
tables() {
	mkdir -p "$work/$1.csv"
	timeout 300 "$office" "-env:UserInstallation=file://$work/$1" --headless \
		--convert-to 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false,false,false,false,-1' --outdir "$work/$1.csv" "$work"/samples/*.xlsx >/dev/null 2>&1
}

mkdir "$work/samples"
"$program" --write "$work/samples" >/dev/null || { echo "the samples could not be written"; exit 1; }
profile calculated 0
profile written 1
tables calculated
tables written
for sample in "$work"/samples/*.xlsx; do
	name=$(basename "$sample" .xlsx)
	sheets=0 different=0
	for sheet in "$work/written.csv/$name"-*.csv; do
		[ -s "$sheet" ] || [ -f "$sheet" ] || continue
		case "$(basename "$sheet")" in "$name"-en-*) continue ;; esac
		sheets=$((sheets + 1))
		diff "$sheet" "$work/calculated.csv/$(basename "$sheet")" >"$work/diff" 2>&1 || { different=$((different + 1)); cp "$work/diff" "$work/diff.$name"; }
	done
	if [ "$name" = wrong-on-purpose ]; then
		[ "$sheets" = 3 ] && [ "$different" -gt 0 ]
		verdict "a wrong written value must be seen" $?
	else
		[ "$sheets" = 3 ] && [ "$different" = 0 ]
		verdict "$name: $sheets sheets, $different recalculate differently" $?
		[ "$different" = 0 ] || head -20 "$work/diff.$name"
	fi
done
# No error value and no cell too narrow for its figure, on paper either.
! grep -l -e '#REF!' -e '#NAME?' -e '#VALUE!' -e '#DIV/0!' -e 'Err:' "$work"/calculated.csv/*.csv
verdict "no error value" $?
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
