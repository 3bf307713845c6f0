/* Declaring and withdrawing conflicts of interest. See conflict.h. Owns the rows of conflict_of_interest; every reader of conflicts may also ask the table by its own query. */
#include "actions/conflict.h"

#include "base/ids.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "gen/queries.h"
#include "store/audit.h"

static bool stands_for(const struct actor *actor, territory_id territory, str institution)
{
	for (size_t i = 0; str_is_set(institution) && i < actor->roles.n; i++)
		if (actor->roles.at[i].territory.v == territory.v && str_eq(actor->roles.at[i].institution, institution))
			return true;
	return false;
}

static bool is_officer(const struct actor *actor, territory_id territory)
{
	const struct thing desk = {.territory = territory};
	return may(actor, VERB_run_desk, &desk);
}

static bool reason_is_right(str reason, struct problems *ps)
{
	if (!str_is_set(str_trim(reason)))
		PROBLEM(ps, STR_NONE, 0, S("reason"), W_sessions_conflict_reason_missing);
	else if (utf8_count(reason) > LIMIT_REASON_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("reason"), W_filing_too_long, ARG("n", (int64_t)LIMIT_REASON_CHARS));
	else
		return true;
	return false;
}

static enum status tell(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, application_id application, str verb, str detail)
{
	const struct audit_entry entry = {.territory = territory, .at = now, .actor = arena_fmt(a, "user:%lld", (long long)actor->person.v), .verb = verb,
		.thing = arena_fmt(a, "application:%lld", (long long)application.v), .detail = detail};
	return audit_append(db, &entry);
}

/* Does the row say the same of the same? A seat's is nobody else's. */
static bool is_same(const struct q_conflicts_of_row *row, person_id person, str institution)
{
	if (row->withdrawn.set || row->seat.set)
		return false;
	return person.v ? row->person.set && row->person.value == person.v : !row->person.set && str_eq(row->institution, institution);
}

static bool is_declared(const struct q_conflicts_of_row *row, const struct conflict_declaration *d, str institution)
{
	if (!d->seat)
		return is_same(row, d->person, institution);
	return !row->withdrawn.set && row->session.set && row->session.value == d->session && row->seat.set && row->seat.value == d->seat;
}

static str who_of(struct arena *a, const struct conflict_declaration *d, str institution)
{
	if (d->seat)
		return arena_fmt(a, "session:%lld seat=%lld", (long long)d->session, (long long)d->seat);
	return d->person.v ? arena_fmt(a, "user:%lld", (long long)d->person.v) : arena_fmt(a, "institution:%.*s", STR_ARGS(institution));
}

enum status declare_conflict(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct conflict_declaration *d, int64_t *conflict, struct problems *ps)
{
	struct q_conflict_is_there_row there = {0};
	struct q_conflicts_of_rows rows = {0};
	str institution = str_trim(d->institution.p ? d->institution : S(""));
	const bool own = actor->person.v && !d->seat && (d->person.v ? d->person.v == actor->person.v : stands_for(actor, d->territory, institution));
	*conflict = 0;
	if (!own && !is_officer(actor, d->territory))
		return DENIED;
	if (!d->person.v && !institution.n)
		PROBLEM(ps, STR_NONE, 0, S("institution"), W_sessions_conflict_nobody);
	(void)reason_is_right(d->reason, ps);
	enum status s = q_conflict_is_there(db, a, d->territory, d->application, &there);
	if (s == OK)
		s = !there.here ? NOT_FOUND : ps->total ? INVALID : q_conflicts_of(db, a, d->territory, d->application, &rows);
	for (size_t i = 0; s == OK && i < rows.n && !*conflict; i++)
		if (is_declared(&rows.at[i], d, institution))
			*conflict = rows.at[i].conflict;
	if (s != OK || *conflict)
		return s;
	*conflict = id_new();
	s = q_conflict_add(db, &(struct q_conflict_add_in){.territory = d->territory, .conflict = *conflict, .application = d->application, .person = {d->person.v != 0, d->person.v},
		.institution = institution, .reason = str_trim(d->reason), .at = now, .by = actor->person.v,
		.session = {d->seat != 0, d->session}, .seat = {d->seat != 0, d->seat}});
	return s == OK ? tell(db, a, actor, now, d->territory, d->application, S("declare_conflict"), arena_fmt(a, "conflict=%lld %.*s", (long long)*conflict, STR_ARGS(who_of(a, d, institution)))) : s;
}

enum status withdraw_conflict(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, int64_t conflict, str reason, struct problems *ps)
{
	struct q_conflict_one_row row = {0};
	if (!is_officer(actor, territory))
		return DENIED;
	enum status s = q_conflict_one(db, a, territory, conflict, &row);
	if (s != OK)
		return s;
	if ((row.person.set && row.person.value == actor->person.v) || (!row.person.set && stands_for(actor, territory, row.institution)))
		return DENIED;
	if (row.withdrawn.set)
		return CONFLICT;
	if (!reason_is_right(reason, ps))
		return INVALID;
	s = q_conflict_withdraw(db, &(struct q_conflict_withdraw_in){.territory = territory, .conflict = conflict, .at = now, .by = actor->person.v, .reason = str_trim(reason)});
	return s == OK ? tell(db, a, actor, now, territory, row.application, S("withdraw_conflict"), arena_fmt(a, "conflict=%lld", (long long)conflict)) : s;
}

enum status conflict_stands(struct db *db, struct arena *a, territory_id territory, application_id application, person_id person, str institution, bool *stands)
{
	struct q_conflicts_of_rows rows = {0};
	*stands = false;
	enum status s = q_conflicts_of(db, a, territory, application, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*stands = *stands || (person.v && is_same(&rows.at[i], person, S(""))) || (str_is_set(institution) && is_same(&rows.at[i], (person_id){0}, institution));
	return s;
}

enum status actor_has_conflict(struct db *db, struct arena *a, const struct actor *actor, territory_id territory, application_id application, bool *stands)
{
	struct q_conflicts_of_rows rows = {0};
	*stands = false;
	enum status s = q_conflicts_of(db, a, territory, application, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*stands = *stands || is_same(&rows.at[i], actor->person, S("")) || (!rows.at[i].withdrawn.set && !rows.at[i].person.set && !rows.at[i].seat.set && stands_for(actor, territory, rows.at[i].institution));
	return s;
}
