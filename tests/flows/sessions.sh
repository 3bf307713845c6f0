# Hearings and committees over HTTP (A10, N8, H5): planned, told with an appointment, moved and told again, sitting with quorum, proxy, conflict of interest and votes from two accounts,
# closed and frozen, minutes; and what is refused: no quorum, a vote of a stranger, of a seat in conflict, over somebody's own vote, a stale form, anything after the end.
# Cookies and people are made by eval.
# shellcheck disable=SC2154,SC2086,SC1112
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2025-01-10T08:00:00Z+
FAUBOURG_FILES=$WORK/bytes
export FAUBOURG_CLOCK FAUBOURG_FILES
own_key
fresh_instance main
load_all
ids=101
for role in officer second member other region bearer stranger; do
	person "$ids" "$role"
	eval "$role=$ids cookie_$role=$COOKIE"
	ids=$((ids + 1))
done
call=libercourt-2025
territory=$(sql "SELECT territory_id FROM call WHERE code = '$call'")
role() {
	sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES ($territory, $1, '$2', '$3', 1, 'cli:0');"
}
role "$officer" officer ''
role "$second" officer ''
role "$region" funder_agent region
sql "INSERT INTO governance_body (territory_id, code, name, meetings_per_year, position) VALUES ($territory, 'pilotage', 'Comité de pilotage', 12, 1);"
organisation 201 'Club voisin' association "$bearer"
first=$(sql "SELECT min(application_id) FROM application WHERE call_code = '$call'")
next=$(sql "SELECT min(application_id) FROM application WHERE call_code = '$call' AND application_id > $first")
sql "INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm, application_id, number)
	VALUES ($territory, 301, 'application', 201, '$call', 'first', 'Jardin partagé', 'filed', 'online', 1, 1, $bearer, 1, $bearer, 0, $first, 'LIB-2025-0001');"
start_server
session=
# page COOKIE [UNDER]: the session, its token and revision.
page() {
	as "$1" "/sessions/$session${2:-}"
}
# token COOKIE: of that person's forms, where the session's page has none any more.
token() {
	as "$1" /account/profile
}
has() {
	if grep -q "$2" "$BODY"; then passed "$1"; else failed "$1" "$BODY"; fi
}
lacks() {
	if grep -q "$2" "$BODY"; then failed "$1" "$BODY"; else passed "$1"; fi
}

# ---- planned ----
as "$cookie_stranger" "/calls/$call/sessions"
assert_same "somebody without a role does not see the sessions of a call" 403 "$STATUS"
as "$cookie_officer" "/calls/$call/sessions"
has "a body that has not met is said (H5)" 'Comité de pilotage'
as "$cookie_officer" "/calls/$call/sessions/new"
submit "$cookie_officer" "/calls/$call/sessions/new" kind=hearing 'title=Auditions' day=2025-02-30 time=25:00 until= place= chair= quorum=150 proxies_most=1 body=
assert_same "a session of a day that does not exist is shown again" 422 "$STATUS"
has "what was typed is kept" 'value="Auditions"'
has "the title of the page says that something is wrong" '<title>Erreur'
as "$cookie_officer" "/calls/$call/sessions/new"
submit "$cookie_officer" "/calls/$call/sessions/new" kind=hearing 'title=Auditions des porteurs' day=2025-02-04 time=09:00 until=12:00 'place=Mairie, salle 2' 'chair=Vice-présidente déléguée' quorum=50 proxies_most=1 body=pilotage casting=yes
assert_same "an officer plans a session" 303 "$STATUS"
session=$(header Location | sed 's#.*/sessions/##')
sid=$(sql "SELECT session_id FROM committee_session")
assert_same "nine o'clock in the territory is eight in UTC" "$(date -u -d 2025-02-04T08:00:00Z +%s)000" "$(sql "SELECT starts_ms FROM committee_session")"
page "$cookie_stranger"
assert_same "a session is not shown to who has no seat" 404 "$STATUS"

page "$cookie_officer" /seats
submit "$cookie_officer" "/sessions/$session/seats" "base=$BASE" 'institution=Agglomération' 'role=Vice-présidente' "person=$(code_of "$member")" email= votes=yes
assert_same "a seat is given to an account" 303 "$STATUS"
page "$cookie_officer" /seats
submit "$cookie_officer" "/sessions/$session/seats" "base=$BASE" 'institution=Habitants' 'role=' person= "email=p$other@association.example" votes=yes
page "$cookie_officer" /seats
submit "$cookie_officer" "/sessions/$session/seats" "base=$BASE" 'institution=region' 'role=Agent' "person=$(code_of "$region")" email= votes=yes
page "$cookie_officer" /seats
submit "$cookie_officer" "/sessions/$session/seats" "base=$BASE" 'institution=Bailleur' role= person= email=pas-une-adresse votes=yes
assert_same "an address that does not read is told" 422 "$STATUS"
page "$cookie_officer" /seats
submit "$cookie_officer" "/sessions/$session/seats" "base=$BASE" 'institution=Bailleur' role= person= email= votes=yes
submit "$cookie_second" "/sessions/$session/seats" "base=$BASE" 'institution=Encore' role= person= email= votes=yes
assert_same "a token of somebody else is refused" 403 "$STATUS"
stale=$BASE
page "$cookie_second" /seats
submit "$cookie_second" "/sessions/$session/seats" "base=$stale" 'institution=Encore' role= person= email= votes=yes
assert_same "two officers at once: the second is told and nothing is lost" 409 "$STATUS"
has "what the second typed is still there" 'value="Encore"'
assert_same "an address that has an account became its seat" "$other" "$(sql "SELECT person_id FROM session_seat WHERE institution = 'Habitants'")"
page "$cookie_officer" /seats
submit "$cookie_officer" "/sessions/$session/seats/chair" "base=$BASE" seat=1
assert_same "the seat that chairs is said" 303 "$STATUS"
page "$cookie_officer" /seats
submit "$cookie_officer" "/sessions/$session/seats/body" "base=$BASE" body=funders
assert_same "the funders get seats" 303 "$STATUS"
assert_same "a funder that has a seat gets no other" 1 "$(sql "SELECT COUNT(*) FROM session_seat WHERE institution = 'region'")"
extra=$(sql "SELECT seat FROM session_seat WHERE seat > 4 ORDER BY seat")
for seat in $extra; do
	page "$cookie_officer" /seats
	submit "$cookie_officer" "/sessions/$session/seats/remove" "base=$BASE" "seat=$seat"
done
assert_same "seats are removed" 4 "$(sql "SELECT COUNT(*) FROM session_seat")"

page "$cookie_officer" /agenda
submit "$cookie_officer" "/sessions/$session/agenda" "base=$BASE" minutes=20 "a.$first=yes" "a.$next=yes"
assert_same "two applications are put on the agenda" 303 "$STATUS"
third=$(sql "SELECT min(application_id) FROM application WHERE call_code = '$call' AND application_id > $next")
town=$(sql "SELECT code FROM territory WHERE territory_id = $territory")
as "$cookie_officer" "/desk/$town"
submit "$cookie_officer" "/desk/$town/bulk" wish= do=agenda "pick=$first" "pick=$third"
assert_same "what was picked in the desk's list may go on an agenda" 200 "$STATUS"
has "of a session to come, with what is not on it yet" "name=\"a.$third\""
lacks "and nothing twice" "name=\"a.$first\""
submit "$cookie_officer" "/desk/$town/bulk" wish= do=agenda "pick=$first"
has "where no session can take it, it is said" 'Aucune séance à venir ne peut prendre'
page "$cookie_officer" /agenda
submit "$cookie_officer" "/sessions/$session/agenda/point" "base=$BASE" 'title=Questions diverses' minutes=10
page "$cookie_officer" /agenda
submit "$cookie_officer" "/sessions/$session/agenda/plan" "base=$BASE" p.position.1=1 p.starts.1= p.minutes.1=20 p.away_from.1=09:00 p.away_to.1=10:00 p.position.2=2 p.starts.2= p.minutes.2=20 p.position.3=3 p.starts.3= p.minutes.3=10
assert_same "when a bearer cannot come is noted" 303 "$STATUS"
page "$cookie_officer" /agenda
submit "$cookie_officer" "/sessions/$session/agenda/schedule" "base=$BASE" minutes= b.from.1=09:20 b.to.1=09:40
assert_same "the schedule is made" 303 "$STATUS"
assert_same "the bearer who is away is heard later, the break is kept" "2 3 1" "$(sql "SELECT item FROM session_item ORDER BY position" | tr '\n' ' ' | sed 's/ $//')"
page "$cookie_officer" /agenda
submit "$cookie_officer" "/sessions/$session/agenda/plan" "base=$BASE" p.position.1=1 p.starts.1=09:30 p.minutes.1=20 p.away_from.1=09:00 p.away_to.1=10:00
page "$cookie_officer" /agenda
has "an hour at which the bearer is away is found" 'ne peut pas venir'
submit "$cookie_officer" "/sessions/$session/agenda/schedule" "base=$BASE" minutes= b.from.1=09:20 b.to.1=09:40

# ---- told ----
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/summons" "base=$BASE"
assert_same "invitations are sent" 303 "$STATUS"
assert_same "three seats and one bearer are written to" "4" "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'summons'")"
assert_same "each with an appointment" 4 "$(sql "SELECT COUNT(*) FROM outbox_attachment WHERE what LIKE 'session.ics:$territory:$sid:%'")"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/summons" "base=$BASE"
assert_same "who was told the same is not told twice" 4 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'summons'")"
page "$cookie_officer" /settings
submit "$cookie_officer" "/sessions/$session/settings" "base=$BASE" kind=hearing 'title=Auditions des porteurs' day=2025-02-11 time=09:00 until=12:00 'place=Mairie, salle 2' 'chair=Vice-présidente déléguée' quorum=50 proxies_most=1 body=pilotage casting=yes
assert_same "a session is moved by a week" 303 "$STATUS"
assert_same "all who were told are told again" 8 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'summons'")"
assert_same "the hours of its items move with it" 0 "$(sql "SELECT COUNT(*) FROM session_item WHERE starts_ms < (SELECT starts_ms FROM committee_session)")"
get "/sessions/$session/session.ics" -b "session=$cookie_member"
assert_same "a member takes the appointment" 200 "$STATUS"
assert_same "it is a calendar" 'text/calendar; charset=utf-8' "$(header Content-Type)"
assert_same "all its lines end with CR LF" "$(wc -l <"$BODY")" "$(grep -c "$(printf '\r')\$" "$BODY")"
has "it is at the new hour, in UTC" 'DTSTART:20250211T080000Z'
as "$cookie_bearer" "/sheets/$(code_of 301)/sessions"
assert_same "the bearer sees its hearing" 200 "$STATUS"
has "with its title" 'Auditions des porteurs'
get "/sheets/$(code_of 301)/sessions/$session" -b "session=$cookie_bearer"
has "the bearer takes its own hour, not that of the session" "DTSTART:$(date -u -d "@$(($(sql "SELECT starts_ms FROM session_item WHERE item = 1") / 1000))" +%Y%m%dT%H%M%SZ)"
as "$cookie_bearer" "/sessions/$session"
assert_same "the bearer does not see the session itself" 404 "$STATUS"

# ---- sitting ----
token "$cookie_member"
submit "$cookie_member" "/sessions/$session/state" base= state=open
assert_same "a member does not open the session" 404 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/ballot" "base=$BASE" item=1 to=open
assert_same "nothing is voted before the session is open" 409 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/state" "base=$BASE" state=open
assert_same "the officer opens the session" 303 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/attendance" "base=$BASE" s.attendance.1=present s.proxy.1= s.attendance.2=absent s.proxy.2= s.attendance.3=absent s.proxy.3= s.attendance.4=absent s.proxy.4=
page "$cookie_officer"
has "who is missing for the quorum is said" 'Il manque 1 siège'
submit "$cookie_officer" "/sessions/$session/ballot" "base=$BASE" item=1 to=open
assert_same "nothing is put to the vote without quorum" 409 "$STATUS"
has "the refusal gives the figures" '1 présents sur 2 nécessaires'
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/attendance" "base=$BASE" s.attendance.1=represented s.proxy.1=1
assert_same "nobody represents themselves" 422 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/attendance" "base=$BASE" s.attendance.1=present s.proxy.1= s.attendance.2=present s.proxy.2= s.attendance.3=present s.proxy.3= s.attendance.4=represented s.proxy.4=1
assert_same "the attendance is noted, with a proxy" 303 "$STATUS"

page "$cookie_region"
submit "$cookie_region" "/sessions/$session/conflicts" item=1 seat=3 'reason='
assert_same "a conflict without its reason is shown again" 422 "$STATUS"
page "$cookie_region"
submit "$cookie_region" "/sessions/$session/conflicts" item=1 seat=1 'reason=je veux écarter quelqu’un'
assert_same "a member declares no conflict for another" 403 "$STATUS"
submit "$cookie_region" "/sessions/$session/conflicts" item=1 seat=3 'reason=membre du bureau de cette association'
assert_same "a member declares a conflict of interest" 303 "$STATUS"
as "$cookie_region" "/grids/$call"
TOKEN=$(sed -n 's/.*data-csrf="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
submit "$cookie_region" "/grids/$call/cell.json" scenario=1 "application=$first" column=region base=0 stage=proposed amount=10
assert_same "its cells of that row are locked in the table" 403 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/ballot" "base=$BASE" item=1 to=open
assert_same "the item is put to the vote" 303 "$STATUS"
revision=$(sql "SELECT revision FROM committee_session")
curl -s --max-time 20 -o "$WORK/screen" -b "session=$cookie_member" "$URL/sessions/$session/live.json?since=$revision" &
screen=$!
page "$cookie_member"
has "a member is offered to vote" 'Vote en cours'
assert_same "for their own seat and the one they represent" 2 "$(grep -o 'class="session-vote"' "$BODY" | wc -l | tr -d ' ')"
submit "$cookie_member" "/sessions/$session/vote" item=1 seat=1 choice=yes
assert_same "a member votes" 303 "$STATUS"
wait "$screen"
assert_same "screens that wait are told" true "$(jq ".revision > $revision" "$WORK/screen")"
submit "$cookie_member" "/sessions/$session/vote" item=1 seat=4 choice=no
assert_same "and votes for the seat that it represents" 303 "$STATUS"
submit "$cookie_member" "/sessions/$session/vote" item=1 seat=2 choice=no
assert_same "nobody votes for a seat that is not theirs" 403 "$STATUS"
submit "$cookie_member" "/sessions/$session/vote" item=1 seat=1 choice=yes
assert_same "the same vote twice counts once" "1" "$(sql "SELECT COUNT(*) FROM session_vote WHERE item = 1 AND seat = 1")"
page "$cookie_region"
submit "$cookie_region" "/sessions/$session/vote" item=1 seat=3 choice=yes
assert_same "a seat in conflict does not vote" 422 "$STATUS"
assert_same "who tried is in the audit" "refuse_vote item=1 seat=3" "$(sql "SELECT verb || ' ' || detail FROM audit ORDER BY seq DESC LIMIT 1")"
page "$cookie_stranger"
submit "$cookie_stranger" "/sessions/$session/vote" item=1 seat=1 choice=no
assert_same "a stranger does not vote" 403 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/vote" item=1 seat=1 choice=no
assert_same "an officer does not write over what a member voted" 409 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/votes" item=1 v.2=yes
assert_same "an officer notes a vote said aloud" 303 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/ballot" "base=$BASE" item=1 to=closed
assert_same "the ballot is closed" 303 "$STATUS"
page "$cookie_officer"
has "it is counted" 'Pour : 2 · Contre : 1\|Pour.: 2 · Contre.: 1'
assert_same "its quorum leaves out the seat in conflict" "2 2 favourable" "$(sql "SELECT quorum_counted || ' ' || quorum_needed || ' ' || outcome FROM session_item WHERE item = 1")"
page "$cookie_member"
submit "$cookie_member" "/sessions/$session/vote" item=1 seat=1 choice=no
assert_same "nobody votes once it is counted" 409 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/item" "base=$BASE" item=2 heard=absent outcome=postponed 'note=Le porteur ne s’est pas présenté.'
assert_same "an item is postponed with its note" 303 "$STATUS"

# ---- closed ----
"$FAUBOURG" grid "$call" $WHERE --format csv >"$OUT" 2>"$ERR" || true
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/state" "base=$BASE" state=closed
assert_same "the session is closed" 303 "$STATUS"
assert_same "its frozen text has its SHA-256" "$(sql "SELECT sha256 FROM committee_session")" "$(printf '%s' "$(sql "SELECT frozen FROM committee_session")" | sha256sum | cut -d ' ' -f 1)"
page "$cookie_officer"
closed_base=$(sql "SELECT revision FROM committee_session")
for change in "attendance s.attendance.1=absent" "item item=2&note=x" "ballot item=2&to=open" "second second_reason=x" "state state=open" "cancel reason=x" "summons x=" "seats institution=x" "agenda/remove item=3"; do
	under=${change%% *}
	fields=${change#* }
	token "$cookie_officer"
	submit "$cookie_officer" "/sessions/$session/$under" "base=$closed_base" "${fields%%&*}" "${fields#*&}"
	assert_same "after the end, $under changes nothing" 409 "$STATUS"
done
token "$cookie_member"
submit "$cookie_member" "/sessions/$session/conflicts" item=2 seat=1 reason=x
assert_same "nor does a conflict" 409 "$STATUS"
sql "UPDATE application SET title = 'Renommé' WHERE application_id = $first AND territory_id = $territory"
page "$cookie_officer"
lacks "a closed session shows what it was, not what became of it" 'Renommé'

# ---- minutes ----
page "$cookie_officer" /minutes
submit "$cookie_officer" "/sessions/$session/minutes" "base=$BASE" 'minutes=Le comité demande un bilan en juin.'
assert_same "an officer completes the minutes" 303 "$STATUS"
as "$cookie_bearer" "/sheets/$(code_of 301)/sessions"
has "before they are adopted the bearer is told that the decision is to come" 'décision à venir'
page "$cookie_officer" /minutes
submit "$cookie_officer" "/sessions/$session/minutes/adopt" "base=$BASE"
assert_same "the minutes are adopted" 303 "$STATUS"
submit "$cookie_officer" "/sessions/$session/minutes" "base=" 'minutes=autre chose'
assert_same "adopted minutes do not change" 409 "$STATUS"
as "$cookie_bearer" "/sheets/$(code_of 301)/sessions"
has "then the bearer sees its outcome" 'avis favorable'
lacks "and nothing of the votes" 'Contre'
get "/sessions/$session/minutes/minutes.docx" -b "session=$cookie_officer" --max-time 60
assert_same "the minutes are a Word file" 200 "$STATUS"
unzip -p "$BODY" word/document.xml | sed 's/<[^>]*>/ /g' | tr -s ' \n' ' ' >"$WORK/minutes.txt"
for said in 'Auditions des porteurs' 'Le comité demande un bilan en juin.' 'pour 2 , contre 1 , abstentions 0' 'region\|Région' 'favorable' "$(sql "SELECT minutes_sha256 FROM committee_session")"; do
	if grep -q "$said" "$WORK/minutes.txt"; then passed "the minutes say: $said"; else failed "the minutes say: $said" "$WORK/minutes.txt"; fi
done
if grep -q '{{' "$WORK/minutes.txt"; then failed "no field of the minutes is left empty" "$WORK/minutes.txt"; else passed "no field of the minutes is left empty"; fi
page "$cookie_officer" /print
has "the attendance sheet is there to print" 'émargement'
assert_same "the command line lists them" "closed 3 2" "$("$FAUBOURG" sessions "$call" $WHERE --format json | jq -r '.[0] | "\(.state) \(.items) \(.decided)"')"

# ---- second convocation, cancelled ----
as "$cookie_officer" "/calls/$call/sessions/new"
submit "$cookie_officer" "/calls/$call/sessions/new" kind=committee 'title=Comité' day=2025-03-04 time=14:00 until= place= chair= quorum=100 proxies_most=0 body=pilotage
session=$(header Location | sed 's#.*/sessions/##')
page "$cookie_officer" /seats
submit "$cookie_officer" "/sessions/$session/seats/body" "base=$BASE" body=funders
page "$cookie_officer" /agenda
submit "$cookie_officer" "/sessions/$session/agenda" "base=$BASE" minutes=5 "a.$next=yes"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/state" "base=$BASE" state=open
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/attendance" "base=$BASE" s.attendance.1=present
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/second" "base=$BASE" second_reason=
assert_same "a second convocation says why" 422 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/second" "base=$BASE" 'second_reason=Première convocation du 25 février, sans quorum'
assert_same "a second convocation is noted" 303 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/ballot" "base=$BASE" item=1 to=open
assert_same "it then votes without quorum" 303 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/state" "base=$BASE" state=closed
assert_same "a session does not close over an open ballot" 422 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/ballot" "base=$BASE" item=1 to=again
assert_same "a ballot is taken back" 303 "$STATUS"
page "$cookie_officer" /agenda
submit "$cookie_officer" "/sessions/$session/agenda/remove" "base=$BASE" item=1
assert_same "an item leaves the agenda" 303 "$STATUS"
page "$cookie_officer"
submit "$cookie_officer" "/sessions/$session/cancel" "base=$BASE" 'reason=salle indisponible'
assert_same "a session is cancelled with its reason" 303 "$STATUS"
get "/sessions/$session/session.ics" -b "session=$cookie_officer"
has "its appointment says so" 'STATUS:CANCELLED'
audit_left sessions
assert_same "the audit chain holds" 0 "$("$FAUBOURG" verify $WHERE >"$OUT" 2>&1; echo $?)"
finish
