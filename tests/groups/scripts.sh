# Shell scripts: shellcheck on every script of the project, one test each.
good=0
bad=0
scripts=$(git ls-files -co --exclude-standard 2>/dev/null | while IFS= read -r file; do
	case $file in
	*.sh) echo "$file" ;;
	*) [ -f "$file" ] && head -c 10 "$file" | grep -qE '^#!/bin/(sh|bash)' && echo "$file" ;;
	esac
done)
[ -n "$scripts" ] || scripts=$(find run check .ci tools tests bench -type f \( -name '*.sh' -o -perm -u+x \) ! -path '*/node_modules/*')
for script in $scripts; do
	if shellcheck -x -s "$(head -n 1 "$script" | grep -q bash && echo bash || echo sh)" "$script"; then
		good=$((good + 1))
	else
		echo "FAIL $script"
		bad=$((bad + 1))
	fi
done
echo "$good passed, $bad failed"
[ "$bad" -eq 0 ]
