# Prints a page of the guide with its excerpts as the files of docs/guide/rules hold them now, and the answers of the commands that it shows.
# A page names an excerpt on a line of its own, just before a block of yaml:
#     <!-- extrait: ../../rules/FILE.publicodes NAME -->
# and the file holds it between `#: extrait NAME` and `#: fin` (without NAME when it has only one). A block of console begins with
# `$ faubourg …`, run from the root of the project ($ROOT) with the program $FAUBOURG. Called by run.sh, in the folder of the page.
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
function run(arguments,   line, command) {
	command = "cd \"$ROOT\" && \"$FAUBOURG\" " arguments " 2>&1"
	while ((command | getline line) > 0)
		print line
	close(command)
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
/^\$ faubourg / && console {
	print
	run(substr($0, length("$ faubourg ") + 1))
	skipping = 1
	next
}
/^```$/ { skipping = 0 }
{ console = /^```console$/ }
!skipping { print }
END {
	if (pending != "" || skipping)
		status = 65
	exit status
}
