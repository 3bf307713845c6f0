# Decided tables over HTTP (rows D3, N10, N11, N14, P2): the published table of Libercourt in every format becomes the same programme, to the cent; DAUPHIN out and in; the grid as a
# workbook that LibreOffice edited and that comes back as a diff; bad files; what was written is taken back.
# The words of pages have the apostrophe of printers.
# shellcheck disable=SC1112
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
cd "$ROOT"
FAUBOURG_CLAMD=none
FAUBOURG_FILES=$WORK/bytes
FAUBOURG_CLOCK=2025-01-10T08:00:00Z+
export FAUBOURG_CLAMD FAUBOURG_FILES FAUBOURG_CLOCK
own_key
fresh_instance imports
load_all
person 101 'Chargée de mission'
OFFICER=$COOKIE
person 102 'Habitante'
STRANGER=$COOKIE
person 103 'Agente de la Région'
AGENT=$COOKIE
TERRITORY=$(sql "SELECT territory_id FROM call WHERE code = 'libercourt-2025'")
sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES ($TERRITORY, 101, 'officer', '', 1, 'cli:0'), ($TERRITORY, 103, 'funder_agent', 'region', 1, 'cli:0')"
for call in csv latin xlsx ods docx pasted dauphin bad; do
	sql "INSERT INTO call (territory_id, code, kind, title, year, position) SELECT territory_id, '$call-2025', kind, title, year, 50 FROM call WHERE code = 'libercourt-2025';
	INSERT INTO call_goal (territory_id, call_code, goal_code, position) SELECT territory_id, '$call-2025', goal_code, position FROM call_goal WHERE call_code = 'libercourt-2025'"
done

# What a programme says, whatever its call: bearer, title, cost and each funder's amount.
programme() {
	# shellcheck disable=SC2086
	"$FAUBOURG" programme "$1" --format json $WHERE 2>/dev/null | jq -S '[.axes[] | {axis: .label, actions: [.actions[] | {title, bearer, total_cents, funding: [.funding[] | {funder, amount_cents}] | sort_by(.funder)}] | sort_by(.title)}] | sort_by(.axis)' >"$2"
}
programme libercourt-2025 "$WORK/published.json"
assert_same "the published programme has its ten actions" 10 "$(jq '[.[].actions[]] | length' "$WORK/published.json")"
for format in csv xlsx ods docx; do
	# shellcheck disable=SC2086
	"$FAUBOURG" programme libercourt-2025 --format "$format" -o "$WORK/table.$format" $WHERE 2>/dev/null || true
done
sed 's/\xef\xbb\xbf//' "$WORK/table.csv" | iconv -f utf-8 -t windows-1252//TRANSLIT | tr ';' '\t' >"$WORK/table.tsv"
start_server

# upload CALL FILE: its pages are under IMPORT.
upload() {
	as "$OFFICER" "/imports/$1"
	send "$OFFICER" "/imports/$1" "csrf=$TOKEN" "file=@$2"
	IMPORT=$(sed -n 's/^[Ll]ocation: *\([^[:space:]]*\).*/\1/p' "$HEAD" | sed 's/\/columns$//')
}

# write_it: what the preview says, all of it.
write_it() {
	as "$OFFICER" "$IMPORT/preview"
	DIGEST=$(sed -n 's/.*name="digest" value="\([^"]*\)".*/\1/p' "$BODY")
	SHOWN=$(sed -n 's/.*name="shown" value="\([^"]*\)".*/\1/p' "$BODY")
	submit "$OFFICER" "$IMPORT/apply" "digest=$DIGEST" "shown=$SHOWN" reason= "$@"
}

# becomes NAME CALL: adopted, it is the published programme.
becomes() {
	# shellcheck disable=SC2086
	assert_exit "$1 is adopted" 0 "$FAUBOURG" programme adopt "$2" --author p101@association.example --reason 'Tableau voté' $WHERE
	programme "$2" "$WORK/made.json"
	assert_files_same "$1 gives the published programme, to the cent" "$WORK/published.json" "$WORK/made.json"
}

as "$STRANGER" /imports/csv-2025
assert_same "a stranger imports nothing" 403 "$STATUS"
as "$AGENT" /imports/csv-2025
assert_same "an agent of a funder neither" 403 "$STATUS"

# ---- the published table in every format ----
for format in csv xlsx ods docx; do
	call=$format-2025
	upload "$call" "$WORK/table.$format"
	assert_same "the $format is read" 303 "$STATUS"
	as "$OFFICER" "$IMPORT/columns"
	assert_same "its columns are shown" 200 "$STATUS"
	assert_contains "with what each holds" 'Intitulé de l’action' "$BODY"
	submit "$OFFICER" "$IMPORT/columns" stage=voted scenario=1 "header=$(sed -n 's/.*name="header"[^>]*value="\([^"]*\)".*/\1/p' "$BODY")"
	assert_same "they are right" 303 "$STATUS"
	as "$OFFICER" "$IMPORT/check"
	assert_contains "ten lines are actions" '10 lignes d’action' "$BODY"
	write_it
	assert_same "the $format is written" 303 "$STATUS"
	becomes "the $format" "$call"
done
upload latin-2025 "$WORK/table.tsv"
assert_same "a table of an old spreadsheet is read" 303 "$STATUS"
write_it
becomes "windows-1252 with tabs" latin-2025

as "$OFFICER" /imports/pasted-2025
post "$OFFICER" /imports/pasted-2025/paste "csrf=$TOKEN" "text@tests/golden/reconcile/ok-libercourt.txt"
assert_same "what the deliberation prints is pasted" 303 "$STATUS"
IMPORT=$(sed -n 's/^[Ll]ocation: *\([^[:space:]]*\).*/\1/p' "$HEAD" | sed 's/\/columns$//')
write_it
assert_same "and written" 303 "$STATUS"
becomes "the pasted table" pasted-2025

# ---- the same again changes nothing; what was written is taken back ----
upload bad-2025 "$WORK/table.csv"
write_it
assert_same "ten applications are made" 10 "$(sql "SELECT COUNT(*) FROM application WHERE call_code = 'bad-2025'")"
FIRST=$IMPORT
upload bad-2025 "$WORK/table.csv"
as "$OFFICER" "$IMPORT/preview"
assert_contains "a second time all is there" 'Rien à écrire' "$BODY"
submit "$OFFICER" "$IMPORT/drop"
assert_same "it is dropped" 303 "$STATUS"
as "$OFFICER" "$FIRST"
assert_contains "the first says what it did" 'Annuler cet import' "$BODY"
sql "UPDATE cell SET voted_cents = voted_cents + 100 WHERE call_code = 'bad-2025' AND funder_code = 'region'"
submit "$OFFICER" "$FIRST/undo"
assert_same "what somebody changed since stops it" 422 "$STATUS"
assert_contains "and is named" 'Région : le montant a été changé depuis' "$BODY"
assert_same "nothing was taken back" 10 "$(sql "SELECT COUNT(*) FROM application WHERE call_code = 'bad-2025'")"
sql "UPDATE cell SET voted_cents = voted_cents - 100 WHERE call_code = 'bad-2025' AND funder_code = 'region'"
as "$OFFICER" "$FIRST"
submit "$OFFICER" "$FIRST/undo"
assert_same "then it is" 303 "$STATUS"
assert_same "nothing is left of it" 0 "$(sql "SELECT COUNT(*) FROM application WHERE call_code = 'bad-2025'")"

# ---- questions, faults, the file of what was not taken ----
printf 'Axe;Action;Porteur;Coût total;Ville\nAxe inconnu;Bal;CCAS;10;10\n' >"$WORK/axis.csv"
upload bad-2025 "$WORK/axis.csv"
as "$OFFICER" "$IMPORT/check"
submit "$OFFICER" "$IMPORT/check" 'k.1=axis:Axe inconnu' v.1=nowhere
write_it
assert_same "an answer that names no axis of this call makes none" '' "$(sql "SELECT COALESCE(r.axis_code, '') FROM application a LEFT JOIN scenario_row r ON r.territory_id = a.territory_id AND r.application_id = a.application_id WHERE a.call_code = 'bad-2025' AND a.title = 'Bal'")"
as "$OFFICER" "$IMPORT"
submit "$OFFICER" "$IMPORT/undo"
assert_same "and it is taken back" 0 "$(sql "SELECT COUNT(*) FROM application WHERE call_code = 'bad-2025'")"
printf 'Action;Porteur;Coût total;Ville;ANCT\nFête;CCAS;100;100;\nFête;CCAS;100;100;\nForum;CCAS;beaucoup;50;\n;CCAS;10;10;\nAtelier;Ville de Libercour;10;10;\n' >"$WORK/bad.csv"
upload bad-2025 "$WORK/bad.csv"
as "$OFFICER" "$IMPORT/columns"
submit "$OFFICER" "$IMPORT/columns" stage=voted scenario=1 header=1 'col.0=nothing'
assert_same "a table without titles is refused" 422 "$STATUS"
assert_contains "and it says why" 'quelle colonne contient l’intitulé' "$BODY"
as "$OFFICER" "$IMPORT/check"
assert_contains "the cell is told by line and column" 'ligne 4, colonne « Coût total »' "$BODY"
assert_contains "twins are told" 'mêmes montants qu’à la ligne 2' "$BODY"
assert_contains "a bearer that is nearly another is asked" 'Ville de Libercour' "$BODY"
submit "$OFFICER" "$IMPORT/check" 'k.1=twin:3' 'v.1=same' 'k.2=bearer:Ville de Libercour' 'v.2=ville-libercourt'
assert_same "answers are kept" 303 "$STATUS"
as "$OFFICER" "$IMPORT/errors.csv"
assert_contains "what is not taken is a file" 'beaucoup' "$BODY"
assert_contains "that says why" 'n’est pas un montant' "$BODY"
write_it
assert_same "the rest is written" 303 "$STATUS"
assert_same "one of the twins, and the workshop" 'Atelier Fête' "$(sql "SELECT title FROM application WHERE call_code = 'bad-2025' ORDER BY title" | tr '\n' ' ' | sed 's/ $//')"
submit "$OFFICER" "$IMPORT/apply" "digest=$DIGEST" "shown=$SHOWN" reason=
assert_same "it is written once" 422 "$STATUS"

# ---- files that are none ----
: >"$WORK/empty.xlsx"
printf '\320\317\021\340\241\261\032\341..........E\000n\000c\000r\000y\000p\000t\000e\000d\000P\000a\000c\000k\000a\000g\000e\000' >"$WORK/locked.xlsx"
printf 'PK\003\004 cut short' >"$WORK/cut.xlsx"
head -c 62914560 /dev/zero | tr '\0' 'a' >"$WORK/heavy.csv"
for file in empty.xlsx locked.xlsx cut.xlsx heavy.csv; do
	upload bad-2025 "$WORK/$file"
	assert_same "$file is refused" 422 "$STATUS"
	assert_contains "with its name" "$file" "$BODY"
	assert_contains "and an error in the title" '<title>Erreur' "$BODY"
done
as "$OFFICER" /imports/bad-2025
post "$OFFICER" /imports/bad-2025/paste "csrf=$TOKEN" 'text=  '
assert_same "nothing pasted is refused" 422 "$STATUS"

# ---- DAUPHIN ----
as "$OFFICER" /imports/libercourt-2025/dauphin.csv
assert_same "the call goes out as DAUPHIN has it" 200 "$STATUS"
cp "$BODY" "$WORK/dauphin.csv"
as "$AGENT" /imports/libercourt-2025/dauphin.csv
assert_same "to the office only" 403 "$STATUS"
upload libercourt-2025 "$WORK/dauphin.csv"
as "$OFFICER" "$IMPORT/preview"
assert_contains "and comes back without a change" 'Rien à écrire' "$BODY"
sed 's/pre-ingenierie\|pre-actions\|[a-z-]*scolarite//' "$WORK/dauphin.csv" | awk -F';' 'BEGIN { OFS = ";" } NR > 1 { $3 = "" } { print }' >"$WORK/other.csv"
upload dauphin-2025 "$WORK/other.csv"
write_it
assert_same "another call takes it" 303 "$STATUS"
becomes "DAUPHIN" dauphin-2025

# ---- the grid as a workbook ----
as "$AGENT" /imports/libercourt-2025/grid.xlsx
assert_same "an agent has the workbook" 200 "$STATUS"
as "$STRANGER" /imports/libercourt-2025/grid.xlsx
assert_same "a stranger has not" 403 "$STATUS"
as "$OFFICER" /imports/libercourt-2025/grid.xlsx
cp "$BODY" "$WORK/grid.xlsx"
as "$OFFICER" /imports/libercourt-2025/grid.ods
cp "$BODY" "$WORK/grid.ods"
for file in grid.xlsx grid.ods; do
	upload libercourt-2025 "$WORK/$file"
	as "$OFFICER" "$IMPORT"
	assert_contains "$file as it went out changes nothing" 'Rien à écrire' "$BODY"
done
upload bad-2025 "$WORK/grid.xlsx"
as "$OFFICER" "$IMPORT"
assert_contains "the workbook of another call is refused" 'celui d’un autre appel' "$BODY"

# Two lines sorted without the hidden columns, one title retyped, one amount below nothing: each is told in the words of the file, and no amount goes to the wrong action.
# shellcheck disable=SC2046
set -- $(sql "SELECT application_id FROM application WHERE call_code = 'libercourt-2025' ORDER BY position LIMIT 5")
name_of() {
	sql "SELECT a.title FROM application a WHERE a.call_code = 'libercourt-2025' AND a.application_id = $1"
}
bearer_of() {
	sql "SELECT o.name FROM application a JOIN organisation o ON o.territory_id = a.territory_id AND o.code = a.bearer_code WHERE a.call_code = 'libercourt-2025' AND a.application_id = $1"
}
line() { # ID TITLE BEARER NOW: what it was is 100
	printf '%s\t%s\t%s\t%s\t%s\t%s\t100\n' "$1" "$2" "$3" "$4" "$(name_of "$1")" "$(bearer_of "$1")"
}
{
	printf 'faubourg-grid-1 libercourt-2025 1 0\t%s %s %s %s %s\n' "$1" "$2" "$3" "$4" "$5"
	printf 'id\ttitle\tbearer\tville/proposed\t=title\t=bearer\t=ville/proposed\n\tAction\tPorteur\tLa Ville propose\n'
	line "$1" "$(name_of "$2")" "$(bearer_of "$2")" 200
	line "$2" "$(name_of "$1")" "$(bearer_of "$1")" 300
	line "$3" 'Un intitulé retouché' "$(bearer_of "$3")" 400
	line "$4" "$(name_of "$4")" "$(bearer_of "$4")" -12
	line "$5" "$(name_of "$5")" "$(bearer_of "$5")" '3000,005'
} >"$WORK/sorted.tsv"
upload libercourt-2025 "$WORK/sorted.tsv"
as "$OFFICER" "$IMPORT"
assert_same "lines sorted without their hidden columns are not taken" 2 "$(grep -o 'porte maintenant le nom d’une autre action' "$BODY" | wc -l | tr -d ' ')"
assert_contains "a retyped title changes nothing, and this is said" 'l’intitulé et le porteur ne se changent pas par ce classeur' "$BODY"
assert_contains "what is no amount is told as it was typed, under the heading of the file" 'La Ville propose' "$BODY"
assert_contains "a negative amount is none" '-12 » n’est pas un montant' "$BODY"
assert_contains "three decimals are not rounded without a word" '3000,005 » n’est pas un montant' "$BODY"
assert_same "the one good change stays" 1 "$(grep -c '<ins>' "$BODY")"

office() {
	soffice "-env:UserInstallation=file://$WORK/office" --headless --convert-to "$1" --outdir "$WORK/saved" "$2" >/dev/null 2>&1
}
if command -v soffice >/dev/null; then
	for format in xlsx ods; do
		rm -rf "$WORK/saved"
		office fods "$WORK/grid.$format"
		# 15 500 of the CAF, the first time it stands: what it was stays in the hidden column
		sed -i '0,/office:value="15500"/s//office:value="15000"/' "$WORK/saved/grid.fods"
		office "$format" "$WORK/saved/grid.fods"
		upload libercourt-2025 "$WORK/saved/grid.$format"
		as "$OFFICER" "$IMPORT"
		assert_contains "one change of the $format that LibreOffice saved" '15 000 €' "$BODY"
		assert_contains "beside what it was" '15 500 €' "$BODY"
		assert_same "and one only" 1 "$(grep -c '<ins>' "$BODY")"
		cp "$BODY" "$WORK/preview.html"
	done
	# somebody types in that cell meanwhile: it is theirs until one's own is ticked
	PREVIEWED=$IMPORT
	ROW=$(sql "SELECT application_id FROM application WHERE call_code = 'libercourt-2025' AND title LIKE 'Quartiers%'")
	sql "INSERT INTO scenario (territory_id, call_code, scenario, name, origin, state, revision, made_ms, made_by) VALUES ($TERRITORY, 'libercourt-2025', 1, 'Séance', 'session', 'open', 1, 1, 101);
	INSERT INTO cell (territory_id, call_code, scenario, application_id, funder_code, section, valued, proposed_cents, refused, locked, revision, changed_ms, changed_by)
	VALUES ($TERRITORY, 'libercourt-2025', 1, $ROW, 'caf', 'operating', 0, 1400000, 0, 0, 1, 1, 101)"
	IMPORT=$PREVIEWED
	as "$OFFICER" "$IMPORT"
	assert_contains "a conflict is shown side by side" '14 000 €' "$BODY"
	assert_contains "with a box to take one's own" 'Prendre la valeur du fichier quand même' "$BODY"
	BOX=$(sed -n 's/.*name="\(mine\.[^"]*\)".*/\1/p' "$BODY" | head -n 1)
	write_it
	assert_same "theirs stays" 1400000 "$(sql "SELECT proposed_cents FROM cell WHERE call_code = 'libercourt-2025' AND funder_code = 'caf'")"
	as "$OFFICER" "$IMPORT"
	if [ "$(sql "SELECT COUNT(*) FROM table_import WHERE call_code = 'libercourt-2025' AND kind = 'grid' AND state = 'done'")" = 0 ]; then
		write_it "$BOX=yes"
		assert_same "one's own is taken when it is ticked" 1500000 "$(sql "SELECT proposed_cents FROM cell WHERE call_code = 'libercourt-2025' AND funder_code = 'caf'")"
		as "$OFFICER" "$IMPORT"
		submit "$OFFICER" "$IMPORT/undo"
		assert_same "and given back" 1400000 "$(sql "SELECT proposed_cents FROM cell WHERE call_code = 'libercourt-2025' AND funder_code = 'caf'")"
	fi
else
	skipped "workbooks that LibreOffice saved" "no soffice here"
fi
as "$OFFICER" /imports/libercourt-2025
assert_contains "imports of a call are listed" 'Table des financeurs' "$BODY"
as "$OFFICER" /grids/libercourt-2025
assert_contains "the grid leads to them" '/imports/libercourt-2025' "$BODY"
stop_server

# ---- the command line ----
# shellcheck disable=SC2086
assert_exit "a preview writes nothing" 1 "$FAUBOURG" import bad-2025 "$WORK/bad.csv" --preview $WHERE
assert_contains "it counts" 'identiques : 2' "$OUT"
# shellcheck disable=SC2086
assert_exit "nobody imports without a name" 65 "$FAUBOURG" import bad-2025 "$WORK/table.csv" $WHERE
# shellcheck disable=SC2086
assert_exit "an officer does" 0 "$FAUBOURG" import bad-2025 "$WORK/table.csv" --author p101@association.example $WHERE
assert_same "ten more" 12 "$(sql "SELECT COUNT(*) FROM application WHERE call_code = 'bad-2025'")"
for format in xlsx ods dauphin; do
	# shellcheck disable=SC2086
	assert_exit "export as $format" 0 "$FAUBOURG" export bad-2025 --format "$format" -o "$WORK/out.$format" $WHERE
done
# shellcheck disable=SC2086
assert_exit "read back, it changes nothing" 0 "$FAUBOURG" import bad-2025 "$WORK/out.xlsx" --preview $WHERE
assert_contains "twelve are the same" 'identiques : 12' "$OUT"
# shellcheck disable=SC2086
assert_exit "verify finds it whole" 0 "$FAUBOURG" verify $WHERE
audit_left imports
finish
