# Every public page in French and in English: 200, well-formed, one h1, the right language, no dead link inside the site.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/routes.sh"
fresh_instance main
load_all
start_server
: >"$WORK/seen"
echo / >"$WORK/todo"
echo /en/ >>"$WORK/todo"
page_addresses | sed 's,.*,&\n/en&,' >>"$WORK/todo"
pages=0
: >"$WORK/linked"
: >"$WORK/missing"

# fetch: the addresses of $WORK/now over one connection: bodies are $WORK/round/NUMBER, $WORK/answers says NUMBER STATUS TYPE ADDRESS, parted by tabs.
fetch() {
	rm -rf "$WORK/round"
	mkdir "$WORK/round"
	awk -v url="$URL" -v to="$WORK/round" '{ printf "url = \"%s%s\"\noutput = \"%s/%06d\"\n", url, $0, to, NR }' "$WORK/now" >"$WORK/config"
	curl -s -g --max-time 20 -K "$WORK/config" -w '%{http_code}\t%{content_type}\n' >"$WORK/statuses" || true
	awk 'NR == FNR { said[FNR] = $0; next } { printf "%06d\t%s\t%s\n", FNR, FNR in said ? said[FNR] : "000\t-", $0 }' "$WORK/statuses" "$WORK/now" >"$WORK/answers"
}

# facts: of each page of $WORK/html: h1, titles of the head, mains, inline styles, placeholders left, and its language.
facts() {
	cut -f 1 "$WORK/html" | sed "s,^,$WORK/round/," | xargs awk -v OFS='	' '
		function tell() { if (file != "") print h1, gsub(/<title>[^<]/, "", head), mains, styles, left, lang }
		FNR == 1 { tell(); file = FILENAME; head = ""; in_head = 1; h1 = mains = styles = left = 0; lang = "none" }
		{
			if (match($0, /<html lang="[^"]*"/)) lang = substr($0, RSTART + 12, RLENGTH - 13)
			if (in_head) {
				at = index($0, "</head>")
				head = head " " (at ? substr($0, 1, at - 1) : $0)
				if (at) in_head = 0
			}
			h1 += gsub(/<h1[ >]/, "&")
			mains += gsub(/<main[ >]/, "&")
			styles += gsub(/ style="/, "&")
			left += gsub(/[{]v[.]/, "&")
		}
		END { tell() }'
}

# errors_of_round: what xmllint says that is an error, about all pages of the round.
errors_of_round() {
	cut -f 1 "$WORK/html" | sed "s,^,$WORK/round/," | xargs xmllint --html --noout 2>"$ERR" || true
	grep -E 'error' "$ERR" | grep -vE 'Tag (main|nav|header|footer|section|article|aside|svg|g|path|rect|circle|title|desc|text|tspan|line|polyline|polygon|figure|figcaption|details|summary|time|search|use|defs|pattern|mark|clipPath|ellipse|data|dialog|marker|template) invalid' >"$WORK/errors" || true
}

# Follows every link of the site, once.
while [ -s "$WORK/todo" ]; do
	sort -u "$WORK/todo" | comm -23 - "$WORK/seen" >"$WORK/now"
	: >"$WORK/todo"
	[ -s "$WORK/now" ] || break
	sort -u -o "$WORK/seen" "$WORK/seen" "$WORK/now"
	fetch
	: >"$WORK/html"
	while IFS='	' read -r number status type address; do
		# Addresses made from the route table may name what is not there (no programme); addresses that a page links to may not.
		case $status in
		200) ;;
		301 | 302 | 303 | 307 | 308) continue ;;
		404)
			echo "$address" >>"$WORK/missing"
			continue
			;;
		*)
			echo "     $status"
			failed "$address" "$WORK/round/$number"
			continue
			;;
		esac
		case $type in
		text/html*) printf '%s\t%s\n' "$number" "$address" >>"$WORK/html" ;;
		*) passed "$address" ;;
		esac
	done <"$WORK/answers"
	[ -s "$WORK/html" ] || continue
	facts >"$WORK/facts"
	assert_same "every page of the round was looked at" "$(wc -l <"$WORK/html")" "$(wc -l <"$WORK/facts")"
	errors_of_round
	paste "$WORK/html" "$WORK/facts" >"$WORK/judged"
	while IFS='	' read -r number address h1 titles mains styles left said; do
		pages=$((pages + 1))
		case $address in
		/en | /en/*) lang=en ;;
		*) lang=fr ;;
		esac
		assert_same "$address speaks $lang" "$lang" "$said"
		assert_same "$address has one h1" 1 "$h1"
		assert_same "$address has one title" 1 "$titles"
		assert_same "$address has one main" 1 "$mains"
		assert_same "$address has no inline style" 0 "$styles"
		assert_same "$address has no placeholder left" 0 "$left"
		if [ -s "$WORK/errors" ] && grep "/round/$number:" "$WORK/errors" >"$WORK/error"; then failed "$address is well-formed" "$WORK/error"; else passed "$address is well-formed"; fi
	done <"$WORK/judged"
	# A self-diagnosis has as many addresses as answers: tests/flows/diagnosis.sh walks it.
	cut -f 1 "$WORK/html" | sed "s,^,$WORK/round/," | xargs grep -ohE '(href|src|action)="/[^"#]*' | sed 's/^[a-z]*="//; s/&amp;/\&/g' |
		grep -vE 'diagnosis.*[?&](a|q)=|regulation/rule\?.*a=' | sort -u >"$WORK/todo"
	sort -u -o "$WORK/linked" "$WORK/linked" "$WORK/todo"
done
sort -u "$WORK/missing" | comm -12 - "$WORK/linked" >"$WORK/dead"
while IFS= read -r address; do failed "$address: a dead link"; done <"$WORK/dead"
if [ "$pages" -ge 30 ]; then passed "at least thirty pages were read"; else failed "at least thirty pages were read: $pages"; fi

get /calls/libercourt-2025/programme
for text in "Fonctionnement du PRE (INGENIERIE)" "Améliorer la santé des habitants du QPV" "DELIB-2024-1179"; do
	assert_contains "the programme page shows $text" "$text" "$BODY"
done
digits "$BODY" "$WORK/digits"
for figure in 248656 48207 29950 97494 20000 33765 14240; do
	assert_contains "the programme page shows $figure" "$figure" "$WORK/digits"
done
get /calls/cabbalr-2020
plain "$BODY" "$WORK/plain"
assert_contains "a call has its deadline" "3 novembre 2019" "$WORK/plain"
get "/search?q=eco+citoyennete"
assert_same "search answers" 200 "$STATUS"
get "/search?q=m%C3%A9diation"
cp "$BODY" "$WORK/accents"
get "/search?q=mediation"
assert_same "with or without accents, the same results" "$(grep -c '<li' "$WORK/accents")" "$(grep -c '<li' "$BODY")"
assert_contains "and there are some" "CITEO" "$BODY"
get "/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E"
assert_lacks "what was typed is escaped" "<script>alert" "$BODY"

# What is downloaded says what it is (the comparison, which needs something to compare with, and the text of a vote, are read by the flow adoption).
grep -hE 'programme' "$WORK/seen" | grep -E '\.(csv|json|xlsx)|format=' | grep -E 'libercourt' | grep -v -e '^/en' -e "/compare\.csv$" -e "/voted\.json$" | sort -u >"$WORK/downloads"
if [ -s "$WORK/downloads" ]; then passed "the programme page links to its files"; else failed "the programme page links to its files" "$WORK/seen"; fi
while IFS= read -r address; do
	get "$address"
	case $address in
	*csv*) want="text/csv; charset=utf-8" ;;
	*xlsx*) want=application/vnd.openxmlformats-officedocument.spreadsheetml.sheet ;;
	*) want="application/json; charset=utf-8" ;;
	esac
	assert_same "$address: content type" "$want" "$(header content-type)"
	case $address in
	*csv* | *xlsx*)
		case $(header content-disposition) in
		attachment*filename*) passed "$address: is an attachment with a name" ;;
		*) failed "$address: is an attachment with a name" "$HEAD" ;;
		esac
		;;
	*) if jq -e '.total_cents == 24865600' "$BODY" >/dev/null 2>&1; then passed "$address: the same total"; else failed "$address: the same total" "$BODY"; fi ;;
	esac
done <"$WORK/downloads"
finish
