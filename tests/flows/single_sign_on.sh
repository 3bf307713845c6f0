# Single sign-on against a real provider (tests/oidc, npm oidc-provider): signed userinfo as ProConnect sends it, RS256 and ES256, rotated keys, an account that is proved before it is
# linked, a provider that lies in fifteen ways, a replayed return, another browser, a provider that is down. Row A8; issue 4, accounts.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
# Two engines may come here at once: the first installs, the other waits.
# shellcheck disable=SC2016
(cd "$ROOT/tests/oidc" && flock package.json sh -c '[ -e node_modules/.package-lock.json ] || npm ci --no-audit --no-fund' >"$OUT" 2>"$ERR") ||
	{ failed "the provider of the test can be installed" "$ERR" && finish; }
fresh_instance main
# shellcheck disable=SC2086
printf 'cheval agrafe pile\n' | "$FAUBOURG" user add agent@ville.example --name "Chargée de mission" --confirmed --password-file - $WHERE >"$OUT" 2>&1
IDP=$("$RAWHTTP" --free-port)
APP=$("$RAWHTTP" --free-port)
URL=http://127.0.0.1:$APP
PORT=$APP
cat >"$WORK/settings" <<END
public_url = $URL
sso_issuer = http://127.0.0.1:$IDP
sso_client = faubourg
sso_secret = a client secret of more than thirty-two letters
sso_label_fr = ProConnect
sso_label_en = ProConnect
sso_scope = openid email given_name usual_name
END
chmod 600 "$WORK/settings"
PROVIDER=
stop_provider() {
	[ -z "$PROVIDER" ] || kill -KILL "$PROVIDER" 2>/dev/null || true
	PROVIDER=
}
trap 'stop_provider; leave' EXIT
start_provider() {
	node "$ROOT/tests/oidc/provider.mjs" "$IDP" "$URL/sso/return" >"$WORK/provider.log" 2>&1 &
	PROVIDER=$!
	tries=0
	until curl -s -o /dev/null --max-time 2 "http://127.0.0.1:$IDP/.well-known/openid-configuration"; do
		tries=$((tries + 1))
		[ "$tries" -le 100 ] || { failed "the provider of the test starts" "$WORK/provider.log" && finish; }
		sleep 0.1
	done
}
serve() {
	# shellcheck disable=SC2086
	"$FAUBOURG" serve $WHERE --settings "$WORK/settings" --listen "127.0.0.1:$APP" >"$WORK/server.out" 2>"$WORK/server.log" &
	SERVER=$!
	tries=0
	until curl -s -o /dev/null --max-time 2 "$URL/healthz"; do
		tries=$((tries + 1))
		[ "$tries" -le 200 ] || { failed "the server starts" "$WORK/server.log" && finish; }
		sleep 0.05
	done
}
tell() { curl -s -o /dev/null "http://127.0.0.1:$IDP/$1"; }
# csrf JAR PATH: the token of that page's form, into TOKEN.
csrf() {
	curl -s --max-time 20 -c "$1" -b "$1" -o "$BODY" "$URL$2"
	TOKEN=$(grep -o 'name="csrf" value="[^"]*"' "$BODY" | head -n 1 | sed 's/.*value="//;s/"//')
}
# post JAR PATH FIELD…: STATUS and WHERETO.
post() {
	jar=$1
	path=$2
	shift 2
	STATUS=$(curl -s --max-time 20 -c "$jar" -b "$jar" -o "$BODY" -D "$HEAD" -w '%{http_code}' -H "Origin: $URL" --data-urlencode "csrf=$TOKEN" "$@" "$URL$path" || echo 000)
	WHERETO=$(header location)
}
# go JAR [NEXT]: signs in at the provider; LANDED is where one comes back, without following it.
go() {
	csrf "$1" /sign-in
	post "$1" /sso/start --data-urlencode "next=${2:-/account}"
	curl -s --max-time 20 -L --max-redirs 8 -c "$1" -b "$1" -o "$BODY" -D "$WORK/heads" -w '%{url_effective}' "$WHERETO" >"$WORK/landed" || true
	RETURNED=$(tr -d '\r' <"$WORK/heads" | sed -n "s/^location: *\(.*\/sso\/return.*\)/\1/Ip" | head -n 1)
	LANDED=$(sed "s#$URL##" "$WORK/landed")
}

# ---- a provider that is down ----
serve
csrf "$WORK/j0" /sign-in
assert_contains "the button is on the page" "ProConnect" "$BODY"
post "$WORK/j0" /sso/start
assert_same "a provider that is down sends back to the password" "/sign-in?said=sso_down" "$WHERETO"
get "/sign-in?said=sso_down"
assert_contains "and says so in words" "ne répond pas en ce moment" "$BODY"
post "$WORK/j0" /sign-in -d email=agent@ville.example --data-urlencode "password=cheval agrafe pile"
assert_same "the password still signs in" "/my" "$WHERETO"

# ---- an address that has an account: proved once, then linked ----
start_provider
go "$WORK/j1" /account
assert_same "a taken address asks for the password once" "/sign-in?said=link&next=/account" "$(printf '%s' "$LANDED" | sed 's/%2[Ff]/\//g')"
csrf "$WORK/j1" /sign-in
post "$WORK/j1" /sign-in -d email=agent@ville.example --data-urlencode "password=cheval agrafe pile" -d next=/account
assert_same "the password proves it" "303 /account" "$STATUS $WHERETO"
go "$WORK/j2" "/account?said=linked"
assert_same "then the provider alone signs in, and leads on" "/account?said=linked" "$LANDED"
assert_contains "to one's own account" "agent@ville.example" "$BODY"

# ---- a new person, with the other algorithm and plain userinfo ----
for alg in RS256 ES256; do
	for userinfo in jwt json; do
		tell "__set?fault=&alg=$alg&userinfo=$userinfo&sub=new-$alg-$userinfo&email=new-$alg-$userinfo@ville.example&verified=1"
		go "$WORK/new-$alg-$userinfo"
		assert_contains "a new person enters with $alg and userinfo as $userinfo" "new-$(echo $alg | tr RSE rse)-$userinfo@ville.example" "$BODY"
	done
done
tell "__set?alg=RS256&userinfo=jwt"

# ---- rotated keys ----
tell __rotate
go "$WORK/j3"
assert_same "keys that were rotated are looked for" "/account" "$LANDED"

# ---- a provider that lies ----
tell "__set?sub=sub-1&email=agent@ville.example"
while read -r fault why; do
	tell "__set?fault=$fault"
	rm -f "$WORK/liar"
	go "$WORK/liar"
	assert_same "refused: $fault" "/sign-in?said=sso_failed" "$(printf '%s' "$LANDED" | sed 's/&next=.*//')"
	assert_same "for what it is: $fault" "$why" "$(grep sso_refused "$WORK/server.log" | tail -n 1 | jq -r .why)"
	if grep -q "	session	" "$WORK/liar"; then failed "no session after $fault" "$WORK/liar"; else passed "no session after $fault"; fi
done <<END
wrong_nonce nonce
no_nonce nonce
wrong_audience audience
two_audiences audience
wrong_party audience
wrong_issuer issuer
expired expired
none not a signed text
none_signed algorithm
confusion algorithm
foreign_key signature
changed signature
critical not a signed text
garbage not a signed text
userinfo_of_another userinfo
END
tell "__set?fault="

# ---- a return that is replayed, or of another browser ----
go "$WORK/j4"
assert_same "a good return enters" "/account" "$LANDED"
replayed=$(curl -s -c "$WORK/j4" -b "$WORK/j4" -o /dev/null -w '%{redirect_url}' "$RETURNED")
assert_same "the same return again does not" "/sign-in?said=sso_failed" "${replayed#"$URL"}"
csrf "$WORK/j5" /sign-in
post "$WORK/j5" /sso/start
curl -s -L --max-redirs 3 -c "$WORK/idp" -b "$WORK/idp" -o /dev/null -D "$WORK/heads" "$WHERETO" || true
RETURNED=$(tr -d '\r' <"$WORK/heads" | sed -n "s/^location: *\(.*\/sso\/return.*\)/\1/Ip" | head -n 1)
stolen=$(curl -s -o /dev/null -w '%{redirect_url}' "$RETURNED")
assert_same "nor in another browser" "/sign-in?said=sso_failed" "${stolen#"$URL"}"

# ---- signing out ----
csrf "$WORK/j2" /account
post "$WORK/j2" /sign-out
assert_contains "signing out makes the browser forget" 'Clear-Site-Data: "cache", "storage"' "$HEAD"
curl -s -c "$WORK/j2" -b "$WORK/j2" -o "$BODY" "$URL/sign-in?said=signed_out"
assert_contains "and offers to sign out there too" "/session/end?id_token_hint=" "$BODY"

# ---- it goes down on the way ----
csrf "$WORK/j6" /sign-in
post "$WORK/j6" /sso/start
curl -s -c "$WORK/j6" -b "$WORK/j6" -L --max-redirs 2 -o /dev/null -D "$WORK/heads" "$WHERETO" || true
RETURNED=$(tr -d '\r' <"$WORK/heads" | sed -n "s/^location: *\(.*\/sso\/return.*\)/\1/Ip" | head -n 1)
stop_provider
down=$(curl -s --max-time 20 -c "$WORK/j6" -b "$WORK/j6" -o /dev/null -w '%{redirect_url}' "$RETURNED")
assert_same "down on the way back, it says so" "/sign-in?said=sso_down" "$(printf '%s' "${down#"$URL"}" | sed 's/&next=.*//')"
# shellcheck disable=SC2086
assert_exit "the audit chain holds" 0 "$FAUBOURG" verify $WHERE
finish
