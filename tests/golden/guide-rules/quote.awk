# Prints a page of the guide with its excerpts as the files of docs/guide/rules hold them now. A page names an excerpt on a line of its own,
#     <!-- extrait: ../../rules/FILE.publicodes NAME -->
# just before a block of yaml; the file holds it between `#: extrait NAME` and `#: fin` (without NAME when it has only one).
# Read by run.sh (what the page shows is what the file holds) and by hand:
#     cd docs/guide/fr/regles && awk -f ../../../../tests/golden/guide-rules/quote.awk PAGE >PAGE.new && mv PAGE.new PAGE
# Exits 65 when a page names what is not there.
function quote(file, name,   line, inside, lines, wanted) {
	wanted = "#: extrait" (name == "" ? "" : " " name)
	while ((getline line < file) > 0) {
		if (inside && line == "#: fin")
			break
		if (inside) {
			print line
			lines++
		}
		if (line == wanted)
			inside = 1
	}
	close(file)
	if (!lines) {
		printf "%s:%d: %s %s: no such excerpt\n", FILENAME, FNR, file, name >"/dev/stderr"
		status = 65
	}
}
/^<!-- extrait: .* -->$/ {
	print
	pending = $3
	excerpt = $4 == "-->" ? "" : $4
	next
}
pending != "" && /^```yaml$/ {
	print
	quote(pending, excerpt)
	pending = ""
	skipping = 1
	next
}
skipping && /^```$/ { skipping = 0 }
!skipping { print }
END {
	if (pending != "" || skipping)
		status = 65
	exit status
}
