/* A QR whose modules are 0.6 mm, so that a copier at 100 dots an inch still gives two and a half points to each; dark within the 21 mm of the corner, where margins are. The code beside
   it in letters of five by seven points. Everything is rectangles. See letter_mark.h. */
#include "documents/letter_mark.h"

#include <qrencode.h>
#include <string.h>

static const double side = 58, from_edge = 8, text_from_edge = 12, dot = 0.95, blank = 4; /* points; dot: of a letter; blank: around the text. It stands below where footers do */

enum { LETTER_WIDTH = 5, LETTER_STEP = 6, LETTER_HEIGHT = 7, QUIET = 4, WHITENED = 1 }; /* modules around the QR: that are left to the margin, that are painted white (more would hide words) */

/* Columns from the left, the lowest bit is the top. */
static const struct shape {
	char letter;
	unsigned char columns[LETTER_WIDTH];
} shapes[] = {
	{'0', {0x3e, 0x51, 0x49, 0x45, 0x3e}}, {'1', {0x00, 0x42, 0x7f, 0x40, 0x00}}, {'2', {0x42, 0x61, 0x51, 0x49, 0x46}}, {'3', {0x21, 0x41, 0x45, 0x4b, 0x31}},
	{'4', {0x18, 0x14, 0x12, 0x7f, 0x10}}, {'5', {0x27, 0x45, 0x45, 0x45, 0x39}}, {'6', {0x3c, 0x4a, 0x49, 0x49, 0x30}}, {'7', {0x01, 0x71, 0x09, 0x05, 0x03}},
	{'8', {0x36, 0x49, 0x49, 0x49, 0x36}}, {'9', {0x06, 0x49, 0x49, 0x29, 0x1e}}, {'A', {0x7e, 0x11, 0x11, 0x11, 0x7e}}, {'B', {0x7f, 0x49, 0x49, 0x49, 0x36}},
	{'C', {0x3e, 0x41, 0x41, 0x41, 0x22}}, {'D', {0x7f, 0x41, 0x41, 0x22, 0x1c}}, {'E', {0x7f, 0x49, 0x49, 0x49, 0x41}}, {'F', {0x7f, 0x09, 0x09, 0x09, 0x01}},
	{'G', {0x3e, 0x41, 0x49, 0x49, 0x7a}}, {'H', {0x7f, 0x08, 0x08, 0x08, 0x7f}}, {'J', {0x20, 0x40, 0x41, 0x3f, 0x01}}, {'K', {0x7f, 0x08, 0x14, 0x22, 0x41}},
	{'M', {0x7f, 0x02, 0x0c, 0x02, 0x7f}}, {'N', {0x7f, 0x04, 0x08, 0x10, 0x7f}}, {'P', {0x7f, 0x09, 0x09, 0x09, 0x06}}, {'Q', {0x3e, 0x41, 0x51, 0x21, 0x5e}},
	{'R', {0x7f, 0x09, 0x19, 0x29, 0x46}}, {'S', {0x46, 0x49, 0x49, 0x49, 0x31}}, {'T', {0x01, 0x01, 0x7f, 0x01, 0x01}}, {'V', {0x1f, 0x20, 0x40, 0x20, 0x1f}},
	{'W', {0x3f, 0x40, 0x38, 0x40, 0x3f}}, {'X', {0x63, 0x14, 0x08, 0x14, 0x63}}, {'Y', {0x07, 0x08, 0x70, 0x08, 0x07}}, {'Z', {0x61, 0x51, 0x49, 0x45, 0x43}},
	{'-', {0x08, 0x08, 0x08, 0x08, 0x08}}, {'/', {0x20, 0x10, 0x08, 0x04, 0x02}},
};

static void rectangle(struct out *o, double x, double y, double width, double height)
{
	out_fmt(o, "%.3f %.3f %.3f %.3f re\n", x, y, width, height);
}

static void letter(struct out *o, char c, double x, double y)
{
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		if (shapes[i].letter != c)
			continue;
		for (int column = 0; column < LETTER_WIDTH; column++)
			for (int row = 0; row < LETTER_HEIGHT; row++)
				if (shapes[i].columns[column] >> row & 1)
					rectangle(o, x + column * dot, y + (LETTER_HEIGHT - 1 - row) * dot, dot, dot);
	}
}

static double module_of(const QRcode *qr)
{
	return side / (qr->width + 2 * QUIET);
}

/* Modules of a row that touch are one rectangle. */
static void squares(struct out *o, const QRcode *qr, double x, double y)
{
	double module = module_of(qr);
	for (int row = 0; row < qr->width; row++)
		for (int from = 0, to; from < qr->width; from = to) {
			bool dark = qr->data[row * qr->width + from] & 1;
			for (to = from + 1; to < qr->width && (bool)(qr->data[row * qr->width + to] & 1) == dark; to++)
				;
			if (dark)
				rectangle(o, x + (from + QUIET) * module, y + side - (row + 1 + QUIET) * module, (to - from) * module, module);
		}
}

bool letter_mark_draw(struct out *o, struct arena *a, const struct letter_mark *mark, double width)
{
	str text = letter_mark_text(a, mark);
	str shown = arena_fmt(a, "%.*s  %lld/%lld", STR_ARGS(letter_code_shown(a, mark->code)), (long long)mark->page, (long long)mark->pages);
	QRcode *qr = QRcode_encodeString(arena_cstr(a, text), 0, QR_ECLEVEL_Q, QR_MODE_8, 1);
	if (!qr)
		return false;
	double margin = (QUIET - WHITENED) * module_of(qr), x = width - from_edge - side, left = x - blank - (double)shown.n * LETTER_STEP * dot;
	out_fmt(o, "/Artifact <</Type /Pagination /Mark (%.*s)>> BDC\nq\n1 g\n", STR_ARGS(text));
	rectangle(o, x + margin, from_edge + margin, side - 2 * margin, side - 2 * margin);
	rectangle(o, left - blank, text_from_edge - 1, x - left + blank, LETTER_HEIGHT * dot + 2);
	out_str(o, S("f\n0 g\n"));
	squares(o, qr, x, from_edge);
	for (size_t i = 0; i < shown.n; i++)
		letter(o, shown.p[i], left + (double)i * LETTER_STEP * dot, text_from_edge);
	out_str(o, S("f\nQ\nEMC\n"));
	QRcode_free(qr);
	return true;
}
