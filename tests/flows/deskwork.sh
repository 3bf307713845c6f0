# The officers' desk over HTTP: the list that is filtered, sorted, grouped, added up, kept and exported, and the files of it (rows L1, N5, N11, N14). Real calls of the packs: Liévin's
# request is filed online; the programmes of Libercourt are applications without a sheet.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"

FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
export FAUBOURG_CLOCK
fresh_instance deskwork
load_all
person 102 'Présidente'
SIGNATORY=$COOKIE
person 104 'Chargée de mission'
OFFICER=$COOKIE
person 105 'Adjoint technique'
SECOND=$COOKIE
person 106 'Agente de la Région'
AGENT=$COOKIE
organisation 201 'Jardins partagés' association 102
sql "UPDATE applicant SET siret = '73282932000074', siren = '732829320' WHERE applicant_id = 201;
INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 104, 'officer', '', 1, 'cli:0' FROM territory;
INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 105, 'officer', '', 1, 'cli:0' FROM territory;
INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 106, 'funder_agent', 'region', 1, 'cli:0' FROM territory"
complete_draft 301 lievin-2024 201 102
start_server

territory_of() {
	sql "SELECT t.code FROM territory t JOIN call c ON c.territory_id = t.territory_id WHERE c.code = '$1'"
}
LIEVIN=$(territory_of lievin-2024)
TOWN=$(territory_of libercourt-2025)
TOWN_ID=$(sql "SELECT territory_id FROM territory WHERE code = '$TOWN'")

# ---- the list ----

as "$OFFICER" "/desk/$LIEVIN"
assert_same "the desk opens before anything is filed" 200 "$STATUS"
assert_lacks "a draft is not in the list" 'Jardin partagé' "$BODY"
as "$SIGNATORY" "$SHEET/sign"
submit "$SIGNATORY" "$SHEET/sign" "base=$BASE" "capacity=Présidente" "attests=yes"
assert_same "it is filed" 303 "$STATUS"
as "$OFFICER" "/desk/$LIEVIN"
assert_contains "what is filed is in the list" LIEVIN-2024-0001 "$BODY"
assert_status "a bearer has no desk" 403 "/desk/$LIEVIN" -b "session=$SIGNATORY"

all=$(sql "SELECT COUNT(*) FROM application WHERE territory_id = $TOWN_ID")
as "$OFFICER" "/desk/$TOWN"
assert_contains "applications of a programme, which have no sheet, are in it" "/applications/$TOWN." "$BODY"
assert_contains "all of them are counted" "<dt>Demandes</dt><dd>$all</dd>" "$BODY"
as "$OFFICER" "/desk/$TOWN?per=25&sort=-cost"
assert_contains "a column sorts downwards" 'aria-sort="descending"' "$BODY"
highest=$(sql "SELECT application_id FROM application WHERE territory_id = $TOWN_ID ORDER BY total_cents DESC, application_id LIMIT 1")
assert_same "the dearest comes first" "$highest" "$(grep -o 'name="pick" value="[0-9]*"' "$BODY" | head -n 1 | tr -dc 0-9)"
over=$(sql "SELECT COUNT(*) FROM application WHERE territory_id = $TOWN_ID AND total_cents >= 1000000")
as "$OFFICER" "/desk/$TOWN?cost-from=10%20000"
assert_contains "a range of amounts typed as people do filters" "<dt>Demandes</dt><dd>$over</dd>" "$BODY"
as "$OFFICER" "/desk/$TOWN?cost-from=beaucoup"
assert_contains "what is no amount is said" 'est pas un montant' "$BODY"
assert_contains "and kept in its field" 'value="beaucoup"' "$BODY"
as "$OFFICER" "/desk/$TOWN?q=zzzzzz"
assert_contains "a search that finds nothing says so" 'Aucune demande ne correspond' "$BODY"
as "$OFFICER" "/desk/$TOWN?group=bearer"
assert_contains "groups have sub-totals" 'class="dw-group"' "$BODY"
assert_same "as many as bearers" "$(sql "SELECT COUNT(DISTINCT bearer_code) FROM application WHERE territory_id = $TOWN_ID")" "$(grep -o 'class="dw-group"' "$BODY" | wc -l | tr -d ' ')"

# ---- files of it ----

get "/desk/$TOWN/list.csv?columns=title&columns=cost&sort=-cost" -b "session=$OFFICER"
assert_same "the list is a CSV" 200 "$STATUS"
assert_same "with every row, a heading and a total" $((all + 2)) "$(tr -d '\r' <"$BODY" | wc -l | tr -d ' ')"
total=$(sql "SELECT SUM(total_cents) FROM application WHERE territory_id = $TOWN_ID")
assert_same "whose total is that of the table, to the cent" "$(printf "%s" "$((total / 100))")" "$(tail -n 1 "$BODY" | tr -d '\r' | cut -d ';' -f 2)"
sql "UPDATE application SET title = '=cmd|''/c calc''!A1' WHERE territory_id = $TOWN_ID AND application_id = $highest"
get "/desk/$TOWN/list.csv?columns=title&sort=-cost" -b "session=$OFFICER"
assert_contains "a title that looks like a formula is text" "'=cmd" "$BODY"
get "/desk/$TOWN/list.xlsx?columns=title&columns=cost" -b "session=$OFFICER"
assert_same "the list is a workbook" 200 "$STATUS"
get "/desk/$TOWN/list.ods?columns=title&columns=cost&columns=state&sort=-cost" -b "session=$OFFICER"
assert_same "the list is an OpenDocument spreadsheet" 200 "$STATUS"
if command -v soffice >/dev/null; then
	cp "$BODY" "$WORK/list.ods"
	soffice "-env:UserInstallation=file://$WORK/office" --headless --convert-to 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false' --outdir "$WORK" "$WORK/list.ods" >/dev/null 2>&1
	assert_same "which LibreOffice opens, with every row" $((all + 2)) "$(wc -l <"$WORK/list.csv" | tr -d ' ')"
	assert_same "and adds up to the same total" "$((total / 100))" "$(tail -n 1 "$WORK/list.csv" | cut -d ';' -f 2 | sed 's/[^0-9,]//g; s/,00*$//')"
	assert_contains "a formula in a title is its text" "=cmd" "$WORK/list.csv"
fi
assert_status "and none of a bearer's" 403 "/desk/$TOWN/list.csv" -b "session=$SIGNATORY"

# ---- kept lists ----

as "$OFFICER" "/desk/$TOWN?sort=-cost"
submit "$OFFICER" "/desk/$TOWN/views" "wish=sort=-cost" "name=" "shared=yes"
assert_same "a list without a name is not kept" 422 "$STATUS"
submit "$OFFICER" "/desk/$TOWN/views" "wish=sort=-cost" "name=Les plus chères" "shared=yes" "default=yes"
assert_same "a list is kept" 303 "$STATUS"
assert_contains "and leads back to itself" "sort=-cost" "$HEAD"
as "$SECOND" "/desk/$TOWN"
assert_contains "a shared one is there for the others" 'Les plus chères' "$BODY"
assert_status "its maker comes to it first" 303 "/desk/$TOWN" -b "session=$OFFICER"
as "$AGENT" "/desk/$TOWN"
submit "$AGENT" "/desk/$TOWN/views" "wish=" "name=La mienne" "shared=yes"
assert_same "an agent of a funder shares none" 403 "$STATUS"

# ---- one file ----

FILE="/desk/$LIEVIN$SHEET"
as "$OFFICER" "$FILE?list=sort%3D-cost"
assert_same "a file opens from its list" 200 "$STATUS"
assert_contains "with its place in it" '1 sur ' "$BODY"
APPLICATION=$(sql "SELECT application_id FROM sheet WHERE sheet_id = 301")

# ---- what was filed is what is judged ----

as "$OFFICER" "/grids/lievin-2024/rows/$APPLICATION"
assert_same "the table has a row of it" 200 "$STATUS"
grep -o '<p class="hint">.*' "$BODY" | sed 's/name="csrf" value="[^"]*"//g' >"$WORK/judged"
sql "CREATE TABLE kept_value AS SELECT * FROM sheet_value WHERE sheet_id = 301; DELETE FROM sheet_value WHERE sheet_id = 301;"
as "$OFFICER" "/grids/lievin-2024/rows/$APPLICATION"
grep -o '<p class="hint">.*' "$BODY" | sed 's/name="csrf" value="[^"]*"//g' >"$WORK/judged.after"
assert_same "what a bearer changes later moves nothing of what the rules say" "" "$(diff "$WORK/judged" "$WORK/judged.after" | head -n 3)"
sql "INSERT INTO sheet_value SELECT * FROM kept_value; DROP TABLE kept_value;"

AT="/applications/$LIEVIN.$APPLICATION"
assert_status "its other address leads to it" 303 "$AT" -b "session=$OFFICER"
submit "$OFFICER" "$AT/notes" "base=$BASE" "note=Appeler la trésorière avant le comité"
assert_same "a private note is written" 303 "$STATUS"
as "$OFFICER" "$FILE"
assert_contains "officers read it" 'Appeler la trésorière' "$BODY"
for page in "$SHEET" "$SHEET/follow-up" "$SHEET/versions" "$SHEET/receipt" "$SHEET/check"; do
	as "$SIGNATORY" "$page"
	assert_lacks "the bearer does not, on $page" 'Appeler la trésorière' "$BODY"
done
as "$AGENT" "$FILE"
assert_lacks "nor does an agent of a funder" 'Appeler la trésorière' "$BODY"
assert_status "nor may the bearer open the file" 404 "$AT" -b "session=$SIGNATORY"
assert_same "nor does the audit hold its text" "" "$(sql "SELECT detail FROM audit WHERE verb = 'write_note'")"
as "$OFFICER" "/desk/$LIEVIN/labels"
submit "$OFFICER" "/desk/$LIEVIN/labels" "label=À revoir" "tone=wait"
assert_same "a label is made" 303 "$STATUS"
submit "$OFFICER" "/desk/$LIEVIN/labels" "label=a revoir" "tone=wait"
assert_same "the same words make no second one" 422 "$STATUS"
label=$(sql "SELECT code FROM desk_label")
as "$OFFICER" "$FILE"
submit "$OFFICER" "$AT/labels" "base=$BASE" "label=$label"
assert_same "it is stuck" 303 "$STATUS"
as "$OFFICER" "/desk/$LIEVIN?labels=$label"
assert_contains "and filters the list" LIEVIN-2024-0001 "$BODY"

# ---- two officers at once ----

as "$SECOND" "$FILE"
old=$BASE
as "$OFFICER" "$FILE"
submit "$OFFICER" "$AT/state" "base=$BASE" "state=admissible" "reason="
assert_same "a state changes" 303 "$STATUS"
as "$SECOND" "$FILE"
submit "$SECOND" "$AT/state" "base=$old" "state=inadmissible" "reason=Hors périmètre"
assert_same "who saw the page before is told" 409 "$STATUS"
assert_contains "what changed" 'Ce qui a changé depuis' "$BODY"
assert_contains "and what they typed is there" 'Hors périmètre' "$BODY"
assert_same "nothing is overwritten" admissible "$(sql "SELECT state FROM application WHERE call_code = 'lievin-2024' AND application_id = $APPLICATION")"
as "$OFFICER" "$FILE"
submit "$OFFICER" "$AT/state" "base=$BASE" "state=filed" "reason="
assert_same "a step back needs a reason" 422 "$STATUS"
submit "$OFFICER" "$AT/state" "base=$BASE" "state=closed" "reason=x"
assert_same "a step of no table is refused" 422 "$STATUS"
assert_contains "in words" 'ne peut pas passer à' "$BODY"
as "$AGENT" "/desk/$LIEVIN"
submit "$AGENT" "$AT/state" "state=filed" "reason=x"
assert_same "an agent of a funder changes none" 404 "$STATUS"

# ---- presence ----

as "$SECOND" "$FILE"
as "$OFFICER" "$FILE"
as "$SECOND" "$FILE"
post "$OFFICER" "$AT/presence" "csrf=$TOKEN"
as "$OFFICER" "$FILE"
post "$OFFICER" "$AT/presence" "csrf=$TOKEN"
assert_contains "who else has it open is said" 'Adjoint technique' "$BODY"

# ---- an application without a sheet ----

as "$OFFICER" "/applications/$TOWN.$highest"
assert_same "it has a page of its own" 200 "$STATUS"
assert_contains "with the years of its bearer" 'une année à' "$BODY"
submit "$OFFICER" "/applications/$TOWN.$highest/follow" "base=$BASE" "owner=$(code_of 105)" "due=2024-10-01"
assert_same "somebody follows it" 303 "$STATUS"
as "$OFFICER" "/desk/$TOWN?owner=$(code_of 105)"
assert_contains "and it is in their list" "/applications/$TOWN.$highest" "$BODY"
assert_status "a number that is none is not found" 404 "/applications/$TOWN.999999" -b "session=$OFFICER"
assert_status "nor one of a territory that is none" 404 "/applications/nowhere.1" -b "session=$OFFICER"

# ---- several files at once ----

as "$OFFICER" "/desk/$TOWN?per=25"
submit "$OFFICER" "/desk/$TOWN/bulk" "wish=" "do=owner"
assert_same "nothing chosen is said" 422 "$STATUS"
two="$(sql "SELECT application_id FROM application WHERE territory_id = $TOWN_ID ORDER BY application_id LIMIT 2" | tr '\n' ' ')"
submit "$OFFICER" "/desk/$TOWN/bulk" "wish=" "do=owner" "picked=$two" "preview=yes" "owner=$(code_of 105)"
assert_same "a preview changes nothing" 200 "$STATUS"
assert_contains "and says how many would" 'demandes changeront' "$BODY"
assert_same "indeed" 0 "$(sql "SELECT COUNT(*) FROM application WHERE territory_id = $TOWN_ID AND owner_person = 105 AND application_id IN ($(printf '%s' "$two" | tr ' ' ',' | sed 's/,$//'))")"
submit "$OFFICER" "/desk/$TOWN/bulk/do" "wish=" "do=owner" "picked=$two" "owner=$(code_of 105)"
assert_same "then it is done" 303 "$STATUS"
given="SELECT COUNT(*) FROM application WHERE territory_id = $TOWN_ID AND owner_person = 105 AND application_id IN ($(printf '%s' "$two" | tr ' ' ',' | sed 's/,$//'))"
assert_same "to both" 2 "$(sql "$given")"
assert_same "with an audit row each" 2 "$(sql "SELECT COUNT(*) FROM audit WHERE verb = 'own' AND thing IN ($(for i in $two; do printf "'application:%s'," "$i"; done | sed 's/,$//'))")"
bulk=$(sql "SELECT bulk_id FROM desk_bulk")
as "$OFFICER" "/desk/$TOWN?per=25&did=$bulk"
assert_contains "the list says so and offers to undo" '/bulk/undo' "$BODY"
submit "$OFFICER" "/desk/$TOWN/bulk/do" "wish=" "do=owner" "picked=$two" "owner=$(code_of 105)"
assert_same "a preview that no longer holds does nothing" 409 "$STATUS"
submit "$OFFICER" "/desk/$TOWN/bulk/undo" "wish=" "bulk=$bulk"
assert_same "it is undone" 303 "$STATUS"
assert_same "on both" 0 "$(sql "$given")"
submit "$OFFICER" "/desk/$TOWN/bulk" "wish=" "do=message" "picked=$two" "preview=yes" "text=Bonjour"
assert_contains "who has no sheet cannot be written to, and it is said" 'personne à qui écrire' "$BODY"
as "$OFFICER" "/desk/$LIEVIN?per=25"
submit "$OFFICER" "/desk/$LIEVIN/bulk/do" "wish=" "do=message" "picked=$APPLICATION" "text=Le comité est avancé au 3 octobre."
assert_same "a bearer is written to from the list" 303 "$STATUS"
as "$SIGNATORY" "$SHEET/follow-up"
assert_contains "and reads it" 'Le comité est avancé' "$BODY"
as "$AGENT" "/desk/$TOWN?per=25"
submit "$AGENT" "/desk/$TOWN/bulk/do" "wish=" "do=owner" "picked=$two" "owner=$(code_of 105)"
assert_same "an agent of a funder acts on none" 403 "$STATUS"

# ---- routing ----

as "$OFFICER" "/desk/$LIEVIN/routing"
assert_same "the rules have a page" 200 "$STATUS"
submit "$OFFICER" "/desk/$LIEVIN/routing" "rule-1-call=lievin-2024" "rule-1-district=" "rule-1-theme=" "rule-1-person=$(code_of 105)" "rule-1-days=treize"
assert_same "days that are no number are refused" 422 "$STATUS"
submit "$OFFICER" "/desk/$LIEVIN/routing" "rule-1-call=lievin-2024" "rule-1-district=" "rule-1-theme=" "rule-1-person=$(code_of 105)" "rule-1-days=15"
assert_same "a rule is kept" 303 "$STATUS"
as "$OFFICER" "/desk/$LIEVIN/routing"
assert_contains "what it catches is shown" 'serait répartie' "$BODY"
submit "$OFFICER" "/desk/$LIEVIN/routing/apply"
assert_same "and given out on demand" 303 "$STATUS"
assert_same "to who the rule says, due in time" "105|$(sql "SELECT due_day FROM sheet WHERE sheet_id = 301")" "$(sql "SELECT owner_person FROM sheet WHERE sheet_id = 301")|$(($(sql "SELECT MIN(filed_ms) FROM filing") / 86400000 + 15))"
complete_draft 302 lievin-2024 201 102
as "$SIGNATORY" "$SHEET/sign"
submit "$SIGNATORY" "$SHEET/sign" "base=$BASE" "capacity=Présidente" "attests=yes"
assert_same "a second request is filed" 303 "$STATUS"
assert_same "and follows the rule at once" 105 "$(sql "SELECT owner_person FROM sheet WHERE sheet_id = 302")"
as "$OFFICER" "/desk/$LIEVIN$SHEET"
assert_contains "it looks like the first one" 'Peut-être en double' "$BODY"
number=$(sql "SELECT application_id FROM sheet WHERE sheet_id = 302")
submit "$OFFICER" "/applications/$LIEVIN.$number/duplicates" "base=$BASE" "other=$APPLICATION"
assert_same "an officer says that they are two" 303 "$STATUS"
as "$OFFICER" "/desk/$LIEVIN$SHEET"
assert_lacks "which is remembered" 'Peut-être en double' "$BODY"

# ---- the command line ----

# shellcheck disable=SC2086
assert_exit "applications takes the same filters" 0 "$FAUBOURG" applications libercourt-2025 $WHERE --where 'columns=title&columns=cost&sort=-cost&cost-from=10000' --format json
assert_same "and gives the same rows" "$over" "$(jq length "$OUT")"
# shellcheck disable=SC2086
assert_exit "a filter that does not read is refused" 64 "$FAUBOURG" applications libercourt-2025 $WHERE --where 'cost-from=beaucoup'
# shellcheck disable=SC2086
"$FAUBOURG" verify $WHERE >"$OUT" 2>"$ERR"
assert_same "and the audit chain is whole" 0 $?

audit_left deskwork
stop_server
finish
