/* Which forms a filled sheet is read with: wide enough for the years and lines of other funders that it holds, and in the language in which it is written. Called by the page
   that takes a sheet; reads no file and no table. */
#include "imports/sheet_import.h"

#include "base/limits.h"

static void read_with(struct arena *a, const struct sheet_file *file, const struct form_context *context, enum lang lang, const struct form_values *identity,
                      const struct form_values *values, struct sheet_reading *r)
{
	r->identity = form_build(a, context, true, lang, identity);
	r->form = form_build(a, context, false, lang, values);
	sheet_import_match(a, file, r->identity, r->form, &r->import);
}

static void copy(struct arena *a, const struct form_values *from, struct form_values *to)
{
	for (size_t i = 0; from && i < from->n; i++)
		form_set(a, to, from->at[i].key, from->at[i].value);
}

/* Every year and every line of another funder that a budget may have: what a first reading looks for. */
static struct form_values widest(struct arena *a, const struct form_values *values)
{
	struct form_values wide = {0};
	copy(a, values, &wide);
	form_set(a, &wide, S("request.period"), S("multi_year"));
	form_set(a, &wide, S("request.years"), arena_fmt(a, "%d", LIMIT_BUDGET_YEARS));
	for (int year = 1; year <= LIMIT_BUDGET_YEARS; year++)
		form_set(a, &wide, arena_fmt(a, "budget.%d.74x.%d.name", year, LIMIT_BUDGET_FREE_LINES), S("-"));
	return wide;
}

static void read_in(struct arena *a, const struct sheet_file *file, const struct form_context *context, enum lang lang, const struct form_values *identity,
                    const struct form_values *values, struct sheet_reading *r)
{
	struct form_values wide = widest(a, values), said = {0};
	read_with(a, file, context, lang, identity, &wide, r);
	copy(a, values, &said);
	for (size_t i = 0; i < r->import.values.n; i++)
		if (r->import.values.at[i].form == r->form)
			form_set(a, &said, r->import.values.at[i].key, r->import.values.at[i].typed);
	read_with(a, file, context, lang, identity, &said, r);
}

/* Lines that end with the title of a topic: its heading, with or without a number before. */
static size_t headings_of(const struct sheet_file *file, const struct form *form)
{
	size_t n = 0;
	for (size_t t = 0; t < form->topics.n; t++)
		for (size_t i = 0; i < file->lines.n; i++)
			n += str_ends(str_trim(file->lines.at[i].text), form->topics.at[t].title);
	return n;
}

static enum lang lang_of(struct arena *a, const struct sheet_file *file, const struct form_context *context, enum lang lang)
{
	size_t most = headings_of(file, form_build(a, context, false, lang, NULL));
	for (enum lang other = 0; other < LANG_COUNT; other++) {
		size_t n = headings_of(file, form_build(a, context, false, other, NULL));
		lang = n > most ? other : lang;
		most = n > most ? n : most;
	}
	return lang;
}

void sheet_import_read(struct arena *a, const struct sheet_file *file, const struct form_context *context, enum lang lang, const struct form_values *identity,
                       const struct form_values *values, struct sheet_reading *reading)
{
	read_in(a, file, context, lang_of(a, file, context, lang), identity, values, reading);
}
