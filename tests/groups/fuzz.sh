# Every tests/fuzz/NAME_fuzz.c: its corpus is replayed, then it runs FUZZ_SECONDS (12) with AddressSanitizer and UndefinedBehaviorSanitizer.
# Crashes are kept in build/fuzz/crashes/.
. tests/lib/units.sh
build fuzz fuzz
mkdir -p build/fuzz/crashes
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
	for turn in replay run; do
		code=0
		if [ "$turn" = replay ]; then
			timeout 120 "build/fuzz/fuzz/$name" -runs=0 -timeout=10 -rss_limit_mb=2048 -artifact_prefix=build/fuzz/crashes/ "$seeds" >"$found.log" 2>&1 || code=$?
		else
			timeout $((${FUZZ_SECONDS:-12} + 60)) "build/fuzz/fuzz/$name" -max_total_time="${FUZZ_SECONDS:-12}" -timeout=10 -rss_limit_mb=2048 -verbosity=0 \
				-artifact_prefix=build/fuzz/crashes/ "$found" "$seeds" >"$found.log" 2>&1 || code=$?
		fi
		if [ "$code" -eq 0 ]; then
			good=$((good + 1))
		else
			echo "FAIL $name: $turn, exit $code"
			grep -E 'ERROR|SUMMARY|runtime error|#[0-9] ' "$found.log" | head -n 12 | sed 's/^/     /'
			bad=$((bad + 1))
		fi
	done
	rm -rf "$found" "$found.log"
done
echo "$good passed, $bad failed"
[ "$bad" -eq 0 ]
