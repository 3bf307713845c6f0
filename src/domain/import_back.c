/* What somebody changed in a grid that was written as a spreadsheet: each value is compared with what it was in the file and with what it is now. Both differ: a conflict, shown side by
   side, where what others typed stays until the person takes theirs. Lines added by hand make applications; lines taken out take nothing away. */
#include "domain/import.h"

#include "base/utf8.h"
#include "domain/grid.h"

struct backing {
	struct arena *a;
	const struct grid *g;
	const struct import_known *known;
	const struct import_mapping *m;
	struct import_plan *plan;
	struct problems *ps;
};

static const struct {
	str key;
	enum import_field field;
} fields[] = {{S("cost"), IMPORT_COST}, {S("other"), IMPORT_INCOME}, {S("decision"), IMPORT_DECISION}, {S("axis"), IMPORT_AXIS_CODE}, {S("note"), IMPORT_NOTE}};

static enum import_field field_of(str key)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (str_eq(fields[i].key, key))
			return fields[i].field;
	return IMPORT_FIELDS;
}

static str set(str text)
{
	return text.p ? text : S("");
}

static str amount_text(struct arena *a, opt_money amount)
{
	return amount.set ? arena_fmt(a, "%lld", (long long)amount.value.cents) : S("");
}

static const struct {
	str code;
	enum word word;
} decisions[] = {{S("programmed"), W_imports_decision_programmed}, {S("reserve"), W_imports_decision_reserve}, {S("refused"), W_imports_decision_refused}};

/* The code of a decision in either language, by any case; the text itself when it is none. */
static str decision_code(struct arena *a, str text)
{
	str fold = name_fold(a, text);
	for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++)
		for (enum lang lang = 0; lang < LANG_COUNT; lang++)
			if (str_eq(fold, name_fold(a, word_text(lang, decisions[i].word))) || str_eq(text, decisions[i].code))
				return decisions[i].code;
	return text;
}

static str axis_code(const struct backing *b, str text)
{
	str fold = name_fold(b->a, text);
	for (size_t i = 0; i < b->known->axes.n; i++)
		if (str_eq(b->known->axes.at[i].code, text) || str_eq(name_fold(b->a, b->known->axes.at[i].label), fold))
			return b->known->axes.at[i].code;
	return text;
}

static str field_now(struct backing *b, const struct grid_row *row, enum import_field field)
{
	switch (field) {
	case IMPORT_COST: return amount_text(b->a, (opt_money){true, row->cost});
	case IMPORT_INCOME: return amount_text(b->a, (opt_money){true, row->other});
	case IMPORT_DECISION: return set(row->decision);
	case IMPORT_AXIS_CODE: return set(row->axis);
	case IMPORT_NOTE: return set(row->note);
	case IMPORT_STATE:
	case IMPORT_DAUPHIN:
	case IMPORT_FIELDS: break;
	}
	return S("");
}

static str field_said(const struct backing *b, enum import_field field, str text)
{
	return field == IMPORT_DECISION ? decision_code(b->a, text) : field == IMPORT_AXIS_CODE ? axis_code(b, text) : text;
}

static bool is_mine(const struct backing *b, const struct import_line *line, str key)
{
	return str_is_set(import_choice_of(b->m, arena_fmt(b->a, "mine:%u/%.*s", line->number, STR_ARGS(key))));
}

static bool is_known_decision(str code)
{
	for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++)
		if (str_eq(code, decisions[i].code))
			return true;
	return !code.n;
}

static void back_field(struct backing *b, struct import_line *line, const struct grid_row *row, const struct import_keyed_value *v)
{
	enum import_field field = field_of(v->key);
	str said = field_said(b, field, v->now), base = field_said(b, field, v->base), now = row ? field_now(b, row, field) : S("");
	if (str_eq(said, base) || str_eq(said, now) || (field == IMPORT_COST && !said.n))
		return;
	if (field == IMPORT_DECISION && !is_known_decision(said)) {
		PROBLEM(&line->faults, STR_NONE, line->number, v->heading.n ? v->heading : v->key, W_imports_fault_decision, ARG("text", v->now));
		return;
	}
	bool theirs = row && !str_eq(now, base);
	*LIST_ADD(b->a, &line->values) = (struct import_value){.field = field, .before = now, .after = said, .theirs = theirs, .taken = !theirs || is_mine(b, line, v->key)};
}

static opt_money money_of_text(str text)
{
	opt_money amount = {0};
	amount.set = str_to_int64(text, &amount.value.cents);
	return amount;
}

static void back_cell(struct backing *b, struct import_line *line, const struct grid_row *row, const struct import_keyed_value *v)
{
	str code, stage_text;
	(void)str_cut(v->key, '/', &code, &stage_text);
	enum import_stage stage = import_stage_of_name(set(stage_text));
	size_t at = grid_column_of(b->g, code);
	if (at == SIZE_MAX || stage == IMPORT_STAGE_COUNT) {
		PROBLEM(&line->faults, STR_NONE, line->number, v->key, W_imports_fault_funder, ARG("what", v->key));
		return;
	}
	const struct grid_cell none = {0}, *cell = row ? &row->cells[at] : &none;
	opt_money amount = stage == IMPORT_STAGE_voted ? cell->voted : cell->proposed;
	bool refusal = stage == IMPORT_STAGE_voted && cell->refused;
	str now = refusal ? S(IMPORT_KEYED_REFUSED) : amount_text(b->a, amount);
	if (str_eq(v->now, v->base) || str_eq(v->now, now))
		return;
	bool theirs = row && !str_eq(now, v->base);
	struct import_cell c = {.column = code, .label = b->g->columns.at[at].label, .stage = stage, .before = amount, .after = money_of_text(v->now), .refused_before = cell->refused,
		.refused_after = str_eq(v->now, S(IMPORT_KEYED_REFUSED)), .theirs = theirs, .taken = !theirs || is_mine(b, line, v->key)};
	c.above = c.after.set && cell->asked.set && money_compare(c.after.value, cell->asked.value) > 0;
	if (c.above)
		PROBLEM(&line->remarks, STR_NONE, line->number, c.label, W_imports_remark_above, ARG("what", c.label), ARG("amount", c.after.value), ARG("asked", cell->asked.value));
	*LIST_ADD(b->a, &line->cells) = c;
}

static str said_of(const struct import_keyed_row *row, str key)
{
	for (size_t i = 0; i < row->values.n; i++)
		if (str_eq(row->values.at[i].key, key))
			return row->values.at[i].now;
	return S("");
}

/* A line added by hand needs what an application needs. */
static void new_line(struct backing *b, struct import_line *line, const struct import_keyed_row *said)
{
	opt_money cost = money_of_text(said_of(said, S("cost")));
	str fold = name_fold(b->a, line->bearer);
	if (!line->title.n)
		PROBLEM(&line->faults, STR_NONE, line->number, S(""), W_imports_fault_title);
	if (!line->bearer.n)
		PROBLEM(&line->faults, STR_NONE, line->number, S(""), W_imports_fault_bearer);
	if (!cost.set)
		PROBLEM(&line->faults, STR_NONE, line->number, S(""), W_imports_fault_cost);
	for (size_t i = 0; i < b->known->organisations.n && line->bearer.n; i++)
		if (str_eq(name_fold(b->a, b->known->organisations.at[i].name), fold))
			line->bearer_code = b->known->organisations.at[i].code;
}

static str base_of(const struct import_keyed_row *row, str key)
{
	for (size_t i = 0; i < row->values.n; i++)
		if (str_eq(row->values.at[i].key, key))
			return row->values.at[i].base;
	return S("");
}

/* Title and bearer are shown, not changed, here. A line that has those of another action was sorted without its hidden columns: its amounts would go to the wrong one. */
static void check_place(struct backing *b, struct import_line *line, const struct import_keyed_row *said)
{
	str title = name_fold(b->a, said_of(said, S("title"))), bearer = name_fold(b->a, said_of(said, S("bearer")));
	const bool same_title = str_eq(title, name_fold(b->a, base_of(said, S("title")))), same_bearer = str_eq(bearer, name_fold(b->a, base_of(said, S("bearer"))));
	if (same_title && same_bearer)
		return;
	for (size_t i = 0; i < b->g->rows.n; i++)
		if (i != line->row && str_eq(name_fold(b->a, b->g->rows.at[i].title), title) && str_eq(name_fold(b->a, b->g->rows.at[i].bearer), bearer)) {
			PROBLEM(&line->faults, STR_NONE, line->number, S(""), W_imports_fault_moved, ARG("title", b->g->rows.at[i].title));
			return;
		}
	PROBLEM(&line->remarks, STR_NONE, line->number, S(""), W_imports_remark_name, ARG("text", same_title ? said_of(said, S("bearer")) : said_of(said, S("title"))));
}

static void back_line(struct backing *b, const struct import_keyed_row *said)
{
	struct import_line *line = LIST_ADD(b->a, &b->plan->lines);
	*line = (struct import_line){.number = said->line, .verdict = IMPORT_MAKES, .row = SIZE_MAX, .by = IMPORT_BY_KEY, .title = said_of(said, S("title")), .bearer = said_of(said, S("bearer")),
		.bearer_code = S(""), .faults = problems_new(b->a), .remarks = problems_new(b->a)};
	if (said->id)
		line->row = grid_row_of(b->g, (application_id){said->id});
	const struct grid_row *row = line->row == SIZE_MAX ? NULL : &b->g->rows.at[line->row];
	if (row) {
		line->title = row->title;
		line->bearer = row->bearer;
		check_place(b, line, said);
	} else if (said->id) {
		PROBLEM(&line->faults, STR_NONE, said->line, S(""), W_imports_fault_gone);
	} else {
		new_line(b, line, said);
	}
	for (size_t i = 0; i < said->values.n; i++) {
		const struct import_keyed_value *v = &said->values.at[i];
		if (v->bad)
			PROBLEM(&line->faults, STR_NONE, said->line, v->heading.n ? v->heading : v->key, W_imports_fault_amount, ARG("text", v->now));
		else if (field_of(v->key) != IMPORT_FIELDS)
			back_field(b, line, row, v);
		else if (str_has(v->key, S("/")))
			back_cell(b, line, row, v);
	}
	bool left = str_is_set(import_choice_of(b->m, arena_fmt(b->a, "leave:%u", line->number)));
	line->verdict = line->faults.total ? IMPORT_REFUSED : left ? IMPORT_LEFT : !row ? IMPORT_MAKES : line->cells.n || line->values.n ? IMPORT_CHANGES : IMPORT_SAME;
}

/* Numbers that the file was made with and that no line has any more; a number twice is a line copied by hand. */
static void find_deleted(struct backing *b, const struct import_keyed *keyed)
{
	for (size_t i = 0; i < keyed->ids.n; i++) {
		bool there = false;
		for (size_t k = 0; k < keyed->rows.n && !there; k++)
			there = keyed->rows.at[k].id == keyed->ids.at[i];
		size_t row = there ? SIZE_MAX : grid_row_of(b->g, (application_id){keyed->ids.at[i]});
		if (row != SIZE_MAX)
			*LIST_ADD(b->a, &b->plan->deleted) = b->g->rows.at[row].title;
	}
	for (size_t i = 0; i < b->plan->lines.n; i++)
		for (size_t k = 0; k < i && b->plan->lines.at[i].row != SIZE_MAX; k++)
			if (b->plan->lines.at[k].row == b->plan->lines.at[i].row) {
				struct import_line *line = &b->plan->lines.at[i];
				PROBLEM(&line->faults, STR_NONE, line->number, S(""), W_imports_fault_twice, ARG("line", (int64_t)b->plan->lines.at[k].number), ARG("title", line->title));
				line->verdict = IMPORT_REFUSED;
			}
}

enum status import_plan_keyed(struct arena *a, const struct grid *g, const struct import_known *known, const struct import_mapping *m, const struct table_book *book, struct import_plan *plan,
                              struct problems *ps)
{
	struct import_keyed keyed;
	*plan = (struct import_plan){.digest = S("")};
	struct backing b = {.a = a, .g = g, .known = known, .m = m, .plan = plan, .ps = ps};
	if (!import_keyed_read(a, book, &keyed)) {
		PROBLEM(ps, STR_NONE, 0, S("file"), W_imports_keyed_damaged);
		return INVALID;
	}
	if (!str_eq(keyed.call, g->call)) {
		PROBLEM(ps, STR_NONE, 0, S("file"), W_imports_keyed_other, ARG("call", keyed.call));
		return INVALID;
	}
	if (keyed.scenario != g->scenario) {
		PROBLEM(ps, STR_NONE, 0, S("file"), W_imports_keyed_scenario, ARG("n", keyed.scenario));
		return INVALID;
	}
	for (size_t i = 0; i < keyed.rows.n; i++)
		back_line(&b, &keyed.rows.at[i]);
	find_deleted(&b, &keyed);
	import_plan_end(a, g, plan);
	return OK;
}
