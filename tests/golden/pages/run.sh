#!/bin/sh
# Golden tests of tools/pages: templates that must become exactly this HTML (ok/), templates that must be refused with exactly these words
# (refused/), and C that must not compile (../types/). Prints "N passed, N failed"; exit 1 when one failed.
# tests/golden/pages/run.sh [BUILD]   BUILD is build/release; --accept writes what came out as what is expected, to be read before it is committed.
set -u
cd "$(dirname "$0")/../../.." || exit 70
accept=no
if [ "${1:-}" = --accept ]; then accept=yes; shift; fi
build=${1:-build/release}
kind=${build##*/}
make -s -j2 KIND="$kind" "$build/tools/pages" "$build/tools/words" || exit 70
work=$build/tests/golden-pages
rm -rf "$work" && mkdir -p "$work/gen" || exit 70
cc=${CC:-gcc}
base="arena out status str html words format calendar utf8"
warn="-Wall -Wextra -Werror -Wconversion -Wsign-conversion -Wshadow -Wswitch-enum -Wvla -Wstrict-prototypes -Wmissing-prototypes -Wundef -Wpointer-arith
	-Wcast-qual -Wwrite-strings"
flags="-std=gnu17 -D_GNU_SOURCE -I$work -Isrc -I."
here=tests/golden/pages
passed=0
failed=0

: >"$work/diff"
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED $1"; [ -s "$work/diff" ] && cat "$work/diff"; : >"$work/diff"; }
compare() { # name, expected, actual
	if [ $accept = yes ]; then cp "$3" "$2"; fi
	if diff -u "$2" "$3" >"$work/diff" 2>&1; then pass; else fail "$1"; fi
}

# Templates that compile: generated, compiled with the project's warnings, run, compared, in both languages.
pages() { "$build/tools/pages" --views $here/views.h "$work/gen/pages.h" "$work/gen/pages.c" $here/po/*/*.po -- "$@"; }
compile_ok() {
	pages $here/ok/*.html $here/ok/*/*.html || return 1
	"$build/tools/words" "$work/gen/words.h" "$work/gen/words.c" $here/po/*/*.po || return 1
	sources=""
	for name in $base; do sources="$sources src/base/$name.c"; done
	# shellcheck disable=SC2086
	"$cc" $flags $warn -O1 -g -o "$work/ok" $here/ok.c "$work/gen/pages.c" "$work/gen/words.c" $sources -lutf8proc
}
if compile_ok; then pass; else fail "ok: does not compile"; fi
for page in "$here"/ok/*.html; do
	name=$(basename "$page" .html)
	for lang in fr en; do
		"$work/ok" "$name" $lang >"$work/out" 2>&1
		compare "ok/$name in $lang" "$here/ok/$name.$lang.out" "$work/out"
	done
done

# Templates that are refused: exit status 65, exactly these lines, and nothing written.
for page in "$here"/refused/*.html; do
	name=$(basename "$page" .html)
	rm -f "$work/gen/refused.h" "$work/gen/refused.c"
	"$build/tools/pages" --views $here/views.h "$work/gen/refused.h" "$work/gen/refused.c" $here/po/*/*.po -- \
		$here/ok/layouts/*.html $here/ok/parts/*.html "$page" 2>"$work/err" >&2
	status=$?
	sed "s|$here/||g" "$work/err" >"$work/out"
	compare "refused/$name" "$here/refused/$name.expected" "$work/out"
	if [ $status -eq 65 ] && [ -s "$work/out" ] && [ ! -e "$work/gen/refused.c" ]; then pass; else fail "refused/$name: exit $status"; fi
done

# A key that one language lacks.
mkdir -p "$work/po/en" && sed '/^msgid "golden.total"/,/^$/d' $here/po/en/golden.po >"$work/po/en/golden.po"
"$build/tools/pages" --views $here/views.h "$work/gen/refused.h" "$work/gen/refused.c" $here/po/fr/golden.po "$work/po/en/golden.po" -- \
	$here/ok/layouts/*.html $here/ok/parts/*.html $here/ok/*.html 2>"$work/err" >&2
if grep -q 'golden.po: "golden.total" has no text in English: add it to po/en/' "$work/err"; then pass; else fail "a key without English"; fi

# Templates that the generator accepts and the compiler refuses, naming line 3 of the template.
for page in "$here"/mistyped/*.html; do
	name=$(basename "$page" .html)
	pages $here/ok/layouts/*.html $here/ok/parts/*.html "$page" || fail "mistyped/$name: refused by the generator"
	# shellcheck disable=SC2086
	if "$cc" $flags $warn -fsyntax-only "$work/gen/pages.c" 2>"$work/diff"; then
		fail "mistyped/$name: compiles"
	elif grep -q "^$here/mistyped/$name.html:3:" "$work/diff"; then
		pass
	else
		fail "mistyped/$name: the compiler does not name the template"
	fi
done

# C that must not compile: each file compiles as it is, and does not with -DBUG=n for every n that it names.
for file in tests/golden/types/*.c; do
	# shellcheck disable=SC2086
	if "$cc" $flags $warn -DBUG=0 -fsyntax-only "$file" 2>"$work/diff"; then pass; else fail "$file: does not compile as it is"; fi
	for bug in $(sed -n 's/^#if BUG == \([0-9]*\).*/\1/p; s/^#elif BUG == \([0-9]*\).*/\1/p' "$file"); do
		# shellcheck disable=SC2086
		if "$cc" $flags $warn -DBUG="$bug" -fsyntax-only "$file" 2>"$work/err"; then fail "$file: BUG=$bug compiles"; else pass; fi
	done
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
