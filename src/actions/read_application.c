/* Rows to facts. Each line of the mapping is a function that reads one part of an application and says what it means in the vocabulary; a name that the
   ruleset does not ask is passed over. */
#include "actions/read_application.h"

#include "domain/money.h"
#include "gen/queries.h"

struct reading {
	struct db *db;
	struct arena *a;
	territory_id territory;
	const struct ruleset *set;
	struct application_facts *facts;
	struct q_ruleset_application_row row;
};

static void fact(struct reading *r, str name, str value)
{
	rule_id rule = rules_find(r->set->model, name);
	if (str_is_set(value) && rule.v && ruleset_question_of(r->set, rule))
		*LIST_ADD(r->a, &r->facts->facts) = (struct verdict_fact){.name = name, .value = value};
}

static void fact_money(struct reading *r, str name, money amount)
{
	fact(r, name, arena_fmt(r->a, "%lld,%02lld €", (long long)(amount.cents / 100), (long long)(amount.cents % 100)));
}

/* ---- the bearer ---- */

static const struct {
	const char *kind, *type; /* of the pack, of the vocabulary; `other` says nothing */
} bearers[] = {{"association", "association"}, {"municipality", "commune"}, {"ccas", "CCAS"}, {"intercommunality", "intercommunalité"}, {"landlord", "bailleur"}};

static enum status bearer(struct reading *r)
{
	for (size_t i = 0; i < sizeof bearers / sizeof bearers[0]; i++)
		if (str_eq(r->row.bearer_kind, str_of(bearers[i].kind)))
			fact(r, S("porteur . type"), str_of(bearers[i].type));
	if (str_is_set(r->row.bearer_siren))
		fact(r, S("porteur . SIREN donné"), S("oui"));
	return OK;
}

/* ---- the money ---- */

static opt_money asked_of(const struct q_ruleset_application_lines_row *line)
{
	return line->asked.set ? line->asked : line->proposed.set ? line->proposed : line->voted;
}

static void add_asked(struct reading *r, str funder, money amount)
{
	for (size_t i = 0; i < r->facts->asked.n; i++)
		if (str_eq(r->facts->asked.at[i].funder, funder)) {
			r->facts->asked.at[i].amount = money_add(r->facts->asked.at[i].amount, amount);
			return;
		}
	*LIST_ADD(r->a, &r->facts->asked) = (struct verdict_asked){.funder = funder, .amount = amount};
}

static enum status budget(struct reading *r)
{
	struct q_ruleset_application_lines_rows lines;
	enum status s = q_ruleset_application_lines(r->db, r->a, r->territory, r->row.application, &lines);
	money in_kind = MONEY_ZERO;
	size_t operating = 0, investment = 0;
	for (size_t i = 0; s == OK && i < lines.n; i++) {
		opt_money asked = asked_of(&lines.at[i]);
		if (!asked.set)
			continue;
		if (lines.at[i].valued) {
			in_kind = money_add(in_kind, asked.value);
			continue;
		}
		add_asked(r, lines.at[i].funder, asked.value);
		operating += str_eq(lines.at[i].section, S("operating"));
		investment += str_eq(lines.at[i].section, S("investment"));
	}
	if (money_compare(in_kind, r->row.total) <= 0)
		fact_money(r, S("budget . coût total"), money_subtract(r->row.total, in_kind));
	if (!money_is_zero(in_kind))
		fact_money(r, S("budget . contributions en nature"), in_kind);
	if (operating && !investment)
		fact(r, S("action . nature"), S("fonctionnement"));
	if (investment && !operating)
		fact(r, S("action . nature"), S("investissement"));
	return s;
}

/* ---- the place ---- */

static enum status place(struct reading *r)
{
	struct q_ruleset_application_districts_rows rows;
	enum status s = q_ruleset_application_districts(r->db, r->a, r->territory, r->row.application, &rows);
	size_t priority = 0, local = 0, renewed = 0;
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		priority += str_eq(rows.at[i].kind, S("qpv"));
		local += str_eq(rows.at[i].kind, S("local_interest"));
		renewed += str_eq(rows.at[i].renewal, S("npnru"));
	}
	if (s != OK || !rows.n)
		return s;
	if (priority + local == rows.n)
		fact(r, S("territoire . statut"), !local ? S("quartier prioritaire") : !priority ? S("intérêt local") : S("les deux"));
	if (rows.n == 1)
		fact(r, S("territoire . quartier"), rows.at[0].code);
	fact(r, S("territoire . NPNRU"), renewed == rows.n ? S("oui") : S("non"));
	return OK;
}

/* ---- the frame: the answers to these questions are codes of goals and of lists ---- */

static bool is_choice(const struct ruleset_question *q, str code)
{
	for (size_t i = 0; i < q->choices.n; i++)
		if (str_eq(q->choices.at[i].value, code))
			return true;
	return false;
}

static str parent_of(const struct q_ruleset_goals_rows *goals, str code)
{
	for (size_t i = 0; i < goals->n; i++)
		if (str_eq(goals->at[i].code, code))
			return goals->at[i].parent;
	return STR_NONE;
}

static const struct ruleset_question *question_of(const struct reading *r, str name)
{
	rule_id rule = rules_find(r->set->model, name);
	return rule.v ? ruleset_question_of(r->set, rule) : NULL;
}

/* The goal or the nearest above it that the question knows. */
static void frame_fact(struct reading *r, str name, const struct q_ruleset_goals_rows *goals, const struct q_ruleset_application_goals_rows *served)
{
	const struct ruleset_question *q = question_of(r, name);
	for (size_t i = 0; q && i < served->n; i++)
		for (str code = served->at[i].code; code.p; code = parent_of(goals, code))
			if (is_choice(q, code)) {
				fact(r, name, code);
				return;
			}
}

static enum status frame(struct reading *r)
{
	struct q_ruleset_goals_rows goals;
	struct q_ruleset_application_goals_rows served;
	struct q_ruleset_application_items_rows items;
	enum status s = q_ruleset_goals(r->db, r->a, r->territory, &goals);
	if (s == OK)
		s = q_ruleset_application_goals(r->db, r->a, r->territory, r->row.application, &served);
	if (s == OK)
		s = q_ruleset_application_items(r->db, r->a, r->territory, r->row.application, &items);
	if (s != OK)
		return s;
	frame_fact(r, S("cadre . priorité"), &goals, &served);
	frame_fact(r, S("cadre . sous-action"), &goals, &served);
	const struct ruleset_question *q = question_of(r, S("cadre . thématique transversale"));
	for (size_t i = 0; q && i < items.n; i++)
		if (str_eq(items.at[i].of_list, S("cross_cutting")) && is_choice(q, items.at[i].code)) {
			fact(r, S("cadre . thématique transversale"), items.at[i].code);
			break;
		}
	return OK;
}

/* ---- earlier years ---- */

static enum status granted(struct db *db, struct arena *a, territory_id territory, application_id application, struct verdict_past *past)
{
	struct q_ruleset_application_lines_rows lines;
	enum status s = q_ruleset_application_lines(db, a, territory, application, &lines);
	for (size_t i = 0; s == OK && i < lines.n; i++) {
		opt_money amount = lines.at[i].voted.set ? lines.at[i].voted : lines.at[i].proposed;
		if (amount.set && !lines.at[i].valued)
			*LIST_ADD(a, &past->granted) = (struct verdict_asked){.funder = lines.at[i].funder, .amount = amount.value};
	}
	return s;
}

enum status read_history(struct db *db, struct arena *a, territory_id territory, str action, int64_t year, struct application_facts *facts)
{
	struct q_ruleset_application_past_rows rows;
	enum status s = q_ruleset_application_past(db, a, territory, action, year, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct verdict_past past = {.year = rows.at[i].year, .title = rows.at[i].title, .call = rows.at[i].call, .total = {true, rows.at[i].total}};
		s = granted(db, a, territory, rows.at[i].application, &past);
		*LIST_ADD(a, &facts->past) = past;
	}
	return s;
}

static enum status history(struct reading *r)
{
	r->facts->year = r->row.year;
	return read_history(r->db, r->a, r->territory, r->row.code, r->row.year, r->facts);
}

/* ---- around every application ---- */

static enum status waivers(struct db *db, struct arena *a, territory_id territory, str call, struct application_facts *facts)
{
	struct q_ruleset_waivers_rows rows;
	enum status s = q_ruleset_waivers(db, a, territory, call, facts->reference, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		if (!rows.at[i].withdrawn.set)
			*LIST_ADD(a, &facts->waivers) = (struct verdict_waiver){
				.rule = rows.at[i].rule, .reason = rows.at[i].reason, .author = rows.at[i].author, .date = {true, rows.at[i].granted}};
	return s;
}

enum status read_surroundings(struct db *db, struct arena *a, territory_id territory, str call, struct application_facts *facts)
{
	struct q_ruleset_funder_codes_rows rows;
	enum status s = q_ruleset_funder_codes(db, a, territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, &facts->other_funders) = rows.at[i].code;
	struct q_ruleset_call_year_row year;
	if (s == OK && !facts->year) {
		s = q_ruleset_call_year(db, a, territory, call, &year);
		facts->year = s == OK ? year.year : 0;
	}
	if (s == OK && str_is_set(facts->reference))
		s = waivers(db, a, territory, call, facts);
	return s;
}

enum status read_application(struct db *db, struct arena *a, territory_id territory, str call, str code, const struct ruleset *set, struct application_facts *facts)
{
	static enum status (*const parts[])(struct reading *) = {bearer, budget, place, frame, history};
	struct reading r = {.db = db, .a = a, .territory = territory, .set = set, .facts = facts};
	*facts = (struct application_facts){0};
	enum status s = q_ruleset_application(db, a, territory, call, code, &r.row);
	if (s != OK)
		return s;
	facts->reference = r.row.code;
	facts->title = r.row.title;
	facts->call = arena_str(a, call);
	for (size_t i = 0; s == OK && i < sizeof parts / sizeof parts[0]; i++)
		s = parts[i](&r);
	return s == OK ? read_surroundings(db, a, territory, call, facts) : s;
}

enum status read_application_codes(struct db *db, struct arena *a, territory_id territory, str call, struct application_codes *codes)
{
	struct q_ruleset_application_codes_rows rows;
	enum status s = q_ruleset_application_codes(db, a, territory, call, &rows);
	*codes = (struct application_codes){0};
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, codes) = rows.at[i].code;
	return s;
}
