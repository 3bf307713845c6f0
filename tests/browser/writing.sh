# Writing in a browser: an instance of its own in the days before a deadline, two people of one organisation and a stranger who are signed in by their cookie, one draft of each
# of the three calls. Called by run.sh; alone: sh tests/browser/writing.sh (needs node_modules); ONLY=withoutNetwork,session
# tries these parts alone, on the last call.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
fresh_instance writing
load_all
person 101 'Chargée de mission'
A=$COOKIE
person 102 'Trésorier'
B=$COOKIE
organisation 201 'Association de quartier' association 101
member 201 102 writer

# draft CALL CLOCK: SHEET is the address of a new draft; the server runs on at that clock.
draft() {
	FAUBOURG_CLOCK=$2
	export FAUBOURG_CLOCK
	start_server
	token=$(curl -s -b "session=$A" "$URL/calls/$1/apply" | sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' | head -n 1)
	SHEET=$(curl -s -o /dev/null -w '%{redirect_url}' -b "session=$A" -H 'Sec-Fetch-Site: same-origin' --data-urlencode "csrf=$token" \
		-d "applicant=$(code_of 201)&request=first" "$URL/calls/$1/apply")
	SHEET=${SHEET#"$URL"}
}

code=0
for call in "call-ami-2021 2021-04-29T08:00:00Z+" "cabbalr-2020 2019-10-20T08:00:00Z+" "lievin-2024 2024-09-12T08:00:00Z+"; do
	[ -z "${ONLY:-}" ] || [ "${call% *}" = lievin-2024 ] || continue
	draft "${call% *}" "${call#* }"
	timeout 400 node "$ROOT/tests/browser/writing.mjs" "$URL" "${call% *}" "$SHEET" "$A" "$B" || code=1
	stop_server
done
exit "$code"
