/* /applications/:application/conflicts: who has an interest in this file, declared by them or by an officer, lifted by an officer. Posts go to actions/conflict.h. */
#include "actions/conflict.h"
#include "base/ids.h"
#include "web/review_page.h"

static enum status add_choices(struct page *pg, struct review_conflicts_view *v)
{
	struct q_review_people_rows people = {0};
	struct q_review_institutions_rows institutions = {0};
	str chosen = review_typed(pg, S("who"));
	enum status s = q_review_people(pg->db, pg->arena, pg->thing.territory, &people);
	if (s == OK)
		s = q_review_institutions(pg->db, pg->arena, pg->thing.territory, &institutions);
	for (size_t i = 0; s == OK && i < people.n; i++) {
		str code = arena_fmt(pg->arena, "p.%.*s", STR_ARGS(id_code(pg->arena, people.at[i].person)));
		if (people.at[i].person == pg->actor.person.v || (v->people.n && str_eq(v->people.at[v->people.n - 1].code, code)))
			continue;
		*LIST_ADD(pg->arena, &v->people) = (struct desk_option){code, people.at[i].name, str_eq(code, chosen)};
	}
	for (size_t i = 0; s == OK && i < institutions.n; i++) {
		str code = arena_fmt(pg->arena, "i.%.*s", STR_ARGS(institutions.at[i].code));
		*LIST_ADD(pg->arena, &v->institutions) = (struct desk_option){code, institutions.at[i].label, str_eq(code, chosen)};
	}
	return s;
}

static str institution_label(const struct review_conflicts_view *v, struct arena *a, str code)
{
	str wanted = arena_fmt(a, "i.%.*s", STR_ARGS(code));
	for (size_t i = 0; i < v->institutions.n; i++)
		if (str_eq(v->institutions.at[i].code, wanted))
			return v->institutions.at[i].label;
	return code;
}

static enum status add_conflicts(struct page *pg, str time_zone, struct review_conflicts_view *v)
{
	struct q_review_conflicts_rows rows = {0};
	enum status s = q_review_conflicts(pg->db, pg->arena, pg->thing.territory, pg->thing.application, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_review_conflicts_row *r = &rows.at[i];
		str by = r->by.p ? r->by : S("");
		struct review_conflict *c = LIST_ADD(pg->arena, &v->conflicts);
		*c = (struct review_conflict){.who = r->person.set ? r->name.p ? r->name : S("") : institution_label(v, pg->arena, r->institution), .reason = r->reason, .stands = !r->withdrawn.set,
			.when = TEXT(pg, W_review_declared, ARG("when", filing_page_when(pg, time_zone, r->declared)), ARG("who", by)), .code = id_code(pg->arena, r->conflict),
			.may_lift = v->top.may_run && !r->withdrawn.set && !(r->person.set && r->person.value == pg->actor.person.v)};
		if (r->withdrawn.set)
			c->lifted = TEXT(pg, W_review_lifted, ARG("when", filing_page_when(pg, time_zone, r->withdrawn.value)), ARG("who", r->withdrawer.p ? r->withdrawer : S("")),
			                 ARG("reason", r->withdrawn_reason.p ? r->withdrawn_reason : S("")));
	}
	return s;
}

static enum status conflicts_page_of(struct page *pg, const struct problems *ps)
{
	struct review_head head;
	struct review_conflicts_view *v = ARENA_NEW(pg->arena, struct review_conflicts_view);
	enum status s = review_top(pg, "conflicts", W_review_conflicts_title, ps, &v->layout, &v->top, &head);
	if (s == OK)
		s = add_choices(pg, v);
	if (s == OK)
		s = add_conflicts(pg, head.row.time_zone, v);
	if (s != OK)
		return s;
	v->reason = review_typed(pg, S("reason"));
	v->other = review_typed(pg, S("other"));
	v->lift_reason = review_typed(pg, S("withdraw-reason"));
	const bool lifts = str_is_set(review_typed(pg, S("conflict")));
	v->wrong_who = filing_page_wrong(ps, S("institution"));
	v->wrong_reason = !lifts && filing_page_wrong(ps, S("reason"));
	v->wrong_lift = lifts && filing_page_wrong(ps, S("reason"));
	filing_page_problems(pg, ps, &v->problems);
	v->action = LINK(pg, "/applications/:application/conflicts", pg->in.application);
	v->lift = LINK(pg, "/applications/:application/conflicts/withdraw", pg->in.application);
	RESPOND_HTML(pg, review_conflicts_page, v);
	return OK;
}

enum status show_review_conflicts(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return conflicts_page_of(pg, &none);
}

enum status post_review_conflict(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	str who = review_typed(pg, S("who")), other = str_trim(review_typed(pg, S("other")));
	struct conflict_declaration conflict = {.territory = pg->thing.territory, .application = pg->thing.application, .reason = review_typed(pg, S("reason")), .institution = S("")};
	int64_t id = 0;
	if (other.n)
		conflict.institution = other;
	else if (str_starts(who, S("i.")))
		conflict.institution = str_skip(who, 2);
	else if (!who.n || str_eq(who, S("me")))
		conflict.person = pg->actor.person;
	else if (!str_starts(who, S("p.")) || !id_of_code(str_skip(who, 2), &conflict.person.v))
		return NOT_FOUND;
	enum status s = declare_conflict(pg->db, pg->arena, &pg->actor, pg->now, &conflict, &id, &ps);
	return review_end(pg, s, &ps, LINK(pg, "/applications/:application/conflicts", pg->in.application), conflicts_page_of);
}

enum status post_review_conflict_lift(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	int64_t conflict = 0;
	if (!id_of_code(review_typed(pg, S("conflict")), &conflict))
		return NOT_FOUND;
	enum status s = withdraw_conflict(pg->db, pg->arena, &pg->actor, pg->now, pg->thing.territory, conflict, review_typed(pg, S("withdraw-reason")), &ps);
	return review_end(pg, s, &ps, LINK(pg, "/applications/:application/conflicts", pg->in.application), conflicts_page_of);
}
