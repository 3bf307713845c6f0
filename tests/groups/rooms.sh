# Who includes whom, and the house rules: one test a source file, so that the count says how much was looked at; and queries and limits that nothing uses.
. tests/lib/units.sh
build release build/release/tools/rooms
code=0
build/release/tools/rooms >build/check-rooms.log || code=$?
files=$(sed -n 's/^\([0-9]*\) files, [0-9]* problems$/\1/p' build/check-rooms.log)
bad=$(sed -n 's/^\([^:]*\):[0-9]*: .*/\1/p' build/check-rooms.log | sort -u | wc -l)
[ "$code" -eq 0 ] || sed 's/^/FAIL /' build/check-rooms.log
unused=0
sh tests/lib/unused.sh >build/check-unused.log || unused=1
[ "$unused" -eq 0 ] || cat build/check-unused.log
looked=$(sed -n 's/^\([0-9]*\) looked, .*/\1/p' build/check-unused.log)
lost=$(grep -c '^FAIL' build/check-unused.log || true)
echo "$((${files:-0} - bad + ${looked:-0} - lost)) passed, $((bad + lost + (unused && !lost))) failed"
[ "$code" -eq 0 ] && [ "$unused" -eq 0 ]
