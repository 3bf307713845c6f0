# The package holds what it says and its program runs; the unit, the web server example and publiccode.yml are valid for the tools that read them.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
cd "$ROOT"
assert_exit "the package is made" 0 tools/package "$WORK/package"
deb=$(tail -n 1 "$OUT")
dpkg-deb -c "$deb" >"$WORK/contents"
for file in ./usr/bin/faubourg ./usr/share/faubourg/packs/libercourt-2025/programme.yaml ./usr/share/man/man1/faubourg.1.gz ./usr/share/man/fr/man1/faubourg.1.gz \
	./usr/share/bash-completion/completions/faubourg ./lib/systemd/system/faubourg.service ./etc/faubourg/faubourg.env ./usr/share/doc/faubourg/operate/README.md \
	./usr/share/doc/faubourg/operate/nginx.conf ./usr/share/doc/faubourg/operate/Caddyfile ./usr/share/doc/faubourg/copyright ./usr/share/doc/faubourg/changelog.gz; do
	assert_contains "it has $file" " $file" "$WORK/contents"
done
assert_same "everything belongs to root" "" "$(awk '$2 != "root/root"' "$WORK/contents")"
dpkg-deb -f "$deb" Depends >"$WORK/depends"
for library in libc6 libmicrohttpd12 libpq5 libsqlite3-0 libsodium23 libyaml-0-2; do
	assert_contains "it depends on $library" "$library" "$WORK/depends"
done
dpkg-deb -x "$deb" "$WORK/root"
assert_exit "its program runs" 0 "$WORK/root/usr/bin/faubourg" version
"$WORK/root/usr/bin/faubourg" init --data "$WORK/data" >/dev/null 2>&1 || true
assert_exit "and loads its packs" 0 "$WORK/root/usr/bin/faubourg" load --data "$WORK/data" "$WORK/root/usr/share/faubourg/packs/libercourt-2025"
assert_same "the program is under 8 MB" yes "$(awk -v bytes="$(wc -c <"$WORK/root/usr/bin/faubourg")" 'BEGIN { print bytes < 8000000 ? "yes" : bytes }')"
dpkg-deb -e "$deb" "$WORK/control"
assert_same "its configuration is a conffile" /etc/faubourg/faubourg.env "$(cat "$WORK/control/conffiles")"
for script in postinst prerm postrm; do
	if [ -x "$WORK/control/$script" ] && sh -n "$WORK/control/$script"; then passed "$script is a script"; else failed "$script is a script"; fi
done
if command -v lintian >/dev/null 2>&1; then
	lintian --fail-on error --tag-display-limit 0 "$deb" >"$WORK/lintian" 2>&1 || true
	if grep -q '^E:' "$WORK/lintian"; then failed "lintian finds no error" "$WORK/lintian"; else passed "lintian finds no error"; fi
else
	skipped "lintian" "not installed"
fi

if command -v systemd-analyze >/dev/null 2>&1; then
	sed 's,/usr/bin/faubourg,/bin/true,' docs/operate/faubourg.service >"$WORK/faubourg.service"
	systemd-analyze verify "$WORK/faubourg.service" >"$WORK/unit" 2>&1 || true
	grep -E 'faubourg\.service' "$WORK/unit" | grep -vE 'faubourg\(1\)|command man failed' >"$WORK/unit.own" || true
	if [ -s "$WORK/unit.own" ]; then failed "systemd reads the unit without a word" "$WORK/unit.own"; else passed "systemd reads the unit without a word"; fi
else
	skipped "the service unit" "systemd is not installed"
fi
if command -v nginx >/dev/null 2>&1; then
	openssl req -x509 -newkey rsa:2048 -nodes -keyout "$WORK/key" -out "$WORK/crt" -days 2 -subj /CN=faubourg.example.org >/dev/null 2>&1
	sed "s,/etc/ssl/certs/ssl-cert-snakeoil.pem,$WORK/crt,; s,/etc/ssl/private/ssl-cert-snakeoil.key,$WORK/key," docs/operate/nginx.conf >"$WORK/site.conf"
	printf 'pid %s/nginx.pid;\nerror_log %s/nginx.log;\nevents {}\nhttp {\n\tinclude %s/site.conf;\n}\n' "$WORK" "$WORK" "$WORK" >"$WORK/nginx.conf"
	assert_exit "nginx accepts the example" 0 nginx -t -e "$WORK/nginx.log" -c "$WORK/nginx.conf"
else
	skipped "the nginx example" "nginx is not installed"
fi
for key in publiccodeYmlVersion name url releaseDate platforms developmentStatus softwareType description legal maintenance localisation; do
	assert_same "publiccode.yml has $key once" 1 "$(grep -cE "^$key:" publiccode.yml)"
done
assert_same "its version is the program's" "$("$FAUBOURG" version | awk '{ print $2 }')" "$(sed -n 's/^softwareVersion: //p' publiccode.yml)"
assert_same "the short descriptions have at most 150 characters" "" "$(sed -n 's/^ *shortDescription: //p' publiccode.yml | awk 'length($0) > 150')"
assert_same "LICENSE is the text that Debian has" "" "$(diff LICENSE /usr/share/common-licenses/Apache-2.0 2>&1)"
finish
