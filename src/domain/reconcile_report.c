/* The reconciliation as text and as JSON. */
#include "domain/amount.h"
#include "domain/reconcile.h"

#include "base/format.h"
#include "base/limits.h"
#include "base/utf8.h"

enum { LABEL_WIDTH = 34, FIGURE_WIDTH = 18, PLACE_BYTES = 1024, LABEL_SHOWN = 120 };

static bool sums(const struct reconcile_column *c)
{
	return c->kind == COLUMN_AMOUNT || c->kind == COLUMN_TOTAL || c->kind == COLUMN_COUNT;
}

static str place_text(struct arena *a, enum lang lang, const struct reconcile_place *p)
{
	struct out o = out_new(PLACE_BYTES + p->sheet.n);
	if (p->sheet.n)
		WORDS(&o, lang, W_reconcile_place_sheet, ARG("name", p->sheet));
	if (p->row) {
		out_str(&o, o.n ? S(", ") : S(""));
		WORDS(&o, lang, W_reconcile_place_row, ARG("row", arena_fmt(a, "%u", p->row)));
	}
	if (p->column >= 0) {
		out_str(&o, o.n ? S(", ") : S(""));
		WORDS(&o, lang, W_reconcile_place_column, ARG("letters", column_letters(a, (uint32_t)p->column)));
	}
	str text = arena_str(a, out_text(&o));
	out_free(&o);
	return text;
}

struct findings reconciliation_findings(struct arena *a, enum lang lang, const struct reconciliation *r)
{
	struct findings placed = findings_new(a);
	for (size_t i = 0; i < r->findings.list.n; i++) {
		const struct finding *f = &r->findings.list.at[i];
		finding_add(&placed, f->severity, place_text(a, lang, &r->places.at[i]), f->message, f->args, f->arg_count);
	}
	return placed;
}

/* At most so many characters, on one line of a terminal; how many were written. */
static size_t one_line(struct out *o, str label, size_t most)
{
	size_t width = 0;
	str rest = label;
	while (rest.n && width < most) {
		size_t n = utf8_length(rest);
		n = n ? n : 1;
		if (rest.p[0] == '\n' || rest.p[0] == '\r' || rest.p[0] == '\t')
			out_char(o, ' ');
		else
			out_bytes(o, rest.p, n);
		width++;
		rest = str_skip(rest, n);
	}
	return width;
}

static void padded(struct out *o, str label)
{
	size_t width = one_line(o, label, LABEL_WIDTH);
	out_pad(o, ' ', LABEL_WIDTH - width);
}

static void right(struct out *o, str text)
{
	size_t width = utf8_width(text);
	out_pad(o, ' ', width < FIGURE_WIDTH ? FIGURE_WIDTH - width : 1);
	out_str(o, text);
}

static void figure(struct out *o, enum lang lang, const struct reconcile_column *c, int64_t micro)
{
	struct out one = out_new(64);
	if (c->money)
		out_money(&one, lang, amount_money(micro));
	else
		out_milli(&one, lang, micro / 1000);
	right(o, out_text(&one));
	out_free(&one);
}

static void figure_line(struct out *o, enum lang lang, const struct reconcile_column *c, str label, const struct reconcile_figure *f)
{
	out_str(o, S("  "));
	padded(o, label);
	figure(o, lang, c, f->sum_micro);
	if (f->printed_set) {
		figure(o, lang, c, f->printed_micro);
		if (amount_money(f->printed_micro).cents == amount_money(f->sum_micro).cents)
			right(o, S("="));
		else
			figure(o, lang, c, micro_add(f->printed_micro, -f->sum_micro));
	}
	out_char(o, '\n');
}

static void heading(struct out *o, enum lang lang, enum word what)
{
	out_str(o, S("  "));
	padded(o, word_text(lang, what));
	right(o, word_text(lang, W_reconcile_sum));
	right(o, word_text(lang, W_reconcile_printed));
	right(o, word_text(lang, W_reconcile_gap));
	out_char(o, '\n');
}

static void sections_text(struct out *o, enum lang lang, const struct reconcile_block *b)
{
	if (!b->sections.n)
		return;
	heading(o, lang, W_reconcile_by_section);
	for (size_t s = 0; s < b->sections.n; s++) {
		const struct reconcile_section *section = &b->sections.at[s];
		out_str(o, S("  "));
		one_line(o, section->label, LABEL_SHOWN);
		out_fmt(o, " (%u-%u)\n", section->first_row, section->last_row);
		for (size_t c = 0; c < b->columns.n; c++) {
			if (!sums(&b->columns.at[c]) || (!section->figures[c].sum_micro && !section->figures[c].printed_set))
				continue;
			struct out label = out_new(LIMIT_LABEL_BYTES * 4);
			out_str(&label, S("  "));
			out_str(&label, b->columns.at[c].label);
			figure_line(o, lang, &b->columns.at[c], out_text(&label), &section->figures[c]);
			out_free(&label);
		}
	}
}

static void block_text(struct out *o, enum lang lang, const struct reconcile_block *b)
{
	out_char(o, '\n');
	if (b->sheet.n) {
		WORDS(o, lang, W_reconcile_place_sheet, ARG("name", b->sheet));
		out_str(o, S(", "));
	}
	WORDS(o, lang, W_reconcile_table, ARG("first", (int64_t)b->first_row), ARG("last", (int64_t)b->last_row), ARG("n", b->rows));
	out_char(o, '\n');
	heading(o, lang, W_reconcile_by_column);
	for (size_t c = 0; c < b->columns.n; c++)
		if (sums(&b->columns.at[c]))
			figure_line(o, lang, &b->columns.at[c], b->columns.at[c].label, &b->columns.at[c].figure);
	sections_text(o, lang, b);
	if (b->row_gaps.n) {
		out_str(o, S("  "));
		WORDS(o, lang, W_reconcile_rows_with_gap, ARG("n", b->row_gaps.n));
		out_char(o, '\n');
	}
}

/* Did the table print something that could be checked: a total, a percentage, a cost with its funders? */
static bool compares(const struct reconciliation *r)
{
	for (size_t i = 0; i < r->blocks.n; i++) {
		const struct reconcile_block *b = &r->blocks.at[i];
		for (size_t c = 0; c < b->columns.n; c++) {
			const struct reconcile_column *column = &b->columns.at[c];
			if (column->figure.printed_set || column->named || column->kind == COLUMN_TOTAL || column->kind == COLUMN_PERCENT)
				return true;
			for (size_t k = 0; k < b->sections.n; k++)
				if (b->sections.at[k].figures[c].printed_set)
					return true;
		}
	}
	return false;
}

void reconciliation_text(struct out *o, enum lang lang, const struct reconciliation *r)
{
	str separator = r->separator == '\t' ? word_text(lang, W_reconcile_tab) : (str){&r->separator, 1};
	if (r->separator)
		WORDS(o, lang, W_reconcile_csv_header, ARG("file", r->file), ARG("encoding", r->encoding), ARG("separator", separator));
	else
		WORDS(o, lang, W_reconcile_book_header, ARG("file", r->file), ARG("format", r->format));
	out_char(o, '\n');
	for (size_t i = 0; i < r->blocks.n; i++)
		block_text(o, lang, &r->blocks.at[i]);
	out_char(o, '\n');
	struct findings placed = reconciliation_findings(r->arena, lang, r);
	findings_write(o, lang, &placed);
	if (r->untold) {
		WORDS(o, lang, W_problem_more, ARG("n", r->untold));
		out_char(o, '\n');
	}
	if (!r->blocks.n)
		return; /* the only finding says so */
	if (reconciliation_adds_up(r))
		out_str(o, word_text(lang, compares(r) ? W_reconcile_adds_up : W_reconcile_nothing_printed));
	else
		WORDS(o, lang, W_reconcile_does_not_add_up, ARG("n", r->findings.errors));
	out_char(o, '\n');
}

static const char *kind_name(enum column_kind k)
{
	static const char *const names[] = {[COLUMN_EMPTY] = "empty", [COLUMN_TEXT] = "text", [COLUMN_CODE] = "code", [COLUMN_AMOUNT] = "amount",
	                                    [COLUMN_TOTAL] = "total", [COLUMN_COUNT] = "count", [COLUMN_PERCENT] = "percent"};
	return names[k];
}

static void figure_json(struct json *j, const struct reconcile_figure *f)
{
	int64_t sum = amount_money(f->sum_micro).cents, printed = amount_money(f->printed_micro).cents;
	json_int(j, S("sum_cents"), sum);
	if (!f->printed_set) {
		json_null(j, S("printed_cents"));
		json_null(j, S("gap_cents"));
		return;
	}
	json_int(j, S("printed_cents"), printed);
	json_int(j, S("gap_cents"), printed - sum);
}

static void columns_json(struct json *j, struct arena *a, const struct reconcile_block *b, const struct reconcile_figure *figures)
{
	json_array_in(j, S("columns"));
	for (size_t c = 0; c < b->columns.n; c++) {
		const struct reconcile_column *col = &b->columns.at[c];
		if (figures && !sums(col))
			continue;
		json_object(j);
		json_text(j, S("label"), col->label);
		if (!figures) {
			json_text(j, S("letter"), column_letters(a, col->index));
			json_text(j, S("kind"), str_of(kind_name(col->kind)));
			json_text(j, S("unit"), col->money ? S("EUR") : STR_NONE);
			json_bool(j, S("named"), col->named);
		}
		if (sums(col))
			figure_json(j, figures ? &figures[c] : &col->figure);
		json_end(j);
	}
	json_end(j);
}

static void sections_json(struct json *j, struct arena *a, const struct reconcile_block *b)
{
	json_array_in(j, S("sections"));
	for (size_t s = 0; s < b->sections.n; s++) {
		const struct reconcile_section *section = &b->sections.at[s];
		json_object(j);
		json_text(j, S("label"), section->label);
		json_int(j, S("first_row"), section->first_row);
		json_int(j, S("last_row"), section->last_row);
		json_int(j, S("rows"), (int64_t)section->rows);
		columns_json(j, a, b, section->figures);
		json_end(j);
	}
	json_end(j);
}

static void row_gaps_json(struct json *j, const struct reconcile_block *b)
{
	json_array_in(j, S("rows_with_gap"));
	for (size_t i = 0; i < b->row_gaps.n; i++) {
		const struct reconcile_row_gap *g = &b->row_gaps.at[i];
		json_object(j);
		json_int(j, S("row"), g->row);
		json_text(j, S("label"), g->label);
		json_text(j, S("column"), g->column);
		json_int(j, S("printed_cents"), amount_money(g->printed_micro).cents);
		json_int(j, S("computed_cents"), amount_money(g->computed_micro).cents);
		json_int(j, S("gap_cents"), amount_money(g->printed_micro).cents - amount_money(g->computed_micro).cents);
		json_end(j);
	}
	json_end(j);
}

void reconciliation_json(struct out *o, enum lang lang, const struct reconciliation *r)
{
	struct json j = json_new(o);
	json_object(&j);
	json_text(&j, S("file"), r->file);
	json_text(&j, S("format"), r->format);
	json_text(&j, S("encoding"), r->encoding);
	json_text(&j, S("separator"), r->separator ? (str){&r->separator, 1} : STR_NONE);
	json_array_in(&j, S("sheets"));
	for (size_t i = 0; i < r->blocks.n; i++) {
		const struct reconcile_block *b = &r->blocks.at[i];
		json_object(&j);
		json_text(&j, S("name"), b->sheet.n ? b->sheet : STR_NONE);
		json_int(&j, S("first_row"), b->first_row);
		json_int(&j, S("last_row"), b->last_row);
		json_int(&j, S("rows"), (int64_t)b->rows);
		columns_json(&j, r->arena, b, NULL);
		sections_json(&j, r->arena, b);
		row_gaps_json(&j, b);
		json_end(&j);
	}
	json_end(&j);
	struct findings placed = reconciliation_findings(r->arena, lang, r);
	findings_json(&j, lang, &placed);
	json_int(&j, S("findings_untold"), (int64_t)r->untold);
	if (r->blocks.n)
		json_bool(&j, S("adds_up"), reconciliation_adds_up(r));
	else
		json_null(&j, S("adds_up"));
	json_end(&j);
}
