# Documents of an application over HTTP: a heavy photo, one of a phone, what is refused and why, photos to one PDF, the safe, sending in pieces cut and resumed, downloads,
# an infected file, another organisation's (rows A9, B3, B7).
# The ’ of French words is meant.
# shellcheck disable=SC1112
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2021-04-10T08:00:00Z+
FAUBOURG_CLAMD=none
FAUBOURG_FILES=$WORK/bytes
export FAUBOURG_CLOCK FAUBOURG_CLAMD FAUBOURG_FILES
S=$WORK/samples
mkdir "$S"
"$ROOT/build/release/tests/samples" "$S"
fresh_instance main
load_all
person 101 'Trésorière'
A=$COOKIE
person 102 'Voisin'
STRANGER=$COOKIE
person 103 'Adhérente'
READER=$COOKIE
organisation 201 'Association de quartier' association 101
member 201 103 reader
organisation 202 'Club voisin' association 102
empty_draft 301 call-ami-2021 201 101
SHEET=$(code_of 301)
PAGE=/sheets/$SHEET/attachments
start_server

# piece UPLOAD OFFSET FILE: bytes at an offset, with the token in the header.
piece() {
	STATUS=$(curl -s --max-time 60 -o "$BODY" -D "$HEAD" -w '%{http_code}' -b "session=$A" -H 'Sec-Fetch-Site: same-origin' -H "X-Csrf: $TOKEN" -H 'Content-Type: application/octet-stream' \
		--data-binary "@$3" "$URL/uploads/$1?offset=$2" || echo 000)
}

# attachment CODE: the code of the last one of that document.
attachment() {
	code_of "$(sql "SELECT attachment_id FROM attachment WHERE sheet_id = 301 AND code = '$1' AND removed_ms IS NULL ORDER BY added_ms DESC, attachment_id DESC LIMIT 1")"
}

count() {
	sql "SELECT count(*) FROM attachment WHERE sheet_id = 301 AND removed_ms IS NULL"
}

# ---- the checklist ----

as "$A" "$PAGE"
assert_same "the checklist is there" 200 "$STATUS"
assert_contains "it names what the call asks for" 'Statuts' "$BODY"
assert_contains "what the form itself becomes needs nothing" 'votre demande en ligne en tient lieu' "$BODY"
assert_contains "an original on paper is told" 'Un original sur papier' "$BODY"
assert_contains "and counts what is missing" '6 documents à joindre' "$BODY"

# ---- sending without JavaScript ----

send "$A" "$PAGE" "csrf=$TOKEN" code=statuts "file=@$S/heavy.jpg;filename=Statuts signés.JPG;type=image/jpeg"
assert_same "a photo of 20 MB is taken" 303 "$STATUS"
id=$(attachment statuts)
get "$PAGE/$id" -b "session=$A"
assert_same "it can be downloaded" 200 "$STATUS"
assert_same "it ends under 2 MB" yes "$([ "$(wc -c <"$BODY")" -lt 2000000 ] && echo yes)"
assert_same "without the place where it was taken" 0 "$(grep -c SECRET "$BODY" || true)"
assert_same "it is a download" "attachment; filename=\"Statuts sign_s.jpg\"; filename*=UTF-8''Statuts%20sign%C3%A9s.jpg" "$(header Content-Disposition)"
assert_same "that no page takes for its own" "default-src 'none'; sandbox; frame-ancestors 'none'" "$(header Content-Security-Policy)"
assert_same "nor guesses at" nosniff "$(header X-Content-Type-Options)"
as "$A" "$PAGE"
assert_contains "without an antivirus the page says so" 'Non vérifié par l’antivirus' "$BODY"
assert_contains "the count goes down" '5 documents à joindre' "$BODY"
send "$A" "$PAGE" "csrf=$TOKEN" code=recepisse "file=@$S/phone.heic"
assert_same "what a phone takes is taken" 303 "$STATUS"
get "$PAGE/$(attachment recepisse)" -b "session=$A"
assert_same "as a picture that everybody can open" image/jpeg "$(header Content-Type)"

before=$(count)
send "$A" "$PAGE" "csrf=$TOKEN" code=rib "file=@$S/locked.pdf"
assert_same "a PDF with a password is refused" 422 "$STATUS"
assert_contains "with what to do" 'protégé par un mot de passe' "$BODY"
assert_contains "the title says that something is wrong" '<title>Erreur' "$BODY"
send "$A" "$PAGE" "csrf=$TOKEN" code=rib "file=@$S/macros.docx"
assert_contains "macros are refused" 'macros' "$BODY"
send "$A" "$PAGE" "csrf=$TOKEN" code=rib "file=@$ROOT/build/release/tests/rawhttp;filename=rib.pdf"
assert_contains "a program called .pdf is refused, with what is accepted" 'Envoyez un PDF' "$BODY"
send "$A" "$PAGE" "csrf=$TOKEN" code=rib
assert_contains "no file chosen is said" 'Choisissez d’abord' "$BODY"
send "$A" "$PAGE" "csrf=$TOKEN" code=none "file=@$S/three.pdf"
assert_same "a document that the call does not ask for is refused" 422 "$STATUS"
send "$A" "$PAGE" csrf=forged code=rib "file=@$S/three.pdf"
assert_same "a forged form is refused" 403 "$STATUS"
assert_same "nothing of all that was attached" "$before" "$(count)"
send "$A" "$PAGE" "csrf=$TOKEN" code=rib "file=@$S/three.pdf" "file=@$S/macros.docx"
assert_same "of two files the good one is kept" "$((before + 1))" "$(count)"
assert_contains "and the other named" 'macros.docx' "$BODY"

# ---- photos to one PDF ----

send "$A" "$PAGE" "csrf=$TOKEN" code=liste-ca join=yes "file=@$S/one.jpg" "file=@$S/two.jpg"
assert_same "photos sent together become one PDF" 303 "$STATUS"
get "$PAGE/$(attachment liste-ca)" -b "session=$A"
assert_same "a PDF" application/pdf "$(header Content-Type)"
send "$A" "$PAGE" "csrf=$TOKEN" code=liste-bureau "file=@$S/one.jpg" "file=@$S/two.jpg"
as "$A" "$PAGE"
assert_contains "photos that are there are offered to be one" 'Réunir ces photos' "$BODY"
first=$(code_of "$(sql "SELECT attachment_id FROM attachment WHERE code = 'liste-bureau' AND name = 'one.jpg'")")
second=$(code_of "$(sql "SELECT attachment_id FROM attachment WHERE code = 'liste-bureau' AND name = 'two.jpg'")")
submit "$A" "$PAGE/join" code=liste-bureau "order.$first=2" "order.$second=1"
assert_same "in the order that is chosen" 303 "$STATUS"
assert_same "the PDF takes their place" "two.pdf" "$(sql "SELECT name FROM attachment WHERE code = 'liste-bureau' AND removed_ms IS NULL")"

# ---- the safe ----

id=$(attachment rib)
submit "$A" "$PAGE/$id/keep"
assert_same "what is attached can be kept in the safe" 303 "$STATUS"
assert_same "under its kind" bank_details "$(sql "SELECT kind FROM safe_document WHERE applicant_id = 201")"
submit "$A" "$PAGE/$id/remove"
assert_same "what is attached can be removed" 303 "$STATUS"
submit "$A" "$PAGE/$id/remove"
assert_same "and removed twice" 303 "$STATUS"
as "$A" "$PAGE"
assert_contains "the safe offers its document" 'Dans votre coffre' "$BODY"
document=$(code_of "$(sql "SELECT document_id FROM safe_document WHERE applicant_id = 201")")
submit "$A" "$PAGE/from-safe" code=rib "document=$document"
assert_same "one click attaches it" 303 "$STATUS"
submit "$A" "$PAGE/$(attachment rib)/rename" 'name=RIB de l’association'
assert_same "it can be renamed, its ending stays" 'RIB de l’association.pdf' "$(sql "SELECT name FROM attachment WHERE code = 'rib' AND removed_ms IS NULL")"
as "$A" "/organisations/$(code_of 201)/documents"
assert_same "the safe has its page" 200 "$STATUS"
send "$A" "/organisations/$(code_of 201)/documents" "csrf=$TOKEN" kind=statutes ends=2020-12-31 "file=@$S/statuts.docx"
assert_same "which takes documents" 303 "$STATUS"
as "$A" "/organisations/$(code_of 201)/documents"
assert_contains "and says which are over" 'N’est plus valable depuis le' "$BODY"
send "$A" "/organisations/$(code_of 201)/documents" "csrf=$TOKEN" kind=statutes starts=2021-05-01 ends=2021-01-01 "file=@$S/three.pdf"
assert_same "days inverted are refused" 422 "$STATUS"

# ---- in pieces ----

as "$A" "$PAGE"
submit "$A" /uploads name=lettre.jpg "bytes=$(wc -c <"$S/heavy.jpg")" "purpose=sheet:$SHEET:courrier"
assert_same "sending in pieces begins" 200 "$STATUS"
UPLOAD=$(jq -r .upload "$BODY")
size=$(wc -c <"$S/heavy.jpg")
at=0
while [ "$at" -lt $((size * 6 / 10)) ]; do
	dd if="$S/heavy.jpg" of="$WORK/piece" bs=1048576 skip=$((at / 1048576)) count=1 2>/dev/null
	piece "$UPLOAD" "$at" "$WORK/piece"
	at=$((at + $(wc -c <"$WORK/piece")))
done
assert_same "cut at 60 %, it stands there" "$at" "$(jq -r .offset "$BODY")"
piece "$UPLOAD" $((at - 1048576)) "$WORK/piece"
assert_same "a piece sent twice is harmless" "200 $at" "$STATUS $(jq -r .offset "$BODY")"
piece "$UPLOAD" $((at + 5)) "$WORK/piece"
assert_same "a wrong offset is told the right one" "409 $at" "$STATUS $(jq -r .offset "$BODY")"
get "/uploads/$UPLOAD" -b "session=$STRANGER"
assert_same "somebody else's is not there" 404 "$STATUS"
audit_left files
stop_server
start_server
as "$A" "$PAGE"
submit "$A" /uploads name=lettre.jpg "bytes=$size" "purpose=sheet:$SHEET:courrier"
assert_same "from another tab, after a restart, it goes on where it stood" "$UPLOAD $at" "$(jq -r '.upload + " " + (.offset | tostring)' "$BODY")"
submit "$A" "/uploads/$UPLOAD/finish"
assert_same "it does not end before it is whole" 409 "$STATUS"
while [ "$at" -lt "$size" ]; do
	dd if="$S/heavy.jpg" of="$WORK/piece" bs=1048576 skip=$((at / 1048576)) count=1 2>/dev/null
	piece "$UPLOAD" "$at" "$WORK/piece"
	at=$((at + $(wc -c <"$WORK/piece")))
done
submit "$A" "/uploads/$UPLOAD/finish"
assert_same "whole, it is attached" '200 lettre.jpg' "$STATUS $(jq -r .name "$BODY")"
assert_same "once" 1 "$(sql "SELECT count(*) FROM attachment WHERE code = 'courrier' AND removed_ms IS NULL")"
get "/uploads/$UPLOAD" -b "session=$A"
assert_same "and is no longer under way" 404 "$STATUS"
submit "$A" /uploads name=x.pdf bytes=26214401 "purpose=sheet:$SHEET:courrier"
assert_same "more than 25 MB is refused before it is sent" 422 "$STATUS"
submit "$A" /uploads name=x.pdf bytes=10 "purpose=safe:$(code_of 202):other"
assert_same "another organisation's safe takes nothing" 403 "$STATUS"
as "$A" "$PAGE"
assert_contains "all that is asked for is there" 'Tous les documents demandés sont là' "$BODY"

# ---- who may ----

id=$(attachment statuts)
assert_status "another organisation's file is not there" 404 "$PAGE/$id" -b "session=$STRANGER"
assert_status "nor its list" 404 "$PAGE" -b "session=$STRANGER"
assert_status "nor its safe" 404 "/organisations/$(code_of 201)/documents" -b "session=$STRANGER"
assert_status "a reader reads" 200 "$PAGE/$id" -b "session=$READER"
as "$READER" "$PAGE"
assert_same "but is offered no form" 0 "$(grep -c 'type="file"' "$BODY" || true)"
assert_status "who is not signed in is sent to sign in" 303 "$PAGE"
assert_status "no such file" 404 "$PAGE/$(code_of 5)" -b "session=$A"
sql "UPDATE sheet SET state = 'filed' WHERE sheet_id = 301"
as "$A" "/organisations/$(code_of 201)/documents"
submit "$A" "$PAGE/$id/remove"
assert_same "what is filed is not removed" 404 "$STATUS"
as "$A" "$PAGE"
assert_contains "it can be read" 'plus changés' "$BODY"
stop_server

# ---- what an instance is worth: its bytes ----

# shellcheck disable=SC2086
"$FAUBOURG" backup $WHERE "$WORK/save.db" >"$OUT" 2>"$ERR" || failed "a backup is made" "$ERR"
assert_same "a backup has every byte that a row names" "$(sql 'SELECT count(*) FROM file')" "$(find "$WORK/save.db.files" -type f | wc -l)"
kept=$FAUBOURG_FILES
lost=$(sql "SELECT sha256 FROM attachment WHERE sheet_id = 301 AND code = 'courrier'")
FAUBOURG_FILES=$WORK/restored
fresh_place again
# shellcheck disable=SC2086
"$FAUBOURG" restore $WHERE "$WORK/save.db" >"$OUT" 2>"$ERR" || failed "it restores" "$ERR"
assert_same "a restored instance has them too" "$(cd "$kept" && find . -type f -path './??/*' -exec sha256sum {} + | sort)" "$(cd "$FAUBOURG_FILES" && find . -type f -path './??/*' -exec sha256sum {} + | sort)"
# shellcheck disable=SC2086
"$FAUBOURG" doctor $WHERE --deep >"$OUT" 2>"$ERR" || failed "doctor finds them sound" "$OUT"
assert_contains "doctor counts them" 'présents et entiers' "$OUT"
file=$FAUBOURG_FILES/$(printf '%s' "$lost" | cut -c 1-2)/$lost
printf x | dd of="$file" bs=1 seek=100 conv=notrunc 2>/dev/null
deep=0
# shellcheck disable=SC2086
"$FAUBOURG" doctor $WHERE --deep >"$OUT" 2>"$ERR" || deep=$?
assert_same "one byte changed is found by reading them all" 1 "$deep"
assert_contains "and said" 'n’a plus les octets de son nom' "$OUT"
rm "$file"
quick=0
# shellcheck disable=SC2086
"$FAUBOURG" doctor $WHERE >"$OUT" 2>"$ERR" || quick=$?
assert_same "a file that is gone is found at once" 1 "$quick"
mkdir -p "$FAUBOURG_FILES/00"
printf x >"$FAUBOURG_FILES/00/00$(printf '%062d' 0)"
touch -d '2020-01-01' "$FAUBOURG_FILES/00/00$(printf '%062d' 0)"
# shellcheck disable=SC2086
"$FAUBOURG" doctor $WHERE --repair >"$OUT" 2>"$ERR" || true
assert_contains "what nothing names is removed on demand" 'que rien ne nommait a été retiré' "$OUT"
rm "$WORK/save.db.files/$(printf '%s' "$lost" | cut -c 1-2)/$lost"
FAUBOURG_FILES=$WORK/third
fresh_place third
code=0
# shellcheck disable=SC2086
"$FAUBOURG" restore $WHERE "$WORK/save.db" >"$OUT" 2>"$ERR" || code=$?
assert_same "a backup that lost bytes is not restored as if it were whole" yes "$([ "$code" -ne 0 ] && echo yes)"
finish
