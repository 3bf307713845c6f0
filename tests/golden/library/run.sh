#!/bin/sh
# The rules engine by itself: built as a library with gcc and with clang, the example of examples/publicodes/ built against that library and its copied
# headers alone (no -Isrc), and what it says compared with expected/*.txt. Nothing of the product may be linked, nor words of other areas.
# run.sh --accept writes what it says now.
set -u
cd "$(dirname "$0")/../../.." || exit 1
here=tests/golden/library
passed=0
failed=0

check() { # what, exit code
	if [ "$2" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $1"
	fi
}

# name, exit code expected, then the arguments after the model
says() {
	name=$1
	expected_code=$2
	shift 2
	code=0
	"$work/example" examples/publicodes/aide.publicodes "$@" >"$work/$name.txt" 2>&1 || code=$?
	check "$cc $name: exit $code instead of $expected_code" "$([ "$code" -eq "$expected_code" ]; echo $?)"
	if [ "${accept:-}" ]; then
		cp "$work/$name.txt" "$here/expected/$name.txt"
	fi
	diff -u "$here/expected/$name.txt" "$work/$name.txt"
	check "$cc $name: other words" $?
}

accept=
[ "${1:-}" = --accept ] && accept=yes
mkdir -p "$here/expected"
for cc in gcc clang; do
	b=build/library-$cc
	work=$b/example
	mkdir -p "$work"
	# clang 14 knows no automatic initialisation without a second flag, and gcc's link-time objects are of no use to it
	if ! make -s -j2 library B="$b" CC="$cc" OPT='-O2 -g1' HARDEN='-fPIE -Wno-string-conversion -Wno-double-promotion' >"$b/make.log" 2>&1; then
		tail -n 20 "$b/make.log"
		check "the library with $cc" 1
		continue
	fi
	cp -r examples/publicodes/. "$work"
	make -s -C "$work" LIBRARY="$PWD/$b" CC="$cc" example
	check "the example with $cc" $?
	says known 0 aide 'association=oui' 'budget . total=14100 €' 'première année=oui'
	says boundary 0 'aide . taux' 'budget . total=10000 €'
	says missing 2 aide 'association=oui'
	says not-applicable 0 aide 'association=non'
	says wrong 1 aide 'association=oui +'
	# its undefined symbols are those of libc, libm, libyaml, libutf8proc; nothing of the product, and no words but rules' and base's
	product=0
	if nm -u "$work/example" | grep -E 'sqlite|PQ|MHD|zip_|xml|json_|sodium'; then
		product=1
	fi
	check "$cc: something of the product is linked" "$product"
	product=0
	if grep -E '"(pages|cli|programme|pack)\.' "$b/library/gen/words.c"; then
		product=1
	fi
	check "$cc: words of the product are linked" "$product"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
