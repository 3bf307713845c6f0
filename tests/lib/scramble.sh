# scramble FROM TO: a PDF as a copier gives it back: each page a picture, in another order, one upside down and one on its side; the code of the last one is covered. Needs poppler and
# python3. Sourced. POSIX sh.
# shellcheck shell=sh
scramble() {
	scramble_folder=$(mktemp -d)
	pdftoppm -r 150 -gray -jpeg "$1" "$scramble_folder/page"
	python3 - "$2" "$scramble_folder"/page* <<'END'
import struct, sys

def size(data):
    at = 2
    while True:
        marker, length = struct.unpack(">HH", data[at:at + 4])
        if 0xFFC0 <= marker <= 0xFFC2:
            return struct.unpack(">HH", data[at + 5:at + 9])[::-1] + (data[at + 9],)
        at += 2 + length

objects = []
def add(body):
    objects.append(body)
    return len(objects)

names = sys.argv[2:]
catalog, tree = add(b""), add(b"")
kids = []
for place, name in enumerate(reversed(names)):
    data = open(name, "rb").read()
    width, height, colours = size(data)
    image = add(b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%s /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n" % (width, height, b"DeviceRGB" if colours == 3 else b"DeviceGray", len(data)) + data + b"\nendstream")
    box, place_it = (595, 842), b"595 0 0 842 0 0"
    if place == 1:
        place_it = b"-595 0 0 -842 595 842"
    if place == 2:
        box, place_it = (842, 595), b"0 -595 842 0 0 595"
    draw = b"q " + place_it + b" cm /I Do Q"
    if place == 0:
        draw += b" 1 g 300 0 295 70 re f"
    content = add(b"<< /Length %d >>\nstream\n" % len(draw) + draw + b"\nendstream")
    kids.append(add(b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Resources << /XObject << /I %d 0 R >> >> /Contents %d 0 R >>" % (tree, *box, image, content)))
objects[catalog - 1] = b"<< /Type /Catalog /Pages %d 0 R >>" % tree
objects[tree - 1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
out, places = b"%PDF-1.4\n", []
for number, body in enumerate(objects, 1):
    places.append(len(out))
    out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
start = len(out)
out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
open(sys.argv[1], "wb").write(out)
END
	rm -rf "$scramble_folder"
}
