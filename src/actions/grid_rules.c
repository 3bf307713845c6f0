/* Facts of a row, with the amounts of the grid in place of those that were filed, to the judge; its verdict back into the cells. See grid_rules.h. */
#include "actions/grid_rules.h"

#include "actions/filed_facts.h"
#include "actions/read_application.h"
#include "actions/read_ruleset.h"
#include "actions/sheet_facts.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "gen/queries.h"

struct rules_step {
	const struct grid_judging *j;
	struct q_grid_sheets_rows sheets;
	struct verdict_clauses clauses;
	str rules;             /* SHA-256 of the règlement's text */
	struct arena *scratch; /* of one row */
};

/* ---- facts ---- */

/* What was filed is what is judged, not what its author is changing since. A sheet that was never filed is judged as it is. */
static enum status facts_of_sheet(const struct rules_step *t, const struct q_grid_sheets_row *row, struct application_facts *facts)
{
	const struct grid_judging *j = t->j;
	struct sheet sheet;
	const struct filed_facts_of of = {.sheet = {row->sheet}, .territory = j->grid->territory, .set = j->set, .rules = t->rules, .lang = j->lang};
	enum status s = filed_facts(j->db, t->scratch, &of, facts);
	if (s != NOT_FOUND)
		return s;
	s = sheet_read(j->db, t->scratch, of.sheet, j->set, j->lang, &sheet);
	return s == OK ? sheet_facts(j->db, t->scratch, &sheet, j->set, row->changed, facts) : s;
}

static enum status read_facts(const struct rules_step *t, const struct grid_row *r, struct application_facts *facts)
{
	const struct grid_judging *j = t->j;
	for (size_t i = 0; i < t->sheets.n; i++)
		if (t->sheets.at[i].id.v == r->id.v)
			return facts_of_sheet(t, &t->sheets.at[i], facts);
	return read_application(j->db, t->scratch, j->grid->territory, j->grid->call, r->action, j->set, facts);
}

/* What counts of a cell for the rules: an answer replaces the demand. */
static money taken_of(const struct grid_cell *c)
{
	return c->stage == CELL_ASKED ? c->asked.value : c->amount;
}

static void put_amounts(const struct rules_step *t, const struct grid_row *r, struct application_facts *facts)
{
	const struct grid *g = t->j->grid;
	facts->asked.n = 0;
	for (size_t c = 0; c < g->columns.n; c++) {
		const struct grid_column *col = &g->columns.at[c];
		if (!col->valued && r->cells[c].stage != CELL_EMPTY)
			*LIST_ADD(t->scratch, &facts->asked) = (struct verdict_asked){.funder = col->funder, .amount = taken_of(&r->cells[c])};
	}
	for (size_t i = 0; r->filed_cost.set && i < facts->facts.n; i++)
		if (str_eq(facts->facts.at[i].name, S("budget . coût total")))
			facts->facts.at[i].value = arena_fmt(t->scratch, "%lld,%02lld €", (long long)(r->cost.cents / 100), (long long)(r->cost.cents % 100));
}

/* ---- the verdict in the cells ---- */

static str clause_of(const struct rules_step *t, const struct ruleset_rule *rule)
{
	for (size_t i = 0; i < rule->clauses.n; i++)
		for (size_t k = 0; k < t->clauses.n; k++)
			if (str_eq(t->clauses.at[k].code, rule->clauses.at[i]))
				return str_is_set(t->clauses.at[k].article) ? t->clauses.at[k].article : t->clauses.at[k].label;
	return STR_NONE;
}

/* The first rule that refuses: the funder's own, else the call's. */
static const struct verdict_rule *refusing(const struct verdict_rule *rules, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rules[i].blocks && rules[i].outcome == VERDICT_FAILS)
			return &rules[i];
	return NULL;
}

static const struct verdict_rule *maximum_of(const struct verdict_funder *f)
{
	for (size_t i = 0; i < f->rules.n; i++)
		if (f->rules.at[i].rule->role == ROLE_MAXIMUM)
			return &f->rules.at[i];
	return NULL;
}

/* What the funder's text warns of with these amounts (B16: both credits of one funder), unless the amount is refused or above its maximum already. */
static str warning_of(const struct rules_step *t, const struct verdict_funder *f)
{
	struct arena *a = t->j->arena;
	for (size_t i = 0; i < f->rules.n; i++) {
		const struct verdict_rule *r = &f->rules.at[i];
		if (r->rule->role != ROLE_CONDITION || r->rule->severity != RULE_WARNING || r->outcome != VERDICT_FAILS)
			continue;
		const str clause = clause_of(t, r->rule), sentence = str_is_set(r->sentence) ? r->sentence : r->title;
		return str_is_set(clause) ? arena_fmt(a, "%.*s (%.*s)", STR_ARGS(sentence), STR_ARGS(clause)) : arena_str(a, sentence);
	}
	return STR_NONE;
}

static struct grid_rule rule_of(const struct rules_step *t, const struct verdict *v, const struct verdict_funder *f)
{
	struct arena *a = t->j->arena;
	struct grid_rule rule = {.judged = f->outcome != VERDICT_NOT_APPLICABLE, .refuses = f->outcome == VERDICT_FAILS, .unknown = f->outcome == VERDICT_UNKNOWN,
		.maximum = f->has_maximum ? f->maximum : (opt_money){0}};
	const struct verdict_rule *maximum = maximum_of(f), *decides = refusing(f->rules.at, f->rules.n);
	if (!decides)
		decides = refusing(v->rules.at, v->rules.n);
	if (rule.refuses && decides) {
		rule.sentence = arena_str(a, str_is_set(decides->sentence) ? decides->sentence : decides->title);
		rule.clause = arena_str(a, clause_of(t, decides->rule));
	} else if (!f->over.set)
		rule.warning = warning_of(t, f);
	if (!rule.refuses && rule.maximum.set && maximum) {
		rule.sentence = arena_str(a, maximum->sentence);
		rule.clause = arena_str(a, clause_of(t, maximum->rule));
	}
	return rule;
}

static enum status judge_one(const struct rules_step *t, size_t row)
{
	const struct grid_judging *j = t->j;
	struct grid_row *r = &j->grid->rows.at[row];
	struct application_facts facts = {0};
	struct verdict *v;
	enum status s = read_facts(t, r, &facts);
	if (s != OK)
		return s;
	put_amounts(t, r, &facts);
	for (size_t c = 0; c < j->grid->columns.n; c++)
		r->cells[c].rule = (struct grid_rule){0};
	if (!facts.asked.n)
		return OK; /* nobody is asked: a self-diagnosis is not what the table shows */
	struct problems ps = problems_new(t->scratch);
	s = judge_verdict(j->judge, t->scratch, j->lang, &facts, &ps, &v);
	if (s != OK && s != INVALID)
		return s; /* INVALID: the verdict stands on what could be read */
	for (size_t i = 0; i < v->funders.n; i++)
		for (size_t c = 0; c < j->grid->columns.n; c++)
			if (!j->grid->columns.at[c].valued && str_eq(j->grid->columns.at[c].funder, v->funders.at[i].funder->code))
				r->cells[c].rule = rule_of(t, v, &v->funders.at[i]);
	return OK;
}

static enum status begin(const struct grid_judging *j, struct rules_step *t)
{
	*t = (struct rules_step){.j = j, .rules = sha256_text(j->arena, j->set->text)};
	enum status s = q_grid_sheets(j->db, j->arena, j->grid->territory, j->grid->call, &t->sheets);
	return s == OK ? read_verdict_clauses(j->db, j->arena, j->grid->territory, j->grid->call, &t->clauses) : s;
}

enum status grid_judge_row(const struct grid_judging *j, size_t row)
{
	struct rules_step t;
	enum status s = begin(j, &t);
	if (s != OK)
		return s;
	t.scratch = arena_new(LIMIT_REQUEST_ARENA);
	s = judge_one(&t, row);
	arena_free(t.scratch);
	if (s == OK)
		grid_compute_row(j->arena, j->grid, row);
	return s;
}

/* ---- the programme ---- */

static void add_fact(struct arena *a, struct programme_facts *facts, str funder, const char *what, money amount)
{
	*LIST_ADD(a, facts) = (struct programme_fact){funder, str_of(what), amount};
}

static void add_sums(struct arena *a, const struct grid *g, str funder, struct programme_facts *facts)
{
	money sums[2] = {{0}, {0}}, left[2] = {{0}, {0}}, imposed = {0}, free_part = {0};
	bool known[2] = {false, false}, parts = false;
	for (size_t c = 0; c < g->columns.n; c++)
		if (!g->columns.at[c].valued && str_eq(g->columns.at[c].funder, funder))
			sums[g->columns.at[c].investment] = money_add(sums[g->columns.at[c].investment], g->columns.at[c].amount);
	for (size_t i = 0; i < g->envelopes.n; i++) {
		const struct grid_envelope *e = &g->envelopes.at[i];
		if (!str_eq(e->funder, funder))
			continue;
		known[e->investment] = known[e->investment] || e->amount.set;
		if (e->amount.set)
			left[e->investment] = money_add(left[e->investment], e->amount.value);
		parts = parts || str_eq(e->part, S("imposed")) || str_eq(e->part, S("free"));
		imposed = str_eq(e->part, S("imposed")) ? money_add(imposed, e->taken) : imposed;
		free_part = str_eq(e->part, S("free")) ? money_add(free_part, e->taken) : free_part;
	}
	add_fact(a, facts, funder, " . total proposé", money_add(sums[0], sums[1]));
	add_fact(a, facts, funder, " . total en fonctionnement", sums[0]);
	add_fact(a, facts, funder, " . total en investissement", sums[1]);
	if (known[0])
		add_fact(a, facts, funder, " . enveloppe en fonctionnement", left[0]);
	if (known[1])
		add_fact(a, facts, funder, " . enveloppe en investissement", left[1]);
	if (parts) {
		add_fact(a, facts, funder, " . total en figures imposées", imposed);
		add_fact(a, facts, funder, " . total en figures libres", free_part);
	}
}

static void judge_whole(const struct rules_step *t)
{
	const struct grid_judging *j = t->j;
	struct programme_facts facts = {0};
	struct verdict_rules rules = {0};
	for (size_t i = 0; i < j->set->funders.n; i++)
		add_sums(j->arena, j->grid, j->set->funders.at[i].code, &facts);
	judge_programme(j->judge, j->arena, j->lang, facts.at, facts.n, &rules);
	for (size_t i = 0; i < rules.n; i++) {
		const struct verdict_rule *r = &rules.at[i];
		str clause = clause_of(t, r->rule);
		if (r->outcome == VERDICT_FAILS)
			FINDING(&j->grid->findings, r->rule->severity <= BLOCKS_VOTE ? SEVERITY_ERROR : r->rule->severity == RULE_WARNING ? SEVERITY_WARNING : SEVERITY_INFORMATION, str_is_set(clause) ? clause : r->title, W_grid_finding_programme, ARG("sentence", r->sentence));
	}
}

enum status grid_judge(const struct grid_judging *j)
{
	struct rules_step t;
	enum status s = begin(j, &t);
	if (s != OK)
		return s;
	t.scratch = arena_new(LIMIT_REQUEST_ARENA);
	for (size_t i = 0; i < j->grid->rows.n && s == OK; i++) {
		if (j->grid->rows.at[i].counts)
			s = judge_one(&t, i);
		arena_reset(t.scratch);
	}
	arena_free(t.scratch);
	if (s != OK)
		return s;
	grid_compute(j->arena, j->grid);
	judge_whole(&t);
	return OK;
}
