# Adds up the lines `N passed, N failed` of several runners. Sourced by groups. POSIX sh.
# shellcheck shell=sh

# sum_counts LOG RUNNERS: prints the sum; a runner of which no line is found counts as one failure.
sum_counts() {
	counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$1" | tr -cd '0-9 \n' | awk -v runners="$2" '
		{ p += $1; f += $2; s += $3 }
		END { if (NR < runners) f += runners - NR; print p + 0, f + 0, s + 0 }')
	# shellcheck disable=SC2086
	set -- $counts
	if [ "$3" -gt 0 ]; then
		echo "$1 passed, $2 failed, $3 skipped"
	else
		echo "$1 passed, $2 failed"
	fi
	[ "$2" -eq 0 ]
}

# run_each LOG SCRIPT…: runs them one after another; what they print, and how long each took, goes to the log and to standard output.
run_each() {
	each_log=$1
	shift
	for script; do
		echo "-- $script"
		each_begun=$(date +%s)
		sh "$script" 2>&1 || echo "-- $script: exit $?"
		echo "   $(($(date +%s) - each_begun)) s"
	done | tee "$each_log"
}

# run_two LOG SCRIPT…: the same, two at a time in the order given: stories wait (for a lock, a time limit, a mail) more than they work. What each printed stays together.
run_two() {
	two_log=$1
	shift
	two_place=$(mktemp -d)
	cat >"$two_place/one" <<'END'
name=$1/$(basename "$2").said
begun=$(date +%s)
{
	echo "-- $2"
	sh "$2" 2>&1 || echo "-- $2: exit $?"
	echo "   $(($(date +%s) - begun)) s"
} >"$name" </dev/null
cat "$name"
END
	printf '%s\n' "$@" | xargs -P 2 -n 1 sh "$two_place/one" "$two_place" || true
	cat "$two_place"/*.said >"$two_log"
	rm -rf "$two_place"
}
