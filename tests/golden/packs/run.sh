#!/bin/sh
# Golden tests of `faubourg load`: each folder of refused/ and ok/ is a small pack; `expected.txt` is all that the command says about it in
# French, to the letter. A refused pack exits 65; one of ok/ exits with what `status` says (0 when there is no such file).
# Run by ./check; FAUBOURG names the program under test.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
TMPDIR=$(mktemp -d)
FAUBOURG_LANG=fr
export TMPDIR FAUBOURG_LANG
trap 'rm -rf "$TMPDIR"' EXIT
# shellcheck source=tests/lib/report.sh
. "$root/tests/lib/report.sh"
faubourg=${FAUBOURG:-${FAUBOURG_BUILD:-$root/build/release}/faubourg}

[ ! -x "$faubourg" ] || "$faubourg" init --data "$TMPDIR/empty" >/dev/null 2>&1 || true
for kind in refused ok; do
	cd "$here/$kind"
	for folder in */; do
		name=${folder%/}
		status=65
		[ "$kind" = refused ] || status=0
		[ ! -f "$name/status" ] || status=$(cat "$name/status")
		rm -rf "$TMPDIR/data"
		cp -R "$TMPDIR/empty" "$TMPDIR/data" 2>/dev/null || true
		assert_exit "$kind/$name exits $status" "$status" "$faubourg" load --data "$TMPDIR/data" "$name"
		assert_files_same "$kind/$name says what is expected" "$name/expected.txt" "$ERR"
	done
done
cd "$here"
assert_exit "a folder that is not there exits 65" 65 "$faubourg" load --data "$TMPDIR/data" refused/nowhere
assert_contains "a folder that is not there is named" "refused/nowhere: ce dossier n’existe pas" "$ERR"
finish
