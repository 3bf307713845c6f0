/* Text tables: encoding, separator and quotes found by looking; ragged rows kept as they are. A row is a record, numbered as a spreadsheet would. */
#include "imports/table_parts.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

enum { SAMPLE_BYTES = 256 * 1024, SAMPLE_RECORDS = 400 };

static str utf16_text(struct arena *a, str bytes, bool little)
{
	size_t units = bytes.n / 2;
	char *text = arena_alloc(a, units * 3 + 4);
	size_t n = 0;
	for (size_t i = 0; i < units; i++) {
		const unsigned char *p = (const unsigned char *)bytes.p + 2 * i;
		uint32_t c = little ? (uint32_t)p[0] | (uint32_t)p[1] << 8 : (uint32_t)p[1] | (uint32_t)p[0] << 8;
		if (c >= 0xd800 && c < 0xdc00 && i + 1 < units) {
			const unsigned char *q = p + 2;
			uint32_t low = little ? (uint32_t)q[0] | (uint32_t)q[1] << 8 : (uint32_t)q[1] | (uint32_t)q[0] << 8;
			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				i++;
			}
		}
		if (c >= 0xd800 && c < 0xe000)
			c = 0xfffd;
		if (c < 0x80) {
			text[n++] = (char)c;
		} else if (c < 0x800) {
			text[n++] = (char)(0xc0 | c >> 6);
			text[n++] = (char)(0x80 | (c & 0x3f));
		} else if (c < 0x10000) {
			text[n++] = (char)(0xe0 | c >> 12);
			text[n++] = (char)(0x80 | (c >> 6 & 0x3f));
			text[n++] = (char)(0x80 | (c & 0x3f));
		} else {
			text[n++] = (char)(0xf0 | c >> 18);
			text[n++] = (char)(0x80 | (c >> 12 & 0x3f));
			text[n++] = (char)(0x80 | (c >> 6 & 0x3f));
			text[n++] = (char)(0x80 | (c & 0x3f));
		}
	}
	return (str){text, n};
}

str table_as_utf8(struct arena *a, str bytes)
{
	bool little = str_starts(bytes, S("\xff\xfe"));
	return little || str_starts(bytes, S("\xfe\xff")) ? utf16_text(a, str_skip(bytes, 2), little) : bytes;
}

static str decode(struct table_maker *m, str bytes)
{
	if (str_starts(bytes, S("\xff\xfe"))) {
		m->book->encoding = S("utf-16le");
		return utf16_text(m->arena, str_skip(bytes, 2), true);
	}
	if (str_starts(bytes, S("\xfe\xff"))) {
		m->book->encoding = S("utf-16be");
		return utf16_text(m->arena, str_skip(bytes, 2), false);
	}
	if (str_starts(bytes, S("\xef\xbb\xbf")))
		bytes = str_skip(bytes, 3);
	if (utf8_valid(bytes)) {
		m->book->encoding = S("utf-8");
		return bytes;
	}
	m->book->encoding = S("windows-1252");
	return utf8_from_windows1252(m->arena, bytes);
}

static bool line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Where a cell that begins with a quote ends, past its closing quote; 0 when no quote closes it within a cell's size: then the quote is a letter. */
static size_t quoted_length(str s)
{
	size_t limit = s.n < LIMIT_CELL_BYTES ? s.n : LIMIT_CELL_BYTES;
	for (size_t i = 1; i < limit; i++) {
		if (s.p[i] != '"')
			continue;
		if (i + 1 < s.n && s.p[i + 1] == '"')
			i++;
		else
			return i + 1;
	}
	return 0;
}

struct cursor {
	str rest;
	char separator;
};

static size_t bare_length(str s, char separator)
{
	size_t n = 0;
	while (n < s.n && s.p[n] != separator && !line_end(s.p[n]))
		n++;
	return n;
}

static str unquoted(struct arena *a, str inside)
{
	if (!memmem(inside.p, inside.n, "\"\"", 2))
		return inside;
	char *text = arena_alloc(a, inside.n);
	size_t n = 0;
	for (size_t i = 0; i < inside.n; i++) {
		text[n++] = inside.p[i];
		if (inside.p[i] == '"')
			i++;
	}
	return (str){text, n};
}

/* One cell; the cursor is left on the separator, the line end or the end. */
static str next_cell(struct arena *a, struct cursor *c)
{
	size_t blanks = 0;
	while (blanks < c->rest.n && c->rest.p[blanks] == ' ')
		blanks++;
	str at = str_skip(c->rest, blanks);
	size_t quoted = at.n && at.p[0] == '"' ? quoted_length(at) : 0;
	if (!quoted) {
		str cell = str_first(c->rest, bare_length(c->rest, c->separator));
		c->rest = str_skip(c->rest, cell.n);
		return table_trim(cell);
	}
	str inside = unquoted(a, (str){at.p + 1, quoted - 2});
	str after = str_skip(at, quoted);
	str tail = str_first(after, bare_length(after, c->separator));
	c->rest = str_skip(after, tail.n);
	if (str_trim(tail).n)
		return table_trim((str){at.p, quoted + tail.n}); /* «"62, elles partent" suite»: the quotes are part of the text */
	return table_trim(inside);
}

static void skip_line_end(struct cursor *c)
{
	if (c->rest.n && c->rest.p[0] == '\r')
		c->rest = str_skip(c->rest, c->rest.n > 1 && c->rest.p[1] == '\n' ? 2 : 1);
	else if (c->rest.n)
		c->rest = str_skip(c->rest, 1);
}

static const char separators[] = {'\t', ';', '|', ','};
enum { SEPARATORS = sizeof separators };

/* How many of the first records hold that separator, outside quotes. */
static size_t records_with(str text, char separator)
{
	size_t with = 0;
	struct cursor c = {str_first(text, SAMPLE_BYTES), separator};
	for (size_t records = 0; c.rest.n && records < SAMPLE_RECORDS; records++) {
		size_t count = 0;
		while (c.rest.n && !line_end(c.rest.p[0])) {
			size_t quoted = c.rest.p[0] == '"' ? quoted_length(c.rest) : 0;
			c.rest = str_skip(c.rest, quoted);
			c.rest = str_skip(c.rest, bare_length(c.rest, separator));
			if (c.rest.n && c.rest.p[0] == separator) {
				count++;
				c.rest = str_skip(c.rest, 1);
			}
		}
		skip_line_end(&c);
		with += count > 0;
	}
	return with;
}

/* Commas live inside French amounts and prose: they separate only where nothing else does, at least half as often. */
static char find_separator(str text)
{
	size_t commas = records_with(text, ','), most = 0;
	char best = 0;
	for (size_t i = 0; i < SEPARATORS - 1; i++) {
		size_t with = records_with(text, separators[i]);
		if (with > most && with * 2 >= commas) {
			most = with;
			best = separators[i];
		}
	}
	if (best)
		return best;
	return commas ? ',' : ';';
}

/* Excel's own first line "sep=;". */
static str declared_separator(str text, char *separator)
{
	if (text.n >= 5 && str_eq_nocase(str_first(text, 4), S("sep=")) && (text.n == 5 || line_end(text.p[5]))) {
		*separator = text.p[4];
		struct cursor c = {str_skip(text, 5), 0};
		skip_line_end(&c);
		return c.rest;
	}
	return text;
}

static void read_record(struct table_maker *m, struct cursor *c)
{
	for (uint32_t column = 0;; column++) {
		str text = next_cell(m->arena, c);
		struct table_cell *cell = table_cell_at(m, column);
		if (!cell)
			return;
		if (text.n > LIMIT_CELL_BYTES) {
			(void)table_refuse(m, TOO_BIG, W_reconcile_cell_too_big);
			return;
		}
		*cell = (struct table_cell){.kind = text.n ? CELL_TEXT : CELL_EMPTY, .text = text};
		if (!c->rest.n || line_end(c->rest.p[0]))
			return;
		c->rest = str_skip(c->rest, 1);
	}
}

enum status table_parse_csv(struct table_maker *m, str bytes)
{
	m->book->format = S("csv");
	str text = decode(m, bytes);
	if (memchr(text.p, 0, text.n))
		return table_refuse(m, INVALID, W_reconcile_has_nul);
	char separator = 0;
	text = declared_separator(text, &separator);
	struct cursor c = {text, separator ? separator : find_separator(text)};
	m->book->separator = c.separator;
	table_sheet_begin(m, STR_NONE);
	for (uint32_t number = 1; c.rest.n && m->status == OK; number++) {
		bool empty = line_end(c.rest.p[0]);
		if (!empty)
			read_record(m, &c);
		skip_line_end(&c);
		table_row_end(m, number);
	}
	return m->status;
}
