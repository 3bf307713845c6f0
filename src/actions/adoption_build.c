/* From a scenario of the grid to the programme that would be voted, and what stands against it. See adopt_programme.h. */
#include "actions/adopt_programme.h"
#include "actions/grid_rules.h"
#include "actions/read_programme.h"
#include "actions/read_ruleset.h"
#include "base/calendar.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/programme_frozen.h"
#include "gen/queries.h"

#define OTHER S("other")

struct building {
	struct db *db;
	struct arena *a;
	enum lang lang;
	const struct adoption *adoption;
	struct adoption_check *check;
	struct programme before; /* what was voted until now */
	bool voted_before;
	struct q_adoption_goals_rows goals;
	struct q_adoption_summaries_rows summaries;
	struct q_adoption_results_rows results;
	struct q_programme_funders_rows funders;
	size_t *columns; /* of the programme, by column of the grid; SIZE_MAX: not used */
};

/* ---- decisions ---- */

enum decided { UNDECIDED, PROGRAMMED, RESERVE, REFUSED, AWAY };

static bool has_amount(const struct grid *g, const struct grid_row *r)
{
	for (size_t c = 0; c < g->columns.n; c++)
		if (!g->columns.at[c].own_funds && r->cells[c].amount.cents > 0)
			return true;
	return false;
}

static bool all_refused(const struct grid *g, const struct grid_row *r)
{
	bool some = false;
	for (size_t c = 0; c < g->columns.n; c++) {
		if (g->columns.at[c].own_funds || r->cells[c].stage == CELL_EMPTY)
			continue;
		if (r->cells[c].stage != CELL_REFUSED)
			return false;
		some = true;
	}
	return some;
}

/* What was said of the row; else what its amounts say; else what it already is. */
static enum decided decided_of(const struct grid *g, const struct grid_row *r)
{
	static const struct {
		str name;
		enum decided is;
	} names[] = {{S("programmed"), PROGRAMMED}, {S("reserve"), RESERVE}, {S("refused"), REFUSED}, {S("withdrawn"), AWAY}, {S("inadmissible"), AWAY}};
	if (str_eq(r->state, S("withdrawn")))
		return AWAY;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is_set(r->decision) && str_eq(r->decision, names[i].name))
			return names[i].is;
	if (has_amount(g, r))
		return PROGRAMMED;
	if (all_refused(g, r))
		return REFUSED;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(r->state, names[i].name))
			return names[i].is;
	return UNDECIDED;
}

/* ---- the table ---- */

static size_t group_of(struct building *b, str code)
{
	struct programme *p = &b->check->whole;
	for (size_t i = 0; i < p->groups.n; i++)
		if (str_eq(p->groups.at[i].code, code))
			return i;
	str label = str_eq(code, OTHER) ? word_text(b->lang, W_adoption_other_income) : code;
	for (size_t i = 0; i < b->check->grid.groups.n; i++)
		if (str_eq(b->check->grid.groups.at[i].code, code))
			label = b->check->grid.groups.at[i].label;
	*LIST_ADD(b->a, &p->groups) = (struct programme_group){.code = code, .label = label};
	return p->groups.n - 1;
}

static size_t column_of(struct building *b, str code, str label, str group, bool valued)
{
	struct programme *p = &b->check->whole;
	for (size_t i = 0; i < p->funders.n; i++)
		if (str_eq(p->funders.at[i].code, code))
			return i;
	size_t in = group_of(b, group);
	*LIST_ADD(b->a, &p->funders) = (struct programme_funder){.code = code, .label = label, .group = in, .valued = valued};
	return p->funders.n - 1;
}

/* One column a funder, its sections together, as the programmes of packs have them; what one that pays also gives in kind stands apart (P8). */
static size_t column_of_grid(struct building *b, const struct grid_column *c)
{
	for (size_t i = 0; i < b->funders.n; i++)
		if (str_eq(b->funders.at[i].code, c->funder) && b->funders.at[i].valued == c->valued)
			return column_of(b, c->funder, b->funders.at[i].label, c->group, c->valued);
	return column_of(b, c->valued ? grid_column_code(b->a, c->funder, false, true) : c->funder, c->label, c->group, c->valued);
}

static void add_line(struct building *b, struct programme_action *action, size_t funder, money amount)
{
	for (size_t i = 0; i < action->lines.n; i++)
		if (action->lines.at[i].funder == funder) {
			action->lines.at[i].amount = money_add(action->lines.at[i].amount, amount);
			return;
		}
	*LIST_ADD(b->a, &action->lines) = (struct programme_line){.funder = funder, .amount = amount};
}

static str parent_of(const struct building *b, str code, str *label)
{
	for (size_t i = 0; i < b->goals.n; i++)
		if (str_eq(b->goals.at[i].code, code)) {
			*label = b->goals.at[i].label;
			return b->goals.at[i].parent;
		}
	return STR_NONE;
}

/* The axis that was typed, or the pillar over the first goal. Its label: the one already voted, the goal's, else its code. */
static size_t axis_of(struct building *b, const struct grid_row *r)
{
	struct programme *p = &b->check->whole;
	str code = str_is_set(r->axis) ? r->axis : S(""), label = S("");
	if (!code.n && r->goals.n) {
		code = r->goals.at[0];
		for (str up = parent_of(b, code, &label); str_is_set(up); up = parent_of(b, code, &label))
			code = up;
	}
	for (size_t i = 0; i < p->axes.n; i++)
		if (str_eq(p->axes.at[i].code, code))
			return i;
	if (!label.n)
		(void)parent_of(b, code, &label);
	for (size_t i = 0; i < b->before.axes.n && code.n; i++)
		if (str_eq(b->before.axes.at[i].code, code))
			label = b->before.axes.at[i].label;
	*LIST_ADD(b->a, &p->axes) = (struct programme_axis){.code = code, .label = label.n ? label : code.n ? code : word_text(b->lang, W_adoption_no_axis)};
	return p->axes.n - 1;
}

static void add_details(struct building *b, application_id id, struct programme_action *action)
{
	for (size_t i = 0; i < b->summaries.n; i++)
		if (b->summaries.at[i].id.v == id.v)
			action->summary = b->summaries.at[i].summary;
	for (size_t i = 0; i < b->results.n; i++)
		if (b->results.at[i].id.v == id.v)
			*LIST_ADD(b->a, &action->results) = (struct programme_result){.label = b->results.at[i].label, .unit = b->results.at[i].unit, .value_milli = b->results.at[i].value,
				.year = b->results.at[i].year.value};
}

static void add_action(struct building *b, const struct grid_row *r, size_t *other)
{
	const struct grid *g = &b->check->grid;
	size_t axis = axis_of(b, r); /* before the list of axes is looked at: it may move */
	struct programme_action *action = LIST_ADD(b->a, &b->check->whole.axes.at[axis].actions);
	*action = (struct programme_action){.code = r->action, .title = r->title, .bearer = r->bearer, .total = r->cost, .application = r->id};
	add_details(b, r->id, action);
	for (size_t c = 0; c < g->columns.n; c++) {
		if (money_is_zero(r->cells[c].amount))
			continue;
		add_line(b, action, b->columns[c], r->cells[c].amount);
	}
	if (money_is_zero(r->other))
		return;
	if (*other == SIZE_MAX)
		*other = column_of(b, OTHER, word_text(b->lang, W_adoption_other_income), OTHER, false);
	add_line(b, action, *other, r->other);
}

static void add_columns(struct building *b)
{
	const struct grid *g = &b->check->grid;
	b->columns = ARENA_ARRAY(b->a, g->columns.n + 1, size_t);
	for (size_t c = 0; c < g->columns.n; c++) {
		bool used = false;
		for (size_t i = 0; i < g->rows.n && !used; i++)
			used = decided_of(g, &g->rows.at[i]) == PROGRAMMED && !money_is_zero(g->rows.at[i].cells[c].amount);
		b->columns[c] = used ? column_of_grid(b, &g->columns.at[c]) : SIZE_MAX;
	}
}

/* ---- what stands against it ---- */

static str clause_or_none(const struct building *b, str clause)
{
	return str_is_set(clause) ? clause : word_text(b->lang, W_adoption_no_clause);
}

static void judge_row(struct building *b, const struct grid_row *r)
{
	struct findings *fs = &b->check->findings;
	const struct grid *g = &b->check->grid;
	enum severity unless_said = str_is_set(r->note) ? SEVERITY_INFORMATION : SEVERITY_WARNING;
	if (r->gap.cents > 0)
		FINDING(fs, unless_said, r->title, W_adoption_finding_gap, ARG("gap", r->gap), ARG("cost", r->cost));
	if (r->gap.cents < 0)
		FINDING(fs, unless_said, r->title, W_adoption_finding_excess, ARG("gap", ((money){-r->gap.cents})), ARG("cost", r->cost));
	for (size_t c = 0; c < g->columns.n; c++) {
		const struct grid_cell *cell = &r->cells[c];
		if (cell->stage == CELL_HOPED && cell->amount.cents > 0)
			FINDING(fs, SEVERITY_WARNING, r->title, W_adoption_finding_hoped, ARG("funder", g->columns.at[c].label), ARG("amount", cell->amount));
		if (cell->rule.judged && cell->rule.refuses && cell->amount.cents > 0)
			FINDING(fs, SEVERITY_WARNING, r->title, W_adoption_finding_rule, ARG("funder", g->columns.at[c].label), ARG("sentence", cell->rule.sentence.p ? cell->rule.sentence : S("")),
			        ARG("clause", clause_or_none(b, cell->rule.clause)));
		else if (cell->rule.judged && cell->rule.over.set)
			FINDING(fs, SEVERITY_WARNING, r->title, W_adoption_finding_over, ARG("funder", g->columns.at[c].label), ARG("amount", cell->amount), ARG("over", cell->rule.over.value),
			        ARG("maximum", cell->rule.maximum.value), ARG("clause", clause_or_none(b, cell->rule.clause)));
	}
}

/* Rules of the whole programme that fail (N7): a reason or another table. The grid's own findings are told row by row above. */
static void judge_portfolio(struct building *b)
{
	const struct findings *of = &b->check->grid.findings;
	for (size_t i = 0; i < of->list.n; i++)
		if (of->list.at[i].message == W_grid_finding_programme) {
			const enum severity severity = of->list.at[i].severity == SEVERITY_ERROR ? SEVERITY_WARNING : of->list.at[i].severity;
			finding_add(&b->check->findings, severity, of->list.at[i].place, of->list.at[i].message, of->list.at[i].args, of->list.at[i].arg_count);
		}
}

static void judge_envelopes(struct building *b)
{
	for (size_t i = 0; i < b->check->grid.envelopes.n; i++) {
		const struct grid_envelope *e = &b->check->grid.envelopes.at[i];
		if (e->left.set && e->left.value.cents < 0)
			FINDING(&b->check->findings, SEVERITY_WARNING, str_is_set(e->label) ? e->label : e->code, W_adoption_finding_envelope, ARG("amount", ((money){-e->left.value.cents})),
			        ARG("of", e->amount.value), ARG("taken", e->taken));
	}
}

static enum status judge_conflicts(struct building *b)
{
	struct q_adoption_conflicts_rows rows;
	const struct grid *g = &b->check->grid;
	enum status s = q_adoption_conflicts(b->db, b->a, g->territory, g->call, g->scenario, &rows);
	for (size_t i = 0; !s && i < rows.n; i++) {
		size_t row = grid_row_of(g, rows.at[i].id);
		str title = row == SIZE_MAX ? S("") : g->rows.at[row].title;
		if (!str_is_set(rows.at[i].institution) && !rows.at[i].typed) {
			FINDING(&b->check->findings, SEVERITY_INFORMATION, title, W_adoption_finding_conflict_person, ARG("reason", rows.at[i].reason));
			continue;
		}
		FINDING(&b->check->findings, rows.at[i].typed ? SEVERITY_WARNING : SEVERITY_INFORMATION, title, rows.at[i].typed ? W_adoption_finding_conflict_typed : W_adoption_finding_conflict,
		        ARG("institution", rows.at[i].institution), ARG("reason", rows.at[i].reason), ARG("n", rows.at[i].typed));
	}
	return s;
}

static void count_rows(struct building *b)
{
	size_t other = SIZE_MAX;
	struct adoption_check *check = b->check;
	for (size_t i = 0; i < check->grid.rows.n; i++) {
		const struct grid_row *r = &check->grid.rows.at[i];
		enum decided is = decided_of(&check->grid, r);
		check->programmed += is == PROGRAMMED;
		check->reserve += is == RESERVE;
		check->refused += is == REFUSED;
		if (is == UNDECIDED)
			FINDING(&check->findings, SEVERITY_ERROR, r->title, W_adoption_finding_undecided);
		if (is != PROGRAMMED)
			continue;
		add_action(b, r, &other);
		judge_row(b, r);
	}
	if (!check->programmed)
		FINDING(&check->findings, SEVERITY_ERROR, check->grid.scenario_name, W_adoption_finding_nothing);
	check->adopted = str_eq(check->grid.scenario_state, S("adopted"));
	if (check->adopted || str_eq(check->grid.scenario_state, S("dropped")))
		FINDING(&check->findings, SEVERITY_ERROR, check->grid.scenario_name, W_adoption_finding_closed);
}

/* ---- versions ---- */

static enum status read_before(struct building *b)
{
	struct q_adoption_versions_rows rows;
	const struct grid *g = &b->check->grid;
	enum status s = q_adoption_versions(b->db, b->a, g->territory, g->call, &rows);
	b->check->version = 1;
	for (size_t i = 0; !s && i < rows.n; i++) {
		b->check->version = rows.at[i].version + 1;
		if (str_eq(rows.at[i].state, S("voted"))) {
			b->voted_before = true;
			b->check->added_to = rows.at[i].version;
		}
	}
	if (!s && rows.n) /* a proposed one is replaced, but its axes have names */
		s = read_programme(b->db, b->a, g->call, 0, &b->before);
	return s;
}

static void take_head(struct building *b)
{
	const struct adoption *adoption = b->adoption;
	struct adoption_check *check = b->check;
	struct programme *p = &check->whole;
	check->kind = !b->voted_before ? S("initial") : str_is_set(adoption->kind) ? adoption->kind : S("complementary");
	*p = (struct programme){.call = check->grid.call, .call_title = check->grid.title, .territory = check->grid.territory_code, .state = S("voted"), .year = check->grid.year,
		.version = check->version, .title = str_is_set(adoption->title) ? str_trim(adoption->title) : check->grid.title, .annex = adoption->annex.p ? str_trim(adoption->annex) : S(""),
		.kind = check->kind, .scenario = check->grid.scenario, .added_to = check->added_to};
}

static enum status name_territory(struct building *b)
{
	struct q_programme_head_row head;
	enum status s = q_programme_head(b->db, b->a, b->check->grid.call, &head);
	if (!s)
		b->check->whole.territory_name = head.territory_name;
	return s;
}

/* Only what differs, once something was voted. */
static void take_difference(struct building *b)
{
	bool none = false;
	struct adoption_check *check = b->check;
	check->frozen = check->whole;
	if (!b->voted_before)
		return;
	programme_difference(b->a, &b->before, &check->whole, &check->frozen, &none);
	if (none)
		FINDING(&check->findings, SEVERITY_ERROR, check->grid.scenario_name, W_adoption_finding_same);
	if (str_eq(check->kind, S("initial")))
		FINDING(&check->findings, SEVERITY_ERROR, b->before.title, W_adoption_finding_voted);
}

static enum status read_details(struct building *b)
{
	const struct grid *g = &b->check->grid;
	enum status s = q_adoption_goals(b->db, b->a, g->territory, &b->goals);
	if (!s)
		s = q_programme_funders(b->db, b->a, g->territory, &b->funders);
	if (!s)
		s = q_adoption_summaries(b->db, b->a, g->territory, g->call, &b->summaries);
	return s ? s : q_adoption_results(b->db, b->a, g->territory, g->call, &b->results);
}

/* The règlement over every row and the whole, as the table shows it; a call without rules is judged by nobody. */
static enum status judge_rules(struct building *b, instant now)
{
	struct ruleset *set;
	struct q_filing_zone_row zone;
	struct grid *g = &b->check->grid;
	enum status s = read_ruleset(b->db, b->a, g->territory, g->call, 0, &set);
	if (s)
		return s == NOT_FOUND ? OK : s;
	if ((s = q_filing_zone(b->db, b->a, g->territory, &zone)))
		return s;
	const struct grid_judging j = {.db = b->db, .arena = b->a, .lang = b->lang, .set = set, .grid = g, .judge = judge_new(b->a, set, day_at(now, zone_of(zone.time_zone)))};
	return grid_judge(&j);
}

enum status check_adoption(struct db *db, struct arena *a, enum lang lang, instant now, const struct adoption *adoption, struct adoption_check *check)
{
	*check = (struct adoption_check){.findings = findings_new(a)};
	struct building b = {.db = db, .a = a, .lang = lang, .adoption = adoption, .check = check};
	enum status s = read_grid(db, a, lang, adoption->call, adoption->scenario, &check->grid);
	if (!s)
		s = judge_rules(&b, now);
	if (!s)
		s = read_before(&b);
	if (!s)
		s = read_details(&b);
	if (s)
		return s;
	take_head(&b);
	if ((s = name_territory(&b)))
		return s;
	add_columns(&b);
	count_rows(&b);
	judge_envelopes(&b);
	judge_portfolio(&b);
	if ((s = judge_conflicts(&b)))
		return s;
	take_difference(&b);
	programme_compute(a, &check->whole);
	programme_compute(a, &check->frozen);
	check->stops = check->findings.errors > 0;
	check->needs_reason = check->findings.warnings > 0;
	return OK;
}
