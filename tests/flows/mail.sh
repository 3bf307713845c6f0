# Mail against a real server (tests/mail: npm smtp-server and mailparser): what is sent is well-formed and whole; a server that says 4xx, 5xx, hangs up, hangs, refuses us, is down;
# STARTTLS and sign-in; kill -9 in the middle of two hundred mails. Issue 4, 6 and 7; row L3.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/mail.sh"
# at INSTANT COMMAND…: the program at that time. CODE is its exit status.
at() {
	FAUBOURG_CLOCK=$1
	export FAUBOURG_CLOCK
	shift
	CODE=0
	# shellcheck disable=SC2086
	"$FAUBOURG" "$@" $WHERE --settings "$WORK/settings" >"$OUT" 2>"$ERR" || CODE=$?
}
# sql TEXT: on the database of the instance, by its own engine.
sql() {
	if [ "$ENGINE" = sqlite ]; then
		python3 - "$PLACE/faubourg.db" "$1" <<'END'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=20)
for row in db.execute(sys.argv[2]):
    print("|".join("" if v is None else str(v) for v in row))
db.commit()
END
	else
		psql -X -q -A -t -d "$PLACE" -c "$1"
	fi
}
# queue N FIRST [KIND]: N mails written at 08:00 on 10 September 2024, numbered from FIRST.
queue() {
	i=0
	values=
	while [ "$i" -lt "$1" ]; do
		id=$(($2 + i))
		values="$values${values:+, }(0, $id, 'test:$id', '${3:-receipt}', 'p$id@asso.example', 'Reçu n° $id', 'Bonjour $id', 1725955200000, 1725955200000, 0, 'waiting')"
		i=$((i + 1))
	done
	sql "INSERT INTO outbox (territory_id, mail_id, once, kind, recipient, subject, body, created_ms, next_ms, tries, state) VALUES $values"
}
count() { sql "SELECT COUNT(*) FROM outbox WHERE state = '$1'"; }
empty() { sql "DELETE FROM outbox_attachment"; sql "DELETE FROM outbox"; : >"$BOX/mails"; }

fresh_instance main
settings none
mailer

# ---- nothing is lost when no server is set ----
queue 1 100
cp "$WORK/settings" "$WORK/settings.good"
sed -i '/^smtp = /d' "$WORK/settings"
at 2024-09-10T08:00:01Z jobs run --once
assert_same "without a mail server a round is no failure" 0 "$CODE"
assert_contains "and says that mail waits" "attend" "$ERR"
assert_same "the mail waits" 1 "$(count waiting)"
at 2024-09-10T08:00:01Z doctor
assert_contains "doctor says that no server is set" "aucun serveur de courriel" "$OUT"
cp "$WORK/settings.good" "$WORK/settings"
at 2024-09-10T08:00:02Z jobs run --once
assert_same "once it is set the mail leaves" 1 "$(taken)"
assert_same "and is marked" 1 "$(count sent)"
assert_same "what the server said is kept" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE last_answer LIKE '250%'")"

# ---- what arrives ----
assert_same "the sender is the one of the settings, accents and comma and all" "Ville d’Été, subventions" "$(field from.0.name)"
assert_same "the subject is whole" "Reçu n° 100" "$(field subject)"
assert_same "one recipient" '["p100@asso.example"]' "$(field envelope)"
assert_same "it says that a program sent it" "auto-generated" "$(field auto)"
assert_same "the message is plain ASCII on the wire" "true" "$(field ascii)"
assert_same "its number makes its Message-ID" "<000000000034@ville.example>" "$(field id)"
at 2024-09-10T08:00:03Z mail test essai@ville.example
assert_same "a test mail is sent at once" 0 "$CODE"
assert_same "to that address" '["essai@ville.example"]' "$(field envelope)"
at 2024-09-10T08:00:03Z mail test 'a@b, c@d.example'
assert_same "a test to what is no address is refused" 65 "$CODE"

# ---- a file of the store, with an accent in its name ----
empty
if [ "$ENGINE" = sqlite ]; then
	printf 'x%.0s' $(seq 1 5000) >"$WORK/letter"
	sum=$(sha256sum "$WORK/letter" | cut -d ' ' -f 1)
	mkdir -p "$PLACE/files/$(printf '%s' "$sum" | cut -c 1-2)"
	cp "$WORK/letter" "$PLACE/files/$(printf '%s' "$sum" | cut -c 1-2)/$sum"
	sql "INSERT INTO file (sha256, bytes, media, pages, scan, created_ms) VALUES ('$sum', 5000, 'application/pdf', 1, 'clean', 1)"
	queue 1 200
	sql "INSERT INTO outbox_attachment (territory_id, mail_id, position, name, what) VALUES (0, 200, 0, 'Récépissé de la préfecture — 2024.pdf', 'file:$sum')"
	at 2024-09-10T08:01:00Z jobs run --once
	assert_same "a file arrives under its name" "Récépissé de la préfecture — 2024.pdf" "$(field files.0.name)"
	assert_same "whole" "$(md5sum "$WORK/letter" | cut -d ' ' -f 1)" "$(field files.0.sum)"
	assert_same "with its type" "application/pdf" "$(field files.0.type)"
	assert_same "and no line is longer than it may be" yes "$([ "$(field longest)" -le 998 ] && echo yes)"
fi
queue 1 201
sql "INSERT INTO outbox_attachment (territory_id, mail_id, position, name, what) VALUES (0, 201, 0, 'LIEVIN-2024-0003.pdf', 'sheet.pdf:1:1')"
at 2024-09-10T08:01:01Z jobs run --once
at 2024-09-10T08:10:01Z jobs run --once
at 2024-09-10T08:50:01Z jobs run --once
assert_same "a mail whose paper cannot be made leaves without it" '["p201@asso.example"]' "$(field envelope)"
field text >"$OUT"
assert_contains "and says where it is" "https://aides.ville.example/sheets/000000000001/receipt" "$OUT"

# ---- 4xx, then 250 ----
empty
queue 1 300
echo "450" >"$BOX/script"
at 2024-09-10T08:00:10Z jobs run --once
assert_same "after 450 the mail waits" "waiting|1|$((1725955210000 + 60000))" "$(sql "SELECT state, tries, next_ms FROM outbox")"
at 2024-09-10T08:01:00Z jobs run --once
assert_same "and is not tried before its minute" 0 "$(taken)"
at 2024-09-10T08:01:11Z jobs run --once
assert_same "then it leaves" "sent|2" "$(sql "SELECT state, tries FROM outbox")"
empty
queue 1 301
echo "451-data" >"$BOX/script"
at 2024-09-10T08:00:10Z jobs run --once
assert_same "451 after the text is tried again too" "waiting|1" "$(sql "SELECT state, tries FROM outbox")"
sql "UPDATE outbox SET tries = 9"
echo "450" >"$BOX/script"
at 2024-09-13T08:00:10Z jobs run --once
assert_same "after the last pause it has failed" "failed" "$(sql "SELECT state FROM outbox")"

# ---- 5xx ----
empty
queue 3 310
echo "550 554-data ok" >"$BOX/script"
at 2024-09-10T08:00:10Z jobs run --once
assert_same "5xx fails two, and the third leaves" "2|1" "$(count failed)|$(count sent)"
at 2024-09-10T08:00:11Z doctor
assert_contains "doctor tells of mail that failed" "n’ont pas pu être remis" "$OUT"
at 2024-09-10T08:00:11Z mail list --format csv
assert_contains "so does the list, with the answer" "550 no such person" "$OUT"
at 2024-09-10T08:00:12Z mail retry
assert_same "what failed may be sent again" 2 "$(count waiting)"
at 2024-09-10T08:00:13Z jobs run --once
assert_same "and then leaves" 3 "$(taken)"
at 2024-09-10T08:00:13Z mail retry ZZZZZZZZZZZZ
assert_same "a number that no mail has is refused" 65 "$CODE"

# ---- the server takes nothing ----
for why in sender 421; do
	empty
	queue 3 320
	echo "$why $why $why" >"$BOX/script"
	at 2024-09-10T08:00:10Z jobs run --once
	assert_same "$why stops the round" 74 "$CODE"
	assert_same "$why is nobody's fault: no try is counted" "3|0" "$(sql "SELECT COUNT(*), SUM(tries) FROM outbox WHERE state = 'waiting'")"
	assert_same "$why was asked once" 2 "$(wc -w <"$BOX/script" | tr -d ' ')"
done
empty
queue 2 330
stop_mailer
at 2024-09-10T08:00:10Z jobs run --once
assert_same "a server that is down stops the round" 74 "$CODE"
assert_same "and all mail waits" 2 "$(count waiting)"
mailer
at 2024-09-10T08:00:11Z jobs run --once
assert_same "it leaves when the server is up again" 2 "$(taken)"

# ---- the connection is cut after the text ----
empty
queue 1 340
echo "cut" >"$BOX/script"
at 2024-09-10T08:00:10Z jobs run --once
assert_same "nobody knows whether it arrived: it waits" "waiting|1" "$(sql "SELECT state, tries FROM outbox")"
at 2024-09-10T08:02:10Z jobs run --once
assert_same "it was sent twice with one Message-ID" "2 1" "$(taken) $(node -e 'const m = require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n").map(JSON.parse); console.log(new Set(m.map((x) => x.id)).size)' "$BOX/mails")"

# ---- a server that hangs does not hold up the program ----
empty
queue 1 350
echo "hang" >"$BOX/script"
unset FAUBOURG_CLOCK
start_server --settings "$WORK/settings"
sleep 2
began=$(date +%s)
stop_server
assert_same "a server that hangs does not keep the program from stopping" yes "$([ $(($(date +%s) - began)) -le 4 ] && echo yes)"
assert_same "the mail that was on its way is still there, no try counted" "waiting|0" "$(sql "SELECT state, tries FROM outbox")"

# ---- links that let somebody in are not kept ----
empty
queue 1 360 reset
at 2024-09-10T09:00:10Z jobs run --once
assert_same "the text of a mail with a secret link is forgotten once it was sent" "sent|" "$(sql "SELECT state, body FROM outbox")"

# ---- STARTTLS and sign-in ----
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$BOX/key.pem" -out "$BOX/cert.pem" -days 2 -subj /CN=127.0.0.1 -addext "subjectAltName=IP:127.0.0.1" >"$OUT" 2>"$ERR"
mailer '{"tls":"need","user":"faubourg","password":"un secret"}'
empty
queue 1 400
settings required "smtp_user = faubourg" "smtp_password = un secret"
at 2024-09-10T08:00:10Z jobs run --once
assert_same "a certificate that nobody vouches for is refused" "74|0" "$CODE|$(taken)"
settings required "smtp_user = faubourg" "smtp_password = un secret" "smtp_ca = $BOX/cert.pem"
at 2024-09-10T08:00:11Z jobs run --once
assert_same "with its authority the mail leaves" 1 "$(taken)"
assert_same "encrypted, signed in" "true|faubourg" "$(field secure)|$(field user)"
empty
queue 1 401
settings required "smtp_user = faubourg" "smtp_password = faux" "smtp_ca = $BOX/cert.pem"
at 2024-09-10T08:00:12Z jobs run --once
assert_same "a wrong password is the server's trouble, not the mail's" "74|waiting|0" "$CODE|$(sql "SELECT state, tries FROM outbox")"
mailer '{"tls":"none","user":"faubourg","password":"un secret"}'
settings required "smtp_user = faubourg" "smtp_password = un secret"
at 2024-09-10T08:00:13Z jobs run --once
assert_same "when encryption is required a server without it gets nothing" "74|0" "$CODE|$(taken)"
assert_same "above all no password" no "$([ -e "$BOX/signins" ] && echo yes || echo no)"
mailer '{"tls":"offer"}'
settings optional
at 2024-09-10T08:00:14Z jobs run --once
assert_same "optional: encrypted when the server offers it" "1|true" "$(taken)|$(field secure)"

# ---- kill -9 in the middle of two hundred ----
mailer '{"slow":4}'
settings none
empty
queue 200 1000
FAUBOURG_CLOCK=2024-09-10T08:01:00Z+
export FAUBOURG_CLOCK
# shellcheck disable=SC2086
"$FAUBOURG" jobs run $WHERE --settings "$WORK/settings" >"$OUT" 2>"$ERR" &
SERVER=$!
tries=0
until [ "$(taken)" -ge 60 ] || [ "$tries" -gt 400 ]; do
	tries=$((tries + 1))
	sleep 0.02
done
kill -KILL "$SERVER"
wait "$SERVER" 2>/dev/null || true
SERVER=
assert_same "it died in the middle" yes "$([ "$(taken)" -ge 60 ] && [ "$(taken)" -lt 200 ] && echo yes)"
at 2024-09-10T08:30:00Z jobs run --once
assert_same "another run sends the rest" "200|0" "$(count sent)|$(count waiting)"
node -e '
const mails = require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n").map(JSON.parse);
const ids = new Map();
for (const m of mails) ids.set(m.envelope[0], (ids.get(m.envelope[0]) ?? new Set()).add(m.id));
console.log(`${ids.size} ${[...ids.values()].every((s) => s.size === 1)} ${mails.length <= 201}`);
' "$BOX/mails" >"$OUT"
assert_same "each arrived, under one Message-ID, at most the one on its way twice" "200 true true" "$(cat "$OUT")"

# ---- several processes on one database ----
empty
queue 120 2000
for n in 1 2 3; do
	# shellcheck disable=SC2086
	FAUBOURG_CLOCK=2024-09-10T08:01:00Z+ "$FAUBOURG" jobs run --once $WHERE --settings "$WORK/settings" >"$WORK/run.$n" 2>&1 &
	eval "RUN$n=\$!"
done
wait "$RUN1" "$RUN2" "$RUN3" || true
at 2024-09-10T08:20:00Z jobs run --once
assert_same "three processes send each mail once" "120|120" "$(count sent)|$(taken)"
audit_left mail
finish
