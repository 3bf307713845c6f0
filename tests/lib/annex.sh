# What each format of a programme says, as JSON: [{"title": …, "cents": [cost, funders…, sorted]}, …] sorted by title, so that two of them are compared to the cent. Sourced after
# instance.sh. Spreadsheets are opened by LibreOffice and read from what it saw; Word is read row by row; pdf from its text. POSIX sh and jq.
# shellcheck shell=sh

# Amounts as people write them, in a text: "1 234,50 €".
ANNEX_JQ='def amounts: [scan("[0-9]{1,3}(?:[ \u202f\u00a0][0-9]{3})*(?:,[0-9]{2})?[ \u202f\u00a0]€") | gsub("[ \u202f\u00a0€]"; "") | if test(",") then gsub(","; "") | tonumber else tonumber * 100 end];
def csv($sep): [scan("(?:\"((?:[^\"]|\"\")*)\"|([^" + $sep + "\"\n]*))(" + $sep + "|\r?\n|$)")] | reduce .[] as $c ({row: [], rows: []};
	.row += [($c[0] // $c[1] // "") | gsub("\"\""; "\"")] | if $c[2] != $sep then .rows += [.row] | .row = [] else . end) | .rows;
def number: gsub("[ \u202f\u00a0€]"; "") | gsub(","; ".") | tonumber * 100 | round;
def of_rows($titles): [.[] | . as $row | (first(range(0; $row | length) | select($row[.] as $cell | $titles | index($cell))) // null) as $at | select($at != null)
	| {title: $row[$at], cents: ([$row[$at + 1:][] | select(test("^-?[0-9  \u202f\u00a0]+([.,][0-9]+)?[ \u202f\u00a0]?€?$")) | number | select(. != 0)] | sort)}] | sort_by(.title);'

# annex_of_json FILE: from `faubourg programme --format json`.
annex_of_json() {
	jq -c '[.axes[].actions[] | {title, cents: ([.total_cents, .funding[].amount_cents] | sort)}] | sort_by(.title)' "$1"
}

# titles_of_json FILE
titles_of_json() {
	jq -c '[.axes[].actions[].title]' "$1"
}

# annex_of_csv FILE TITLES [SEPARATOR]
annex_of_csv() {
	jq -Rsc --argjson titles "$2" --arg sep "${3:-;}" "$ANNEX_JQ"' ltrimstr("\ufeff") | csv($sep) | of_rows($titles)' "$1"
}

# annex_of_sheet FILE TITLES: xlsx and ods, as LibreOffice opens them.
annex_of_sheet() {
	annex_folder=$(mktemp -d)
	soffice "-env:UserInstallation=file://$WORK/office" --headless --convert-to 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false' --outdir "$annex_folder" "$1" >/dev/null 2>&1
	annex_of_csv "$annex_folder"/*.csv "$2"
	rm -rf "$annex_folder"
}

# annex_of_docx FILE TITLES
annex_of_docx() {
	unzip -p "$1" word/document.xml | jq -Rsc --argjson titles "$2" "$ANNEX_JQ"'
		def text: [scan("<w:t(?: [^>]*)?>([^<]*)</w:t>")[0]] | join("") | gsub("&amp;"; "&") | gsub("&lt;"; "<") | gsub("&gt;"; ">") | gsub("&quot;"; "\"") | gsub("&apos;"; "\u0027");
		[split("</w:tr>")[] | [split("</w:tc>")[] | [split("</w:p>")[] | text | select(length > 0)][0] // ""]] | of_rows($titles)'
}

# annex_of_pdf FILE: no title, its lines are cut; the amounts of each action in order of the page.
annex_of_pdf() {
	pdftotext -layout "$1" - | jq -Rsc "$ANNEX_JQ"' [split("\n")[] | select(test("^ *[0-9]+ .*€")) | amounts]'
}

# pages_of_json FILE: what annex_of_pdf gives of that programme; a gap is printed too.
pages_of_json() {
	jq -c '[.axes[].actions[] | [.total_cents, .funding[].amount_cents] + (if (.gap_cents // 0) != 0 then [.gap_cents] else [] end)]' "$1"
}
