# Who includes whom, and the house rules: one test a source file, so that the count says how much was looked at.
. tests/lib/units.sh
build release build/release/tools/rooms
code=0
build/release/tools/rooms >build/check-rooms.log || code=$?
files=$(sed -n 's/^\([0-9]*\) files, [0-9]* problems$/\1/p' build/check-rooms.log)
bad=$(sed -n 's/^\([^:]*\):[0-9]*: .*/\1/p' build/check-rooms.log | sort -u | wc -l)
[ "$code" -eq 0 ] || sed 's/^/FAIL /' build/check-rooms.log
echo "$((${files:-0} - bad)) passed, $bad failed"
[ "$code" -eq 0 ]
