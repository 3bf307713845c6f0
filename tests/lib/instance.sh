# What flows need: a fresh instance on the engine under test, a server on a free port, requests. Sourced after report.sh.
# ENGINE is sqlite or postgres; for postgres FAUBOURG_TEST_DB is the address of a throw-away database (tests/lib/postgres.sh) on whose server
# each instance gets a database of its own. FAUBOURG is the program under test. Owns WORK (a folder, removed at the end), WHERE, PORT, URL.
# shellcheck shell=sh
ROOT=${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
ENGINE=${ENGINE:-sqlite}
FAUBOURG=${FAUBOURG:-$ROOT/build/release/faubourg}
RAWHTTP=$ROOT/build/release/tests/rawhttp
PACKS="$ROOT/packs/lievin-2024 $ROOT/packs/libercourt-2025 $ROOT/packs/call-ami-2021 $ROOT/packs/cabbalr-2020 $ROOT/packs/hersin-coupigny-2030"
WORK=$(mktemp -d "${TMPDIR:-/tmp}/faubourg-flow.XXXXXX")
TMPDIR=$WORK
OUT=$WORK/out
ERR=$WORK/err
BODY=$WORK/body
HEAD=$WORK/head
SERVER=
DATABASES=
# The words that flows look for are French.
FAUBOURG_LANG=fr
export TMPDIR FAUBOURG_LANG

leave() {
	[ -z "$SERVER" ] || kill -KILL "$SERVER" 2>/dev/null || true
	for database in $DATABASES; do
		psql -X -q -d "$FAUBOURG_TEST_DB" -c "DROP DATABASE IF EXISTS $database WITH (FORCE)" >/dev/null 2>&1 || true
	done
	rm -rf "$WORK"
}
trap leave EXIT
trap 'exit 130' INT TERM

if [ ! -x "$FAUBOURG" ]; then
	echo "FAIL $FAUBOURG is not there: build first (./run --build-only)"
	echo "0 passed, 1 failed"
	exit 1
fi
case $ENGINE in
sqlite) ;;
postgres)
	if [ -z "${FAUBOURG_TEST_DB:-}" ]; then
		echo "FAIL ENGINE=postgres needs FAUBOURG_TEST_DB"
		echo "0 passed, 1 failed"
		exit 1
	fi
	;;
*)
	echo "ENGINE is sqlite or postgres" >&2
	exit 64
	;;
esac

# fresh_place NAME [ENGINE]: sets WHERE ("--data …" or "--db …") and PLACE (as `copy` takes it) to a place that holds nothing yet.
fresh_place() {
	if [ "${2:-$ENGINE}" = sqlite ]; then
		PLACE=$WORK/$1
		WHERE="--data $PLACE"
	else
		database=flow_$$_$1
		psql -X -q -d "$FAUBOURG_TEST_DB" -c "CREATE DATABASE $database ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0" || exit 1
		DATABASES="$DATABASES $database"
		PLACE=$(printf '%s\n' "$FAUBOURG_TEST_DB" | sed -E "s#^(postgres(ql)?://[^/]*)/[^?]*#\\1/$database#")
		WHERE="--db $PLACE"
	fi
	export WHERE PLACE
}

# fresh_instance NAME [ENGINE]: the same, initialised.
fresh_instance() {
	fresh_place "$@"
	# shellcheck disable=SC2086
	"$FAUBOURG" init $WHERE >"$OUT" 2>"$ERR" || { failed "an empty instance can be made" "$ERR" && finish; }
}

# own_key: an instance on PostgreSQL has no folder where `serve` finds a key: it gets one here, before it is made; on SQLite it makes its own.
own_key() {
	[ "$ENGINE" = postgres ] || return 0
	FAUBOURG_KEY_FILE=$WORK/key
	(umask 077 && od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n' >"$FAUBOURG_KEY_FILE")
	export FAUBOURG_KEY_FILE
}

# load_all: the five packs into WHERE; 1 (loaded with findings) is what the real documents give.
load_all() {
	status=0
	# shellcheck disable=SC2086
	"$FAUBOURG" load $WHERE $PACKS >"$OUT" 2>"$ERR" || status=$?
	[ "$status" -le 1 ] || { failed "the five packs load" "$ERR" && finish; }
}

# start_server [OPTION…]: serves WHERE on a free port and waits until it says its address and answers. Its log is $WORK/server.log.
start_server() {
	ports=0
	until start_on_a_port "$@"; do
		ports=$((ports + 1))
		if [ "$ports" -gt 3 ] || ! port_is_taken; then
			failed "the server starts" "$WORK/server.log"
			finish
		fi
	done
}
# What was a free port may be another story's by the time the server comes.
start_on_a_port() {
	PORT=$("$RAWHTTP" --free-port)
	URL=http://127.0.0.1:$PORT
	# shellcheck disable=SC2086
	"$FAUBOURG" serve $WHERE --listen "127.0.0.1:$PORT" "$@" >"$WORK/server.out" 2>"$WORK/server.log" &
	SERVER=$!
	tries=0
	until grep -qF "127.0.0.1:$PORT" "$WORK/server.log" && curl -s -o /dev/null --max-time 2 "$URL/healthz"; do
		tries=$((tries + 1))
		if [ "$tries" -gt 400 ] || ! kill -0 "$SERVER" 2>/dev/null; then
			return 1
		fi
		sleep 0.05
	done
	! port_is_taken
}
port_is_taken() { grep -qE 'déjà prise|already in use' "$WORK/server.log"; }

# stop_server: SIGTERM, waits; STOPPED is its exit status.
stop_server() {
	kill -TERM "$SERVER" 2>/dev/null || true
	STOPPED=0
	wait "$SERVER" || STOPPED=$?
	SERVER=
	export STOPPED
}

# get PATH [CURL OPTION…]: STATUS, and the answer in $BODY and $HEAD.
get() {
	path=$1
	shift
	STATUS=$(curl -s --max-time 20 -o "$BODY" -D "$HEAD" -w '%{http_code}' "$@" "$URL$path" || echo 000)
}

# assert_status NAME EXPECTED PATH [CURL OPTION…]
assert_status() {
	name=$1
	expected=$2
	shift 2
	get "$@"
	assert_same "$name" "$expected" "$STATUS"
}

# header NAME: its value in the last answer.
header() {
	tr -d '\r' <"$HEAD" | sed -n "s/^$1: //Ip" | head -n 1
}

# audit_left FLOW [WHERE…]: every verb that tests/matrix/audit.tsv says this flow leaves is in the audit of its instances (the one under test when none is named).
audit_left() {
	audit_flow=$1
	# shellcheck disable=SC2016
	awk -F '\t' -v flow="$audit_flow" '$1 == "POST" && $4 == flow { n = split($3, verbs, " "); for (i = 1; i <= n; i++) print verbs[i] }' "$ROOT/tests/matrix/audit.tsv" | sort -u >"$WORK/audit.wanted"
	sql "SELECT DISTINCT verb FROM audit" | sort -u >"$WORK/audit.found"
	assert_same "each act that this flow stands for left its row in the audit" '' "$(comm -23 "$WORK/audit.wanted" "$WORK/audit.found")"
	[ -s "$WORK/audit.wanted" ] || failed "audit.tsv names this flow" "$WORK/audit.wanted"
}

# raw NAME STATUSES PRINTF_FORMAT: sends the bytes that printf makes of the format; passes when the status is one of "400|431" and the
# server closed the connection. `HOST` in the format is not replaced: say what is sent.
raw() {
	name=$1
	expected=$2
	raw_code=0
	# shellcheck disable=SC2059
	printf "$3" | "$RAWHTTP" "$PORT" 4000 >"$BODY" 2>/dev/null || raw_code=$?
	found=$(head -n 1 "$BODY" | tr -d '\r' | cut -d ' ' -f 2)
	case "|$expected|" in
	*"|${found:-closed}|"*) matches=yes ;;
	*) matches=no ;;
	esac
	if [ "$matches" = yes ] && [ "$raw_code" -eq 0 ]; then
		passed "$name"
	else
		echo "     status ${found:-none}, expected $expected; connection $([ "$raw_code" -eq 0 ] && echo closed || echo "left open ($raw_code)")"
		failed "$name" "$BODY"
	fi
}
