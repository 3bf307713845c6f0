# Requests that write, over real HTTP and with the real table of routes: who is not signed in, forged and stale forms, somebody else's things, what is too long, fields that are
# not declared, and what a server on https says of its cookies (architecture.md §9; rows L2, L3).
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
fresh_instance main
person 101 'Chargée de mission'
A=$COOKIE
person 102 'Voisine'
organisation 201 'Association de quartier' association 101
organisation 202 'Club voisin' association 102
start_server

lang_of() {
	sql "SELECT lang FROM person WHERE person_id = 101"
}

# ---- init makes what belongs to an instance ----

if [ "$ENGINE" = sqlite ]; then
	assert_same "init makes a key for its owner only" 600 "$(stat -c %a "$PLACE/key")"
	assert_same "and a folder of documents for its owner only" 700 "$(stat -c %a "$PLACE/files")"
fi

# ---- who is not signed in ----

assert_status "a page of one's own sends to sign in" 303 /account
assert_same "and back" "/sign-in?next=%2Faccount" "$(header Location)"
assert_status "in English too" 303 /en/account
assert_same "to the English page" "/en/sign-in?next=%2Fen%2Faccount" "$(header Location)"
assert_status "a sheet that exists is not told" 303 "/sheets/$(code_of 1201)"
assert_status "from one that does not" 303 "/sheets/$(code_of 1299)"
get /sign-in
VISIT=$(header Set-Cookie | sed 's/;.*//')
TOKEN=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
assert_same "a form for who is not signed in has a token" 43 "${#TOKEN}"
assert_same "its page is kept nowhere" no-store "$(header Cache-Control)"
STATUS=$(curl -s -o "$BODY" -w '%{http_code}' -b "$VISIT" -H "Origin: $URL" --data-urlencode "csrf=$TOKEN" --data-urlencode "name=Un nom \"gardé\"" "$URL/account/profile")
assert_same "a form sent after the session has ended is 401" 401 "$STATUS"
assert_contains "and holds what was typed" 'value="Un nom &quot;gardé&quot;"' "$BODY"
assert_contains "with a way to sign in elsewhere" 'href="/sign-in?next=' "$BODY"

# ---- forms ----

as "$A" /account
assert_same "who is signed in sees the page" 200 "$STATUS"
assert_same "which is kept nowhere" no-store "$(header Cache-Control)"
post "$A" /account/profile "csrf=$TOKEN" "name=Chargée de mission" lang=en
assert_same "a form of ours is taken" 303 "$STATUS"
assert_same "and what it says is there" en "$(lang_of)"
post "$A" /account/profile "name=Chargée de mission" lang=fr
assert_same "without its token it is refused" 403 "$STATUS"
assert_contains "and given back" 'name="lang" value="fr"' "$BODY"
post "$COOKIE" /account/profile "csrf=$TOKEN" "name=Chargée de mission" lang=fr
assert_same "another session's token is none" 403 "$STATUS"
STATUS=$(curl -s -o "$BODY" -w '%{http_code}' -b "session=$A" -H 'Origin: https://ailleurs.example' --data-urlencode "csrf=$TOKEN" -d lang=fr "$URL/account/profile")
assert_same "from another site it is refused" 403 "$STATUS"
STATUS=$(curl -s -o "$BODY" -w '%{http_code}' -b "session=$A" --data-urlencode "csrf=$TOKEN" -d lang=fr "$URL/account/profile")
assert_same "from nowhere too" 403 "$STATUS"
assert_same "nothing of all that was done" en "$(lang_of)"
post "$A" /account/profile "csrf=$TOKEN" "name=Chargée de mission" lang=fr administrator=1 person_id=102
assert_same "fields that are not declared are no harm" 303 "$STATUS"
assert_same "and do nothing" 0 "$(sql 'SELECT COUNT(*) FROM person WHERE administrator = 1')"

# ---- somebody else's things ----

assert_status "my organisation's sheet is mine to see" 200 "/sheets/$(code_of 1201)" -b "session=$A"
assert_status "somebody else's sheet does not exist for me" 404 "/sheets/$(code_of 1202)" -b "session=$A"
assert_status "nor does one that is none" 404 "/sheets/$(code_of 1299)" -b "session=$A"
assert_status "nor a code that is none" 404 /sheets/nonsense -b "session=$A"
assert_status "what only administrators may is refused" 403 /administration/people -b "session=$A"
assert_status "a page that is only sent to is not read" 405 /sign-out -b "session=$A"
assert_same "and says how it is used" POST "$(header Allow)"

# ---- too long ----

head -c 70000 /dev/zero | tr '\0' a >"$WORK/long"
STATUS=$(curl -s -o "$BODY" -w '%{http_code}' -b "session=$A" -H "Origin: $URL" --data-binary "@$WORK/long" "$URL/account/profile")
assert_same "a form that is too long is refused" 413 "$STATUS"
i=0
while [ $i -lt 1001 ]; do
	printf 'f%d=&' $i
	i=$((i + 1))
done >"$WORK/many"
STATUS=$(curl -s -o "$BODY" -w '%{http_code}' -b "session=$A" -H "Origin: $URL" --data-binary "@$WORK/many" "$URL/account/profile")
assert_same "so is one of more than a thousand fields" 413 "$STATUS"

# ---- kept pages are the same for everybody ----

get / -b "session=$A"
cp "$BODY" "$WORK/signed-in"
get /
assert_same "the first page is the same signed in or not" "$(b2sum <"$BODY")" "$(b2sum <"$WORK/signed-in")"
assert_contains "and leads to one's own" 'href="/my"' "$BODY"
stop_server
assert_same "the server ends well" 0 "$STOPPED"

# ---- settings ----

printf 'public_url = https://aides.ville.example\n' >"$WORK/settings"
start_server --settings "$WORK/settings"
get /sign-in
assert_contains "on https, cookies are tied to the host" '__Host-visit=' "$HEAD"
assert_contains "and secure" 'SameSite=Lax; Secure' "$HEAD"
stop_server
printf 'public_ur = x\n' >"$WORK/settings"
# shellcheck disable=SC2086
{
	assert_exit "an unknown setting stops the server" 65 "$FAUBOURG" serve $WHERE --listen 127.0.0.1:0 --settings "$WORK/settings"
	assert_contains "with its line and the nearest" 'public_url' "$ERR"
	assert_exit "so does a settings file that is not there" 65 "$FAUBOURG" serve $WHERE --listen 127.0.0.1:0 --settings "$WORK/nowhere"
	assert_exit "help settings tells every key" 0 "$FAUBOURG" help settings
	assert_contains "with its default" 'smtp_tls = required' "$OUT"
}

# ---- a clock that is set ----

FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
export FAUBOURG_CLOCK
start_server
get /
assert_contains "every page says that the clock is not the real one" 'class="test-clock"' "$BODY"
stop_server
finish
