# Accounts over real HTTP: sign up, confirm by the mailed link, sign in, second factor and recovery codes, devices, a forgotten password, another address, throttling, roles by the
# administrator and by invitation, leaving. Row A8; issue 4, accounts; architecture.md §9.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
load_all
# An instance on PostgreSQL has no folder of its own: what seals the secrets of second factors is said.
(umask 077 && od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >"$WORK/key" && printf 'key_file = %s\n' "$WORK/key" >"$WORK/settings")
start_server --settings "$WORK/settings"
SECRET='cheval agrafe pile'
# sql QUERY: its first column.
sql() {
	if [ "$ENGINE" = sqlite ]; then sqlite3 "$PLACE/faubourg.db" "$1"; else psql -X -q -t -A -d "$PLACE" -c "$1"; fi
}
# mailed KIND: the path of the link in the last mail of that kind.
mailed() { sql "SELECT body FROM outbox WHERE kind = '$1' ORDER BY created_ms DESC, mail_id LIMIT 1" | grep -o '/[a-z/-]*?t=[A-Za-z0-9_-]*' | head -n 1; }
mails() { sql "SELECT COUNT(*) FROM outbox WHERE kind = '$1'"; }
# see JAR PATH: STATUS, $BODY; TOKEN of its first form.
see() {
	STATUS=$(curl -s --max-time 20 -c "$1" -b "$1" -o "$BODY" -D "$HEAD" -w '%{http_code}' "$URL$2" || echo 000)
	TOKEN=$(grep -o 'name="csrf" value="[^"]*"' "$BODY" | head -n 1 | sed 's/.*value="//;s/"//')
	WHERETO=$(header location)
}
# post JAR PATH FIELD=VALUE…: STATUS, WHERETO, $BODY. The token is that of the page seen last.
post() {
	jar=$1
	path=$2
	shift 2
	count=$#
	while [ "$count" -gt 0 ]; do
		field=$1
		shift
		set -- "$@" --data-urlencode "$field"
		count=$((count - 1))
	done
	STATUS=$(curl -s --max-time 30 -c "$jar" -b "$jar" -o "$BODY" -D "$HEAD" -w '%{http_code}' -H "Origin: $URL" -A "${AGENT:-curl/8}" --data-urlencode "csrf=$TOKEN" "$@" "$URL$path" || echo 000)
	WHERETO=$(header location)
}
# enter JAR EMAIL PASSWORD [NEXT]
enter() {
	rm -f "$1"
	see "$1" /sign-in
	post "$1" /sign-in "email=$2" "password=$3" "next=${4:-/account}"
}
# code SECRET [STEPS]: RFC 6238 at now plus STEPS times 30 s.
code() {
	node -e '
const [secret, steps] = process.argv.slice(1), letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
let bits = "";
for (const c of secret) bits += letters.indexOf(c).toString(2).padStart(5, "0");
const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
const counter = Buffer.alloc(8);
counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + Number(steps)));
const mac = require("crypto").createHmac("sha1", key).update(counter).digest(), at = mac[19] & 15;
console.log(String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0"));' "$1" "${2:-0}"
}
J=$WORK/jar

# ---- signing up ----
see "$J" "/sign-up?next=/calls/lievin-2024-hiver?x=1"
post "$J" /sign-up "name=" "email=pas une adresse" "password=court"
assert_same "a form with three faults comes back" 422 "$STATUS"
assert_contains "says how many" "3 choses sont à corriger" "$BODY"
assert_contains "has Erreur in its title" "<title>Erreur" "$BODY"
assert_contains "links to each field" 'href="#email"' "$BODY"
assert_contains "keeps what was typed" 'value="pas une adresse"' "$BODY"
if grep -q 'value="court"' "$BODY"; then failed "a password is not sent back" "$BODY"; else passed "a password is not sent back"; fi
post "$J" /sign-up "name=Présidente" "email=Presidente@Asso.example" "password=$SECRET" "next=/account"
assert_same "signing up leads to signing in" "303 /sign-in?said=sent&next=%2Faccount" "$STATUS $(printf '%s' "$WHERETO" | sed 's#=/#=%2F#')"
first=$STATUS$WHERETO
post "$J" /sign-up "name=Quelqu’un" "email=presidente@asso.example" "password=un autre mot de passe" "next=/account"
assert_same "a taken address gets the same answer" "$first" "$STATUS$WHERETO"
assert_same "and its owner a mail" 1 "$(mails sign_up_taken)"
enter "$J" presidente@asso.example "$SECRET"
assert_same "one signs in before confirming" "303 /account" "$STATUS $WHERETO"
see "$J" /account
assert_contains "and is told to confirm" "pas encore confirmée" "$BODY"
link=$(mailed confirm)
see "$J" "$link"
assert_same "opening the link changes nothing by itself" 1 "$(sql "SELECT COUNT(*) FROM person WHERE confirmed_ms IS NULL")"
post "$J" /confirm "t=${link#*t=}"
assert_same "its button confirms" 0 "$(sql "SELECT COUNT(*) FROM person WHERE confirmed_ms IS NULL")"
see "$WORK/other" "$link"
assert_contains "a used link says so" "plus valable" "$BODY"

# ---- where one comes back to ----
for next in //evil.example/x https://evil.example '/\evil.example' javascript:alert1; do
	enter "$WORK/n" presidente@asso.example "$SECRET" "$next"
	assert_same "never to another site: $next" /my "$WHERETO"
done

# ---- wrong passwords ----
enter "$WORK/w" presidente@asso.example "un mauvais mot de passe"
assert_same "a wrong password is 422" 422 "$STATUS"
sed 's/value="[^"]*"//g' "$BODY" >"$WORK/wrong"
enter "$WORK/w" nobody@asso.example "un mauvais mot de passe"
sed 's/value="[^"]*"//g' "$BODY" >"$WORK/unknown"
assert_files_same "an unknown address gets the very same page" "$WORK/wrong" "$WORK/unknown"
i=0
while [ "$STATUS" = 422 ] && [ $i -lt 12 ]; do
	enter "$WORK/w" nobody@asso.example "un mauvais mot de passe"
	i=$((i + 1))
done
assert_same "who tries again and again is slowed down" 429 "$STATUS"
assert_same "and told for how long" 1 "$(header retry-after | grep -c '^[1-9][0-9]*$')"
enter "$WORK/w" presidente@asso.example "$SECRET"
assert_same "nobody else is" 303 "$STATUS"

# ---- the second factor ----
see "$J" /account/factor
post "$J" /account/factor/begin "current=faux"
assert_same "the password is asked again" 422 "$STATUS"
post "$J" /account/factor/begin "current=$SECRET"
key=$(grep -o '<p class="code" translate="no">[A-Z2-7 ]*' "$BODY" | sed 's/.*>//;s/ //g')
assert_contains "the key is a drawing too" '<path d="M4 4h7v1h-7z' "$BODY"
TOKEN=$(grep -o 'name="csrf" value="[^"]*"' "$BODY" | head -n 1 | sed 's/.*value="//;s/"//')
post "$J" /account/factor "code=000000"
assert_same "a wrong code is refused" 422 "$STATUS"
post "$J" /account/factor "code=$(code "$key" -1)"
assert_same "the code of the phone turns it on" 200 "$STATUS"
grep -o 'translate="no">[0-9A-Z-]*<' "$BODY" | sed 's/.*>//;s/<//' >"$WORK/codes"
assert_same "ten recovery codes are shown" 10 "$(wc -l <"$WORK/codes" | tr -d ' ')"
enter "$J" presidente@asso.example "$SECRET" /account
assert_same "the password is then half a sign-in" "303 /second-factor?next=%2Faccount" "$STATUS $(printf '%s' "$WHERETO" | sed 's#=/#=%2F#')"
see "$J" /account
assert_same "half is not enough for a page" 303 "$STATUS"
see "$J" "/second-factor?next=/account"
good=$(code "$key" 0)
post "$J" /second-factor "code=$good" "next=/account"
assert_same "with the code one is in" "303 /account" "$STATUS $WHERETO"
enter "$WORK/j2" presidente@asso.example "$SECRET" /account
see "$WORK/j2" "/second-factor?next=/account"
post "$WORK/j2" /second-factor "code=$good" "next=/account"
assert_same "the same code again is refused" 422 "$STATUS"
recovery=$(sed -n 3p "$WORK/codes")
post "$WORK/j2" /second-factor "code=$(printf '%s' "$recovery" | tr '[:upper:]' '[:lower:]')" "next=/account"
assert_same "a recovery code does as well" "303 /account" "$STATUS $WHERETO"
assert_same "which is told" 1 "$(mails recovery_used)"
enter "$WORK/j3" presidente@asso.example "$SECRET" /account
see "$WORK/j3" "/second-factor?next=/account"
post "$WORK/j3" /second-factor "code=$recovery" "next=/account"
assert_same "once" 422 "$STATUS"
see "$J" /account
post "$J" /account/factor/recovery "current=faux"
assert_same "new recovery codes ask for the password" 422 "$STATUS"
post "$J" /account/factor/recovery "current=$SECRET"
grep -o 'translate="no">[0-9A-Z-]*<' "$BODY" | sed 's/.*>//;s/<//' >"$WORK/codes.new"
assert_same "ten new recovery codes are shown" 10 "$(wc -l <"$WORK/codes.new" | tr -d ' ')"
assert_same "none of the old ones" 0 "$(grep -cxFf "$WORK/codes" "$WORK/codes.new" || true)"
see "$J" /account
post "$J" /account/factor/remove "current=$SECRET"
assert_same "it is taken off with the password" "303 /account?said=factor_off" "$STATUS $WHERETO"

# ---- devices ----
AGENT='Mozilla/5.0 (iPhone) Safari' && enter "$WORK/phone" presidente@asso.example "$SECRET"
AGENT=
see "$J" /account/sessions
assert_contains "a device has a name" "Safari · iPhone" "$BODY"
see "$WORK/phone" /account
assert_same "the phone is in" 200 "$STATUS"
see "$J" /account/sessions
post "$J" /account/sessions "session=others"
see "$WORK/phone" /account
assert_same "signed out from afar" 303 "$STATUS"
see "$J" /account
assert_same "this one stays" 200 "$STATUS"

# ---- a forgotten password ----
see "$WORK/f" /password/forgotten
post "$WORK/f" /password/forgotten "email=presidente@asso.example"
known=$STATUS$WHERETO
post "$WORK/f" /password/forgotten "email=jamais.vue@asso.example"
assert_same "an unknown address gets the same answer" "$known" "$STATUS$WHERETO"
link=$(mailed reset)
see "$WORK/f" "$link"
post "$WORK/f" /password/reset "t=${link#*t=}" "password=motdepasse2024"
assert_same "a common password is refused, and the link kept" 422 "$STATUS"
post "$WORK/f" /password/reset "t=${link#*t=}" "password=brouette nuage tiroir"
assert_same "the link gives a new password" "303 /account?said=reset" "$STATUS $WHERETO"
see "$J" /account
assert_same "and ends the other sessions" 303 "$STATUS"
enter "$J" presidente@asso.example "$SECRET"
assert_same "the old password is worth nothing" 422 "$STATUS"
SECRET='brouette nuage tiroir'
enter "$J" presidente@asso.example "$SECRET"

# ---- another address ----
see "$J" /account/email
post "$J" /account/email "email=nouvelle@asso.example" "current=$SECRET"
assert_same "the old address is told" 1 "$(mails change_email_asked)"
link=$(mailed change_email)
see "$J" "$link"
post "$J" /account/email/confirm "t=${link#*t=}"
assert_same "the new one takes over when its link is used" "nouvelle@asso.example" "$(sql "SELECT email FROM person")"

# ---- forged forms ----
STATUS=$(curl -s -b "$J" -o "$BODY" -w '%{http_code}' -H "Origin: http://evil.example" --data-urlencode "csrf=$TOKEN" -d session=others "$URL/account/sessions")
assert_same "a form of another site is refused" 403 "$STATUS"
STATUS=$(curl -s -b "$J" -o "$BODY" -w '%{http_code}' -H "Origin: $URL" -d session=others "$URL/account/sessions")
assert_same "so is one without token" 403 "$STATUS"

# ---- roles ----
printf 'girafe plume savon\n' >"$WORK/secret"
# shellcheck disable=SC2086
{
	assert_exit "the first administrator is made on the machine" 0 "$FAUBOURG" user add admin@ville.example --name "Administration" --confirmed --administrator --password-file "$WORK/secret" $WHERE
	assert_exit "an address that is taken is refused" 65 "$FAUBOURG" user add admin@ville.example --name "Administration" $WHERE
	assert_exit "so is a short password" 65 sh -c "printf 'court\n' | $FAUBOURG user password admin@ville.example --password-file - $WHERE"
	assert_exit "a role needs a territory that exists" 65 "$FAUBOURG" user role nouvelle@asso.example officer --territory nulle-part $WHERE
	assert_exit "and is given" 0 "$FAUBOURG" user role nouvelle@asso.example officer --territory lievin $WHERE
	assert_exit "the list says so" 0 "$FAUBOURG" user list --format json $WHERE
}
assert_contains "with its territory" "officer@lievin" "$OUT"
# shellcheck disable=SC2086
assert_exit "the last administrator stays" 65 "$FAUBOURG" user role admin@ville.example administrator --revoke $WHERE
see "$J" /administration/people
assert_same "an officer does not administer" 403 "$STATUS"
enter "$WORK/admin" admin@ville.example "girafe plume savon"
see "$WORK/admin" /administration/people
assert_same "an administrator does" 200 "$STATUS"
post "$WORK/admin" /administration/people "to=give" "email=agent@caf.example" "role=funder_agent" "territory=lievin" "institution=personne"
assert_same "a funder that does not exist is refused" 422 "$STATUS"
post "$WORK/admin" /administration/people "to=give" "email=agent@ville.example" "role=reviewer" "territory=lievin"
assert_same "who has no account is invited" "303 /administration/people?said=invited" "$STATUS $WHERETO"
link=$(mailed invite)
see "$J" "$link"
post "$J" /officer-invitation "t=${link#*t=}"
assert_contains "somebody else cannot take it" "l’invitation est pour une autre" "$BODY"
see "$WORK/guest" "/sign-up"
post "$WORK/guest" /sign-up "name=Instructrice" "email=agent@ville.example" "password=$SECRET"
confirm=$(sql "SELECT body FROM outbox WHERE kind = 'confirm' AND recipient = 'agent@ville.example'" | grep -o '/confirm?t=[A-Za-z0-9_-]*')
see "$WORK/guest" "$confirm"
enter "$WORK/guest" agent@ville.example "$SECRET"
see "$WORK/guest" "$confirm"
post "$WORK/guest" /confirm "t=${confirm#*t=}"
enter "$WORK/guest" agent@ville.example "$SECRET" "$link"
assert_same "signing in leads back to the invitation" "$link" "$(printf '%s' "$WHERETO" | sed 's#%2F#/#g')"
see "$WORK/guest" "$link"
post "$WORK/guest" /officer-invitation "t=${link#*t=}"
assert_same "whoever was invited takes it" "303 /desk/lievin" "$STATUS $WHERETO"

# ---- another password ----
see "$J" /account/password
post "$J" /account/password "current=faux" "password=une autre phrase longue"
assert_same "another password asks for the one that one has" 422 "$STATUS"
post "$J" /account/password "current=$SECRET" "password=une autre phrase longue"
assert_same "with it, it is changed" 303 "$STATUS"
SECRET='une autre phrase longue'

# ---- leaving ----
see "$J" /account/close
post "$J" /account/close "current=$SECRET"
assert_same "one leaves with one’s password" "303 /sign-in?said=closed" "$STATUS $WHERETO"
assert_same "no address is kept" 0 "$(sql "SELECT COUNT(*) FROM person WHERE email = 'nouvelle@asso.example'")"
see "$J" /account
assert_same "and the session is over" 303 "$STATUS"
assert_same "no e-mail address is in the audit" 0 "$(sql "SELECT COUNT(*) FROM audit WHERE detail LIKE '%@%.example%' OR thing LIKE '%@%'")"
if grep -q '@asso.example\|@ville.example' "$WORK/server.log"; then failed "none is in the log" "$WORK/server.log"; else passed "none is in the log"; fi
audit_left accounts
# shellcheck disable=SC2086
assert_exit "the audit chain holds" 0 "$FAUBOURG" verify $WHERE
finish
