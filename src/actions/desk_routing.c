/* Rules are few and read as a whole; what they look at comes from the desk's list for many, from three small tables for one. */
#include "actions/desk_routing.h"

#include "actions/read_desk.h"
#include "base/limits.h"
#include "store/audit.h"

enum status routing_read(struct db *db, struct arena *a, territory_id territory, struct route_rules *rules)
{
	struct q_deskwork_rules_rows rows;
	enum status s = q_deskwork_rules(db, a, territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, rules) = (struct route_rule){.call = rows.at[i].call, .district = rows.at[i].district, .theme = rows.at[i].theme, .person = {rows.at[i].person}, .days = rows.at[i].days,
			.name = rows.at[i].name.p ? rows.at[i].name : S("")};
	return s;
}

static enum status check_rules(const struct desk_step *step, const struct route_rules *rules, struct problems *ps)
{
	struct q_filing_officers_rows officers;
	enum status s = q_filing_officers(step->db, step->arena, step->territory, &officers);
	if (s == OK && rules->n > LIMIT_ROUTING_RULES)
		PROBLEM(ps, STR_NONE, 0, S("rules"), W_deskwork_rule_too_many, ARG("n", (int64_t)LIMIT_ROUTING_RULES));
	for (size_t i = 0; s == OK && i < rules->n; i++) {
		bool known = false;
		for (size_t k = 0; k < officers.n; k++)
			known = known || officers.at[k].person == rules->at[i].person.v;
		if (!known)
			PROBLEM(ps, STR_NONE, 0, arena_fmt(step->arena, "rule-%zu-person", i + 1), W_deskwork_rule_person, ARG("n", (int64_t)i + 1));
		if (rules->at[i].days < 0 || rules->at[i].days > 366)
			PROBLEM(ps, STR_NONE, 0, arena_fmt(step->arena, "rule-%zu-days", i + 1), W_deskwork_rule_days, ARG("n", (int64_t)i + 1));
	}
	return s == OK && ps->total ? INVALID : s;
}

enum status routing_save(const struct desk_step *step, const struct route_rules *rules, struct problems *ps)
{
	const struct thing thing = {.territory = step->territory};
	if (!may(step->actor, VERB_run_desk, &thing))
		return DENIED;
	enum status s = check_rules(step, rules, ps);
	if (s == OK)
		s = q_deskwork_clear_rules(step->db, step->territory);
	for (size_t i = 0; s == OK && i < rules->n; i++)
		s = q_deskwork_add_rule(step->db, &(struct q_deskwork_add_rule_in){.territory = step->territory, .position = (int64_t)i + 1, .call = rules->at[i].call,
			.district = rules->at[i].district, .theme = rules->at[i].theme, .person = rules->at[i].person.v, .days = rules->at[i].days});
	const struct audit_entry entry = {.territory = step->territory, .at = step->now, .actor = arena_fmt(step->arena, "user:%lld", (long long)step->actor->person.v), .verb = S("routing"),
		.thing = S("routing"), .detail = arena_fmt(step->arena, "rules=%zu", rules->n)};
	return s == OK ? audit_append(step->db, &entry) : s;
}

static bool has_code(str codes, str code)
{
	str head, tail;
	while (str_is_set(codes)) {
		(void)str_cut(codes, ' ', &head, &tail);
		if (str_eq(head, code))
			return true;
		codes = tail;
	}
	return false;
}

/* Texts of codes parted by blanks. SIZE_MAX: none fits. */
static size_t rule_for(const struct route_rules *rules, str call, str districts, str themes, str goals)
{
	for (size_t i = 0; i < rules->n; i++) {
		const struct route_rule *r = &rules->at[i];
		bool fits = (!str_is_set(r->call) || str_eq(r->call, call)) && (!str_is_set(r->district) || has_code(districts, r->district)) &&
		            (!str_is_set(r->theme) || has_code(themes, r->theme) || has_code(goals, r->theme));
		if (fits)
			return i;
	}
	return SIZE_MAX;
}

static opt_day due_of(const struct route_rule *rule, day today)
{
	return (opt_day){rule->days > 0, {today.number + rule->days}};
}

enum status routing_preview(const struct desk_step *step, const struct zone *zone, struct routed_list *list)
{
	static const size_t looked_at[] = {DESK_districts, DESK_themes, DESK_goals};
	const struct desk_source source = {.db = step->db, .arena = step->arena, .territory = step->territory, .zone = zone, .lang = step->actor->lang, .now = step->now};
	struct desk_query q = {.group = SIZE_MAX};
	struct desk_list all = {0};
	struct route_rules rules = {0};
	for (size_t i = 0; i < sizeof looked_at / sizeof looked_at[0]; i++)
		*LIST_ADD(step->arena, &q.columns) = looked_at[i];
	enum status s = routing_read(step->db, step->arena, step->territory, &rules);
	if (s == OK)
		s = read_desk_columns(&source, &all);
	if (s == OK)
		s = read_desk_rows(&source, &q, &all);
	for (size_t i = 0; s == OK && i < all.rows.n; i++) {
		const struct desk_row *row = &all.rows.at[i];
		if (str_is_set(row->cells[DESK_owner].text) || row->state > APPLICATION_under_review || row->state == APPLICATION_inadmissible)
			continue;
		size_t rule = rule_for(&rules, row->cells[DESK_call].text, row->cells[DESK_districts].text, row->cells[DESK_themes].text, row->cells[DESK_goals].text);
		if (rule != SIZE_MAX)
			*LIST_ADD(step->arena, list) = (struct routed){.id = row->id, .title = row->cells[DESK_title].text, .bearer = row->cells[DESK_bearer].text, .to = rules.at[rule].name,
				.person = rules.at[rule].person, .due = due_of(&rules.at[rule], all.today), .rule = rule};
	}
	return s;
}

enum status routing_apply(const struct desk_step *step, const struct zone *zone, size_t *done, struct problems *ps)
{
	struct routed_list list = {0};
	const struct thing thing = {.territory = step->territory};
	if (!may(step->actor, VERB_run_desk, &thing))
		return DENIED;
	enum status s = routing_preview(step, zone, &list);
	for (size_t i = 0; s == OK && i < list.n; i++) {
		struct desk_step one = *step;
		one.application = list.at[i].id;
		one.base = (opt_int){0};
		s = follow_application(&one, list.at[i].person, list.at[i].due, ps);
	}
	*done = s == OK ? list.n : 0;
	return s;
}

enum status routing_at_filing(struct filing_step *f)
{
	struct route_rules rules = {0};
	struct q_deskwork_codes_rows codes;
	str districts = S(""), themes = S(""), goals = S("");
	if (f->head.owner.set || !f->head.application.set)
		return OK;
	enum status s = routing_read(f->db, f->arena, f->head.territory, &rules);
	if (s != OK || !rules.n)
		return s;
	s = q_deskwork_codes(f->db, f->arena, f->head.territory, (application_id){f->head.application.value}, &codes);
	for (size_t i = 0; s == OK && i < codes.n; i++) {
		str *to = str_eq(codes.at[i].kind, S("district")) ? &districts : str_eq(codes.at[i].kind, S("goal")) ? &goals : &themes;
		*to = arena_fmt(f->arena, "%.*s%s%.*s", STR_ARGS(*to), to->n ? " " : "", STR_ARGS(codes.at[i].code));
	}
	size_t rule = s == OK ? rule_for(&rules, f->head.call, districts, themes, goals) : SIZE_MAX;
	if (s != OK || rule == SIZE_MAX)
		return s;
	s = q_filing_set_owner(f->db, f->head.territory, f->sheet.v, (opt_int){true, rules.at[rule].person.v}, due_of(&rules.at[rule], day_at(f->now, f->zone)));
	return s == OK ? filing_tell(f, "route", arena_fmt(f->arena, "rule=%zu owner=%lld", rule + 1, (long long)rules.at[rule].person.v)) : s;
}
