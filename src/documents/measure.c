/* Advance widths of DejaVu Sans (Latin-1 and the marks French uses) and line breaking by them. */
#include "documents/measure.h"

#include "base/utf8.h"

enum { WIDTH_UNKNOWN = 838, WIDTH_WIDE = 1000, ASCII_FIRST = 0x20, LATIN_FIRST = 0xa0 };

static const uint16_t ascii[] = {
	318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
	1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
	500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
};
static const uint16_t latin[] = {
	318, 401, 636, 636, 636, 636, 337, 500, 500, 1000, 471, 612, 838, 361, 1000, 500, 500, 838, 401, 401, 500, 636, 636, 318, 500, 401, 471, 612, 969, 969, 969, 531,
	684, 684, 684, 684, 684, 684, 974, 698, 632, 632, 632, 632, 295, 295, 295, 295, 775, 748, 787, 787, 787, 787, 787, 838, 787, 732, 732, 732, 732, 611, 605, 630,
	613, 613, 613, 613, 613, 613, 982, 550, 615, 615, 615, 615, 278, 278, 278, 278, 612, 634, 612, 612, 612, 612, 612, 838, 612, 634, 634, 634, 634, 592, 635, 592,
};
static const struct {
	uint32_t point;
	uint16_t width;
} marks[] = {
	{0x152, 1070}, {0x153, 1023}, {0x2013, 500}, {0x2014, 1000}, {0x2018, 318}, {0x2019, 318}, {0x201c, 518},
	{0x201d, 518}, {0x2022, 590}, {0x2026, 1000}, {0x202f, 200}, {0x20ac, 636},
};

static uint32_t code_point(str s, size_t bytes)
{
	static const unsigned char first_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	uint32_t point = (unsigned char)s.p[0] & first_bits[bytes];
	for (size_t i = 1; i < bytes; i++)
		point = point << 6 | ((unsigned char)s.p[i] & 0x3f);
	return point;
}

static int64_t point_milliems(uint32_t point)
{
	if (point < ASCII_FIRST)
		return 0;
	if (point < ASCII_FIRST + sizeof ascii / sizeof ascii[0])
		return ascii[point - ASCII_FIRST];
	if (point >= LATIN_FIRST && point < LATIN_FIRST + sizeof latin / sizeof latin[0])
		return latin[point - LATIN_FIRST];
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (marks[i].point == point)
			return marks[i].width;
	return point >= 0x1100 ? WIDTH_WIDE : WIDTH_UNKNOWN;
}

/* The first character of s: its bytes and its width. An invalid byte counts as a replacement mark. */
static size_t next_character(str s, int64_t *width)
{
	size_t bytes = utf8_length(s);
	*width = bytes ? point_milliems(code_point(s, bytes)) : WIDTH_WIDE;
	return bytes ? bytes : 1;
}

int64_t text_milliems(str s)
{
	int64_t sum = 0, width;
	while (s.n) {
		s = str_skip(s, next_character(s, &width));
		sum += width;
	}
	return sum;
}

/* The first line of *rest, which then begins at the next line. False when nothing is left. */
static bool next_line(str *rest, int64_t limit, str *line)
{
	str s = *rest;
	if (!s.n)
		return false;
	size_t at = 0, blank_at = 0;
	int64_t sum = 0, width;
	while (at < s.n && s.p[at] != '\n') {
		size_t bytes = next_character(str_skip(s, at), &width);
		if (s.p[at] == ' ')
			blank_at = at;
		else if (sum + width > limit && at)
			break;
		sum += width;
		at += bytes;
	}
	if (at == s.n || s.p[at] == '\n') {
		*line = str_first(s, at);
		*rest = str_skip(s, at + 1);
		return true;
	}
	size_t cut = blank_at ? blank_at : at;
	*line = str_first(s, cut);
	*rest = str_skip(s, cut);
	while (rest->n && rest->p[0] == ' ')
		*rest = str_skip(*rest, 1);
	return true;
}

struct text_lines text_wrap(struct arena *a, str s, int64_t width_milliems)
{
	struct text_lines lines = {0};
	str line;
	while (next_line(&s, width_milliems, &line))
		*LIST_ADD(a, &lines.list) = line;
	if (!lines.list.n)
		*LIST_ADD(a, &lines.list) = S("");
	return lines;
}

size_t text_line_count(str s, int64_t width_milliems)
{
	size_t count = 0;
	str line;
	while (next_line(&s, width_milliems, &line))
		count++;
	return count ? count : 1;
}

str text_fit(struct arena *a, str s, int64_t width_milliems)
{
	if (text_milliems(s) <= width_milliems)
		return s;
	int64_t sum = text_milliems(S("…")), width;
	size_t at = 0;
	while (at < s.n) {
		size_t bytes = next_character(str_skip(s, at), &width);
		if (sum + width > width_milliems)
			break;
		sum += width;
		at += bytes;
	}
	str head = str_trim(str_first(s, at));
	return arena_fmt(a, "%.*s…", STR_ARGS(head));
}
