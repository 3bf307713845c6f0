# A real mail server for flows (tests/mail): started with `mailer`, its box in BOX, what it took read with `taken` and `field`. Sourced after instance.sh; stops at the end.
# shellcheck shell=sh
# two stories may begin at once
(cd "$ROOT/tests/mail" && flock package.json sh -c '[ -e node_modules/.package-lock.json ] || npm ci --no-audit --no-fund' >"$OUT" 2>"$ERR") ||
	{ failed "the mail server of the test can be installed" "$ERR" && finish; }
SMTP=$("$RAWHTTP" --free-port)
BOX=$WORK/box
MAILER=
stop_mailer() {
	[ -z "$MAILER" ] || kill -KILL "$MAILER" 2>/dev/null || true
	MAILER=
}
trap 'stop_mailer; leave' EXIT

# mailer [OPTIONS-JSON]: a server with an empty box.
mailer() {
	stop_mailer
	rm -f "$BOX/ready" "$BOX/script" "$BOX/signins"
	mkdir -p "$BOX"
	: >"$BOX/mails"
	printf '%s' "${1:-{\}}" >"$BOX/options"
	node "$ROOT/tests/mail/server.mjs" "$SMTP" "$BOX" >"$WORK/mailer.log" 2>&1 &
	MAILER=$!
	tries=0
	until [ -e "$BOX/ready" ]; do
		tries=$((tries + 1))
		[ "$tries" -le 200 ] || { failed "the mail server of the test starts" "$WORK/mailer.log" && finish; }
		sleep 0.05
	done
}

# settings TLS [LINE…]
settings() {
	{
		echo "public_url = https://aides.ville.example"
		echo "smtp = smtp://127.0.0.1:$SMTP"
		echo "smtp_tls = $1"
		echo "mail_from = Ville d’Été, subventions <ne-pas-repondre@ville.example>"
		shift
		for line in "$@"; do echo "$line"; done
	} >"$WORK/settings"
	chmod 600 "$WORK/settings"
}

# field NAME: of the last mail that the server took.
field() { tail -n 1 "$BOX/mails" | node -e 'const m = JSON.parse(require("fs").readFileSync(0)); const v = process.argv[1].split(".").reduce((a, k) => a?.[k], m); console.log(typeof v === "object" ? JSON.stringify(v) : String(v))' "$1"; }
taken() { wc -l <"$BOX/mails" | tr -d ' '; }
