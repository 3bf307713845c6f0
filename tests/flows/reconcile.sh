# A table that someone else made is read as it is, and what does not add up is said: separators, encodings, French amounts, twins.
# (No database: runs the same whatever the engine.)
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"

cat >"$WORK/good.csv" <<'CSV'
Action;Porteur;Coût total;Ville;ANCT
Forum santé;CCAS;5 000,00 €;2 500,00 €;2 500,00 €
Mobilité;Ville;9000€;4500€;4500€
TOTAL;;14 000,00 €;7 000,00 €;7 000,00 €
CSV
assert_exit "a table that adds up exits 0" 0 "$FAUBOURG" reconcile "$WORK/good.csv"
assert_exit "in JSON too" 0 "$FAUBOURG" reconcile "$WORK/good.csv" --format json
if jq -e . "$OUT" >/dev/null 2>&1; then passed "the JSON is JSON"; else failed "the JSON is JSON" "$OUT"; fi

sed 's/7 000,00 €;7 000,00 €/7 000,00 €;7 100,00 €/' "$WORK/good.csv" >"$WORK/column.csv"
assert_exit "a column total that is wrong by 100 exits 1" 1 "$FAUBOURG" reconcile "$WORK/column.csv"
digits "$OUT" "$WORK/d"
assert_contains "with the printed figure" "7100" "$WORK/d"
assert_contains "and the computed one" "7000" "$WORK/d"

cat >"$WORK/row.csv" <<'CSV'
Action;Porteur;Coût total;Ville;ANCT
Forum santé;CCAS;5000;2500;2500
Mobilité;Ville;9000;4500;4400
Sport;Ville;8000;4000;4000
Accès aux droits;CCAS;6000;3000;3000
Jardins;Ville;4000;1000;3000
TOTAL;;32000;15000;16900
CSV
assert_exit "a row whose funders do not make its cost exits 1" 1 "$FAUBOURG" reconcile "$WORK/row.csv"
assert_contains "and is named" "Mobilité" "$OUT"

iconv -f UTF-8 -t WINDOWS-1252 "$WORK/column.csv" >"$WORK/1252.csv"
assert_exit "Windows-1252 reads the same" 1 "$FAUBOURG" reconcile "$WORK/1252.csv"
tr ';' '\t' <"$WORK/column.csv" >"$WORK/tabs.csv"
assert_exit "tabs too" 1 "$FAUBOURG" reconcile "$WORK/tabs.csv"
sed 's/ €//g; s/€//g; s/5 000,00/5.000,00/; s/14 000,00/14.000,00/' "$WORK/good.csv" >"$WORK/dots.csv"
assert_exit "dots as thousands separators" 0 "$FAUBOURG" reconcile "$WORK/dots.csv"
sed 's/$/\r/' "$WORK/column.csv" >"$WORK/crlf.csv"
assert_exit "CR LF" 1 "$FAUBOURG" reconcile "$WORK/crlf.csv"

cat >"$WORK/twins.csv" <<'CSV'
Action;Porteur;Coût total;Ville;ANCT
Forum santé;CCAS;5000;2500;2500
Forum sante;CCAS;5000;2500;2500
TOTAL;;10000;5000;5000
CSV
status=0
"$FAUBOURG" reconcile "$WORK/twins.csv" >"$OUT" 2>"$ERR" || status=$?
assert_contains "twin rows are reported" "Forum sant" "$OUT"

# The workbook that we write ourselves is a table like another.
fresh_instance main
# shellcheck disable=SC2086
"$FAUBOURG" load $WHERE "$ROOT/packs/libercourt-2025" >/dev/null 2>&1 || true
for format in csv xlsx; do
	# shellcheck disable=SC2086
	"$FAUBOURG" programme libercourt-2025 $WHERE --format "$format" -o "$WORK/own.$format" 2>/dev/null || true
	assert_exit "our own $format adds up" 0 "$FAUBOURG" reconcile "$WORK/own.$format"
done

: >"$WORK/empty.csv"
assert_exit "an empty file is bad input" 65 "$FAUBOURG" reconcile "$WORK/empty.csv"
assert_exit "a file that is not there is bad input" 65 "$FAUBOURG" reconcile "$WORK/nothing.csv"
assert_contains "and is named" "nothing.csv" "$ERR"
head -c 3000 "$WORK/own.xlsx" >"$WORK/cut.xlsx"
assert_exit "a truncated workbook is bad input" 65 "$FAUBOURG" reconcile "$WORK/cut.xlsx"
mkdir -p "$WORK/bomb/xl/worksheets"
head -c 400000000 /dev/zero | tr '\0' ' ' >"$WORK/bomb/xl/worksheets/sheet1.xml"
cp "$WORK/own.xlsx" "$WORK/bomb.xlsx"
(cd "$WORK/bomb" && zip -q ../bomb.xlsx xl/worksheets/sheet1.xml)
rm -rf "$WORK/bomb"
assert_exit "a workbook that inflates to 400 MB is refused" 65 "$FAUBOURG" reconcile "$WORK/bomb.xlsx"
truncate -s 2G "$WORK/huge.csv"
assert_exit "a csv of 2 GB is refused" 65 "$FAUBOURG" reconcile "$WORK/huge.csv"
finish
