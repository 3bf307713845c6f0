# An officer loads the five territories and reads Libercourt's programme: it equals the published annex, in every format.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main

# shellcheck disable=SC2086
assert_exit "the five packs load, and CABBALR's printed total makes it 1" 1 "$FAUBOURG" load $WHERE $PACKS
cat "$OUT" "$ERR" >"$WORK/first"
# shellcheck disable=SC2086
assert_exit "loading again gives the same answer" 1 "$FAUBOURG" load $WHERE $PACKS
cat "$OUT" "$ERR" >"$WORK/second"
for pack in lievin libercourt call cabbalr hersin; do
	assert_contains "the second load speaks of $pack" "$pack" "$WORK/second"
done

# shellcheck disable=SC2086
programme() { "$FAUBOURG" programme libercourt-2025 $WHERE "$@"; }

assert_exit "the programme is shown and exits 0: a warning is not an error" 0 programme --format json
cp "$OUT" "$WORK/p.json"
same() { assert_same "$1" "$3" "$(jq -c "$2" "$WORK/p.json")"; }
same "it says which call" .call '"libercourt-2025"'
same "the total is 248 656 euros" .total_cents 24865600
same "the groups are those of the annex, in its order" '[.groups[] | [.label, .amount_cents / 100, .percent]]' \
	'[["Ville",48207,19],["CCAS",29950,12],["ANCT",97494,39],["Région",5000,2],["CAF",20000,8],["TFPB",33765,14],["Autres",14240,6]]'
same "the percentages make 100" '[.groups[].percent] | add' 100
same "the groups make the total" '([.groups[].amount_cents] | add) == .total_cents' true
same "the funders make the total too" '([.funders[].amount_cents] | add) == .total_cents' true
same "each group is the sum of its funders" '[.groups[] as $g | ([.funders[] | select(.group == $g.label) | .amount_cents] | add) == $g.amount_cents] | all' true
same "there are four axes" '.axes | length' 4
same "and ten actions" '[.axes[].actions[]] | length' 10
same "all actions make the total" '([.axes[].actions[].total_cents] | add) == .total_cents' true
same "no row has a gap" '[.axes[].actions[].gap_cents] | map(select(. != 0))' '[]'
same "every row adds up" '[.axes[].actions[] | ([.funding[].amount_cents] | add) == .total_cents] | all' true
same "the school programme's three funders" '[.axes[0].actions[0].funding[] | [.funder, .amount_cents / 100]] | sort' '[["ANCT",31465],["CAF",4500],["CCAS",14985]]'
same "the two receipt numbers are a finding" '[.findings[] | select(.severity == "warning") | .message | select(test("DELIB-2024-1179") and test("DELIB-2024-69-DE"))] | length' 1
same "nothing is an error" '[.findings[] | select(.severity == "error")] | length' 0

assert_exit "as csv" 0 programme --format csv
cp "$OUT" "$WORK/p.csv"
assert_same "csv begins with a byte-order mark" "efbbbf" "$(head -c 3 "$WORK/p.csv" | od -An -tx1 | tr -d ' \n')"
assert_same "csv rows end with CR LF" "$(grep -c . "$WORK/p.csv")" "$(grep -c "$(printf '\r')\$" "$WORK/p.csv")"
assert_contains "csv has the action" "Fonctionnement du PRE (INGENIERIE)" "$WORK/p.csv"
assert_contains "csv has its amounts, as numbers" ";CCAS;50950;;14985;31465;;4500;" "$WORK/p.csv"
assert_exit "as text" 0 programme
cp "$OUT" "$WORK/p.text"
plain "$WORK/p.text" "$WORK/p.plain"
assert_contains "text has Libercourt's total" "248 656" "$WORK/p.plain"
assert_contains "text has the axis" "Améliorer la santé des habitants du QPV" "$WORK/p.text"
assert_contains "text tells the warning" "DELIB-2024-1179" "$WORK/p.text"
for format in json csv xlsx; do
	assert_exit "$format into a file" 0 programme --format "$format" -o "$WORK/o.$format"
	if [ -s "$WORK/o.$format" ]; then passed "$format is there"; else failed "$format is there"; fi
done
assert_files_same "the file is what standard output gives" "$WORK/p.json" "$WORK/o.json"
if unzip -tq "$WORK/o.xlsx" >/dev/null 2>&1; then passed "xlsx is a whole archive"; else failed "xlsx is a whole archive"; fi
unzip -p "$WORK/o.xlsx" 'xl/worksheets/sheet1.xml' >"$WORK/sheet.xml" 2>/dev/null || true
assert_contains "the workbook has live formulas" "<f>" "$WORK/sheet.xml"
assert_contains "with cached values: the total" "<v>248656</v>" "$WORK/sheet.xml"
assert_contains "its header is frozen" 'state="frozen"' "$WORK/sheet.xml"
assert_contains "it prints on A3" 'paperSize="8"' "$WORK/sheet.xml"
assert_contains "landscape" 'orientation="landscape"' "$WORK/sheet.xml"
# shellcheck disable=SC2086
assert_exit "an unknown call is bad input" 65 "$FAUBOURG" programme nowhere-2025 $WHERE
assert_contains "which it names" "nowhere-2025" "$ERR"
assert_exit "an unknown format is bad usage" 64 programme --format papyrus
assert_exit "a folder that does not exist is an input or output failure" 74 programme --format csv -o "$WORK/no/such/folder.csv"
finish
