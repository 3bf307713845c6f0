# Organisations over HTTP, without a script: registering with the national register's answer and without it, the same organisation twice, joining, inviting, roles, bank
# details, somebody else's organisation. Issue of applying §2; rows A9, B3. The register is tests/register/server.mjs.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
export FAUBOURG_CLOCK
node "$ROOT/tests/register/server.mjs" >"$WORK/register.port" &
REGISTER=$!
leave_all() {
	kill "$REGISTER" 2>/dev/null || true
	leave
}
trap leave_all EXIT
until [ -s "$WORK/register.port" ]; do sleep 0.05; done
FAUBOURG_REGISTER_URL=http://127.0.0.1:$(cat "$WORK/register.port")/ok
FAUBOURG_PUBLIC_URL=http://aides.example
export FAUBOURG_REGISTER_URL FAUBOURG_PUBLIC_URL
own_key
fresh_instance main
load_all
person 101 'Présidente'
A=$COOKIE
person 102 'Trésorier'
B=$COOKIE
person 103 'Voisine'
C=$COOKIE
start_server
URL_KEPT=$URL

# as COOKIE PATH: a page; TOKEN is its forms'.
as() {
	get "$2" -b "session=$1"
	TOKEN=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
}

# post COOKIE PATH FIELD…: as a browser sends a form of the page that was seen.
post() {
	cookie=$1
	path=$2
	shift 2
	for field in "$@"; do
		set -- "$@" --data-urlencode "$field"
		shift
	done
	STATUS=$(curl -s --max-time 20 -o "$BODY" -D "$HEAD" -w '%{http_code}' -b "session=$cookie" -H 'Sec-Fetch-Site: same-origin' --data-urlencode "csrf=$TOKEN" "$@" "$URL$path" || echo 000)
	WHERE_TO=$(header location)
	WHERE_TO=${WHERE_TO#"$URL_KEPT"}
}

# ---- nothing yet ----
assert_status "whoever is not signed in goes to sign in" 303 /my
assert_contains "and comes back afterwards" 'next=%2Fmy' "$HEAD"
as "$A" /my
assert_same "home of somebody who has nothing" 200 "$STATUS"
assert_contains "it says what to do, in one step" '/organisations/new' "$BODY"
assert_contains "it shows the calls that are open" '/calls/lievin-2024' "$BODY"

# ---- registering ----
as "$A" /organisations/new
post "$A" /organisations/new siret='000 000 018 00011'
assert_same "a SIRET whose key is wrong is refused" 422 "$STATUS"
assert_contains "the page says that there is an error" '<title>Erreur' "$BODY"
assert_contains "what was typed is kept" 'value="000 000 018 00011"' "$BODY"
post "$A" /organisations/new siret='000 000 018 00010'
assert_same "a right one goes on" 303 "$STATUS"
as "$A" "$WHERE_TO"
assert_contains "with the name that the register gives" 'value="LES ATELIERS DU FAUBOURG"' "$BODY"
assert_contains "with its address" 'value="8 RUE DES LILAS"' "$BODY"
assert_contains "with its RNA" 'value="W622000001"' "$BODY"
assert_same "the answer of the register is kept" 1 "$(sql "SELECT COUNT(*) FROM register_answer")"
post "$A" /organisations siret=00000001800010 name= kind=association postcode=2A004
assert_same "a name is needed, and a postcode that exists" 422 "$STATUS"
assert_contains "the summary links to the name" 'href="#name"' "$BODY"
assert_contains "the summary links to the postcode" 'href="#postcode"' "$BODY"
post "$A" /organisations siret=00000001800010 'name=Les Ateliers du Faubourg' kind=association rna=W622000001 'address=8 rue des Lilas' postcode=62800 city=Liévin naf=94.99Z prefilled=yes
assert_same "the organisation is created" 303 "$STATUS"
HOME_OF=$WHERE_TO
as "$A" "$HOME_OF"
assert_same "its home opens" 200 "$STATUS"
assert_contains "with its name" '<h1 lang="fr">Les Ateliers du Faubourg</h1>' "$BODY"
assert_contains "and the topics of its identity" '/topics/' "$BODY"
assert_same "a forged form changes nothing" 403 "$(curl -s -o /dev/null -w '%{http_code}' -b "session=$A" -d 'siret=00000002600013&name=X&kind=other' "$URL/organisations")"

# ---- somebody else's ----
for page in "" /members /bank; do
	as "$C" "$HOME_OF$page"
	assert_same "another person's organisation$page does not exist for me" 404 "$STATUS"
done
as "$C" /organisations/new
post "$C" "$HOME_OF/bank" account=FR7630006000011234567890189 holder=X
assert_same "nor can its account be changed" 404 "$STATUS"

# ---- never a second one ----
as "$B" /organisations/new
post "$B" /organisations/new siret=00000001800010
as "$B" "$WHERE_TO"
assert_contains "the same SIRET is told" 'Les Ateliers du Faubourg' "$BODY"
assert_contains "with a way to join" 'action="/organisations/join"' "$BODY"
assert_lacks "and nothing else of it" 'p101@association.example' "$BODY"
post "$B" /organisations siret=00000001800010 name=Autre kind=association
assert_same "a second one is refused" 422 "$STATUS"
assert_same "there is one" 1 "$(sql "SELECT COUNT(*) FROM applicant")"
post "$B" /organisations/join siret=00000001800010
assert_same "asking to join" 303 "$STATUS"
assert_same "writes to who signs" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'join' AND recipient = 'p101@association.example'")"
as "$A" /my
assert_contains "it waits for the signatory at home" "$HOME_OF/members" "$BODY"
as "$A" "$HOME_OF/members"
assert_contains "with a name" 'Trésorier' "$BODY"
post "$A" "$HOME_OF/joinings" person="$(code_of 102)" role=writer answer=accept
assert_same "accepted with a role" "303 writer" "$STATUS $(sql "SELECT role FROM applicant_member WHERE person_id = 102")"
as "$B" "$HOME_OF/members"
assert_same "and let in" 200 "$STATUS"
assert_lacks "a writer manages nobody" 'name="role"' "$BODY"
post "$B" "$HOME_OF/members/role" person="$(code_of 102)" role=signatory
assert_same "nor makes oneself a signatory" "404 writer" "$STATUS $(sql "SELECT role FROM applicant_member WHERE person_id = 102")"
as "$A" "$HOME_OF/members"
post "$A" "$HOME_OF/members/remove" person="$(code_of 101)"
assert_same "the last signatory cannot leave" 422 "$STATUS"
assert_contains "and is told why" 'seule à pouvoir signer' "$BODY"

# ---- invitation ----
as "$A" "$HOME_OF/members"
post "$A" "$HOME_OF/invitations" email=nobody role=reader
assert_same "an address that is none is refused" 422 "$STATUS"
assert_contains "and kept" 'value="nobody"' "$BODY"
post "$A" "$HOME_OF/invitations" email=P103@association.example role=reader
assert_same "an invitation leaves" 303 "$STATUS"
LETTER=$(sql "SELECT body FROM outbox WHERE kind = 'invite'")
LINK="/invitations?t=$(printf '%s' "$LETTER" | sed -n 's,.*http://aides.example/invitations?t=\([A-Za-z0-9_-]*\).*,\1,p')"
get "$LINK"
assert_same "its link opens for whoever has no account" 200 "$STATUS"
assert_contains "says who invites" 'Présidente' "$BODY"
assert_contains "and leads to an account and back" '/sign-up?next=%2Finvitations%3Ft%3D' "$BODY"
as "$C" /my
assert_contains "it waits at home too" 'action="/invitations"' "$BODY"
as "$C" "$LINK"
post "$C" /invitations t="${LINK#*t=}" answer=accept
assert_same "accepted" "303 reader" "$STATUS $(sql "SELECT role FROM applicant_member WHERE person_id = 103")"
as "$C" "$LINK"
assert_contains "its link is good once" 'a déjà servi' "$BODY"
get '/invitations?t=nothing'
assert_contains "a link that was never sent says so" 'Invitation introuvable' "$BODY"

# ---- bank details ----
as "$A" "$HOME_OF/bank"
post "$A" "$HOME_OF/bank" account=FR7630006000011234567890188 'holder=Les Ateliers du Faubourg'
assert_same "an IBAN whose key is wrong is refused" 422 "$STATUS"
assert_contains "and kept" 'value="FR7630006000011234567890188"' "$BODY"
post "$A" "$HOME_OF/bank" 'account=30006 00001 12345678901 89' bic=AGRIFRPP 'holder=Club de pétanque'
assert_same "another holder is asked about" 422 "$STATUS"
assert_contains "with a box to confirm" 'id="holder_is_right"' "$BODY"
post "$A" "$HOME_OF/bank" 'account=30006 00001 12345678901 89' bic=AGRIFRPP 'holder=Les Ateliers du Faubourg'
assert_same "a right RIB is kept" 303 "$STATUS"
as "$A" "$HOME_OF/bank"
assert_contains "only its end is shown" '…0189' "$BODY"
assert_lacks "not the rest" '12345678901' "$BODY"
post "$A" "$HOME_OF/bank/show"
plain "$BODY" "$WORK/plain"
assert_contains "but to a signatory who asks" 'FR76 3000 6000 0112 3456 7890 189' "$WORK/plain"
assert_same "who saw it is in the audit" "user:101 account=…0189" "$(sql "SELECT actor || ' ' || detail FROM audit WHERE verb = 'show_bank'")"
as "$A" "$HOME_OF/bank?show=yes"
assert_lacks "no address shows it" '3000' "$BODY"
as "$B" "$HOME_OF/bank"
assert_same "a writer sees the page" 200 "$STATUS"
assert_lacks "without the button" '/bank/show' "$BODY"
as "$B" "$HOME_OF/members"
post "$B" "$HOME_OF/bank/show"
assert_same "never the account" 404 "$STATUS"
assert_same "and nothing was shown" 1 "$(sql "SELECT COUNT(*) FROM audit WHERE verb = 'show_bank'")"
assert_same "the account is sealed in the table" 0 "$(sql "SELECT COUNT(*) FROM applicant WHERE bank = '' OR bank NOT LIKE 's1:%'")"
assert_same "each signatory is told" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'bank'")"
assert_lacks "no log holds it" '12345678901' "$WORK/server.log"

# ---- the register is down ----
kill "$REGISTER"
as "$C" /organisations/new
post "$C" /organisations/new siret=00000002600013
as "$C" "$WHERE_TO"
assert_same "the page is there without the register" 200 "$STATUS"
assert_contains "and says calmly that it does not answer" 'ne répond pas en ce moment' "$BODY"
post "$C" /organisations siret=00000002600013 'name=Commune exemple' kind=municipality
assert_same "typed by hand, it is created" 303 "$STATUS"
as "$C" '/organisations/new?by=hand'
post "$C" /organisations 'name=Conseil citoyen' kind=citizen_council being_created=yes
assert_same "without any number, when it says so" 303 "$STATUS"
as "$C" /en/my
assert_contains "all of it in English too" 'My organisations' "$BODY"
stop_server
# shellcheck disable=SC2086
assert_same "the audit is whole" 0 "$("$FAUBOURG" verify $WHERE >/dev/null 2>&1; echo $?)"
audit_left organisation
finish
