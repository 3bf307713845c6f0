/* libxlsxwriter behind plain values. The library writes to a path: here that of an anonymous file in memory, so that nothing is left on a disk.
   Its packer calls gmtime, which is shared between threads: one workbook is packed at a time. */
#include "documents/workbook.h"

#include "base/calendar.h"
#include "base/format.h"
#include "base/log.h"
#include "base/utf8.h"
#include "documents/measure.h"

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	CELL_CHARS_MAX = 32767,  /* of the file format */
	SHEET_NAME_CHARS = 31,   /* of the file format */
	ROW_POINTS_MAX = 409,    /* of the file format */
	FOOTER_CHARS = 70,       /* of each of the three parts; 255 together */
	COPY_BYTES = 16 * 1024,
	POINTS_PER_CHARACTER_X100 = 525, /* a column's unit: 7 pixels of 0.75 point */
};

enum number_style { NUMBER_NONE, NUMBER_MONEY, NUMBER_DATE, NUMBER_PERCENT, NUMBER_SHARE, NUMBER_INTEGER };

enum { BOLD = 1, ITALIC = 2, WRAP = 4, CENTRE = 8, INDENT = 16, MIDDLE = 32, BOXED = 64, UPRIGHT = 128, HATCHED = 256, RULE_ABOVE = 512, RIGHT = 1024 };

enum {
	INK = 0x1a1a1a, MUTED = 0x4a4f57, NAVY = 0x1b3a6b, WHITE = 0xffffff, TINT = 0xe4ebf5, PALE = 0xf3f6fa, LINE = 0xb4bcc8,
	RED_INK = 0x8f1010, RED_TINT = 0xfbdcdc, AMBER_TINT = 0xfdf0cf, NO_FILL = -1,
};

static const struct {
	int flags, size, ink, fill;
	enum number_style number;
} look_table[LOOK_COUNT] = {
	[LOOK_TITLE] = {BOLD | MIDDLE, 16, NAVY, NO_FILL, NUMBER_NONE},
	[LOOK_SUBTITLE] = {0, 11, MUTED, NO_FILL, NUMBER_NONE},
	[LOOK_LABEL] = {BOLD, 10, MUTED, NO_FILL, NUMBER_NONE},
	[LOOK_PLAIN] = {0, 10, INK, NO_FILL, NUMBER_NONE},
	[LOOK_LABEL_RIGHT] = {BOLD | RIGHT, 10, MUTED, NO_FILL, NUMBER_NONE},
	[LOOK_PLAIN_INDENTED] = {INDENT, 10, INK, NO_FILL, NUMBER_NONE},
	[LOOK_PLAIN_DATE] = {RIGHT, 10, INK, NO_FILL, NUMBER_DATE},
	[LOOK_NOTE] = {WRAP, 9, MUTED, NO_FILL, NUMBER_NONE},
	[LOOK_HEAD] = {BOLD | WRAP | CENTRE | MIDDLE | BOXED, 10, INK, TINT, NUMBER_NONE},
	[LOOK_HEAD_LEFT] = {BOLD | WRAP | MIDDLE | BOXED, 10, INK, TINT, NUMBER_NONE},
	[LOOK_HEAD_VALUED] = {BOLD | ITALIC | WRAP | CENTRE | MIDDLE | BOXED | HATCHED, 10, INK, TINT, NUMBER_NONE},
	[LOOK_HEAD_GROUP] = {BOLD | WRAP | CENTRE | MIDDLE | BOXED, 10, WHITE, NAVY, NUMBER_NONE},
	[LOOK_HEAD_UPRIGHT] = {BOLD | WRAP | CENTRE | BOXED | UPRIGHT, 10, INK, TINT, NUMBER_NONE},
	[LOOK_HEAD_UPRIGHT_VALUED] = {BOLD | ITALIC | WRAP | CENTRE | BOXED | UPRIGHT | HATCHED, 10, INK, TINT, NUMBER_NONE},
	[LOOK_AXIS] = {BOLD | MIDDLE, 11, NAVY, TINT, NUMBER_NONE},
	[LOOK_ACTION] = {BOLD | WRAP | BOXED, 10, INK, NO_FILL, NUMBER_NONE},
	[LOOK_TEXT] = {WRAP | BOXED, 9, INK, NO_FILL, NUMBER_NONE},
	[LOOK_BEARER] = {WRAP | BOXED, 10, INK, NO_FILL, NUMBER_NONE},
	[LOOK_MONEY] = {BOXED, 10, INK, NO_FILL, NUMBER_MONEY},
	[LOOK_MONEY_VALUED] = {BOXED | ITALIC | HATCHED, 10, INK, PALE, NUMBER_MONEY},
	[LOOK_MONEY_STRONG] = {BOXED | BOLD, 10, INK, NO_FILL, NUMBER_MONEY},
	[LOOK_SUBTOTAL] = {BOXED | BOLD | MIDDLE, 10, INK, PALE, NUMBER_NONE},
	[LOOK_SUBTOTAL_MONEY] = {BOXED | BOLD | MIDDLE, 10, INK, PALE, NUMBER_MONEY},
	[LOOK_SUBTOTAL_VALUED] = {BOXED | BOLD | ITALIC | MIDDLE | HATCHED, 10, INK, PALE, NUMBER_MONEY},
	[LOOK_TOTAL] = {BOXED | BOLD | MIDDLE, 11, WHITE, NAVY, NUMBER_NONE},
	[LOOK_TOTAL_MONEY] = {BOXED | BOLD | MIDDLE, 11, WHITE, NAVY, NUMBER_MONEY},
	[LOOK_TOTAL_VALUED] = {BOXED | BOLD | ITALIC | MIDDLE, 11, WHITE, NAVY, NUMBER_MONEY},
	[LOOK_TOTAL_PERCENT] = {BOXED | BOLD | MIDDLE, 11, WHITE, NAVY, NUMBER_PERCENT},
	[LOOK_ROW] = {BOXED | MIDDLE | WRAP, 10, INK, NO_FILL, NUMBER_NONE},
	[LOOK_ROW_INDENTED] = {BOXED | MIDDLE | WRAP | INDENT, 10, INK, NO_FILL, NUMBER_NONE},
	[LOOK_ROW_STRONG] = {BOXED | MIDDLE | WRAP | BOLD, 10, INK, PALE, NUMBER_NONE},
	[LOOK_ROW_MONEY] = {BOXED | MIDDLE | BOLD, 10, INK, NO_FILL, NUMBER_MONEY},
	[LOOK_ROW_PERCENT] = {BOXED | MIDDLE, 10, INK, NO_FILL, NUMBER_PERCENT},
	[LOOK_ROW_SHARE] = {BOXED | MIDDLE, 10, INK, NO_FILL, NUMBER_SHARE},
	[LOOK_ROW_SHARE_STRONG] = {BOXED | MIDDLE | BOLD, 10, INK, PALE, NUMBER_SHARE},
	[LOOK_ROW_INTEGER] = {BOXED | MIDDLE, 10, INK, NO_FILL, NUMBER_INTEGER},
	[LOOK_ERROR] = {BOXED | MIDDLE | BOLD | WRAP, 10, RED_INK, RED_TINT, NUMBER_NONE},
	[LOOK_WARNING] = {BOXED | MIDDLE | BOLD | WRAP, 10, INK, AMBER_TINT, NUMBER_NONE},
	[LOOK_INFORMATION] = {BOXED | MIDDLE | WRAP, 10, INK, NO_FILL, NUMBER_NONE},
	[LOOK_GAP] = {BOLD, 0, RED_INK, RED_TINT, NUMBER_NONE},
	[LOOK_GAP_CENTS] = {BOLD, 0, RED_INK, RED_TINT, NUMBER_MONEY},
	[LOOK_WITH_CENTS] = {0, 0, -1, NO_FILL, NUMBER_MONEY},
};

/* In the format's own language: ',' is the reader's thousands separator, a space in French. Zero is a dash: a table of zeros hides its figures. */
static const char *number_code(enum lang lang, enum number_style style, bool with_cents)
{
	static const char *const whole[LANG_COUNT] = {
		[LANG_FR] = "[$-40C]#,##0\"\xc2\xa0€\";[$-40C]-#,##0\"\xc2\xa0€\";\"–\"", [LANG_EN] = "[$€-809]#,##0;-[$€-809]#,##0;\"–\""};
	static const char *const cents[LANG_COUNT] = {
		[LANG_FR] = "[$-40C]#,##0.00\"\xc2\xa0€\";[$-40C]-#,##0.00\"\xc2\xa0€\";\"–\"", [LANG_EN] = "[$€-809]#,##0.00;-[$€-809]#,##0.00;\"–\""};
	switch (style) {
	case NUMBER_NONE: return NULL;
	case NUMBER_MONEY: return with_cents ? cents[lang] : whole[lang];
	case NUMBER_DATE: return "dd/mm/yyyy";
	case NUMBER_PERCENT: return lang == LANG_FR ? "0\"\xc2\xa0%\"" : "0\"%\"";
	case NUMBER_SHARE: return lang == LANG_FR ? "[$-40C]0.00\"\xc2\xa0\"%" : "0.00%";
	case NUMBER_INTEGER: return lang == LANG_FR ? "[$-40C]#,##0" : "#,##0";
	}
	return NULL;
}

static lxw_color_t colour(int rgb)
{
	return rgb ? (lxw_color_t)rgb : LXW_COLOR_BLACK;
}

static void set_position(lxw_format *f, int flags)
{
	format_set_align(f, flags & MIDDLE ? LXW_ALIGN_VERTICAL_CENTER : flags & UPRIGHT ? LXW_ALIGN_VERTICAL_BOTTOM : LXW_ALIGN_VERTICAL_TOP);
	if (flags & CENTRE)
		format_set_align(f, LXW_ALIGN_CENTER);
	if (flags & RIGHT)
		format_set_align(f, LXW_ALIGN_RIGHT);
	if (flags & WRAP)
		format_set_text_wrap(f);
	if (flags & INDENT)
		format_set_indent(f, 1);
	if (flags & UPRIGHT)
		format_set_rotation(f, 90);
	if (flags & BOXED) {
		format_set_border(f, LXW_BORDER_THIN);
		format_set_border_color(f, LINE);
	}
}

static lxw_format *make_look(lxw_workbook *book, enum lang lang, enum look look, bool with_cents)
{
	lxw_format *f = workbook_add_format(book);
	int flags = look_table[look].flags;
	const char *number = number_code(lang, look_table[look].number, with_cents);
	if (look_table[look].size) {
		format_set_font_size(f, look_table[look].size);
		set_position(f, flags);
	}
	if (look_table[look].ink >= 0)
		format_set_font_color(f, colour(look_table[look].ink));
	if (flags & BOLD)
		format_set_bold(f);
	if (flags & ITALIC)
		format_set_italic(f);
	if (flags & HATCHED) {
		format_set_pattern(f, LXW_PATTERN_LIGHT_UP);
		format_set_bg_color(f, colour(look_table[look].fill));
		format_set_fg_color(f, 0xd3dae4);
	} else if (look_table[look].fill != NO_FILL) {
		format_set_bg_color(f, colour(look_table[look].fill));
	}
	if (number)
		format_set_num_format(f, number);
	return f;
}

/* What an XML 1.0 text cell can hold: valid UTF-8, no control character but line feed, nothing that reads as the format's _xHHHH_ escape. */
static str cell_safe(struct arena *a, str s)
{
	struct out o = out_new(s.n * 7 + 8);
	size_t chars = 0;
	while (s.n && chars < CELL_CHARS_MAX - 8) {
		size_t bytes = utf8_length(s);
		unsigned char c = (unsigned char)s.p[0];
		if (!bytes)
			out_str(&o, S("\xef\xbf\xbd"));
		else if (c == '_' && s.n > 6 && s.p[1] == 'x' && s.p[6] == '_')
			out_str(&o, S("_x005F_")), chars += 6;
		else if (c < 0x20 && c != '\n')
			out_char(&o, ' ');
		else
			out_bytes(&o, s.p, bytes);
		s = str_skip(s, bytes ? bytes : 1);
		chars += bytes == 4 ? 2 : 1; /* the limit counts UTF-16 units */
	}
	if (s.n)
		out_str(&o, S("…"));
	return out_keep(&o, a);
}

static char *own(struct arena *a, str s)
{
	str safe = cell_safe(a, s);
	char *copy = arena_array(a, safe.n + 1, 1);
	memcpy(copy, safe.p, safe.n);
	return copy;
}

static void note(struct workbook *w, lxw_error e)
{
	w->too_big |= e == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE;
	w->failed |= e != LXW_NO_ERROR;
}

struct workbook workbook_start(struct arena *a, enum lang lang, const struct workbook_about *about)
{
	struct workbook w = {.arena = a, .lang = lang, .fd = memfd_create("workbook", MFD_CLOEXEC)};
	if (w.fd < 0)
		return w;
	w.book = workbook_new(arena_cstr(a, arena_fmt(a, "/proc/self/fd/%d", w.fd)));
	if (!w.book)
		return w;
	for (enum look look = 0; look < LOOK_COUNT; look++) {
		w.looks[look] = make_look(w.book, lang, look, look == LOOK_WITH_CENTS || look == LOOK_GAP_CENTS);
		w.looks_with_cents[look] = look_table[look].number == NUMBER_MONEY ? make_look(w.book, lang, look, true) : w.looks[look];
	}
	lxw_doc_properties properties = {.title = own(a, about->title), .subject = own(a, about->subject), .created = (time_t)about->made.number * 86400};
	note(&w, workbook_set_properties(w.book, &properties));
	return w;
}

lxw_worksheet *workbook_sheet(struct workbook *w, str name)
{
	if (!w->book)
		return NULL;
	size_t cut = 0;
	for (size_t chars = 0; cut < name.n && chars < SHEET_NAME_CHARS; chars++)
		cut += utf8_length(str_skip(name, cut)) ? utf8_length(str_skip(name, cut)) : 1;
	lxw_worksheet *sheet = workbook_add_worksheet(w->book, own(w->arena, str_first(name, cut)));
	w->failed |= !sheet;
	return sheet;
}

static enum status copy_file(int fd, struct out *o)
{
	char chunk[COPY_BYTES];
	off_t at = 0;
	for (;;) {
		ssize_t n = pread(fd, chunk, sizeof chunk, at);
		if (n < 0)
			return broken("workbook", S("the anonymous file cannot be read"));
		if (n == 0)
			return o->full ? TOO_BIG : OK;
		out_bytes(o, chunk, (size_t)n);
		at += n;
	}
}

enum status workbook_finish(struct workbook *w, struct out *o)
{
	static pthread_mutex_t packing = PTHREAD_MUTEX_INITIALIZER;
	enum status result = BROKEN;
	if (w->book) {
		(void)pthread_mutex_lock(&packing);
		lxw_error e = workbook_close(w->book);
		(void)pthread_mutex_unlock(&packing);
		if (w->too_big)
			result = TOO_BIG;
		else if (w->failed || e != LXW_NO_ERROR)
			result = broken("workbook", str_of(lxw_strerror(e)));
		else
			result = copy_file(w->fd, o);
	} else {
		result = broken("workbook", S("the library could not start a workbook"));
	}
	if (w->fd >= 0)
		(void)close(w->fd);
	*w = (struct workbook){.fd = -1};
	return result;
}

static lxw_format *look_for(const struct workbook *w, enum look look, money amount)
{
	return amount.cents % 100 ? w->looks_with_cents[look] : w->looks[look];
}

static double euros(money amount)
{
	return (double)amount.cents / 100.0;
}

void cell_text(struct workbook *w, struct cell c, enum look look, str text)
{
	if (w->book)
		note(w, worksheet_write_string(c.sheet, c.row, c.column, own(w->arena, text), w->looks[look]));
}

void cell_day(struct workbook *w, struct cell c, enum look look, day d)
{
	struct civil date = civil_of(d);
	lxw_datetime moment = {.year = date.year, .month = date.month, .day = date.day};
	if (w->book)
		note(w, worksheet_write_datetime(c.sheet, c.row, c.column, &moment, w->looks[look]));
}

void cell_number(struct workbook *w, struct cell c, enum look look, double number)
{
	if (w->book)
		note(w, worksheet_write_number(c.sheet, c.row, c.column, number, w->looks[look]));
}

void cell_money(struct workbook *w, struct cell c, enum look look, money amount)
{
	if (w->book)
		note(w, worksheet_write_number(c.sheet, c.row, c.column, euros(amount), look_for(w, look, amount)));
}

void cell_money_formula(struct workbook *w, struct cell c, enum look look, str formula, money cached)
{
	if (w->book)
		note(w, worksheet_write_formula_num(c.sheet, c.row, c.column, arena_cstr(w->arena, formula), look_for(w, look, cached), euros(cached)));
}

void cell_number_formula(struct workbook *w, struct cell c, enum look look, str formula, double cached)
{
	if (w->book)
		note(w, worksheet_write_formula_num(c.sheet, c.row, c.column, arena_cstr(w->arena, formula), w->looks[look], cached));
}

void cells_blank(struct workbook *w, struct cell first, lxw_col_t last_column, enum look look)
{
	for (lxw_col_t column = first.column; w->book && column <= last_column; column++)
		note(w, worksheet_write_blank(first.sheet, first.row, column, w->looks[look]));
}

void cells_merged(struct workbook *w, struct cell first, lxw_row_t last_row, lxw_col_t last_column, enum look look, str text)
{
	if (first.row == last_row && first.column == last_column)
		cell_text(w, first, look, text);
	else if (w->book)
		note(w, worksheet_merge_range(first.sheet, first.row, first.column, last_row, last_column, own(w->arena, text), w->looks[look]));
}

void row_height(struct workbook *w, lxw_worksheet *sheet, lxw_row_t row, double points)
{
	if (w->book)
		note(w, worksheet_set_row(sheet, row, points, NULL));
}

void column_width(struct workbook *w, lxw_worksheet *sheet, lxw_col_t column, double characters)
{
	if (w->book)
		note(w, worksheet_set_column(sheet, column, column, characters, NULL));
}

static void rule_write(struct workbook *w, struct cell first, lxw_row_t last_row, lxw_col_t last_column, const char *condition, enum look look)
{
	str cell = cell_name(w, first.row, first.column);
	str formula = arena_fmt(w->arena, "=AND(ISNUMBER(%.*s),ROUND(%.*s,2)<>%s)", STR_ARGS(cell), STR_ARGS(cell), condition);
	lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = own(w->arena, formula), .format = w->looks[look], .stop_if_true = LXW_TRUE};
	if (w->book)
		note(w, worksheet_conditional_format_range(first.sheet, first.row, first.column, last_row, last_column, &rule));
}

static const char *rounded(struct workbook *w, struct cell c)
{
	str cell = cell_name(w, c.row, c.column);
	return arena_cstr(w->arena, arena_fmt(w->arena, "ROUND(%.*s,0)", STR_ARGS(cell)));
}

void cells_show_cents(struct workbook *w, struct cell first, lxw_row_t last_row, lxw_col_t last_column)
{
	rule_write(w, first, last_row, last_column, rounded(w, first), LOOK_WITH_CENTS);
}

void cells_show_gaps(struct workbook *w, struct cell first, lxw_row_t last_row)
{
	rule_write(w, first, last_row, first.column, rounded(w, first), LOOK_GAP_CENTS);
	rule_write(w, first, last_row, first.column, "0", LOOK_GAP);
}

str cell_name(struct workbook *w, lxw_row_t row, lxw_col_t column)
{
	char name[LXW_MAX_CELL_NAME_LENGTH];
	lxw_rowcol_to_cell(name, row, column);
	return arena_str(w->arena, str_of(name));
}

str range_name(struct workbook *w, lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row, lxw_col_t last_column)
{
	str first = cell_name(w, first_row, first_column), last = cell_name(w, last_row, last_column);
	return arena_fmt(w->arena, "%.*s:%.*s", STR_ARGS(first), STR_ARGS(last));
}

str sheet_cell_name(struct workbook *w, const lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column)
{
	str cell = cell_name(w, row, column);
	return sheet ? arena_fmt(w->arena, "'%s'!%.*s", sheet->name, STR_ARGS(cell)) : cell;
}

double text_height(str text, double column_characters, double points)
{
	/* Spreadsheets' fonts are a tenth narrower than the measure; a line is 1.3 sizes high. */
	double milliems = (column_characters - 0.8) * POINTS_PER_CHARACTER_X100 * 10.0 / points * 1.12;
	double height = (double)text_line_count(text, milliems < 1000.0 ? 1000 : (int64_t)milliems) * points * 1.3 + 3.0;
	return height > ROW_POINTS_MAX ? ROW_POINTS_MAX : height;
}

double money_width(enum lang lang, money amount)
{
	struct out o = out_new(64);
	out_money(&o, lang, amount);
	double characters = (double)utf8_count(out_text(&o)) + 2.0;
	out_free(&o);
	return characters;
}

/* '&' begins a code in a footer. */
static str footer_part(struct workbook *w, str text)
{
	struct out o = out_new(FOOTER_CHARS * 8);
	str rest = text;
	for (size_t chars = 0; rest.n && chars < FOOTER_CHARS; chars++) {
		size_t bytes = utf8_length(rest) ? utf8_length(rest) : 1;
		out_str(&o, rest.p[0] == '&' ? S("&&") : str_first(rest, bytes));
		rest = str_skip(rest, bytes);
	}
	return out_keep(&o, w->arena);
}

void sheet_print_setup(struct workbook *w, lxw_worksheet *sheet, const struct print_setup *setup)
{
	if (!w->book)
		return;
	worksheet_set_paper(sheet, setup->paper);
	if (setup->landscape)
		worksheet_set_landscape(sheet);
	worksheet_set_margins(sheet, 0.4, 0.4, 0.45, 0.6);
	worksheet_fit_to_pages(sheet, setup->pages_wide ? setup->pages_wide : 1, 0);
	if (setup->pages_wide > 1)
		note(w, worksheet_repeat_columns(sheet, 0, 0));
	worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
	note(w, worksheet_repeat_rows(sheet, setup->repeat_first, setup->repeat_last));
	note(w, worksheet_print_area(sheet, 0, 0, setup->last_row, setup->last_column));
	str left = footer_part(w, setup->footer_left), centre = footer_part(w, setup->footer_centre), right = footer_part(w, setup->footer_right);
	str footer = arena_fmt(w->arena, "&L&8 %.*s&C&8 %.*s&R&8 %.*s &P / &N", STR_ARGS(left), STR_ARGS(centre), STR_ARGS(right));
	note(w, worksheet_set_footer(sheet, own(w->arena, footer)));
}
