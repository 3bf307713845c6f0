# Every tests/fuzz/NAME_fuzz.c: its corpus is replayed, then it runs FUZZ_SECONDS (3) with AddressSanitizer and UndefinedBehaviorSanitizer; two tests each.
# Three seconds find what a change has just broken; FUZZ_SECONDS=300 CHECK_SECONDS=20000 ./check fuzz looks for what is deeper. Crashes are kept in
# build/asan/crashes/.
. tests/lib/units.sh
build asan fuzz
mkdir -p build/asan/crashes
good=0
bad=0
for source in tests/fuzz/*_fuzz.c; do
	name=$(basename "$source" .c)
	seeds=tests/fuzz/corpus/${name%_fuzz}
	found=$(mktemp -d)
	if [ ! -d "$seeds" ]; then
		echo "FAIL $name has no seeds in $seeds"
		bad=$((bad + 1))
		rm -rf "$found"
		continue
	fi
	code=0
	timeout $((${FUZZ_SECONDS:-3} + 120)) "build/asan/fuzz/$name" -max_total_time="${FUZZ_SECONDS:-3}" -timeout=10 -rss_limit_mb=2048 \
		-artifact_prefix=build/asan/crashes/ "$found" "$seeds" >"$found.log" 2>&1 || code=$?
	# INITED comes when every seed has been run; only then does the clock count.
	if grep -q '[[:space:]]INITED[[:space:]]' "$found.log"; then
		good=$((good + 1))
	else
		echo "FAIL $name: replay of $seeds"
		bad=$((bad + 1))
	fi
	if [ "$code" -eq 0 ]; then
		good=$((good + 1))
	else
		echo "FAIL $name: exit $code"
		grep -E 'ERROR|SUMMARY|runtime error|#[0-9]+ 0x' "$found.log" | head -n 12 | sed 's/^/     /'
		bad=$((bad + 1))
	fi
	rm -rf "$found" "$found.log"
done
echo "$good passed, $bad failed"
[ "$bad" -eq 0 ]
