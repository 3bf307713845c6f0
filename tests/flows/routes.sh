# Every route of the table answers: those that anyone may see, and those that only some may, to somebody who may; what is not in the table is 404; another method is 405.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
. "$ROOT/tests/lib/routes.sh"
FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
export FAUBOURG_CLOCK
own_key
fresh_instance main
load_all
start_server
route_list >"$WORK/routes"
if [ "$(wc -l <"$WORK/routes")" -ge 8 ]; then passed "faubourg routes lists the routes"; else failed "faubourg routes lists the routes" "$WORK/routes"; fi
assert_same "no route stands twice" "" "$(sort "$WORK/routes" | uniq -d)"
page_addresses >"$WORK/addresses"
assert_same "this test knows every parameter of every route" "" "$(grep ':' "$WORK/addresses" || true)"
while IFS= read -r address; do
	get "$address"
	kind=$(header content-type)
	# A programme page of a call without programme does not exist: the only 404 that is right here.
	case $address:$STATUS in
	/assets/accent.css:404)
		passed "$address: no territory was named"
		continue
		;;
	# A call whose règlement is not written as rules has no data of them; its pages say so.
	*/libercourt-2025/*:404)
		case $address in
		*/rules | */verdict | */answers.json | */rules.publicodes)
			passed "$address: no rules, 404"
			continue
			;;
		esac
		;;
	esac
	case $address:$STATUS in
	*/programme/voted.json:404)
		passed "$address: no version is named, 404"
		continue
		;;
	*/programme/compare.csv:404)
		passed "$address: nothing is named to compare with, 404"
		continue
		;;
	*/programme*:404)
		code=$(printf '%s\n' "$address" | sed -n 's,.*/calls/\([^/]*\)/programme.*,\1,p')
		if grep -qsE "^  - call: $code\$" "$ROOT"/packs/*/programme.yaml; then
			failed "$address: the call has a programme" "$BODY"
		else
			passed "$address: no programme, 404"
		fi
		continue
		;;
	esac
	case $STATUS in
	200 | 301 | 302 | 303 | 307 | 308) passed "$address answers" ;;
	*)
		echo "     $STATUS"
		failed "$address answers" "$BODY"
		;;
	esac
	case $kind in
	text/html*) # a page: no cookie, no sniffing, no script, and well-formed
		assert_same "$address: utf-8" "text/html; charset=utf-8" "$kind"
		policy=$(header content-security-policy)
		case $policy in
		*"default-src 'none'"*) passed "$address: content security policy" ;;
		*) failed "$address: content security policy" "$HEAD" ;;
		esac
		assert_same "$address: no header stands twice" "" "$(tr -d '\r' <"$HEAD" | sed -n 's/^\([A-Za-z-]*\): .*/\1/p' | sort -f | uniq -di)"
		assert_same "$address: nosniff" nosniff "$(header x-content-type-options)"
		# only a page that may hold a form has a cookie: the one that its token is made from; and such a page is kept by no cache
		if grep -q 'name="csrf"' "$BODY" || grep -qFx "POST $(printf '%s\n' "$address" | sed 's,/calls/[^/]*/apply,/calls/:call/apply,')" "$WORK/routes"; then
			case $(header set-cookie) in
			visit=*'; HttpOnly; SameSite=Lax'*) passed "$address: the visit's cookie, for its form" ;;
			*) failed "$address: the visit's cookie, for its form" "$HEAD" ;;
			esac
			assert_same "$address: kept nowhere" no-store "$(header cache-control)"
		else
			assert_same "$address: no cookie for a page that has no form" "" "$(header set-cookie)"
		fi
		;;
	'') failed "$address: no content type" "$HEAD" ;;
	esac
done <"$WORK/addresses"
# ---- what only some may see ----

world
assert_same "a request is filed for this test" filed "$(sql "SELECT state FROM sheet WHERE sheet_id = 302")"
insider_addresses >"$WORK/inside"
assert_same "this test knows every parameter of these routes" "" "$(grep ':' "$WORK/inside" || true)"
while IFS= read -r address; do
	get "$address"
	case $STATUS:$(header location) in
	303:/sign-in?next=*) passed "$address: nobody is sent to sign in" ;;
	401:*) passed "$address: nobody is told to sign in" ;;
	*) failed "$address: nobody is sent to sign in" "$HEAD" ;;
	esac
	get "$address" -b "session=$INSIDER"
	case $address:$STATUS in
	# The bytes of the world's documents and of its upload are not there (flow files); who has no second factor has none to renew or remove.
	# Nothing was voted in this world: there is nobody to notify (flow notify).
	/notifications/*/region*:404 | /logos/*/1:404 | */kit:404 | */kit.zip:404 | */kit/1:404 | */letters/1:404 | \
		*/attachments/1:404 | */documents/1:404 | /templates/lievin/1:404 | /templates/lievin/1/preview:404 | /imports/*/errors.csv:404 | /uploads/*:404 | /account/factor/recovery:303 | /account/factor/remove:303) continue ;;
	*:200) passed "$address answers" ;;
	*)
		echo "     $STATUS"
		failed "$address answers" "$BODY"
		;;
	esac
	assert_same "$address: kept nowhere" no-store "$(header cache-control)"
done <"$WORK/inside"

# ---- methods, and what is not there ----

printf '%s\n' / /diagnosis /search /help /legal >"$WORK/some.all"
awk '{ print $2 }' "$WORK/routes" | sort -u | grep -Fx -f "$WORK/some.all" | head -n 5 | while IFS= read -r path; do
	echo "$path"
done >"$WORK/some"
while IFS= read -r path; do
	assert_status "DELETE $path is not allowed" 405 "$path" -X DELETE
	case ,$(header allow | tr -d ' '), in
	*,GET,*) passed "DELETE $path: says that GET is" ;;
	*) failed "DELETE $path: says that GET is" "$HEAD" ;;
	esac
	assert_status "HEAD $path answers as GET" 200 "$path" -I
	assert_same "HEAD $path has no body" 0 "$(sed '1,/^\r*$/d' "$BODY" | wc -c)"
done <"$WORK/some"
for path in /nowhere /calls/nowhere /calls/nowhere/programme /territories/nowhere /territories/cabbalr/nowhere /calls/libercourt-2025/nowhere /en/nowhere /assets/nowhere.css; do
	assert_status "$path is 404" 404 "$path"
done
# A territory with an accent colour: its style sheet answers.
cp -R "$ROOT/packs/libercourt-2025" "$WORK/libercourt-2025"
sed -i "s/^  kind: municipality/  kind: municipality\n  accent: '#1b3a6b'/" "$WORK/libercourt-2025/territory.yaml"
# shellcheck disable=SC2086
assert_exit "a territory may have an accent colour" 0 "$FAUBOURG" load $WHERE "$WORK/libercourt-2025"
sleep 0.5
get /territories/libercourt
accent=$(grep -oE '/assets/accent.css[^"]*' "$BODY" | head -n 1 | sed 's/&amp;/\&/g')
assert_status "its style sheet answers" 200 "$accent"
assert_contains "with the colour" "#1b3a6b" "$BODY"
assert_status "POST to a page is 405" 405 / -d a=b
finish
