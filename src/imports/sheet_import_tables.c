/* Tables of a sheet: lists line by line in their order (rows may have been added, moved, removed: their number is their place), the budget and the publics by tag or by the
   words of their row and column. A table of somebody's own is listed as not read. */
#include "base/utf8.h"
#include "domain/budget.h"
#include "domain/publics.h"
#include "imports/sheet_import_parts.h"

enum { COLUMNS = 32, ROWS = 400 };

struct cell {
	str text;
	const struct sheet_control *control; /* the first with a tag of ours; NULL */
	const struct place *place;
	bool empty; /* a placeholder, or nothing */
};
struct grid {
	struct cell *cells; /* ROWS × COLUMNS at most */
	size_t rows, columns;
};

/* A row that is cut short has nothing there. */
static const struct cell *at(const struct grid *g, size_t row, size_t column)
{
	static const struct cell nothing = {.text = {"", 0}, .empty = true};
	return row < g->rows && column < g->columns ? &g->cells[row * COLUMNS + column] : &nothing;
}

static void add_to_cell(struct importing *im, struct cell *c, const struct sheet_line *line)
{
	bool only_placeholder = false;
	for (size_t i = 0; i < line->controls.n; i++) {
		const struct place *place = import_place_tagged(im, line->controls.at[i].tag);
		only_placeholder = line->controls.n == 1 && line->controls.at[i].state == CONTROL_PLACEHOLDER && str_eq(str_trim(line->text), str_trim(line->controls.at[i].text));
		if (place && !c->place) {
			c->place = place;
			c->control = &line->controls.at[i];
		}
	}
	str text = only_placeholder ? S("") : str_trim(line->text);
	if (text.n)
		c->text = c->text.n ? arena_fmt(im->a, "%.*s\n%.*s", STR_ARGS(c->text), STR_ARGS(text)) : text;
}

static size_t read_grid(struct importing *im, const struct sheet_file *file, size_t first, struct grid *g)
{
	uint32_t table = file->lines.at[first].table;
	size_t i = first;
	*g = (struct grid){.cells = ARENA_ARRAY(im->a, (size_t)ROWS * COLUMNS, struct cell)};
	for (; i < file->lines.n && file->lines.at[i].table == table; i++) {
		const struct sheet_line *line = &file->lines.at[i];
		if (line->row < 1 || line->column < 1 || line->row > ROWS || line->column > COLUMNS) {
			if (str_trim(line->text).n)
				import_unread(im, UNREAD_TEXT, im->topic ? im->topic->title : S(""), str_trim(line->text), STR_NONE);
			continue;
		}
		if (line->row > g->rows)
			g->rows = line->row;
		if (line->column > g->columns)
			g->columns = line->column;
		struct cell *c = &g->cells[(line->row - 1) * COLUMNS + line->column - 1];
		if (!c->text.p)
			c->text = S("");
		add_to_cell(im, c, line);
	}
	for (size_t k = 0; k < g->rows * COLUMNS; k++) {
		if (!g->cells[k].text.p)
			g->cells[k].text = S("");
		str text = g->cells[k].text;
		g->cells[k].empty = !(text.n && text.p[0] >= '0' && text.p[0] <= '9') && import_is_known(im, text);
	}
	return i;
}

static str heading(struct importing *im, const struct grid *g, size_t column)
{
	return import_fold(im, at(g, 0, column)->text);
}

static bool has_heading(struct importing *im, const struct grid *g, str words)
{
	str fold = import_fold(im, words);
	for (size_t i = 0; i < g->columns; i++)
		if (str_eq(heading(im, g, i), fold))
			return true;
	return false;
}

/* ---- lists ---- */

struct list {
	const struct form *form;
	const struct form_topic *topic;
	const struct form_group *group;
};

/* "partners.2.name" begins with "partners." */
static bool is_of(struct importing *im, const struct form_group *group, str key)
{
	return str_starts(key, arena_fmt(im->a, "%.*s.", STR_ARGS(group->key)));
}

static bool list_is(struct importing *im, const struct grid *g, const struct form_group *group)
{
	for (size_t r = 0; r < g->rows; r++)
		for (size_t c = 0; c < g->columns; c++)
			for (size_t f = 0; at(g, r, c)->control && f < group->line.n; f++) {
				str tag = at(g, r, c)->control->tag;
				if (is_of(im, group, tag) && str_ends(tag, arena_fmt(im->a, ".%.*s", STR_ARGS(group->line.at[f].key))))
					return true;
			}
	for (size_t f = 0; f < group->line.n; f++)
		if (!has_heading(im, g, group->line.at[f].label))
			return false;
	return true;
}

static bool find_list(struct importing *im, const struct grid *g, struct list *list)
{
	for (size_t pass = 0; pass < 2; pass++) /* of the topic first: two lists may have the same headings */
		for (size_t f = 0; f < 2; f++)
			for (size_t t = 0; t < im->forms[f]->topics.n; t++) {
				const struct form_topic *topic = &im->forms[f]->topics.at[t];
				for (size_t k = 0; (pass || topic == im->topic) && k < topic->groups.n; k++)
					if (list_is(im, g, &topic->groups.at[k])) {
						*list = (struct list){im->forms[f], topic, &topic->groups.at[k]};
						return true;
					}
			}
	return false;
}

/* The column of a question: by its heading, else by its place. */
static size_t column_of(struct importing *im, const struct grid *g, const struct form_group *group, size_t field)
{
	str fold = import_fold(im, group->line.at[field].label);
	for (size_t c = 0; c < g->columns; c++)
		if (str_eq(heading(im, g, c), fold))
			return c;
	return field;
}

static bool row_is_written(const struct grid *g, size_t row)
{
	for (size_t c = 0; c < g->columns; c++)
		if (!at(g, row, c)->empty)
			return true;
	return false;
}

static str row_text(struct importing *im, const struct grid *g, size_t row)
{
	str all = S("");
	for (size_t c = 0; c < g->columns; c++)
		if (!at(g, row, c)->empty)
			all = arena_fmt(im->a, "%.*s%s%.*s", STR_ARGS(all), all.n ? " | " : "", STR_ARGS(at(g, row, c)->text));
	return all;
}

static void read_list(struct importing *im, const struct grid *g, const struct list *list)
{
	const struct form_group *group = list->group;
	size_t first = 0, line = 0;
	for (size_t f = 0; f < group->line.n && !first; f++)
		first = has_heading(im, g, group->line.at[f].label);
	for (size_t r = first; r < g->rows; r++) {
		if (!row_is_written(g, r))
			continue;
		if (++line > group->most) {
			import_unread(im, UNREAD_TOO_MANY, group->label, row_text(im, g, r), STR_NONE);
			continue;
		}
		for (size_t f = 0; f < group->line.n; f++) {
			const struct cell *c = at(g, r, column_of(im, g, group, f));
			const struct place place = {.form = list->form, .topic = list->topic, .field = &group->line.at[f]};
			if (!c->empty && !group->line.at[f].derived)
				import_answer(im, &place, arena_fmt(im->a, "%.*s.%zu.%.*s", STR_ARGS(group->key), line, STR_ARGS(group->line.at[f].key)), c->text, 0);
		}
	}
	im->topic = list->topic;
	im->topic_form = list->form;
}

/* ---- amounts and persons ---- */

static void answer_cell(struct importing *im, const struct cell *c, str key)
{
	const struct form *form = im->forms[1];
	const struct form_field *field = form_field_of(form, key);
	const struct place place = {.form = form, .topic = form_topic_of(form, key), .field = field};
	if (c->empty)
		return;
	if (field)
		import_answer(im, &place, key, c->text, 0);
	else
		import_unread(im, UNREAD_TOO_MANY, word_text(form->lang, W_paper_budget_of), c->text, STR_NONE);
}

static bool by_tag(struct importing *im, const struct cell *c)
{
	if (!c->place || c->place->option)
		return false;
	if (!c->empty)
		import_answer(im, c->place, c->place->key, c->text, c->control->number);
	return true;
}

struct side {
	const struct budget_line *lines;
	size_t n, year, free; /* free: lines of other funders met */
};

static void other_funder(struct importing *im, struct side *side, const struct cell *label, const struct cell *amount)
{
	str prefix = word_text(im->forms[1]->lang, W_paper_free_funder), name = str_starts(label->text, prefix) ? str_trim(str_skip(label->text, prefix.n)) : STR_NONE;
	if (label->control && !label->empty && !name.p)
		name = label->text;
	side->free++;
	const struct cell named = {.text = name.p ? name : S(""), .empty = !str_is_set(name) || import_is_known(im, name)};
	answer_cell(im, &named, arena_fmt(im->a, "budget.%zu.74x.%zu.name", side->year, side->free));
	answer_cell(im, amount, arena_fmt(im->a, "budget.%zu.74x.%zu.amount", side->year, side->free));
}

/* The lines are known by their words in the first year; each table of the budget is a year of its own. */
static str key_in_year(struct importing *im, const struct side *side, const struct budget_line *line)
{
	const str first = S("budget.1.");
	return arena_fmt(im->a, "budget.%zu.%.*s", side->year, STR_ARGS(str_skip(line->key, first.n)));
}

static void budget_cells(struct importing *im, struct side *side, const struct cell *label, const struct cell *amount)
{
	str prefix = import_fold(im, word_text(im->forms[1]->lang, W_paper_free_funder)), fold = import_fold(im, label->text);
	if (str_starts(fold, prefix)) {
		other_funder(im, side, label, amount);
		return;
	}
	if (by_tag(im, amount))
		return;
	for (size_t i = 0; i < side->n; i++)
		if (side->lines[i].typed && str_eq(import_fold(im, side->lines[i].label), fold)) {
			answer_cell(im, amount, key_in_year(im, side, &side->lines[i]));
			return;
		}
}

static bool read_budget(struct importing *im, const struct grid *g)
{
	enum lang lang = im->forms[1]->lang;
	enum { PAIRS = 4 };
	if (g->columns < PAIRS || !has_heading(im, g, word_text(lang, W_paper_charges)) || !has_heading(im, g, word_text(lang, W_paper_produits)))
		return false;
	static const struct form_values none = {0};
	struct budget budget;
	size_t year = ++im->budgets;
	budget_read(im->a, im->forms[1], &none, &budget);
	struct side charges = {budget.years.at[0].charges.at, budget.years.at[0].charges.n, year, 0}, produits = {budget.years.at[0].produits.at, budget.years.at[0].produits.n, year, 0};
	for (size_t r = 1; r < g->rows; r++) {
		budget_cells(im, &charges, at(g, r, 0), at(g, r, 1));
		budget_cells(im, &produits, at(g, r, 2), at(g, r, 3));
	}
	return true;
}

static str district_of(struct importing *im, const struct publics *publics, str label)
{
	str fold = import_fold(im, label);
	for (size_t i = 0; i < publics->rows.n; i++)
		if (str_eq(import_fold(im, publics->rows.at[i].label), fold))
			return publics->rows.at[i].district;
	return STR_NONE;
}

static void publics_row(struct importing *im, const struct grid *g, size_t row, const struct publics *publics)
{
	str district = district_of(im, publics, at(g, row, 0)->text), sex = import_fold(im, at(g, row, 1)->text);
	for (size_t c = 2; c < g->columns; c++) {
		if (by_tag(im, at(g, row, c)) || at(g, row, c)->empty)
			continue;
		for (size_t s = 0; district.p && s < PUBLIC_SEXES; s++)
			for (size_t b = 0; b < PUBLIC_BANDS; b++)
				if (str_eq(sex, import_fold(im, word_text(im->forms[1]->lang, public_sex_word(s)))) &&
				    str_eq(name_fold(im->a, at(g, 0, c)->text), name_fold(im->a, word_text(im->forms[1]->lang, public_band_word(b)))))
					answer_cell(im, at(g, row, c), public_key(im->a, district, s, b));
		if (!district.p)
			import_unread(im, UNREAD_TEXT, at(g, row, 0)->text, at(g, row, c)->text, STR_NONE);
	}
}

static bool read_publics(struct importing *im, const struct grid *g)
{
	static const struct form_values none = {0};
	enum lang lang = im->forms[1]->lang;
	struct publics publics;
	if (!has_heading(im, g, word_text(lang, W_paper_place)) || !has_heading(im, g, word_text(lang, W_paper_sex)))
		return false;
	publics_read(im->a, im->forms[1], &none, &publics);
	for (size_t r = 1; r < g->rows; r++)
		publics_row(im, g, r, &publics);
	return true;
}

/* ---- any table ---- */

/* The box at the top with what the call says. */
static bool is_about(struct importing *im, const struct grid *g)
{
	return !im->begun && has_heading(im, g, word_text(im->forms[1]->lang, W_paper_about));
}

size_t import_table(struct importing *im, const struct sheet_file *file, size_t first)
{
	struct grid g;
	struct list list;
	size_t next = read_grid(im, file, first, &g);
	im->current = NULL;
	if (is_about(im, &g))
		return next;
	if (find_list(im, &g, &list)) {
		read_list(im, &g, &list);
		return next;
	}
	if (read_budget(im, &g) || read_publics(im, &g))
		return next;
	for (size_t i = first; i < next; i++) /* somebody laid the questions out in a table */
		import_line(im, &file->lines.at[i]);
	return next;
}
