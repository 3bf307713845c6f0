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
links_of() {
	# A self-diagnosis has as many addresses as answers: tests/flows/diagnosis.sh walks it.
	grep -oE '(href|src|action)="/[^"#]*' "$1" | sed 's/^[a-z]*="//; s/&amp;/\&/g' | grep -vE 'diagnosis.*[?&](a|q)=|regulation/rule\?.*a=' | sort -u
}
# Follows every link of the site, once.
while [ -s "$WORK/todo" ]; do
	sort -u "$WORK/todo" | comm -23 - "$WORK/seen" >"$WORK/now"
	: >"$WORK/todo"
	while IFS= read -r address; do
		echo "$address" >>"$WORK/seen"
		get "$address"
		# Addresses made from the route table may name what is not there (no programme); addresses that a page links to may not.
		case $STATUS in
		200) ;;
		301 | 302 | 303 | 307 | 308) continue ;;
		404)
			if [ "$pages" -gt 0 ] && grep -qxF -- "$address" "$WORK/linked" 2>/dev/null; then failed "$address: a dead link"; fi
			continue
			;;
		*)
			echo "     $STATUS"
			failed "$address" "$BODY"
			continue
			;;
		esac
		case $(header content-type) in
		text/html*) ;;
		*)
			passed "$address"
			continue
			;;
		esac
		pages=$((pages + 1))
		case $address in
		/en | /en/*) lang=en ;;
		*) lang=fr ;;
		esac
		assert_contains "$address speaks $lang" "<html lang=\"$lang\"" "$BODY"
		assert_same "$address has one h1" 1 "$(grep -o '<h1[ >]' "$BODY" | wc -l)"
		assert_same "$address has one title" 1 "$(tr '\n' ' ' <"$BODY" | sed 's,</head>.*,,' | grep -o '<title>[^<]' | wc -l)"
		assert_same "$address has one main" 1 "$(grep -o '<main[ >]' "$BODY" | wc -l)"
		xmllint --html --noout "$BODY" 2>"$ERR" || true
		grep -E 'error' "$ERR" | grep -vE 'Tag (main|nav|header|footer|section|article|aside|svg|g|path|rect|circle|title|desc|text|tspan|line|polyline|polygon|figure|figcaption|details|summary|time|search|use|defs|pattern|mark|clipPath|ellipse|data|dialog|marker|template) invalid' >"$WORK/errors" || true
		if [ -s "$WORK/errors" ]; then failed "$address is well-formed" "$WORK/errors"; else passed "$address is well-formed"; fi
		assert_lacks "$address has no inline style" ' style="' "$BODY"
		assert_lacks "$address has no placeholder left" '{v.' "$BODY"
		links_of "$BODY" >"$WORK/links"
		cat "$WORK/links" >>"$WORK/todo"
		cat "$WORK/links" >>"$WORK/linked"
	done <"$WORK/now"
	sort -u -o "$WORK/seen" "$WORK/seen"
done
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

# What is downloaded says what it is.
grep -hE 'programme' "$WORK/seen" | grep -E '\.(csv|json|xlsx)|format=' | grep -E 'libercourt' | grep -v '^/en' | sort -u >"$WORK/downloads"
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
