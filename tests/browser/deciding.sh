# Every page where something is decided, in a browser: the instance that the story of one call leaves (tests/flows/story.sh), a little more data of each kind, and a list of addresses with
# who reads them, given to deciding.mjs. Called by ./check browser; alone: sh tests/browser/deciding.sh (needs node_modules); SERVE_ONLY=SECONDS prints the list and leaves the server up.
# shellcheck disable=SC2154
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
mkdir "$WORK/kept"
CALL=lievin-2024 ENGINE=sqlite STORY_KEEP=$WORK/kept sh "$ROOT/tests/flows/story.sh" >"$BODY" 2>&1 || { failed "the story of a call is told" "$BODY"; exit 1; }
PLACE=$WORK/kept/story
WHERE="--data $PLACE"
FAUBOURG_FILES=$WORK/kept/bytes
FAUBOURG_CLOCK=2024-12-12T08:00:00Z+
FAUBOURG_CLAMD=none
export FAUBOURG_FILES FAUBOURG_CLOCK FAUBOURG_CLAMD

OFFICER=$(printf '%043d' 101)
AGENT=$(printf '%043d' 102)
ELECTED=$(printf '%043d' 103)
PRESIDENT=$(printf '%043d' 1111)
SECOND=$(printf '%043d' 1112)
call=lievin-2024
town=$(sql "SELECT t.code FROM territory t JOIN call c ON c.territory_id = t.territory_id WHERE c.code = '$call'")
file() { printf '/applications/%s.%s' "$town" "$1"; }
other=$(sql "SELECT t.code FROM territory t JOIN call c ON c.territory_id = t.territory_id WHERE c.code = 'libercourt-2025'")
sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 101, 'officer', '', 1, 'cli:0' FROM territory WHERE code = '$other'"
# shellcheck disable=SC2046
set -- $(sql "SELECT application_id FROM sheet WHERE call_code = '$call' AND state = 'filed' ORDER BY application_id")
first=$1 second=$2 third=$3 fourth=$4
start_server
# broken NAME: without its data the pages are not looked at: no count is printed, which the group takes for a failure.
broken() {
	failed "$1" "$BODY"
	exit 1
}
# done_as NAME COOKIE PAGE ACTION FIELD…: fills the form that PAGE shows.
done_as() {
	what=$1 who=$2 page=$3 action=$4
	shift 4
	as "$who" "$page"
	submit "$who" "$action" "base=$BASE" "$@"
	[ "$STATUS" = 303 ] || broken "$what ($STATUS)"
}

# Review: a conflict, an opinion asked of a landlord without an account, one of the State that waits.
done_as "a conflict is declared" "$ELECTED" "$(file "$third")/conflicts" "$(file "$third")/conflicts" who=me 'reason=Membre du bureau de l’association'
done_as "opinions are asked" "$OFFICER" "$(file "$second")/opinions" "$(file "$second")/opinions" kind=institution who=i.etat other-1-name='Bailleur social' other-1-email=avis@bailleur.example \
	due=2024-12-20 'question=Le quartier est-il le bon ?'
link=$(sql "SELECT body FROM outbox WHERE recipient = 'avis@bailleur.example' AND kind = 'opinion'" | grep -o '/opinion-link?t=[0-9A-Za-z_-]*' | head -n 1)
opinion=/opinions/$(code_of "$(sql "SELECT opinion_id FROM opinion WHERE institution = 'etat' AND answer IS NULL ORDER BY opinion_id LIMIT 1")")

sheet=/sheets/$(code_of 1131)
desk=/desk/$town$sheet
# The desk: a label, a note, a view.
done_as "a label is made" "$OFFICER" "/desk/$town/labels" "/desk/$town/labels" 'label=À revoir' tone=wait
done_as "it is given" "$OFFICER" "$desk" "$(file "$first")/labels" "label=$(sql "SELECT code FROM desk_label LIMIT 1")"
done_as "a note is kept" "$OFFICER" "$desk" "$(file "$first")/notes" 'note=Appeler la trésorière avant le comité'
done_as "a view is kept" "$OFFICER" "/desk/$town" "/desk/$town/views" wish=sort=-cost 'name=Les plus chères' shared=yes

# Scenarios: a copy, a distribution, a plan that waits for its answer; a session to come.
done_as "a scenario is copied" "$OFFICER" "/grids/$call/scenarios" "/grids/$call/scenarios" scenario=1 'name=Hypothèse basse' 'note=si la Région baisse'
done_as "a distribution is asked" "$OFFICER" "/grids/$call/allocate" "/grids/$call/allocate" scenario=2 name=Calcul step=100 percent=100 seconds=2
run=$(header location)
done_as "a revised plan is sent" "$OFFICER" "$(file "$third")/plan" "$(file "$third")/plan" scenario=2 due=2024-12-20 'said=La Région donne moins.'
done_as "a hearing is planned" "$OFFICER" "/calls/$call/sessions/new" "/calls/$call/sessions/new" kind=hearing 'title=Auditions' day=2024-12-18 time=09:00 until=12:00 place=Mairie chair= quorum=50 proxies_most=1 body=
hearing=/sessions/$(header location | sed 's#.*/sessions/##')
as "$OFFICER" "/desk/$town"
submit "$OFFICER" "/desk/$town/bulk" wish= do=agenda "pick=$first" "pick=$second"
BASE=$(sed -n 's/.*name="base" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
submit "$OFFICER" "$hearing/agenda" "base=$BASE" minutes=20 "a.$first=yes" "a.$second=yes"
[ "$(sql "SELECT COUNT(*) FROM session_item x JOIN committee_session s ON s.session_id = x.session_id WHERE s.kind = 'hearing'")" = 2 ] || broken "requests picked at the desk go on its agenda ($STATUS)"
committee=/sessions/$(code_of "$(sql "SELECT session_id FROM committee_session WHERE kind = 'committee'")")

# Documents: a template of the town, a logo.
as "$OFFICER" "/templates/$town/made/annex"
cp "$BODY" "$WORK/annexe.docx"
as "$OFFICER" "/templates/$town"
send "$OFFICER" "/templates/$town" "csrf=$TOKEN" kind=annex funder= "file=@$WORK/annexe.docx"
[ "$STATUS" = 303 ] || broken "a template is sent ($STATUS)"
"$ROOT/build/release/tests/samples" "$WORK"
as "$OFFICER" "/logos/$town"
send "$OFFICER" "/logos/$town" "csrf=$TOKEN" funder=etat 'holder=Préfecture' "file=@$WORK/one.jpg"
[ "$STATUS" = 303 ] || broken "a logo is sent ($STATUS)"

# Imports: one that waits at each step, one that is written.
printf 'Action;Porteur;Coût total;Ville;ANCT\nFête de la rue;CCAS;100;100;\nFête de la rue;CCAS;100;100;\nForum;CCAS;beaucoup;50;\n;CCAS;10;10;\nAtelier;Ville de Libercour;10;10;\n' >"$WORK/tableau.csv"
for one in waiting written; do
	as "$OFFICER" /imports/libercourt-2025
	send "$OFFICER" /imports/libercourt-2025 "csrf=$TOKEN" "file=@$WORK/tableau.csv"
	eval "$one=\$(header location | sed 's#/columns\$##')"
done
as "$OFFICER" "$written/preview"
submit "$OFFICER" "$written/apply" "digest=$(sed -n 's/.*name="digest" value="\([^"]*\)".*/\1/p' "$BODY")" "shown=$(sed -n 's/.*name="shown" value="\([^"]*\)".*/\1/p' "$BODY")" reason=
[ "$STATUS" = 303 ] || broken "a table is written ($STATUS)"

plan=/sheets/$(code_of 1132)/plan
{
	for page in review scores opinions conflicts plan; do echo "$OFFICER $(file "$second")/$page"; done
	for page in review conflicts; do echo "$OFFICER $(file "$third")/$page"; done
	echo "$OFFICER $(file "$third")/plan"
	echo "$ELECTED $(file "$fourth")/scores"
	for page in scores criteria sessions sessions/new; do echo "$OFFICER /calls/$call/$page"; done
	for page in "" /scenarios "/compare?s=1&s=2" /allocate /cut "/cut?scenario=2&what=column:etat&by=percent&value=10&mode=proportional" /room /envelopes /rows "/rows/$second"; do echo "$OFFICER /grids/$call$page"; done
	echo "$OFFICER $run"
	for page in "" "?group=bearer" /labels /routing /opinions; do echo "$OFFICER /desk/$town$page"; done
	echo "$OFFICER $desk"
	for page in "" /seats /agenda /settings /minutes /print; do
		echo "$OFFICER $committee$page"
		[ "$page" = /minutes ] || echo "$OFFICER $hearing$page"
	done
	for page in "" "/adopt?scenario=2" /1; do echo "$OFFICER /programmes/$call$page"; done
	for page in /templates /logos; do echo "$OFFICER $page/$town"; done
	for page in "" /etat; do echo "$OFFICER /notifications/$call$page"; done
	for page in "" /columns /check /preview; do echo "$OFFICER $waiting$page"; done
	echo "$OFFICER $written"
	echo "$OFFICER /imports/libercourt-2025"
	echo "$AGENT /opinions"
	echo "$OFFICER $opinion"
	echo "- $link"
	for page in follow-up kit sessions; do echo "$PRESIDENT $sheet/$page"; done
	echo "$SECOND $plan"
} >"$WORK/addresses"
if [ -n "${SERVE_ONLY:-}" ]; then
	echo "$URL"
	cat "$WORK/addresses"
	sleep "$SERVE_ONLY"
	exit 0
fi
timeout 200 node "$ROOT/tests/browser/deciding.mjs" "$URL" "$WORK/addresses"
