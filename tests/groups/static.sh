# Static analysis at zero: gcc -fanalyzer, clang-tidy (.clang-tidy) and cppcheck (tests/lib/cppcheck.supp) over src/ and tools/, one test a file and tool.
# STATIC_NODES (10000): states of a function that clang's analyzer visits. Twice as fast as 30000, within which it found all that it ever found here; its own default, 225000, takes
# many times as long: STATIC_NODES=225000 CHECK_SECONDS=3600 ./check static before a release.
. tests/lib/units.sh
build release generated
packages=$(sed -n 's/^PKGS = //p' Makefile)
# shellcheck disable=SC2086
includes="-std=gnu17 -D_GNU_SOURCE -I. -Isrc -Ibuild/release $(pkg-config --cflags $packages)"
folder=build/static
rm -rf "$folder"
mkdir -p "$folder"
nodes="-Xclang -analyzer-config -Xclang max-nodes=${STATIC_NODES:-10000}"
export includes folder nodes

# STATIC_FILES ("src/a.c src/b.c"): only these, for who has just written them.
# shellcheck disable=SC2086
sources=$(printf '%s\n' ${STATIC_FILES:-$(find src tools -name '*.c')} | sort)

# look TOOL FILE COMMAND…: the command's words, kept only when it fails.
cat >"$folder/look" <<'SCRIPT'
#!/bin/sh
tool=$1
file=$2
log=$folder/$tool.$(printf '%s' "$file" | tr '/' '_')
code=0
case $file in
# as the Makefile does: xlsxwriter.h names banned calls in its macros, so it comes first where workbooks are written
src/documents/workbook.c | src/documents/programme_xlsx* | src/documents/desk_table.c | src/documents/grid_xlsx.c | src/documents/ranking_table.c) includes="$includes -include xlsxwriter.h -include src/base/banned.h" ;;
src/*) includes="$includes -include src/base/banned.h" ;;
esac
case $tool in
analyzer)
	# -O1: inlining at -O2 makes paths that no person can follow, and the analyzer's false alarms with them.
	gcc $includes -O1 -fanalyzer -Werror -Wno-analyzer-too-complex -Wno-analyzer-malloc-leak -Wno-analyzer-file-leak -c -o /dev/null "$file" >"$log" 2>&1 || code=$?
	;;
tidy) clang-tidy --quiet "$file" -- $includes $nodes >"$log" 2>&1 || code=$? ;;
cppcheck)
	# On preprocessed text: this version does not know __VA_OPT__. Without curl's checks of types, gcc's already, which take it minutes a call.
	# And without the headers that each file would read again: half of the time that this group takes.
	gcc $includes -DCURL_DISABLE_TYPECHECK -E "$file" | sed 's/__extension__//g' >"$log.all"
	awk -f tests/lib/own_code.awk "$log.all" "$log.all" >"$log.c"
	cppcheck --quiet --platform=unix64 --std=c11 --enable=warning,performance,portability --inconclusive --error-exitcode=1 \
		--suppressions-list=tests/lib/cppcheck.supp "$log.c" >"$log" 2>&1 || code=$?
	rm -f "$log.c" "$log.all"
	;;
esac
if [ "$code" -ne 0 ]; then
	echo "FAIL $tool $file"
	grep -E 'warning:|error:|style:|portability:|performance:' "$log" | head -n 8 | sed 's/^/     /'
else
	echo "ok $tool $file"
fi
SCRIPT
for tool in analyzer tidy cppcheck; do
	printf '%s\n' "$sources" | sed "s/^/$tool /"
done | xargs -P 2 -n 2 sh "$folder/look" >"$folder/all"
grep -v '^ok ' "$folder/all" || true
good=$(grep -c '^ok ' "$folder/all" || true)
bad=$(grep -c '^FAIL ' "$folder/all" || true)
looked=$((good + bad))
expected=$(($(printf '%s\n' "$sources" | wc -l) * 3))
if [ "$looked" -ne "$expected" ]; then
	echo "FAIL $looked of $expected files were looked at"
	bad=$((bad + 1))
fi
echo "$good passed, $bad failed"
[ "$bad" -eq 0 ]
