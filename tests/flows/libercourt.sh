# The Libercourt 2025 annex rebuilt by hand (P1–P5, P8): an officer types each row and each cell of the published programme through the addresses that the page uses, adopts it, and the
# annex in the five formats, opened again, gives the published amounts to the cent. Both databases.
# shellcheck disable=SC2154,SC2086
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
. "$ROOT/tests/lib/annex.sh"
FAUBOURG_CLOCK=2024-12-18T08:00:00Z+
FAUBOURG_FILES=$WORK/bytes
export FAUBOURG_CLOCK FAUBOURG_FILES
own_key
fresh_instance main
"$FAUBOURG" load "$ROOT/packs/libercourt-2025" $WHERE >"$OUT" 2>"$ERR" || failed "the pack loads" "$ERR"
person 101 'Chargée de mission'
OFFICER=$COOKIE
territory=$(sql "SELECT territory_id FROM call WHERE code = 'libercourt-2025'")
sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES ($territory, 101, 'officer', '', 1, 'cli:0');"
"$FAUBOURG" programme libercourt-2025 $WHERE --format json >"$WORK/published.json" 2>"$ERR" || true
assert_same "ten actions were published" 10 "$(jq '[.axes[].actions[]] | length' "$WORK/published.json")"

# ---- the table as it was before the committee: the frame of the call, no action ----
for table in financing_line application_result application_district application_goal application_item; do
	sql "DELETE FROM $table WHERE application_id IN (SELECT application_id FROM application WHERE call_code = 'libercourt-2025');"
done
sql "DELETE FROM application WHERE call_code = 'libercourt-2025';"
start_server
GRID=/grids/libercourt-2025
tab=$(printf '\t')
jq -r '.funders[] | [.label, .code + (if .valued then ":valued" else "" end)] | @tsv' "$WORK/published.json" >"$WORK/funders"
sql "SELECT code, label FROM axis WHERE call_code = 'libercourt-2025'" | tr '|' "$tab" >"$WORK/axes"
jq -r '.axes[] as $x | $x.actions[] | [$x.label, .title, .bearer, (.total_cents / 100), ([.funding[] | "\(.funder)=\(.amount_cents / 100)"] | join(";"))] | @tsv' "$WORK/published.json" >"$WORK/actions"

# ---- typing ----
as "$OFFICER" "$GRID/rows"
rows=0 cells=0
while IFS="$tab" read -r axis title bearer cost funding; do
	code=$(awk -F "$tab" -v l="$axis" '$2 == l { print $1 }' "$WORK/axes")
	submit "$OFFICER" "$GRID/rows" scenario=1 "title=$title" "bearer=$bearer" "cost=$cost" "axis=$code" </dev/null
	row=$(header location | sed 's#.*/rows/##')
	[ "$STATUS" = 303 ] && rows=$((rows + 1))
	printf '%s\n' "$funding" | tr ';' '\n' >"$WORK/cells"
	while IFS='=' read -r label amount; do
		column=$(awk -F "$tab" -v l="$label" '$1 == l { print $2 }' "$WORK/funders")
		submit "$OFFICER" "$GRID/cell.json" scenario=1 "application=$row" "column=$column" base=0 stage=voted "amount=$amount" </dev/null
		[ "$STATUS" = 200 ] && cells=$((cells + 1))
	done <"$WORK/cells"
	submit "$OFFICER" "$GRID/rows/$row" scenario=1 base=1 "cost=$cost" other= decision=programmed "axis=$code" note= </dev/null
done <"$WORK/actions"
assert_same "every row is typed" 10 "$rows"
assert_same "and every cell" "$(jq '[.axes[].actions[].funding[]] | length' "$WORK/published.json")" "$cells"
assert_same "each is in the audit, for its funder" "$cells" "$(sql "SELECT COUNT(*) FROM audit WHERE verb = 'write_cell' AND on_behalf IS NOT NULL")"

# ---- the vote ----
PROGRAMMES=/programmes/libercourt-2025
as "$OFFICER" "$PROGRAMMES/adopt?scenario=1"
assert_contains "nothing stands against it" "Rien ne s’oppose" "$BODY"
revision=$(sed -n 's/.*name="revision" value="\([0-9]*\)".*/\1/p' "$BODY")
post "$OFFICER" $PROGRAMMES/adopt "csrf=$TOKEN" scenario=1 "revision=$revision" kind=initial 'title=Programmation 2025' 'annex=Annexe n°2' reason=
assert_same "it is adopted without a reason" 303 "$STATUS"
as "$OFFICER" $PROGRAMMES/2
post "$OFFICER" $PROGRAMMES/2/decision "csrf=$TOKEN" number=2024-69 day=2024-12-18
"$FAUBOURG" programme libercourt-2025 $WHERE --version 2 --format json >"$WORK/voted.json" 2>"$ERR" || true
assert_same "its total is the published one" "$(jq .total_cents "$WORK/published.json")" "$(jq .total_cents "$WORK/voted.json")"
assert_same "so is each axis, by its name" "$(jq -c '[.axes[] | [.label, .total_cents]]' "$WORK/published.json")" "$(jq -c '[.axes[] | [.label, .total_cents]]' "$WORK/voted.json")"
assert_same "each funder, in its order" "$(jq -c '[.funders[] | [.code, .amount_cents, .valued]]' "$WORK/published.json")" "$(jq -c '[.funders[] | [.code, .amount_cents, .valued]]' "$WORK/voted.json")"
assert_same "each group, with its percentage" "$(jq -c '[.groups[] | [.label, .amount_cents, .percent]]' "$WORK/published.json")" "$(jq -c '[.groups[] | [.label, .amount_cents, .percent]]' "$WORK/voted.json")"

# ---- the annex, opened again ----
want=$(annex_of_json "$WORK/published.json")
titles=$(titles_of_json "$WORK/published.json")
for format in csv xlsx ods docx pdf; do
	as "$OFFICER" "$PROGRAMMES/2/annex/$format"
	if [ "$format" = pdf ] && [ "$STATUS" = 404 ]; then continue; fi
	assert_same "the annex as $format" 200 "$STATUS"
	cp "$BODY" "$WORK/annex.$format"
done
assert_same "csv has the published amounts" "$want" "$(annex_of_csv "$WORK/annex.csv" "$titles")"
assert_same "docx has the published amounts" "$want" "$(annex_of_docx "$WORK/annex.docx" "$titles")"
if command -v soffice >/dev/null; then
	assert_same "xlsx has the published amounts" "$want" "$(annex_of_sheet "$WORK/annex.xlsx" "$titles")"
	assert_same "ods has the published amounts" "$want" "$(annex_of_sheet "$WORK/annex.ods" "$titles")"
fi
if command -v soffice >/dev/null && command -v pdftotext >/dev/null; then
	assert_same "pdf has the published amounts, in their order" "$(pages_of_json "$WORK/published.json")" "$(annex_of_pdf "$WORK/annex.pdf")"
fi
stop_server
assert_exit "the audit chain holds and the text is the one that was voted" 0 "$FAUBOURG" verify $WHERE
finish
