# The whole way of a request in a browser, for each of the three calls, on a phone and at a desk: six journeys, each on an instance of its own in the days before its deadline, with a
# register that plays recorded answers, an officer, photographs as phones send them. Called by ./check browser; alone: sh tests/browser/applying.sh (needs node_modules);
# ONLY="lievin-2024 desk,cabbalr-2020 phone" walks these.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
SAMPLES=$WORK/samples
mkdir "$SAMPLES"
"$ROOT/build/release/tests/samples" "$SAMPLES"
node "$ROOT/tests/register/server.mjs" >"$WORK/register.port" &
REGISTER=$!
SERVERS=
end_servers() {
	for server in $SERVERS $REGISTER; do kill "$server" 2>/dev/null || true; done
	leave
}
trap end_servers EXIT
until [ -s "$WORK/register.port" ]; do sleep 0.05; done

fresh_instance packs
load_all
printf 'cheval agrafe pile\n' >"$WORK/password"
chmod 600 "$WORK/password"
# shellcheck disable=SC2086
"$FAUBOURG" user add officer@commune.example --name 'Chargée de mission' --confirmed --password-file "$WORK/password" $WHERE >"$OUT" 2>"$ERR" || failed "an officer can be added" "$ERR"
for territory in lievin cabbalr call; do
	# shellcheck disable=SC2086
	"$FAUBOURG" user role officer@commune.example officer --territory "$territory" $WHERE >"$OUT" 2>"$ERR" || failed "an officer gets a role" "$ERR"
done

# begin NAME CLOCK WAY: a copy of the packs, served at that moment; the register answers or does not. URL is its address, PLACE its folder.
begin() {
	cp -r "$WORK/packs" "$WORK/$1"
	printf 'register_url = http://127.0.0.1:%s/%s\nclamd = none\n' "$(cat "$WORK/register.port")" "$3" >"$WORK/$1.settings"
	FAUBOURG_CLOCK=$2
	export FAUBOURG_CLOCK
	WHERE="--data $WORK/$1"
	start_server --settings "$WORK/$1.settings"
	SERVERS="$SERVERS $SERVER"
	SERVER=
	PLACE=$WORK/$1
}

# The long ones first, two at a time: the machine has two processors. Each reports into a file of its own.
for journey in "cabbalr-2020 desk 2019-10-20T08:00:00Z+ broken" "lievin-2024 phone 2024-09-12T08:00:00Z+ ok" "call-ami-2021 phone 2021-04-20T08:00:00Z+ ok" \
	"cabbalr-2020 phone 2019-10-20T08:00:00Z+ broken" "lievin-2024 desk 2024-09-12T08:00:00Z+ ok" "call-ami-2021 desk 2021-04-20T08:00:00Z+ ok"; do
	# shellcheck disable=SC2086
	set -- $journey
	[ -z "${ONLY:-}" ] || case ",$ONLY," in *",$1 $2,"*) ;; *) continue ;; esac
	begin "$1-$2" "$3" "$4"
	[ -z "${SERVE_ONLY:-}" ] || { echo "$1 $2 $URL $PLACE $SAMPLES"; continue; }
	echo "$WORK/$1-$2.out $URL $1 $2 $PLACE $SAMPLES" >>"$WORK/journeys"
done
[ -z "${SERVE_ONLY:-}" ] || { sleep "$SERVE_ONLY"; exit 0; }
code=0
# shellcheck disable=SC2016
xargs -P 2 -L 1 sh -c 'walk=$1 report=$2 && shift 2 && timeout 400 node "$walk" "$@" >"$report" 2>&1' walk "$ROOT/tests/browser/applying.mjs" <"$WORK/journeys" || code=1
while read -r report rest; do cat "$report"; done <"$WORK/journeys"
exit "$code"
