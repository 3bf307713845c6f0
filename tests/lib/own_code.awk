# Preprocessed C (gcc -E) without what cppcheck need not read again for each file: the system's headers, the words' enumeration, and the queries that the file does not call. What is
# left has the lines and files it had. Use: awk -f own_code.awk FILE FILE (it is read twice).
function place_of(line) {
	if (line ~ /\/xlsxwriter\//) return "own" # without its structs, variables of theirs look unset
	if (line ~ /"\/usr\/|"<built-in>|"<command-line>/) return "system"
	if (line ~ /gen\/words\.h"/) return "words"
	if (line ~ /gen\/queries\.h"/) return "queries"
	return "own"
}
# q_filing_head_rows, q_filing_head_row, q_filing_head_in -> q_filing_head
function query_of(name) {
	sub(/_(rows|row|in|each|out)$/, "", name)
	return name
}
function is_called(text,    rest) {
	for (rest = text; match(rest, /q_[a-z0-9_]+/); rest = substr(rest, RSTART + RLENGTH))
		if (query_of(substr(rest, RSTART, RLENGTH)) in called) return 1
	return text !~ /q_[a-z0-9_]/
}
/^# [0-9]+ "/ { place = place_of($0) }
NR == FNR {
	if (place == "own")
		for (rest = $0; match(rest, /q_[a-z0-9_]+/); rest = substr(rest, RSTART + RLENGTH)) called[query_of(substr(rest, RSTART, RLENGTH))]
	next
}
FNR == 1 {
	print "typedef unsigned long size_t; typedef long ssize_t; typedef long int64_t; typedef unsigned long uint64_t; typedef int int32_t; typedef unsigned uint32_t; typedef unsigned short uint16_t; typedef unsigned char uint8_t; typedef __builtin_va_list va_list;"
}
/^# / || place == "own" { print; next }
place == "queries" {
	part = part $0 "\n"
	if ($0 ~ /^};$/ || ($0 ~ /;$/ && $0 !~ /^[ \t]/)) {
		if (is_called(part)) printf "%s", part
		part = ""
	}
}
