# From `faubourg routes` (METHOD PATH …, one a line) to addresses that exist: every :parameter is filled with codes of the packs.
# Sourced after instance.sh. Also used by the browser group.
# shellcheck shell=sh

# route_list: METHOD and PATH of every route, as the program prints them.
route_list() {
	"$FAUBOURG" routes | awk '$1 ~ /^(GET|POST|HEAD|PUT|DELETE)$/ && $2 ~ /^\// { print $1, $2 }'
}

# page_addresses: one address a line for every GET route, without language. A parameter that this does not know is left as it is, and the
# flow `routes` fails on it.
page_addresses() {
	route_list | awk '$1 == "GET" { print $2 }' | while IFS= read -r route; do
		case $route in
		*/:district*)
			printf '%s\n' "$route" | sed 's,:territory,cabbalr,; s,:district,QN06207M,'
			printf '%s\n' "$route" | sed "s,:territory,libercourt,; s,:district,$(sed -n 's/^  - code: //p' "$ROOT/packs/libercourt-2025/districts.yaml" | head -n 1 | tr -d '\"'),"
			;;
		*/:territory*)
			for code in $(sed -n 's/^  code: //p' "$ROOT"/packs/*/territory.yaml); do
				printf '%s\n' "$route" | sed "s,:territory,$code,"
			done
			;;
		*/:call*)
			for code in $(sed -n 's/^  - code: \(.*\)$/\1/p' "$ROOT"/packs/*/calls.yaml); do
				printf '%s\n' "$route" | sed "s,:call,$code,"
			done
			;;
		*/:lang*)
			printf '%s\n' "$route" | sed 's,:lang,fr,'
			printf '%s\n' "$route" | sed 's,:lang,en,'
			;;
		*/:asset* | */:file*)
			for file in "$ROOT"/assets/*; do
				printf '%s\n' "$route" | sed "s,:asset,$(basename "$file"),; s,:file,$(basename "$file"),"
			done
			;;
		*) printf '%s\n' "$route" ;;
		esac
	done | sort -u
}
