/* What a table would change, cell by cell, before anything is written: matched lines are compared with the grid as it stands, others make an application; suspicions are told beside
   each line and never corrected. */
#include "domain/import.h"

#include "base/utf8.h"
#include "domain/grid.h"

#include <string.h>

static const char *const verdict_names[IMPORT_VERDICTS] = {"makes", "changes", "same", "asks", "refused", "left"};
static const char *const by_names[IMPORT_BYS] = {"none", "action", "number", "reference", "siret", "names", "choice", "key"};

const char *import_verdict_name(enum import_verdict v)
{
	return v < IMPORT_VERDICTS ? verdict_names[v] : "same";
}

const char *import_by_name(enum import_by by)
{
	return by < IMPORT_BYS ? by_names[by] : "none";
}

struct planner {
	struct arena *a;
	const struct grid *g;
	const struct import_known *known;
	const struct import_mapping *m;
	struct import_plan *plan;
	str *organisations; /* folded names: name, long name, code of each */
};

enum { NAMES_EACH = 3, NEAR_WORD = 3, NEAR_BYTES = 64 };

static struct import_question *question(struct planner *p, str key)
{
	for (size_t i = 0; i < p->plan->questions.n; i++)
		if (str_eq(p->plan->questions.at[i].key, key))
			return &p->plan->questions.at[i];
	return NULL;
}

static struct import_question *add_question(struct planner *p, str key, enum word text, str what, bool required)
{
	struct import_question *q = LIST_ADD(p->a, &p->plan->questions);
	*q = (struct import_question){.key = key, .text = text, .what = what, .required = required};
	return q;
}

static void add_option(struct planner *p, struct import_question *q, str value, str label)
{
	*LIST_ADD(p->a, &q->options) = (struct import_option){value, label};
}

/* ---- begin: a line for each row ---- */

static bool is_left(struct planner *p, const struct import_row *row)
{
	str leave = import_choice_of(p->m, arena_fmt(p->a, "leave:%u", row->number)), twin = import_choice_of(p->m, arena_fmt(p->a, "twin:%u", row->number));
	return str_is_set(leave) || (row->twin_of && str_eq(twin, S("same")));
}

static void ask_twin(struct planner *p, const struct import_row *row)
{
	struct import_question *q = add_question(p, arena_fmt(p->a, "twin:%u", row->number), W_imports_ask_twin, arena_fmt(p->a, "%u", row->twin_of), false);
	q->line = row->number;
}

static void begin_lines(struct planner *p, const struct import_table *table)
{
	for (size_t i = 0; i < table->rows.n; i++) {
		const struct import_row *row = &table->rows.at[i];
		struct import_line *line = LIST_ADD(p->a, &p->plan->lines);
		*line = (struct import_line){.number = row->number, .verdict = is_left(p, row) ? IMPORT_LEFT : IMPORT_MAKES, .row = SIZE_MAX, .title = row->title, .bearer = row->bearer,
			.bearer_code = S(""), .said = row, .faults = problems_new(p->a), .remarks = problems_new(p->a)};
		problems_add(&line->faults, &row->faults);
		problems_add(&line->remarks, &row->remarks);
		if (row->twin_of)
			ask_twin(p, row);
	}
}

/* ---- funders that nobody knows ---- */

static void ask_funders(struct planner *p, struct import_line *line)
{
	for (size_t i = 0; i < line->said->money.n; i++) {
		const struct import_money *m = &line->said->money.at[i];
		if (m->column.n || !str_is_set(m->label))
			continue;
		if (line->verdict == IMPORT_MAKES)
			line->verdict = IMPORT_ASKS;
		str key = arena_fmt(p->a, "funder:%.*s", STR_ARGS(m->label));
		if (question(p, key))
			continue;
		struct import_question *q = add_question(p, key, W_imports_ask_funder, m->label, true);
		for (size_t c = 0; c < p->g->columns.n; c++)
			add_option(p, q, p->g->columns.at[c].code, p->g->columns.at[c].label);
	}
}

/* ---- bearers and axes ---- */

/* One name in the other, as whole words: "CCAS" in "CCAS de Libercourt". */
static bool holds_words(str longer, str words)
{
	size_t at;
	if (words.n < NEAR_WORD || longer.n < words.n || !str_find(longer, words, &at))
		return false;
	bool begins = at == 0 || longer.p[at - 1] == ' ', ends = at + words.n == longer.n || longer.p[at + words.n] == ' ';
	return begins && ends;
}

static bool is_near(str x, str y)
{
	str one = str_first(x, NEAR_BYTES), two = str_first(y, NEAR_BYTES);
	size_t limit = (one.n < two.n ? one.n : two.n) / 4;
	return y.n && (holds_words(x, y) || holds_words(y, x) || (limit && str_distance(one, two, limit) <= limit));
}

static str organisation_of(struct planner *p, const struct import_row *said, str fold)
{
	for (size_t i = 0; i < p->known->organisations.n; i++) {
		const struct import_organisation *o = &p->known->organisations.at[i];
		for (size_t k = 0; k < NAMES_EACH; k++)
			if (p->organisations[i * NAMES_EACH + k].n && str_eq(p->organisations[i * NAMES_EACH + k], fold))
				return o->code;
	}
	for (size_t i = 0; said->siren.n && i < p->known->organisations.n; i++)
		if (str_is_set(p->known->organisations.at[i].siren) && str_eq(p->known->organisations.at[i].siren, said->siren))
			return p->known->organisations.at[i].code;
	return STR_NONE;
}

static bool ask_bearer(struct planner *p, const struct import_row *said, str key, str fold)
{
	struct import_question *q = question(p, key);
	for (size_t i = 0; !q && i < p->known->organisations.n; i++)
		if (is_near(fold, p->organisations[i * NAMES_EACH]) || is_near(fold, p->organisations[i * NAMES_EACH + 1]))
			q = add_question(p, key, W_imports_ask_bearer, said->bearer, true);
	for (size_t i = 0; q && !q->options.n && i < p->known->organisations.n; i++)
		if (is_near(fold, p->organisations[i * NAMES_EACH]) || is_near(fold, p->organisations[i * NAMES_EACH + 1]))
			*LIST_ADD(p->a, &q->options) = (struct import_option){p->known->organisations.at[i].code, p->known->organisations.at[i].name};
	return q != NULL;
}

/* An answer, when it is one: "new", or an organisation that is there. */
static str known_bearer(const struct planner *p, str chosen)
{
	bool known = str_eq(chosen, S("new"));
	for (size_t i = 0; i < p->known->organisations.n && !known; i++)
		known = str_eq(p->known->organisations.at[i].code, chosen);
	return known ? chosen : STR_NONE;
}

/* An organisation of the territory, one to be made, or a question. */
static void find_bearer(struct planner *p, struct import_line *line)
{
	const struct import_row *said = line->said;
	if (!said->bearer.n) {
		PROBLEM(&line->faults, STR_NONE, line->number, S(""), W_imports_fault_bearer);
		return;
	}
	str fold = name_fold(p->a, said->bearer), code = organisation_of(p, said, fold), key = arena_fmt(p->a, "bearer:%.*s", STR_ARGS(said->bearer));
	if (code.p) {
		line->bearer_code = code;
		return;
	}
	str chosen = known_bearer(p, import_choice_of(p->m, key));
	bool asked = ask_bearer(p, said, key, fold);
	if (str_is_set(chosen) && !str_eq(chosen, S("new")))
		line->bearer_code = chosen;
	else if (!str_is_set(chosen) && asked)
		line->verdict = IMPORT_ASKS;
}

/* Absent: the table says none, or one that is not known and was not chosen. */
static str axis_code(struct planner *p, str label)
{
	str fold = name_fold(p->a, label), key = arena_fmt(p->a, "axis:%.*s", STR_ARGS(label)), chosen = import_choice_of(p->m, key);
	if (!label.n)
		return STR_NONE;
	for (size_t i = 0; i < p->known->axes.n; i++)
		if (str_eq(name_fold(p->a, p->known->axes.at[i].label), fold) || str_eq(p->known->axes.at[i].code, label))
			return p->known->axes.at[i].code;
	if (!question(p, key)) {
		struct import_question *q = add_question(p, key, W_imports_ask_axis, label, false);
		for (size_t i = 0; i < p->known->axes.n; i++)
			add_option(p, q, p->known->axes.at[i].code, p->known->axes.at[i].label);
	}
	/* an answer given for another call may name none of this one */
	for (size_t i = 0; i < p->known->axes.n; i++)
		if (str_is_set(chosen) && str_eq(p->known->axes.at[i].code, chosen))
			return p->known->axes.at[i].code;
	return STR_NONE;
}

/* ---- cells ---- */

static opt_money stage_amount(const struct grid_cell *cell, enum import_stage stage)
{
	switch (stage) {
	case IMPORT_STAGE_asked: return cell->asked;
	case IMPORT_STAGE_hoped: return cell->hoped;
	case IMPORT_STAGE_proposed: return cell->proposed;
	case IMPORT_STAGE_voted: return cell->voted;
	case IMPORT_STAGE_any:
	case IMPORT_STAGE_COUNT: break;
	}
	return (opt_money){0};
}

static bool same_money(opt_money x, opt_money y)
{
	return x.set == y.set && (!x.set || x.value.cents == y.value.cents);
}

/* What was asked of that column: filed, else what the same line says. */
static opt_money asked_of(const struct import_line *line, const struct grid_cell *cell, str column)
{
	if (cell && cell->asked.set)
		return cell->asked;
	for (size_t i = 0; i < line->said->money.n; i++)
		if (line->said->money.at[i].stage == IMPORT_STAGE_asked && str_eq(line->said->money.at[i].column, column))
			return (opt_money){true, line->said->money.at[i].amount};
	return (opt_money){0};
}

static str label_of(const struct planner *p, str column)
{
	size_t at = grid_column_of(p->g, column);
	return at == SIZE_MAX ? column : p->g->columns.at[at].label;
}

static bool funder_known(const struct planner *p, str column)
{
	str funder;
	bool investment, valued;
	if (!grid_column_parse(column, &funder, &investment, &valued))
		return false;
	for (size_t i = 0; i < p->g->columns.n; i++)
		if (str_eq(p->g->columns.at[i].funder, funder))
			return true;
	return false;
}

static void compare_cell(struct planner *p, struct import_line *line, const struct import_money *m)
{
	const struct grid_row *row = line->row == SIZE_MAX ? NULL : &p->g->rows.at[line->row];
	size_t at = grid_column_of(p->g, m->column);
	const struct grid_cell *cell = row && at != SIZE_MAX ? &row->cells[at] : NULL;
	if (!funder_known(p, m->column)) {
		PROBLEM(&line->faults, STR_NONE, m->row, m->heading, W_imports_fault_funder, ARG("what", m->label));
		return;
	}
	struct import_cell c = {.column = m->column, .label = label_of(p, m->column), .stage = m->stage, .after = {!m->refused, m->amount}, .refused_after = m->refused, .taken = true};
	if (cell) {
		c.before = stage_amount(cell, m->stage);
		c.refused_before = cell->refused;
	}
	if (m->stage == IMPORT_STAGE_asked && (m->refused || (row && row->has_sheet))) {
		if (row && row->has_sheet && !same_money(c.before, c.after))
			PROBLEM(&line->remarks, STR_NONE, m->row, m->heading, W_imports_remark_asked, ARG("what", c.label), ARG("amount", m->amount));
		return;
	}
	if (!m->refused && m->stage != IMPORT_STAGE_voted)
		c.refused_after = c.refused_before; /* only a vote takes a refusal back */
	if (m->refused ? c.refused_before : same_money(c.before, c.after) && c.refused_after == c.refused_before)
		return;
	if (!m->refused && !c.before.set && money_is_zero(m->amount) && c.refused_after == c.refused_before)
		return; /* nothing, written 0 */
	opt_money asked = asked_of(line, cell, m->column);
	c.above = m->stage != IMPORT_STAGE_asked && !m->refused && asked.set && money_compare(m->amount, asked.value) > 0;
	if (c.above)
		PROBLEM(&line->remarks, STR_NONE, m->row, m->heading, W_imports_remark_above, ARG("what", c.label), ARG("amount", m->amount), ARG("asked", asked.value));
	*LIST_ADD(p->a, &line->cells) = c;
}

/* ---- the rest of a row ---- */

static void add_value(struct planner *p, struct import_line *line, enum import_field field, str before, str after)
{
	if (str_is_set(before) ? str_eq(before, after) : !str_is_set(after))
		return;
	*LIST_ADD(p->a, &line->values) = (struct import_value){.field = field, .before = before.p ? before : S(""), .after = after.p ? after : S(""), .taken = true};
}

static str cents(struct planner *p, money amount)
{
	return arena_fmt(p->a, "%lld", (long long)amount.cents);
}

static money sum_said(const struct import_row *said)
{
	money sum = said->other.set ? said->other.value : MONEY_ZERO;
	enum import_stage best = IMPORT_STAGE_any;
	for (size_t i = 0; i < said->money.n; i++)
		if (said->money.at[i].stage > best)
			best = said->money.at[i].stage;
	for (size_t i = 0; i < said->money.n; i++)
		if (said->money.at[i].stage == best)
			sum = money_add(sum, said->money.at[i].amount);
	return sum;
}

static void compare_state(struct planner *p, struct import_line *line)
{
	str said = line->said->state;
	enum application_state to = application_state_of_name(said);
	if (to == APPLICATION_STATE_COUNT)
		to = application_state_from_dauphin(said);
	if (!said.n || to == APPLICATION_STATE_COUNT)
		return;
	str name = str_of(application_state_name(to));
	if (line->row == SIZE_MAX) {
		add_value(p, line, IMPORT_STATE, S(""), name);
		return;
	}
	const struct grid_row *row = &p->g->rows.at[line->row];
	enum application_state from = application_state_of_name(row->state);
	if (from == to || (from != APPLICATION_STATE_COUNT && strcmp(application_state_in_dauphin(from), application_state_in_dauphin(to)) == 0))
		return;
	if (application_step(from, to) == STEP_NONE || (row->has_sheet && to == APPLICATION_completion_requested))
		PROBLEM(&line->remarks, STR_NONE, line->number, S(""), W_imports_remark_step, ARG("text", said));
	else
		add_value(p, line, IMPORT_STATE, row->state, name);
}

static void compare_reference(struct planner *p, struct import_line *line)
{
	str before = S("");
	for (size_t i = 0; line->row != SIZE_MAX && i < p->known->references.n; i++)
		if (p->known->references.at[i].application.v == p->g->rows.at[line->row].id.v)
			before = p->known->references.at[i].reference;
	if (line->said->reference.n)
		add_value(p, line, IMPORT_DAUPHIN, before, line->said->reference);
}

static void compare_row(struct planner *p, struct import_line *line)
{
	const struct import_row *said = line->said;
	const struct grid_row *row = line->row == SIZE_MAX ? NULL : &p->g->rows.at[line->row];
	str axis = axis_code(p, said->axis);
	if (!row && !said->total.set && !said->money.n) {
		PROBLEM(&line->faults, STR_NONE, line->number, S(""), W_imports_fault_cost);
		return;
	}
	if (!row) {
		money cost = said->total.set ? said->total.value : sum_said(said);
		if (!said->total.set && !line->faults.total)
			PROBLEM(&line->remarks, STR_NONE, line->number, S(""), W_imports_remark_cost, ARG("amount", cost));
		add_value(p, line, IMPORT_COST, S(""), cents(p, cost));
	} else if (said->total.set) {
		add_value(p, line, IMPORT_COST, cents(p, row->cost), cents(p, said->total.value));
	}
	if (said->other.set && !(money_is_zero(said->other.value) && (!row || money_is_zero(row->other))))
		add_value(p, line, IMPORT_INCOME, row ? cents(p, row->other) : S(""), cents(p, said->other.value));
	if (axis.p)
		add_value(p, line, IMPORT_AXIS_CODE, row ? row->axis : S(""), axis);
	if (said->note.n)
		add_value(p, line, IMPORT_NOTE, row ? row->note : S(""), said->note);
	compare_state(p, line);
	compare_reference(p, line);
	if (row && !str_eq(name_fold(p->a, said->title), name_fold(p->a, row->title)))
		PROBLEM(&line->remarks, STR_NONE, line->number, S(""), W_imports_remark_title, ARG("title", row->title));
}

/* ---- amounts in the wrong column ---- */

/* Money for somebody who was asked for nothing, while another was asked for just that and has none. */
static void suspect_columns(struct planner *p, struct import_line *line)
{
	const struct grid_row *row = &p->g->rows.at[line->row];
	for (size_t i = 0; i < line->cells.n; i++) {
		const struct import_cell *c = &line->cells.at[i];
		size_t at = grid_column_of(p->g, c->column);
		if (c->stage == IMPORT_STAGE_asked || !c->after.set || money_is_zero(c->after.value) || (at != SIZE_MAX && row->cells[at].asked.set))
			continue;
		for (size_t k = 0; k < p->g->columns.n; k++) {
			bool said = false;
			for (size_t n = 0; n < line->said->money.n; n++)
				said = said || (str_eq(line->said->money.at[n].column, p->g->columns.at[k].code) && line->said->money.at[n].stage != IMPORT_STAGE_asked);
			if (k != at && !said && row->cells[k].asked.set && row->cells[k].asked.value.cents == c->after.value.cents)
				PROBLEM(&line->remarks, STR_NONE, line->number, c->label, W_imports_remark_column, ARG("amount", c->after.value), ARG("what", c->label), ARG("other", p->g->columns.at[k].label));
		}
	}
}

static void suspect_total(struct import_line *line)
{
	const struct import_row *said = line->said;
	for (size_t i = 0; said->total.set && i < said->money.n; i++)
		if (money_compare(said->money.at[i].amount, said->total.value) > 0)
			PROBLEM(&line->remarks, STR_NONE, line->number, said->money.at[i].heading, W_imports_remark_over_cost, ARG("amount", said->money.at[i].amount), ARG("cost", said->total.value));
}

/* ---- all ---- */

static void fold_organisations(struct planner *p)
{
	const struct import_known *k = p->known;
	p->organisations = ARENA_ARRAY(p->a, k->organisations.n * NAMES_EACH + 1, str);
	for (size_t i = 0; i < k->organisations.n; i++) {
		const struct import_organisation *o = &k->organisations.at[i];
		p->organisations[i * NAMES_EACH] = name_fold(p->a, o->name);
		p->organisations[i * NAMES_EACH + 1] = str_is_set(o->long_name) ? name_fold(p->a, o->long_name) : S("");
		p->organisations[i * NAMES_EACH + 2] = name_fold(p->a, o->code);
	}
}

static void plan_line(struct planner *p, struct import_line *line)
{
	if (line->verdict == IMPORT_LEFT)
		return;
	ask_funders(p, line);
	if (line->row == SIZE_MAX && !line->faults.total)
		find_bearer(p, line);
	compare_row(p, line);
	for (size_t i = 0; i < line->said->money.n; i++)
		if (line->said->money.at[i].column.n)
			compare_cell(p, line, &line->said->money.at[i]);
	suspect_total(line);
	if (line->row != SIZE_MAX)
		suspect_columns(p, line);
	if (line->row != SIZE_MAX && line->cells.n && str_eq(p->g->rows.at[line->row].state, S("withdrawn")))
		PROBLEM(&line->faults, STR_NONE, line->number, S(""), W_imports_fault_withdrawn);
	if (line->faults.total)
		line->verdict = IMPORT_REFUSED;
	else if (line->verdict != IMPORT_ASKS && line->row != SIZE_MAX)
		line->verdict = line->cells.n || line->values.n ? IMPORT_CHANGES : IMPORT_SAME;
}

void import_plan_make(struct arena *a, const struct grid *g, const struct import_known *known, const struct import_mapping *m, const struct import_table *table, struct import_plan *plan)
{
	*plan = (struct import_plan){.digest = S("")};
	struct planner p = {.a = a, .g = g, .known = known, .m = m, .plan = plan};
	fold_organisations(&p);
	begin_lines(&p, table);
	import_match(a, g, known, m, plan);
	for (size_t i = 0; i < plan->lines.n; i++)
		plan_line(&p, &plan->lines.at[i]);
	for (size_t i = 0; i < plan->questions.n; i++)
		plan->questions.at[i].chosen = import_choice_of(m, plan->questions.at[i].key);
	import_plan_end(a, g, plan);
}
