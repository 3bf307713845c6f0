/* The two verbs and the list. What may be waived is the rules' own word: they are read from the table inside the transaction. */
#include "actions/waive.h"

#include "actions/read_ruleset.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "gen/queries.h"
#include "store/audit.h"

struct waiving {
	const struct waive_request *request;
	struct arena *arena;
	struct problems *ps;
	size_t problems; /* before the transaction */
	territory_id territory;
	const struct zone *zone;
	int64_t version;
};

/* By the clock of the territory: find_application has read its zone. */
static day today(const struct waiving *w)
{
	return day_at(clock_now(), w->zone);
}

static enum status tell(struct db *db, const struct waiving *w, str verb)
{
	const struct waive_request *q = w->request;
	/* what somebody typed, the author's name too, stays in the waiver's row (0020) */
	const struct audit_entry entry = {.territory = w->territory, .at = clock_now(), .actor = q->actor, .verb = verb,
		.thing = q->thing.p ? q->thing : arena_fmt(w->arena, "waiver:%.*s/%.*s", STR_ARGS(q->call), STR_ARGS(q->application)),
		.detail = arena_fmt(w->arena, "rule=%.*s version=%lld", STR_ARGS(q->rule), (long long)w->version)};
	return audit_append(db, &entry);
}

static enum status find_application(struct db *db, struct waiving *w)
{
	const struct waive_request *q = w->request;
	struct q_call_territory_row call;
	struct q_ruleset_application_row application;
	enum status s = q_call_territory(db, w->arena, q->call, &call);
	if (s == OK) {
		w->territory = call.territory;
		w->zone = zone_of(call.time_zone);
		s = q_ruleset_application(db, w->arena, w->territory, q->call, q->application, &application);
	}
	if (s == NOT_FOUND)
		PROBLEM(w->ps, STR_NONE, 0, q->application, W_verdict_no_application, ARG("call", q->call));
	return s;
}

/* A second waiver of the same rule would hide who gave the first. */
static enum status refuse_second(struct db *db, struct waiving *w)
{
	const struct waive_request *q = w->request;
	struct q_ruleset_waivers_rows rows;
	enum status s = q_ruleset_waivers(db, w->arena, w->territory, q->call, q->application, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		if (str_eq(rows.at[i].rule, q->rule) && (!rows.at[i].withdrawn.set || rows.at[i].granted.number == today(w).number)) {
			PROBLEM(w->ps, STR_NONE, 0, q->rule, rows.at[i].withdrawn.set ? W_verdict_waived_today : W_verdict_already_waived, ARG("author", rows.at[i].author),
			        ARG("day", rows.at[i].granted));
			s = CONFLICT;
		}
	return s;
}

static enum status check_rule(struct db *db, struct waiving *w)
{
	const struct waive_request *q = w->request;
	struct ruleset *set;
	enum status s = read_ruleset(db, w->arena, w->territory, q->call, 0, &set);
	if (s == NOT_FOUND)
		PROBLEM(w->ps, STR_NONE, 0, q->call, W_verdict_no_ruleset);
	if (s != OK)
		return s;
	w->version = set->version;
	const struct verdict_waiver waiver = {.rule = q->rule, .reason = q->reason, .author = q->author};
	return verdict_check_waiver(set, &waiver, w->arena, w->ps);
}

static enum status write_waiver(struct db *db, void *arg)
{
	struct waiving *w = arg;
	const struct waive_request *q = w->request;
	w->ps->total = w->ps->list.n = w->problems;
	enum status s = find_application(db, w);
	if (s == OK)
		s = check_rule(db, w);
	if (s == OK)
		s = refuse_second(db, w);
	if (s == OK)
		s = q_ruleset_waive(db, &(struct q_ruleset_waive_in){.territory = w->territory, .call_code = q->call, .application_code = q->application,
			.rule_name = q->rule, .version = w->version, .reason = q->reason, .author = q->author, .granted = today(w)});
	return s == OK ? tell(db, w, S("waive")) : s;
}

enum status waive_rule(struct db *db, struct arena *a, const struct waive_request *request, struct problems *ps)
{
	struct waiving w = {.request = request, .arena = a, .ps = ps, .problems = ps->total};
	return db_write(db, write_waiver, &w);
}

enum status waive_within(struct db *db, struct arena *a, const struct waive_request *request, struct problems *ps)
{
	struct waiving w = {.request = request, .arena = a, .ps = ps, .problems = ps->total};
	return write_waiver(db, &w);
}

static enum status write_withdrawal(struct db *db, void *arg)
{
	struct waiving *w = arg;
	const struct waive_request *q = w->request;
	struct q_ruleset_waivers_rows rows;
	w->ps->total = w->ps->list.n = w->problems;
	enum status s = find_application(db, w);
	if (s == OK)
		s = q_ruleset_waivers(db, w->arena, w->territory, q->call, q->application, &rows);
	bool standing = false;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		if (str_eq(rows.at[i].rule, q->rule) && !rows.at[i].withdrawn.set) {
			standing = true;
			w->version = rows.at[i].version;
		}
	if (s == OK && !standing) {
		PROBLEM(w->ps, STR_NONE, 0, q->rule, W_verdict_not_waived);
		s = NOT_FOUND;
	}
	if (s == OK)
		s = q_ruleset_withdraw(db, &(struct q_ruleset_withdraw_in){
			.territory = w->territory, .call = q->call, .application = q->application, .rule = q->rule, .withdrawn = today(w)});
	return s == OK ? tell(db, w, S("withdraw_waiver")) : s;
}

enum status withdraw_waiver(struct db *db, struct arena *a, const struct waive_request *request, struct problems *ps)
{
	struct waiving w = {.request = request, .arena = a, .ps = ps, .problems = ps->total};
	return db_write(db, write_withdrawal, &w);
}

enum status withdraw_within(struct db *db, struct arena *a, const struct waive_request *request, struct problems *ps)
{
	struct waiving w = {.request = request, .arena = a, .ps = ps, .problems = ps->total};
	return write_withdrawal(db, &w);
}

enum status read_waivers(struct db *db, struct arena *a, territory_id territory, str call, struct granted_waivers *waivers)
{
	struct q_ruleset_waivers_rows rows;
	enum status s = q_ruleset_waivers(db, a, territory, call, S(""), &rows);
	*waivers = (struct granted_waivers){0};
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, waivers) = (struct granted_waiver){.application = rows.at[i].application, .rule = rows.at[i].rule, .reason = rows.at[i].reason,
			.author = rows.at[i].author, .version = rows.at[i].version, .granted = rows.at[i].granted, .withdrawn = rows.at[i].withdrawn};
	return s;
}
