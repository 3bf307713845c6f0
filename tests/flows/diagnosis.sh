# The self-diagnosis as a visitor without JavaScript goes through it (B19): one question a page, answers in the address, "I do not know", mistakes,
# forged addresses, the result, the file that `faubourg verdict` reads with the same verdict; and the pages of the règlement.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
load_all
start_server

# The answers of an association with a project of 10 000 € in a priority district; what is not here is not known.
answer_of() { # KEY
	case $1 in
	porteur) echo association ;;
	nature) echo fonctionnement ;;
	caractere) echo aucun ;;
	cout) echo "10 000,00 €" ;;
	part-qpv) echo "80" ;;
	quartier-statut) echo "quartier prioritaire" ;;
	annee) echo 1 ;;
	priorite) echo p4 ;;
	sous-action) echo p4-2 ;;
	transversale) echo numerique ;;
	thematique) echo "cohésion sociale" ;;
	canal) echo portail ;;
	region-figure) echo libre ;;
	departement-objectif) echo autonomie ;;
	temps-scolaire | agent-departement | droit-commun-region | region-pic | bilan-manquant | anru | tfpb) echo non ;;
	demande-* | enveloppe-* | total-*) ;;
	siren | indicateurs-sexues | habitants-construite | vigilance | conseil-existe | droit-commun | demande | rib | echange-* | avis-conseil | region-* | \
		departement-* | dossier-departement | bilan) echo oui ;;
	esac
}

field() { # NAME: the value of a hidden field of the page
	sed -n "s/.*name=\"$1\" value=\"\([^\"]*\)\".*/\1/p" "$BODY" | head -n 1 | sed "s/&#39;/'/g; s/&amp;/\&/g"
}
location() {
	header location
}
# The link "I do not know".
skip_link() {
	grep -oE '<a class="button second" href="[^"]*"' "$BODY" | head -n 1 | sed 's/.*href="//; s/"$//; s/&amp;/\&/g'
}

# walk ADDRESS: answers every question until a result; RESULT is its address, ASKED how many questions there were.
walk() {
	address=$1
	ASKED=0
	RESULT=
	while [ -z "$RESULT" ]; do
		get "$address"
		if [ "$STATUS" = 200 ] && [ "$ASKED" -lt 90 ]; then
			ASKED=$((ASKED + 1))
			key=$(field q)
			echo "$key" >>"$WORK/asked"
			value=$(answer_of "$key")
			if [ -z "$value" ]; then
				address=$(skip_link)
				continue
			fi
			state=$(field a)
			get "${1%%\?*}" -G --data-urlencode "a=$state" --data-urlencode "q=$key" --data-urlencode "v=$value"
		fi
		if [ "$STATUS" != 303 ]; then
			failed "the self-diagnosis goes on at $address ($STATUS, $ASKED questions)" "$BODY"
			break
		fi
		address=$(location)
		case $address in
		*/summary*) RESULT=$address ;;
		esac
	done
}
# The link of the result that leads to the next question.
resume_link() {
	grep -oE '<a class="button" href="[^"]*q=[^"]*"' "$BODY" | head -n 1 | sed 's/.*href="//; s/"$//; s/&amp;/\&/g'
}

# ---- one call, from the first question to the result ----
get /calls/cabbalr-2020/diagnosis
assert_same "the self-diagnosis begins with a question" 200 "$STATUS"
assert_same "it sets no cookie" "" "$(header set-cookie)"
assert_same "it is not kept by anybody" "private, no-cache" "$(header cache-control)"
assert_contains "its script comes from the site itself" "script-src 'self'" "$HEAD"
plain "$BODY" "$WORK/plain"
assert_contains "it says how many questions there may be" "questions au plus" "$WORK/plain"
assert_contains "it says what the answer is for" "Cette réponse sert à vérifier" "$WORK/plain"
: >"$WORK/asked"
walk /calls/cabbalr-2020/diagnosis
assert_same "it asks who, where, what, for whom and how much before the rest" "porteur quartier-statut priorite sous-action thematique nature part-qpv cout annee" \
	"$(head -n 9 "$WORK/asked" | tr '\n' ' ' | sed 's/ $//')"
assert_same "nothing of the file is asked before the project is known" "" "$(grep -xE 'rib|demande|echange-.*|dossier-.*|canal' "$WORK/asked" || true)"
project=$ASKED
get "$RESULT"
plain "$BODY" "$WORK/plain"
assert_contains "then the result leads on to the file" "Vérifier aussi le dossier et ses pièces" "$WORK/plain"
assert_contains "and says what remains" "Ce qui reste à vérifier" "$WORK/plain"
walk "$(resume_link)"
ASKED=$((ASKED + project))
if [ "$ASKED" -ge 5 ] && [ "$ASKED" -le 60 ]; then passed "it asks what matters, in a bounded number of questions"; else failed "it asked $ASKED questions" "$WORK/asked"; fi
assert_same "no question is asked twice" "" "$(sort "$WORK/asked" | uniq -d)"
case $RESULT in
/calls/cabbalr-2020/diagnosis/summary\?a=*) passed "it ends with the result, all answers in its address" ;;
*) failed "it ends with the result, all answers in its address: $RESULT" ;;
esac
if [ "${#RESULT}" -lt 2600 ]; then passed "which is short"; else failed "which is short: ${#RESULT}"; fi
get "$RESULT"
plain "$BODY" "$WORK/plain"
for text in "Bilan de votre projet" "jusqu’à 10 000 €" "Pièces à réunir" "La liste de l’appel" "Article IV" "10 000 €" "Possible"; do
	assert_contains "the result shows: $text" "$text" "$WORK/plain"
done
answers=$(printf '%s' "$RESULT" | sed 's/^[^?]*?//')

# ---- the same verdict by page, API and command line ----
get "/calls/cabbalr-2020/diagnosis/answers.json?$answers"
assert_same "the answers can be kept as a file" 200 "$STATUS"
cp "$BODY" "$WORK/answers.json"
assert_same "for that call" cabbalr-2020 "$(jq -r .call "$WORK/answers.json")"
assert_same "with what was answered" "10000 €" "$(jq -r '.situation["budget . coût total"]' "$WORK/answers.json")"
get "/api/calls/cabbalr-2020/verdict?$answers"
assert_same "a program gets the verdict" 200 "$STATUS"
jq -c '[.funders[] | [.code, .outcome, .maximum_cents]]' "$BODY" >"$WORK/api"
# shellcheck disable=SC2086
"$FAUBOURG" verdict cabbalr-2020 "$WORK/answers.json" $WHERE --format json >"$OUT" 2>"$ERR" || true
jq -c '[.funders[] | [.code, .outcome, .maximum_cents]]' "$OUT" >"$WORK/cli"
assert_files_same "the command line says the same of that file" "$WORK/cli" "$WORK/api"

# ---- what the rules say stays so at the boundary ----
maximum() { # ANSWERS FUNDER
	get "/api/calls/cabbalr-2020/verdict" -G --data-urlencode "a=$1"
	jq -c ".funders[] | select(.code == \"$2\") | .maximum_cents" "$BODY"
}
assert_same "the State gives at most all of a first year" 1200000 "$(maximum 'annee.1~cout.12000~quartier-statut.quartier_prioritaire' cget)"

# ---- mistakes and going back ----
get /calls/cabbalr-2020/diagnosis -G --data-urlencode "q=cout" --data-urlencode "v=12.000"
assert_same "a mistake is no failure" 200 "$STATUS"
assert_contains "what was typed is kept" 'value="12.000"' "$BODY"
assert_contains "the message stands by the field" 'class="wrong"' "$BODY"
assert_contains "and in the title" "<title>Erreur" "$BODY"
get /calls/cabbalr-2020/diagnosis -G --data-urlencode "q=cout" --data-urlencode "v="
assert_contains "nothing typed is told too" "Je ne sais pas" "$BODY"
get /calls/cabbalr-2020/diagnosis -G --data-urlencode "a=porteur.association~cout.500" --data-urlencode "q=cout"
assert_contains "an answer can be changed" 'value="500"' "$BODY"
get /calls/cabbalr-2020/diagnosis -G --data-urlencode "a=porteur.association~cout.500" --data-urlencode "q=cout" --data-urlencode "v=2500"
assert_same "the change keeps its place" "/calls/cabbalr-2020/diagnosis?a=porteur.association~cout.2500" "$(location)"

# ---- a refusal of the whole call ----
get "/calls/call-ami-2021/diagnosis?a=porteur.commune"
assert_same "a refusal leads to the result at once" 303 "$STATUS"
get "/calls/call-ami-2021/diagnosis/summary?a=porteur.commune"
sed 's/></>\n</g' "$BODY" | sed -n '/<table/,/<\/table>/p' >"$WORK/funders"
assert_contains "the funder gives it as its reason" "réservé aux associations" "$WORK/funders"
assert_lacks "and nothing that is still to be known" "Reste à savoir" "$WORK/funders"

# ---- the sub-actions of a priority ----
get /calls/cabbalr-2020/diagnosis -G --data-urlencode "a=priorite.p1" --data-urlencode "q=sous-action"
assert_same "only the sub-actions of the chosen priority are offered" "p1-1 p1-2 p1-3 aucune" \
	"$(grep -oE 'name="v" value="[^"]*"' "$BODY" | sed 's/.*value="//; s/"//' | tr '\n' ' ' | sed 's/ $//')"
get /calls/cabbalr-2020/diagnosis -G --data-urlencode "a=priorite" --data-urlencode "q=sous-action"
assert_contains "all of them when the priority is not known" 'value="p10-3"' "$BODY"
get /calls/cabbalr-2020/diagnosis -G --data-urlencode "a=priorite.p4~sous-action.p4-2~cout.500" --data-urlencode "q=priorite" --data-urlencode "v=p5"
assert_same "another priority forgets the sub-action of the one before" "/calls/cabbalr-2020/diagnosis?a=priorite.p5~cout.500" "$(location)"
get /calls/cabbalr-2020/diagnosis -G --data-urlencode "a=priorite.p4~sous-action.aucune" --data-urlencode "q=priorite" --data-urlencode "v=p5"
assert_same "but not an answer that belongs to none" "/calls/cabbalr-2020/diagnosis?a=priorite.p5~sous-action.aucune" "$(location)"

# ---- funders of whom the text says nothing, or nothing is asked ----
get "/calls/lievin-2024/diagnosis/summary?a=priorite.t2"
plain "$BODY" "$WORK/plain"
assert_contains "funders without a rule are to be asked" "7 financeurs dont le texte ne dit rien" "$WORK/plain"
assert_lacks "and have no empty heading of theirs" "<h3>Ville de Liévin" "$BODY"
get /calls/lievin-2024/regulation
plain "$BODY" "$WORK/plain"
assert_contains "the règlement says it of them too" "Financeurs sans règle propre" "$WORK/plain"
get "/calls/cabbalr-2020/diagnosis/summary?a=demande-fcs.0"
plain "$BODY" "$WORK/plain"
assert_contains "a funder of whom nothing is asked is not said to be possible" "Pas sollicité" "$WORK/plain"
get "/en/calls/cabbalr-2020/diagnosis/summary?a=cout.12000~annee.1"
plain "$BODY" "$WORK/plain"
assert_contains "an English sentence has English amounts" "€12,000" "$WORK/plain"
assert_lacks "and no French ones" "12 000 €" "$WORK/plain"

# ---- forged and old addresses ----
for forged in "~" "a~a" "porteur." "%" "é.x" "porteur.association~porteur.commune"; do
	get /calls/cabbalr-2020/diagnosis -G --data-urlencode "a=$forged"
	assert_same "the address a=$forged is refused" 400 "$STATUS"
done
get /calls/cabbalr-2020/diagnosis -G --data-urlencode "a=$(head -c 3500 /dev/zero | tr '\0' a)"
assert_same "an address that is too long is refused" 413 "$STATUS"
get /calls/cabbalr-2020/diagnosis -G --data-urlencode "a=ancienne-question.oui~cout.beaucoup~porteur.association"
assert_same "an old address still opens" 200 "$STATUS"
plain "$BODY" "$WORK/plain"
assert_contains "and says what it left out" "ancienne-question = oui" "$WORK/plain"
assert_contains "a value that is none too" "cout = beaucoup" "$WORK/plain"
get /calls/cabbalr-2020/diagnosis -G --data-urlencode 'a=nom.<script>alert(1)</script>'
assert_lacks "nothing of it is run" "<script>alert" "$BODY"
get "/api/calls/cabbalr-2020/verdict?a=nowhere.oui"
assert_same "a program is told that an answer is not understood" 400 "$STATUS"
assert_same "and which" "nowhere = oui" "$(jq -r '.error.answers[0]' "$BODY")"
get "/api/calls/cabbalr-2020/verdict?a=cout.beaucoup~porteur.association"
assert_same "only that one" '["cout = beaucoup"]' "$(jq -c '.error.answers' "$BODY")"

# ---- several calls ----
get /diagnosis
assert_same "several calls can be looked at" 200 "$STATUS"
assert_same "all that have rules are offered" 3 "$(grep -o 'type="checkbox"' "$BODY" | wc -l)"
get "/diagnosis?start=1"
assert_contains "none chosen is told" 'class="wrong"' "$BODY"
get "/diagnosis?call=cabbalr-2020&call=call-ami-2021&start=1"
assert_contains "the calls stay chosen" '<input type="hidden" name="call" value="call-ami-2021">' "$BODY"
get "/en/diagnosis/summary?call=cabbalr-2020&call=call-ami-2021&call=lievin-2024&a=porteur.association~cout.12000"
assert_same "their result is one page" 200 "$STATUS"
assert_same "with each call" 3 "$(grep -o '<section class="call-verdict"' "$BODY" | wc -l)"
get "/diagnosis" -G --data-urlencode "call=cabbalr-2020" --data-urlencode "call=lievin-2024" --data-urlencode "q=priorite"
plain "$BODY" "$WORK/plain"
assert_contains "a question of one call names it" "Auto-diagnostic · Projet de cohésion sociale de territoire" "$WORK/plain"
get "/diagnosis?call=nowhere"
assert_same "a call that does not exist is not found" 404 "$STATUS"
get "/diagnosis/summary?call=nowhere"
assert_same "nor is its summary" 404 "$STATUS"
get "/diagnosis?call=nowhere&call=cabbalr-2020"
assert_same "beside one that does, it is left out" 200 "$STATUS"
get /calls/libercourt-2025/diagnosis
plain "$BODY" "$WORK/plain"
assert_contains "a call without rules says so" "Pas encore d’auto-diagnostic" "$WORK/plain"
assert_status "for a program there is none" 404 /api/calls/libercourt-2025/rules

# ---- the règlement ----
for call in cabbalr-2020 call-ami-2021 lievin-2024; do
	get "/calls/$call/regulation"
	assert_same "$call: its règlement can be read" 200 "$STATUS"
	plain "$BODY" "$WORK/plain"
	assert_contains "$call: with its examples" "exemples vérifiés" "$WORK/plain"
	assert_contains "$call: with its choices" "Choix faits là où le texte est ambigu" "$WORK/plain"
	get "/calls/$call/regulation/rules.publicodes"
	assert_files_same "$call: its text is what was loaded" "$ROOT/packs/$call/rules.publicodes" "$BODY"
	get "/api/calls/$call/rules"
	assert_same "$call: its rules as data" "$call" "$(jq -r .call "$BODY")"
	jq -r '.rules[] | select(.role == "condition" or .role == "maximum" or .role == "step") | .name' "$BODY" >"$WORK/rules"
	while IFS= read -r rule; do
		get "/calls/$call/regulation/rule" -G --data-urlencode "rule=$rule"
		[ "$STATUS" = 200 ] || failed "$call: $rule can be tried: $STATUS" "$BODY"
	done <"$WORK/rules"
	if [ "$(wc -l <"$WORK/rules")" -ge 3 ]; then passed "$call: every rule has its page"; else failed "$call: every rule has its page" "$WORK/rules"; fi
done
assert_status "a version that does not exist is not found" 404 "/calls/cabbalr-2020/regulation?version=99"
assert_status "a version that is no number neither" 404 "/calls/cabbalr-2020/regulation?version=x"
assert_status "nothing is compared with a version that does not exist" 404 "/calls/cabbalr-2020/regulation/changes?from=99"
assert_status "nor is its text sent" 404 "/calls/cabbalr-2020/regulation/rules.publicodes?version=99"
assert_status "a call that does not exist judges nothing" 404 /api/calls/nowhere/verdict
assert_status "nor asks anything" 404 /calls/nowhere/diagnosis
assert_status "a rule that does not exist neither" 404 "/calls/cabbalr-2020/regulation/rule?rule=nowhere"
get "/calls/cabbalr-2020/regulation/rule" -G --data-urlencode "rule=État . seuil de dépenses" --data-urlencode "x-cout=2 499,99" --data-urlencode "x-porteur=association"
assert_same "a rule is tried by a form" 303 "$STATUS"
get "$(location | sed 's/#.*//')"
plain "$BODY" "$WORK/plain"
assert_contains "just under the threshold it fails" "Pas respectée" "$WORK/plain"
get "/calls/cabbalr-2020/regulation/rule" -G --data-urlencode "rule=État . seuil de dépenses" --data-urlencode "a=cout.2500~porteur.association"
plain "$BODY" "$WORK/plain"
assert_contains "at the threshold it passes" "Respectée" "$WORK/plain"
assert_lacks "and does not fail" "Pas respectée" "$WORK/plain"
get "/calls/cabbalr-2020/regulation/rule" -G --data-urlencode "rule=État" --data-urlencode "a=cout.12000~porteur.association~annee.1"
assert_same "all rules of a funder can be tried together" 200 "$STATUS"
plain "$BODY" "$WORK/plain"
assert_contains "with what it could give at most" '<p class="worth-line">12 000 €</p>' "$WORK/plain"
assert_contains "and each of its rules" "Dépenses d’au moins 2 500 €" "$WORK/plain"

# ---- an erratum: a second version, and what changes ----
mkdir "$WORK/cabbalr-2020"
cp "$ROOT"/packs/cabbalr-2020/*.yaml "$WORK/cabbalr-2020/"
cp "$ROOT/packs/cabbalr-2020/rules.publicodes" "$WORK/cabbalr-2020/rules.1.publicodes"
sed 's/^  version: 1$/  version: 2/; s/^  valeur: 2500 €$/  valeur: 3000 €/' "$ROOT/packs/cabbalr-2020/rules.publicodes" >"$WORK/cabbalr-2020/rules.publicodes"
status=0
# shellcheck disable=SC2086
"$FAUBOURG" load $WHERE "$WORK/cabbalr-2020" >"$OUT" 2>"$ERR" || status=$?
if [ "$status" -le 1 ]; then passed "an erratum is a new version"; else failed "an erratum is a new version" "$ERR"; fi
sleep 0.5
get /calls/cabbalr-2020/regulation
plain "$BODY" "$WORK/plain"
assert_contains "the latest is shown" "Règles, version 2" "$WORK/plain"
get "/calls/cabbalr-2020/regulation?version=1"
plain "$BODY" "$WORK/plain"
assert_contains "the earlier one says that it is not the latest" "Ce n’est pas la dernière version" "$WORK/plain"
get "/calls/cabbalr-2020/regulation/changes?from=1&to=2"
plain "$BODY" "$WORK/plain"
assert_contains "what changes can be seen" "valeur: 3000 €" "$WORK/plain"
get "/calls/cabbalr-2020/regulation/changes?from=1&to=1"
plain "$BODY" "$WORK/plain"
assert_contains "nothing, when it is the same" "Aucune règle ne change" "$WORK/plain"
finish
