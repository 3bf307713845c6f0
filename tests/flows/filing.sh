# From a complete draft to its receipt over HTTP, for the three real calls: checking, signing, the receipt, replays, the last second, another person's file, completion,
# withdrawal, the desk, a pack loaded again, doctor and the lists (rows L3, L4, A9, N14). Drafts: tests/lib/drafts (answers to every question).
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"

# begin NAME CALL CLOCK: an instance with its people, served at that moment.
begin() {
	FAUBOURG_CLOCK=$3
	export FAUBOURG_CLOCK
	fresh_instance "$1"
	load_all
	person 101 'Coordinatrice'
	WRITER=$COOKIE
	person 102 'Présidente'
	SIGNATORY=$COOKIE
	person 103 'Voisine'
	STRANGER=$COOKIE
	person 104 'Chargée de mission'
	OFFICER=$COOKIE
	organisation 201 'Jardins partagés' association 102
	member 201 101 writer
	organisation 202 'Club voisin' association 103
	sql "UPDATE applicant SET siret = '73282932000074', siren = '732829320' WHERE applicant_id = 201;
	INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 104, 'officer', '', 1, 'cli:0' FROM territory"
	complete_draft 301 "$2" 201 101
	start_server
}

sign() {
	as "$1" "$SHEET/sign"
	submit "$1" "$SHEET/sign" "base=$BASE" "capacity=Présidente" "attests=yes"
}

for call in lievin-2024 call-ami-2021 cabbalr-2020; do
	case $call in
	lievin-2024) clock=2024-09-10T08:00:00Z+ number=LIEVIN-2024-0001 ;;
	call-ami-2021) clock=2021-04-20T08:00:00Z+ number=CALL-AMI-2021-0001 ;;
	*) clock=2019-10-20T08:00:00Z+ number=CABBALR-2020-0001 ;;
	esac
	name=$(printf '%s' "$call" | tr -d -- -)
	begin "$name" "$call" "$clock"
	as "$SIGNATORY" "$SHEET/check"
	assert_same "$call: the check page opens" 200 "$STATUS"
	assert_contains "$call: everything is there" 'Tout y est' "$BODY"
	sign "$SIGNATORY"
	assert_same "$call: signing files" 303 "$STATUS"
	assert_contains "$call: and leads to the receipt" "$SHEET/receipt" "$HEAD"
	assert_status "$call: the receipt is there at once" 200 "$SHEET/receipt" -b "session=$SIGNATORY"
	assert_contains "$call: with its number" "$number" "$BODY"
	assert_contains "$call: its digest" "$(sql "SELECT sha256 FROM filing")" "$BODY"
	assert_contains "$call: what silence means" 'L231-4' "$BODY"
	assert_same "$call: correspondents are told" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'correspondent'")"
	for page in follow-up versions versions/1 check; do
		assert_status "$call: $page opens" 200 "$SHEET/$page" -b "session=$SIGNATORY"
	done
	# shellcheck disable=SC2086
	"$FAUBOURG" doctor $WHERE >"$OUT" 2>"$ERR" || true # the bytes of the drafts' document are not there, which doctor tells apart
	assert_contains "$call: doctor finds the filing sound" 'un dépôt vérifié' "$OUT"
	# shellcheck disable=SC2086
	assert_exit "$call: filings lists it" 0 "$FAUBOURG" filings "$call" $WHERE --format csv
	assert_contains "$call: by its number" "$number" "$OUT"
	stop_server
done

# ---- one call, all its life ----

begin life lievin-2024 2024-09-10T08:00:00Z+
for page in check sign follow-up versions receipt; do
	assert_status "somebody else's $page is not there" 404 "$SHEET/$page" -b "session=$STRANGER"
	assert_status "nobody's $page asks to sign in" 303 "$SHEET/$page"
done
assert_status "a draft has no receipt" 404 "$SHEET/receipt" -b "session=$WRITER"
assert_status "a draft is not on the desk" 403 /desk/lievin -b "session=$WRITER"
as "$WRITER" "$SHEET/check"
assert_contains "a writer may ask for the signature" 'Demander la signature' "$BODY"
submit "$WRITER" "$SHEET/ask-signature" "base=$BASE"
assert_same "the signature is asked" 303 "$STATUS"
as "$WRITER" "$SHEET/sign"
assert_contains "a writer sees who may sign" 'Présidente' "$BODY"
as "$SIGNATORY" "$SHEET/sign"
submit "$SIGNATORY" "$SHEET/refuse" "reason="
assert_same "a refusal needs a reason" 422 "$STATUS"
assert_contains "and says so in the title" '<title>Erreur' "$BODY"
submit "$SIGNATORY" "$SHEET/refuse" "reason=Le budget est à revoir"
assert_same "a refusal is taken" 303 "$STATUS"
as "$SIGNATORY" "$SHEET/sign"
submit "$SIGNATORY" "$SHEET/sign" "base=$BASE" "capacity="
assert_same "a signature without capacity or attestation is refused" 422 "$STATUS"
submit "$SIGNATORY" "$SHEET/sign" "base=99" "capacity=Présidente" "attests=yes"
assert_same "another revision is not signed" 422 "$STATUS"
TOKEN=forged
submit "$SIGNATORY" "$SHEET/sign" "base=1" "capacity=Présidente" "attests=yes"
assert_same "a forged form files nothing" draft "$(sql "SELECT state FROM sheet WHERE sheet_id = 301")"
sign "$SIGNATORY"
assert_same "it is filed" 303 "$STATUS"
submit "$SIGNATORY" "$SHEET/sign" "base=$BASE" "capacity=Présidente" "attests=yes"
assert_same "a second click gives the same receipt" 303 "$STATUS"
assert_same "and one filing" 1 "$(sql "SELECT COUNT(*) FROM filing")"

DESK=/desk/$(sql "SELECT t.code FROM territory t JOIN call c ON c.territory_id = t.territory_id WHERE c.code = 'lievin-2024'")
as "$OFFICER" "$DESK"
assert_same "an officer sees the desk" 200 "$STATUS"
assert_contains "with the number" LIEVIN-2024-0001 "$BODY"
as "$OFFICER" "$DESK$SHEET"
assert_same "and the file" 200 "$STATUS"
due=2024-10-10
submit "$OFFICER" "$DESK$SHEET/completion" "open=project" "reason=Précisez le public" "due="
assert_same "a completion request needs a day" 422 "$STATUS"
assert_contains "what was typed is kept" 'Précisez le public' "$BODY"
submit "$OFFICER" "$DESK$SHEET/completion" "open=project" "reason=Précisez le public" "due=$due"
assert_same "a completion request is sent" 303 "$STATUS"
as "$SIGNATORY" "$SHEET/follow-up"
assert_contains "the bearer reads it" 'Précisez le public' "$BODY"
as "$SIGNATORY" "$SHEET/follow-up"
submit "$SIGNATORY" "$SHEET/messages" "text=Merci, je complète."
assert_same "and writes to the office" 303 "$STATUS"
sign "$SIGNATORY"
assert_same "and answers" 303 "$STATUS"
assert_same "which makes a second version" 2 "$(sql "SELECT MAX(version) FROM filing")"
assert_status "whose differences can be seen" 200 "$SHEET/versions?from=1&to=2" -b "session=$SIGNATORY"
as "$OFFICER" "$DESK$SHEET"
assert_contains "the office reads the message" 'Merci, je complète.' "$BODY"
submit "$OFFICER" "$DESK$SHEET/originals" "document=request" "received=2024-09-09" "note="
assert_same "an original is noted" 303 "$STATUS"
as "$OFFICER" "$DESK/calls/lievin-2024"
submit "$OFFICER" "$DESK/calls/lievin-2024" "closes=2024-09-16" "hour=12:00" "grace=15" "reason=Panne"
assert_same "a deadline is moved" 303 "$STATUS"
as "$OFFICER" "$DESK/calls/lievin-2024/type"
submit "$OFFICER" "$DESK/calls/lievin-2024/type" "channel=paper" "siret=" "name=" "kind=association" "email=" "day=2024-09-09" "hour=10:00" "reason=Tampon"
assert_same "a request is not typed for nobody" 422 "$STATUS"
submit "$OFFICER" "$DESK/calls/lievin-2024/type" "channel=paper" "siret=" "name=Les amis du parc" "kind=association" "email=parc@association.example" "day=2024-09-09" "hour=10:00" "reason=Tampon"
assert_same "a request is typed for a new bearer" 303 "$STATUS"
assert_same "who is invited" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE recipient = 'parc@association.example'")"
as "$SIGNATORY" "$SHEET/withdraw"
submit "$SIGNATORY" "$SHEET/withdraw" "reason=Projet annulé"
assert_same "a request is withdrawn" 303 "$STATUS"
assert_same "its state says so" withdrawn "$(sql "SELECT state FROM sheet WHERE sheet_id = 301")"
# shellcheck disable=SC2086
"$FAUBOURG" load --force $WHERE "$ROOT/packs/lievin-2024" >"$OUT" 2>"$ERR" || [ $? -eq 1 ] || failed "the pack loads again" "$ERR"
assert_same "a pack loaded again leaves it" 1 "$(sql "SELECT COUNT(*) FROM application WHERE version IS NULL")"
audit_left filing
stop_server

# ---- the last seconds ----

begin last lievin-2024 2024-09-13T09:59:00Z+
as "$SIGNATORY" "$SHEET/sign"
stop_server
FAUBOURG_CLOCK=2024-09-13T10:00:01Z+
start_server
as "$SIGNATORY" "$SHEET/sign"
submit "$SIGNATORY" "$SHEET/sign" "base=$BASE" "capacity=Présidente" "attests=yes"
assert_same "a second after noon is late" 422 "$STATUS"
assert_contains "and says what may be done" 'lui seul peut rouvrir' "$BODY"
assert_same "the draft is kept" draft "$(sql "SELECT state FROM sheet WHERE sheet_id = 301")"
sql "INSERT INTO call_filing (territory_id, call_code, decided_ms, decided_by, grace_minutes, reason) SELECT territory_id, 'lievin-2024', 1, 'Chargée de mission', 10, 'Panne' FROM call WHERE code = 'lievin-2024'"
sign "$SIGNATORY"
assert_same "within a grace it is taken" 303 "$STATUS"
assert_same "and marked late" 1 "$(sql "SELECT late FROM filing")"
stop_server
finish
