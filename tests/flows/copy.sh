# An instance moves to the other engine and back: same pages, same figures, same audit chain.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
if [ "$ENGINE" = sqlite ] && [ -z "${FAUBOURG_TEST_DB:-}" ]; then
	other=sqlite # without PostgreSQL at hand: to another folder; the postgres run does the rest
elif [ "$ENGINE" = sqlite ]; then
	other=postgres
else
	other=sqlite
fi
address() { # as copy takes it
	case $1 in
	postgres*) echo "$1" ;;
	*) echo "sqlite:$1" ;;
	esac
}
contents() {
	for what in territories calls districts "programme libercourt-2025" "programme lievin-2024"; do
		# shellcheck disable=SC2086
		"$FAUBOURG" $what "$@" --format json 2>/dev/null || true
	done | cksum
}
fresh_instance main
load_all
a=$(address "$PLACE")
before=$(contents --db "$a")
fresh_place away "$other"
b=$(address "$PLACE")
fresh_place back
c=$(address "$PLACE")
assert_exit "an instance is copied to $other" 0 "$FAUBOURG" copy --from "$a" --to "$b"
assert_same "what is read there is the same" "$before" "$(contents --db "$b")"
assert_exit "its audit chain verifies" 0 "$FAUBOURG" verify --db "$b"
assert_exit "doctor finds nothing" 0 "$FAUBOURG" doctor --db "$b"
assert_exit "it is copied back" 0 "$FAUBOURG" copy --from "$b" --to "$c"
assert_same "and is still the same" "$before" "$(contents --db "$c")"
assert_exit "its audit chain verifies" 0 "$FAUBOURG" verify --db "$c"
assert_exit "copying onto an instance is refused" 65 "$FAUBOURG" copy --from "$a" --to "$b"
fresh_place nothing
assert_exit "copying from nothing is bad input" 65 "$FAUBOURG" copy --from "$(address "$PLACE")" --to "$(address "$PLACE-2")"
WHERE="--db $b"
start_server
assert_status "the copy serves" 200 /calls/libercourt-2025/programme
finish
