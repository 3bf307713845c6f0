/* The lines of a docx or an odt. See sheet_file.h: the child unpacks and parses, the parent takes the lines back over the wire and trusts nothing. */
#include "imports/sheet_file_parts.h"

#include "base/limits.h"
#include "domain/paper_mark.h"
#include "imports/document_parts.h"
#include "imports/sandbox.h"
#include "imports/wire.h"

#include <string.h>

enum { RESULT_MAX = 32 * 1024 * 1024, CONTROLS_DEPTH = 16, LINE_LEAST = 20, CONTROL_LEAST = 16, REPEATED_MOST = 64, BLANKS_MOST = 100 };

static const struct element docx_elements[] = {
	{"p", MARK_PARAGRAPH}, {"pStyle", MARK_STYLE}, {"tbl", MARK_TABLE}, {"tr", MARK_ROW}, {"tc", MARK_CELL}, {"t", MARK_TEXT}, {"br", MARK_BREAK}, {"cr", MARK_BREAK},
	{"tab", MARK_TAB}, {"noBreakHyphen", MARK_NONE}, {"sdt", MARK_CONTROL}, {"tag", MARK_TAG}, {"showingPlcHdr", MARK_PLACEHOLDER}, {"checked", MARK_CHECKED},
	{"del", MARK_SKIP}, {"moveFrom", MARK_SKIP}, {"Fallback", MARK_SKIP}, {"instrText", MARK_SKIP}, {"sectPr", MARK_SKIP}, {"tabs", MARK_SKIP}, {"docPart", MARK_SKIP},
};
static const struct element odt_elements[] = {
	{"p", MARK_PARAGRAPH}, {"h", MARK_HEADING}, {"table", MARK_TABLE}, {"table-row", MARK_ROW}, {"table-cell", MARK_CELL}, {"covered-table-cell", MARK_REPEATED},
	{"line-break", MARK_BREAK}, {"tab", MARK_TAB}, {"s", MARK_BLANKS}, {"content-control", MARK_CONTROL}, {"tracked-changes", MARK_SKIP}, {"annotation", MARK_SKIP},
	{"note", MARK_SKIP}, {"forms", MARK_SKIP}, {"automatic-styles", MARK_SKIP}, {"font-face-decls", MARK_SKIP}, {"sequence-decls", MARK_SKIP}, {"title", MARK_SKIP},
	{"desc", MARK_SKIP},
};
const struct sheet_format sheet_format_docx = {"word/document.xml", docx_elements, sizeof docx_elements / sizeof *docx_elements, false, "docProps/custom.xml", "property", "lpwstr"};
const struct sheet_format sheet_format_odt = {"content.xml", odt_elements, sizeof odt_elements / sizeof *odt_elements, true, "meta.xml", "user-defined", NULL};

/* ---- reading ---- */

struct open_control {
	str tag;
	uint32_t number;
	enum control_state state;
	int depth; /* of its element */
};
struct growing { /* a text that grows */
	char *at;
	size_t n, room;
};
struct lines_reader {
	struct arena *a;
	struct part *part;
	struct table_maker *maker;
	const struct sheet_format *format;
	struct sheet_file *file;
	struct sheet_line *line;      /* being read; NULL between two */
	struct growing text, control; /* of the line, of its innermost control */
	size_t control_at;            /* 1 + index in line->controls; 0: none */
	struct open_control open[CONTROLS_DEPTH];
	size_t opened, total;
	uint32_t numbers, tables, row, column, table_depth, paragraphs;
	bool counts; /* text here counts */
};

static void grow(struct lines_reader *r, struct growing *g, str more)
{
	r->total += more.n;
	if (r->total > LIMIT_PAPER_TEXT) {
		(void)table_refuse(r->maker, TOO_BIG, W_files_bomb);
		return;
	}
	while (g->n + more.n > g->room) {
		size_t room = g->room ? g->room * 2 : 256;
		char *wider = arena_alloc(r->a, room);
		if (g->n)
			memcpy(wider, g->at, g->n);
		g->at = wider;
		g->room = room;
	}
	if (more.n)
		memcpy(g->at + g->n, more.p, more.n);
	g->n += more.n;
}

static str grown(struct lines_reader *r, struct growing *g)
{
	str text = g->n ? arena_str(r->a, (str){g->at, g->n}) : S("");
	g->n = 0;
	return text;
}

static void end_control(struct lines_reader *r)
{
	if (r->control_at && r->line)
		r->line->controls.at[r->control_at - 1].text = grown(r, &r->control);
	r->control_at = 0;
}

/* The innermost control that is open, in this line. */
static void begin_control(struct lines_reader *r)
{
	end_control(r);
	if (!r->line || !r->opened)
		return;
	const struct open_control *c = &r->open[r->opened - 1];
	*LIST_ADD(r->a, &r->line->controls) = (struct sheet_control){.tag = c->tag.p ? c->tag : S(""), .text = S(""), .number = c->number, .state = c->state};
	r->control_at = r->line->controls.n;
}

static void end_line(struct lines_reader *r)
{
	end_control(r);
	if (r->line)
		r->line->text = grown(r, &r->text);
	r->line = NULL;
}

static void begin_line(struct lines_reader *r, bool heading)
{
	end_line(r);
	if (r->file->lines.n >= LIMIT_PAPER_LINES) {
		(void)table_refuse(r->maker, TOO_BIG, W_files_bomb);
		return;
	}
	r->line = LIST_ADD(r->a, &r->file->lines);
	*r->line = (struct sheet_line){.heading = heading, .text = S("")};
	if (r->table_depth) {
		r->line->table = r->tables;
		r->line->row = r->row;
		r->line->column = r->column;
	}
}

static void text(struct lines_reader *r, str s)
{
	if (!r->line && str_trim(s).n) /* behind a frame that stood inside a paragraph */
		begin_line(r, false);
	if (!r->line || !s.n)
		return;
	grow(r, &r->text, s);
	if (r->opened && !r->control_at)
		begin_control(r);
	if (r->opened)
		grow(r, &r->control, s);
}

static str attribute(struct lines_reader *r, const char *name)
{
	return part_attribute(r->part, name);
}

static bool is_true(str value)
{
	return str_eq(value, S("1")) || str_eq(value, S("true")) || str_eq(value, S("on"));
}

static void open_control(struct lines_reader *r)
{
	struct open_control c = {.number = ++r->numbers, .depth = xmlTextReaderDepth(r->part->reader)};
	if (r->format->text_everywhere) {
		c.tag = attribute(r, "tag");
		if (is_true(attribute(r, "checkbox")))
			c.state = is_true(attribute(r, "checked")) ? CONTROL_TICKED : CONTROL_NOT_TICKED;
		else if (is_true(attribute(r, "showing-place-holder")))
			c.state = CONTROL_PLACEHOLDER;
	}
	end_control(r);
	if (r->opened < CONTROLS_DEPTH)
		r->open[r->opened++] = c;
}

static void close_controls(struct lines_reader *r, int depth)
{
	while (r->opened && r->open[r->opened - 1].depth >= depth) {
		if (!r->control_at && r->line)
			begin_control(r); /* one that holds nothing is told too */
		end_control(r);
		r->opened--;
	}
}

/* "Heading1", "Titre1", "heading 1", "Heading_20_1". */
static bool is_heading(str style)
{
	return str_starts(style, S("Heading")) || str_starts(style, S("heading")) || str_starts(style, S("Titre")) || str_starts(style, S("titre"));
}

static void property(struct lines_reader *r, enum mark mark)
{
	struct open_control *c = r->opened ? &r->open[r->opened - 1] : NULL;
	str value = attribute(r, "val");
	if (mark == MARK_STYLE && r->line)
		r->line->heading = is_heading(value);
	if (!c)
		return;
	if (mark == MARK_TAG)
		c->tag = value;
	if (mark == MARK_PLACEHOLDER && !(value.p && !is_true(value)))
		c->state = CONTROL_PLACEHOLDER;
	if (mark == MARK_CHECKED)
		c->state = is_true(value) ? CONTROL_TICKED : CONTROL_NOT_TICKED;
}

static void blanks(struct lines_reader *r)
{
	int64_t n = 1;
	str count = attribute(r, "c");
	if (count.p && (!str_to_int64(count, &n) || n < 1 || n > BLANKS_MOST))
		n = 1;
	for (; n > 0; n--)
		text(r, S(" "));
}

static void skip(struct lines_reader *r)
{
	int depth = xmlTextReaderDepth(r->part->reader);
	if (part_is_empty(r->part))
		return;
	while (part_next(r->part))
		if (xmlTextReaderNodeType(r->part->reader) == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(r->part->reader) <= depth)
			return;
}

static enum mark mark_of(const struct lines_reader *r)
{
	const char *name = (const char *)xmlTextReaderConstLocalName(r->part->reader);
	for (size_t i = 0; i < r->format->n; i++)
		if (strcmp(r->format->elements[i].name, name) == 0)
			return r->format->elements[i].mark;
	return MARK_NONE;
}

static void begin_table(struct lines_reader *r)
{
	end_line(r);
	if (r->table_depth++ == 0) {
		r->tables++;
		r->row = r->column = 0;
	}
}

static void begin_element(struct lines_reader *r)
{
	bool empty = part_is_empty(r->part);
	enum mark mark = mark_of(r);
	switch (mark) {
	case MARK_NONE: break;
	case MARK_SKIP: skip(r); break;
	case MARK_PARAGRAPH:
	case MARK_HEADING:
		begin_line(r, mark == MARK_HEADING);
		if (empty)
			end_line(r);
		break;
	case MARK_TABLE:
		if (!empty)
			begin_table(r);
		break;
	case MARK_ROW:
		if (r->table_depth == 1) {
			r->row++;
			r->column = 0;
		}
		break;
	case MARK_CELL:
	case MARK_REPEATED:
		if (r->table_depth == 1)
			r->column++;
		break;
	case MARK_TEXT: r->counts = !empty; break;
	case MARK_BREAK: text(r, S("\n")); break;
	case MARK_TAB: text(r, S("\t")); break;
	case MARK_BLANKS: blanks(r); break;
	case MARK_CONTROL:
		if (!empty)
			open_control(r);
		break;
	case MARK_TAG:
	case MARK_PLACEHOLDER:
	case MARK_CHECKED:
	case MARK_STYLE: property(r, mark); break;
	}
}

static void end_element(struct lines_reader *r)
{
	enum mark mark = mark_of(r);
	if (mark == MARK_TEXT)
		r->counts = false;
	if (mark == MARK_PARAGRAPH || mark == MARK_HEADING)
		end_line(r);
	if (mark == MARK_TABLE && r->table_depth) {
		end_line(r);
		r->table_depth--;
	}
	if (mark == MARK_CONTROL)
		close_controls(r, xmlTextReaderDepth(r->part->reader));
}

/* Line ends of the XML itself are no text of an odt. */
static str flattened(struct lines_reader *r, str s)
{
	if (!r->format->text_everywhere)
		return s;
	char *p = arena_alloc(r->a, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r' ? ' ' : s.p[i];
	return (str){p, s.n};
}

static void read_lines(struct lines_reader *r)
{
	while (part_next(r->part)) {
		int type = xmlTextReaderNodeType(r->part->reader);
		str s = part_text(r->part);
		if (type == XML_READER_TYPE_ELEMENT)
			begin_element(r);
		else if (type == XML_READER_TYPE_END_ELEMENT)
			end_element(r);
		else if (s.p && (r->counts || r->format->text_everywhere))
			text(r, flattened(r, s));
	}
	end_line(r);
}

static void read_mark(struct archive *z, const struct sheet_format *format, struct sheet_file *file)
{
	struct part p;
	bool ours = false;
	if (!part_open(&p, z, format->property_part))
		return;
	while (!file->mark.p && part_next(&p)) {
		if (part_at(&p, format->property))
			ours = str_eq(part_attribute(&p, "name"), S(PAPER_PROPERTY));
		else if (part_at_end(&p, format->property))
			ours = false;
		else if (ours && part_text(&p).p && str_trim(part_text(&p)).n)
			file->mark = arena_str(z->maker->arena, str_trim(part_text(&p)));
	}
	part_close(&p);
}

static enum status parse(struct arena *a, str bytes, const struct sheet_format *format, struct sheet_file *file, struct problems *ps)
{
	struct table_maker maker = {.arena = a, .problems = ps};
	struct archive z;
	struct part part;
	enum status s = archive_open(&z, &maker, bytes);
	if (s == OK && part_open(&part, &z, format->part)) {
		struct lines_reader r = {.a = a, .part = &part, .maker = &maker, .format = format, .file = file};
		read_lines(&r);
		part_close(&part);
		read_mark(&z, format, file);
	} else if (s == OK) {
		(void)table_refuse(&maker, INVALID, W_files_damaged);
	}
	archive_close(&z);
	return maker.status;
}

enum status sheet_file_parse(struct arena *a, str bytes, struct sheet_file *file, struct problems *ps)
{
	static const str container = S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
	struct document looked = {0};
	*file = (struct sheet_file){0};
	if (str_starts(bytes, container))
		return document_refuse(ps, INVALID, W_paper_old_word);
	if (!str_starts(bytes, S("PK\x03\x04")))
		return document_refuse(ps, INVALID, W_paper_not_word);
	enum status s = document_office(a, bytes, &looked, ps);
	if (s != OK)
		return s;
	if (str_eq(looked.extension, S("docx")))
		return parse(a, bytes, &sheet_format_docx, file, ps);
	return str_eq(looked.extension, S("odt")) ? parse(a, bytes, &sheet_format_odt, file, ps) : document_refuse(ps, INVALID, W_paper_not_word);
}

/* ---- over the wire ---- */

static void put_line(struct out *o, const struct sheet_line *line)
{
	wire_put_u32(o, line->table);
	wire_put_u32(o, line->row);
	wire_put_u32(o, line->column);
	wire_put_u32(o, line->heading);
	wire_put_str(o, line->text);
	wire_put_u32(o, (uint32_t)line->controls.n);
	for (size_t i = 0; i < line->controls.n; i++) {
		wire_put_str(o, line->controls.at[i].tag);
		wire_put_str(o, line->controls.at[i].text);
		wire_put_u32(o, line->controls.at[i].number);
		wire_put_u32(o, (uint32_t)line->controls.at[i].state);
	}
}

static enum status work(struct arena *a, str input, struct out *result, struct problems *ps)
{
	struct sheet_file file;
	enum status s = sheet_file_parse(a, input, &file, ps);
	if (s != OK)
		return s;
	wire_put_str(result, file.mark);
	wire_put_u32(result, (uint32_t)file.lines.n);
	for (size_t i = 0; i < file.lines.n; i++)
		put_line(result, &file.lines.at[i]);
	return OK;
}

static void take_line(struct wire *w, struct arena *a, struct sheet_line *line)
{
	line->table = wire_u32(w);
	line->row = wire_u32(w);
	line->column = wire_u32(w);
	line->heading = wire_u32(w);
	line->text = arena_str(a, wire_str(w));
	uint32_t n = wire_count(w, CONTROL_LEAST, LIMIT_PAPER_LINES);
	for (uint32_t i = 0; i < n && !w->bad; i++) {
		struct sheet_control *c = LIST_ADD(a, &line->controls);
		c->tag = arena_str(a, wire_str(w));
		c->text = arena_str(a, wire_str(w));
		c->number = wire_u32(w);
		uint32_t state = wire_u32(w);
		w->bad = w->bad || state > CONTROL_NOT_TICKED || !c->tag.p || !c->text.p;
		c->state = (enum control_state)state;
	}
	w->bad = w->bad || !line->text.p;
}

static bool take(struct arena *a, str result, void *thing)
{
	struct wire w = {.rest = result};
	struct sheet_file *file = thing;
	*file = (struct sheet_file){.mark = arena_str(a, wire_str(&w))};
	uint32_t n = wire_count(&w, LINE_LEAST, LIMIT_PAPER_LINES);
	for (uint32_t i = 0; i < n && !w.bad; i++)
		take_line(&w, a, LIST_ADD(a, &file->lines));
	return wire_ended(&w);
}

enum status sheet_file_read(struct arena *a, str name, str bytes, struct sheet_file *file, struct problems *ps)
{
	static const struct sandbox_job job = {.work = work, .take = take, .input_max = LIMIT_UPLOAD_BYTES, .result_max = RESULT_MAX, .memory_max = LIMIT_LOOK_MEMORY,
		.seconds = LIMIT_LOOK_SECONDS};
	return sandbox_run_bytes(a, &job, name, bytes, file, ps);
}
