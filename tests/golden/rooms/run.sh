#!/bin/sh
# Golden tests of tools/rooms: each folder is a small source tree; `expected` is all that the tool prints about it, `status` its exit status
# (65 when there is no such file). Run by ./check; needs build/release/tools/rooms.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
# shellcheck source=tests/lib/report.sh
. "$root/tests/lib/report.sh"
rooms=${FAUBOURG_BUILD:-$root/build/release}/tools/rooms

for folder in "$here"/*/; do
	name=$(basename "$folder")
	status=65
	[ ! -f "$folder/status" ] || status=$(cat "$folder/status")
	assert_exit "$name exits $status" "$status" "$rooms" "$folder"
	assert_files_same "$name prints what is expected" "$folder/expected" "$OUT"
done

# A file of 601 lines and a function of 61 lines are refused, one less is not: made here, because nobody reads them.
make_function() { # LINES
	echo '/* Made by run.sh. */'
	echo 'static int long_one(void)'
	echo '{'
	i=1
	while [ "$i" -lt "$1" ]; do
		echo '	;'
		i=$((i + 1))
	done
	echo '	return 0;'
	echo '}'
}
for size in 60 61; do
	mkdir -p "$TMPDIR/f$size/src/base"
	make_function "$size" >"$TMPDIR/f$size/src/base/long.c"
done
assert_exit "a function of 60 lines passes" 0 "$rooms" "$TMPDIR/f60"
assert_exit "a function of 61 lines is refused" 65 "$rooms" "$TMPDIR/f61"
assert_contains "and named" "long.c:3: function: a concept is missing: find it and name it: long_one has 61 lines, at most 60" "$OUT"
for size in 600 601; do
	mkdir -p "$TMPDIR/l$size/src/base"
	{ echo '/* Made by run.sh. */'; yes '' | head -n $((size - 1)); } >"$TMPDIR/l$size/src/base/long.c"
done
assert_exit "a file of 600 lines passes" 0 "$rooms" "$TMPDIR/l600"
assert_exit "a file of 601 lines is refused" 65 "$rooms" "$TMPDIR/l601"
mkdir -p "$TMPDIR/empty"
assert_exit "a folder without sources is refused, not passed in silence" 65 "$rooms" "$TMPDIR/empty"
assert_exit "an unknown option is bad usage" 64 "$rooms" --help
finish
