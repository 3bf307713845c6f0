/* Printing lists. */
#include "cli/listing.h"

#include "base/csv.h"
#include "base/format.h"
#include "base/json.h"
#include "base/utf8.h"

enum { CELL_BYTES = 4096 };

static void cell_for_people(struct out *o, enum lang lang, const struct listing_cell *c)
{
	switch (c->kind) {
	case LISTED_TEXT: out_str(o, c->text); break;
	case LISTED_NUMBER: out_number(o, lang, c->number); break;
	case LISTED_MONEY: out_money(o, lang, c->amount); break;
	case LISTED_NOTHING: break;
	}
}

static str cell_string(struct arena *a, enum lang lang, const struct listing_cell *c)
{
	struct out o = out_new(CELL_BYTES);
	cell_for_people(&o, lang, c);
	return out_keep(&o, a);
}

static void print_cell(struct out *o, str s, size_t columns, bool right)
{
	size_t width = utf8_width(s);
	size_t blanks = width < columns ? columns - width : 0;
	if (right)
		out_pad(o, ' ', blanks);
	out_str(o, s);
	if (!right)
		out_pad(o, ' ', blanks);
	out_str(o, S("  "));
}

static bool aligned_right(const struct listing_cell *c)
{
	return c->kind == LISTED_NUMBER || c->kind == LISTED_MONEY;
}

static void as_table(struct invocation *in, struct out *o, const struct listing *l)
{
	size_t n = l->column_count;
	size_t *widths = ARENA_ARRAY(in->arena, n, size_t);
	str *texts = ARENA_ARRAY(in->arena, l->cells.n + 1, str);
	for (size_t i = 0; i < n; i++)
		widths[i] = utf8_width(word_text(in->lang, l->columns[i].heading));
	for (size_t i = 0; i < l->cells.n; i++) {
		texts[i] = cell_string(in->arena, in->lang, &l->cells.at[i]);
		size_t width = utf8_width(texts[i]);
		if (width > widths[i % n])
			widths[i % n] = width;
	}
	for (size_t i = 0; i < n; i++)
		print_cell(o, word_text(in->lang, l->columns[i].heading), widths[i], l->cells.n > i && aligned_right(&l->cells.at[i]));
	out_char(o, '\n');
	for (size_t i = 0; i < n; i++) {
		out_pad(o, '-', widths[i]);
		out_str(o, S("  "));
	}
	out_char(o, '\n');
	for (size_t i = 0; i < l->cells.n; i++) {
		print_cell(o, texts[i], widths[i % n], aligned_right(&l->cells.at[i]));
		if (i % n == n - 1)
			out_char(o, '\n');
	}
}

static void csv_cell(struct csv *c, const struct listing_cell *cell)
{
	switch (cell->kind) {
	case LISTED_TEXT: csv_text(c, cell->text); break;
	case LISTED_NUMBER: csv_int(c, cell->number); break;
	case LISTED_MONEY: csv_money(c, cell->amount); break;
	case LISTED_NOTHING: csv_empty(c); break;
	}
}

static void as_csv(struct invocation *in, struct out *o, const struct listing *l)
{
	struct csv c = csv_new(o);
	for (size_t i = 0; i < l->column_count; i++)
		csv_text(&c, word_text(in->lang, l->columns[i].heading));
	csv_end_row(&c);
	for (size_t i = 0; i < l->cells.n; i++) {
		csv_cell(&c, &l->cells.at[i]);
		if (i % l->column_count == l->column_count - 1)
			csv_end_row(&c);
	}
}

static void json_cell(struct json *j, str key, const struct listing_cell *cell)
{
	switch (cell->kind) {
	case LISTED_TEXT: json_text(j, key, cell->text); break;
	case LISTED_NUMBER: json_int(j, key, cell->number); break;
	case LISTED_MONEY: json_int(j, key, cell->amount.cents); break;
	case LISTED_NOTHING: json_null(j, key); break;
	}
}

static void as_json(struct out *o, const struct listing *l)
{
	struct json j = json_new(o);
	json_array(&j);
	for (size_t i = 0; i < l->cells.n; i++) {
		size_t column = i % l->column_count;
		if (column == 0)
			json_object(&j);
		json_cell(&j, str_of(l->columns[column].key), &l->cells.at[i]);
		if (column == l->column_count - 1)
			json_end(&j);
	}
	json_end(&j);
	out_char(o, '\n');
}

enum exit_code listing_print(struct invocation *in, const struct listing *l)
{
	always(l->column_count > 0);
	struct result r = result_new(in);
	if (format_is(in, S("json")))
		as_json(&r.out, l);
	else if (format_is(in, S("csv")))
		as_csv(in, &r.out, l);
	else
		as_table(in, &r.out, l);
	return result_end(in, &r);
}
