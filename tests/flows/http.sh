# What a hostile or broken client sends is refused with 4xx or 5xx and the connection is closed; what a slow one sends does not hold the server.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
start_server
H='Host: localhost\r\n'
raw "two Host" 400 "GET / HTTP/1.1\r\n${H}${H}\r\n"
raw "no Host" 400 'GET / HTTP/1.1\r\n\r\n'
raw "two Content-Length" 400 "POST / HTTP/1.1\r\n${H}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"
raw "two equal Content-Length" 400 "POST / HTTP/1.1\r\n${H}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"
raw "a list in Content-Length" 400 "POST / HTTP/1.1\r\n${H}Content-Length: 3, 3\r\n\r\nabc"
raw "Content-Length that is not a number" 400 "POST / HTTP/1.1\r\n${H}Content-Length: 3x\r\n\r\nabc"
raw "Content-Length with a sign" 400 "POST / HTTP/1.1\r\n${H}Content-Length: +3\r\n\r\nabc"
raw "negative Content-Length" 400 "POST / HTTP/1.1\r\n${H}Content-Length: -3\r\n\r\nabc"
raw "Content-Length beyond 64 bits" '400|413' "POST / HTTP/1.1\r\n${H}Content-Length: 99999999999999999999999\r\n\r\nabc"
raw "Content-Length with Transfer-Encoding" 400 "POST / HTTP/1.1\r\n${H}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
raw "Transfer-Encoding twice" 400 "POST / HTTP/1.1\r\n${H}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
raw "an unknown Transfer-Encoding" '400|501' "POST / HTTP/1.1\r\n${H}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
raw "a blank before the colon" 400 "GET / HTTP/1.1\r\n${H}X-A : 1\r\n\r\n"
raw "NUL in a header" 400 "GET / HTTP/1.1\r\n${H}X-A: a\000b\r\n\r\n"
raw "NUL in the path" 400 "GET /a\000b HTTP/1.1\r\n${H}\r\n"
raw "%%00 in the path" 400 "GET /a%%00b HTTP/1.1\r\n${H}Connection: close\r\n\r\n"
raw "a cut percent sign" 400 "GET /a%%2 HTTP/1.1\r\n${H}Connection: close\r\n\r\n"
raw "a path that climbs" '400|404' "GET /../../etc/passwd HTTP/1.1\r\n${H}Connection: close\r\n\r\n"
raw "an encoded path that climbs" '400|404' "GET /%%2e%%2e/%%2e%%2e/etc/passwd HTTP/1.1\r\n${H}Connection: close\r\n\r\n"
raw "a path that is not UTF-8" 400 "GET /%%ff%%fe HTTP/1.1\r\n${H}Connection: close\r\n\r\n"
raw "HTTP/9.9" '400|505' "GET / HTTP/9.9\r\n${H}\r\n"
raw "no version" '400|505' 'GET /\r\n\r\n'
raw "nonsense" 400 'hello there\r\n\r\n'
raw "TLS spoken to a plain port" '400|closed' '\026\003\001\002\000\001\000\001\374\003\003\r\n\r\n'
raw "a folded header" 400 "GET / HTTP/1.1\r\n${H}X-A: 1\r\n b\r\n\r\n"
raw "a request for a proxy" '400|404' "GET http://elsewhere.example/ HTTP/1.1\r\n${H}Connection: close\r\n\r\n"
raw "CONNECT" '400|405|501' "CONNECT elsewhere.example:443 HTTP/1.1\r\n${H}Connection: close\r\n\r\n"
raw "a method of 4 000 letters" '400|405|414|431|501' "$(head -c 4000 /dev/zero | tr '\0' A) / HTTP/1.1\r\n${H}Connection: close\r\n\r\n"
raw "a head of 17 KiB" '400|431' "GET / HTTP/1.1\r\n${H}X-A: $(head -c 17408 /dev/zero | tr '\0' a)\r\n\r\n"
raw "a target of 5 KiB" 414 "GET /$(head -c 5120 /dev/zero | tr '\0' a) HTTP/1.1\r\n${H}Connection: close\r\n\r\n"
raw "a hundred and fifty fields" '400|431' "GET / HTTP/1.1\r\n${H}$(i=0; while [ $i -lt 150 ]; do printf 'X-%d: 1\\r\\n' $i; i=$((i + 1)); done)\r\n"
raw "an announced body of 1 MB" 413 "POST / HTTP/1.1\r\n${H}Content-Length: 1048576\r\n\r\nabc"
raw "a chunked body over the limit" 413 "POST / HTTP/1.1\r\n${H}Transfer-Encoding: chunked\r\n\r\n$(i=0; while [ $i -lt 5 ]; do printf '4000\\r\\n%s\\r\\n' "$(head -c 16384 /dev/zero | tr '\0' a)"; i=$((i + 1)); done)0\r\n\r\n"
raw "a chunk size that is not hexadecimal" 400 "POST / HTTP/1.1\r\n${H}Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n"

# Two requests glued: the second answer is not mixed with the first, and a GET's body is not taken for a request.
printf 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n' | "$RAWHTTP" "$PORT" >"$BODY" || true
assert_same "two requests in one packet give two answers, in order" "200 404" "$(grep -aoE 'HTTP/1.1 [0-9]+' "$BODY" | cut -d ' ' -f 2 | tr '\n' ' ' | sed 's/ $//')"
printf 'GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 41\r\nConnection: close\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: smuggled\r\n\r\n' | "$RAWHTTP" "$PORT" >"$BODY" || true
assert_same "what stands in a body is never a second request" 1 "$(grep -aoE 'HTTP/1.1 [0-9]+' "$BODY" | wc -l)"

# Slow clients: 40 of them hold no one else up.
slow=
i=0
while [ $i -lt 40 ]; do
	printf 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' | "$RAWHTTP" "$PORT" 15000 500 >"$WORK/slow.$i" 2>/dev/null &
	slow="$slow $!"
	i=$((i + 1))
done
sleep 1
took=$(curl -s -o /dev/null --max-time 10 -w '%{time_total} %{http_code}' "$URL/healthz" || true)
assert_same "while forty slow clients type, another is answered within a second" yes "$(printf '%s\n' "$took" | awk '{ print ($1 < 1 && $2 == 200) ? "yes" : "no: " $0 }')"
begun=$(date +%s)
for pid in $slow; do
	wait "$pid" || true
done
assert_same "they are all cut off, at 10 s and not much later" yes "$([ $(($(date +%s) - begun)) -le 20 ] && echo yes || echo no)"
assert_same "with 408 or nothing at all" "" "$(cat "$WORK"/slow.* | grep -aE '^HTTP' | grep -av ' 408' || true)"
assert_status "after all that the server answers" 200 /healthz
stop_server
assert_same "and ends well" 0 "$STOPPED"
assert_lacks "no sanitizer had anything to say" "ERROR: AddressSanitizer" "$WORK/server.log"
assert_lacks "nor the undefined-behaviour one" "runtime error" "$WORK/server.log"
finish
