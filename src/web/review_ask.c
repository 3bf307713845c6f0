/* The form that asks for opinions: of one file (review_opinions.c) or of those picked in a desk's list, which is this page. What is typed is read here, judged by actions/opinions.h. */
#include "actions/opinions.h"
#include "base/ids.h"
#include "base/limits.h"
#include "web/review_page.h"
#include "web/routes.h"

enum { OTHERS = 3 };

static bool was_chosen(const struct page *pg, str field, str code)
{
	if (pg->rq->method != HTTP_POST || !route_has_field(pg->route, field))
		return false;
	for (size_t i = 0; i < pg->rq->form.n; i++)
		if (str_eq(pg->rq->form.at[i].name, field) && str_eq(pg->rq->form.at[i].value, code))
			return true;
	return false;
}

static void add_words(struct page *pg, struct desk_options *to, str field, const char *prefix, const str *codes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		*LIST_ADD(pg->arena, to) = (struct desk_option){codes[i], page_word_of(pg, str_of(prefix), codes[i]), was_chosen(pg, field, codes[i])};
}

static int64_t accounts_of(const struct q_review_people_rows *people, str institution)
{
	int64_t n = 0;
	for (size_t i = 0; i < people->n; i++)
		n += str_eq(people->at[i].institution, institution) && !str_eq(people->at[i].role, S("officer"));
	return n;
}

static enum status add_lists(struct page *pg, struct review_ask *ask)
{
	struct q_review_people_rows people = {0};
	struct q_review_institutions_rows institutions = {0};
	enum status s = q_review_people(pg->db, pg->arena, pg->thing.territory, &people);
	if (s == OK)
		s = q_review_institutions(pg->db, pg->arena, pg->thing.territory, &institutions);
	for (size_t i = 0; s == OK && i < institutions.n; i++) {
		str code = arena_fmt(pg->arena, "i.%.*s", STR_ARGS(institutions.at[i].code));
		const int64_t accounts = accounts_of(&people, institutions.at[i].code);
		*LIST_ADD(pg->arena, &ask->institutions) = (struct desk_option){code,
			accounts ? TEXT(pg, W_review_who_accounts, ARG("label", institutions.at[i].label), ARG("n", accounts)) : institutions.at[i].label, was_chosen(pg, S("who"), code)};
	}
	for (size_t i = 0; s == OK && i < people.n; i++) {
		str code = arena_fmt(pg->arena, "p.%.*s", STR_ARGS(id_code(pg->arena, people.at[i].person)));
		if (ask->people.n && str_eq(ask->people.at[ask->people.n - 1].code, code))
			continue;
		*LIST_ADD(pg->arena, &ask->people) = (struct desk_option){code,
			TEXT(pg, W_review_who_person, ARG("name", people.at[i].name), ARG("role", page_word_of(pg, S("accounts.role."), people.at[i].role))), was_chosen(pg, S("who"), code)};
	}
	return s;
}

static str other_field(struct page *pg, int n, const char *what)
{
	struct page_fields fields = {0};
	if (pg->rq->method == HTTP_POST && route_has_field(pg->route, S("other-1-name")))
		fields = page_form_family(pg, S("other-"));
	str name = arena_fmt(pg->arena, "%d-%s", n, what);
	for (size_t i = 0; i < fields.n; i++)
		if (str_eq(fields.at[i].name, name))
			return str_trim(fields.at[i].value);
	return S("");
}

enum status review_ask_form(struct page *pg, const struct problems *ps, struct review_ask *ask)
{
	static const str kinds[] = {S("institution"), S("citizen_council"), S("review")};
	static const str subjects[] = {S("eligibility"), S("feasibility"), S("capacity"), S("indicators"), S("in_depth")};
	add_words(pg, &ask->kinds, S("kind"), "review.kind.", kinds, sizeof kinds / sizeof *kinds);
	add_words(pg, &ask->subjects, S("subject"), "review.subject.", subjects, sizeof subjects / sizeof *subjects);
	for (int i = 1; i <= OTHERS; i++)
		*LIST_ADD(pg->arena, &ask->others) = (struct review_other){.name_id = arena_fmt(pg->arena, "other-%d-name", i), .email_id = arena_fmt(pg->arena, "other-%d-email", i),
			.name = other_field(pg, i, "name"), .email = other_field(pg, i, "email"), .number = arena_fmt(pg->arena, "%d", i)};
	ask->question = review_typed(pg, S("question"));
	ask->due = review_typed(pg, S("due"));
	ask->reply_due = review_typed(pg, S("reply-due"));
	ask->confidential = str_is_set(review_typed(pg, S("confidential")));
	ask->wrong_who = filing_page_wrong(ps, S("who"));
	ask->wrong_due = filing_page_wrong(ps, S("due"));
	ask->wrong_reply = filing_page_wrong(ps, S("reply-due"));
	ask->wrong_subject = filing_page_wrong(ps, S("subject"));
	ask->wrong_email = filing_page_wrong(ps, S("email"));
	ask->wrong_question = filing_page_wrong(ps, S("question"));
	return add_lists(pg, ask);
}

/* ---- reading it ---- */

static void read_day(struct page *pg, const char *field, enum word wrong, opt_day *d, struct problems *ps)
{
	str typed = str_trim(review_typed(pg, str_of(field)));
	d->set = day_parse(typed, &d->value);
	if (typed.n && !d->set)
		PROBLEM(ps, STR_NONE, 0, str_of(field), wrong);
}

/* A name typed in full that is one of the list is that one. */
static str code_of_name(const struct q_review_institutions_rows *rows, str name)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_eq_nocase(rows->at[i].label, name) || str_eq(rows->at[i].code, name))
			return rows->at[i].code;
	return name;
}

void review_ask_read(struct page *pg, struct opinion_ask *ask, struct problems *ps)
{
	LIST_OF(struct opinion_who) who = {0};
	LIST_OF(str) subjects = {0};
	struct q_review_institutions_rows rows = {0};
	if (q_review_institutions(pg->db, pg->arena, pg->thing.territory, &rows) != OK)
		rows.n = 0;
	for (size_t i = 0; i < pg->rq->form.n; i++) {
		str name = pg->rq->form.at[i].name, value = pg->rq->form.at[i].value;
		if (str_eq(name, S("subject")) && str_is_set(value))
			*LIST_ADD(pg->arena, &subjects) = value;
		if (!str_eq(name, S("who")) || value.n < 3)
			continue;
		struct opinion_who one = {.institution = S("")};
		if (str_starts(value, S("i.")))
			one.institution = str_skip(value, 2);
		else if (!str_starts(value, S("p.")) || !id_of_code(str_skip(value, 2), &one.person.v))
			continue;
		*LIST_ADD(pg->arena, &who) = one;
	}
	for (int i = 1; i <= OTHERS; i++) {
		str name = other_field(pg, i, "name"), email = other_field(pg, i, "email");
		if (name.n || email.n)
			*LIST_ADD(pg->arena, &who) = (struct opinion_who){.institution = name.n ? code_of_name(&rows, name) : email, .email = email};
	}
	*ask = (struct opinion_ask){.kind = review_typed(pg, S("kind")), .question = review_typed(pg, S("question")), .confidential = str_is_set(review_typed(pg, S("confidential"))),
		.who = who.at, .who_count = who.n};
	if (str_eq(ask->kind, S("review"))) {
		ask->subjects = subjects.at;
		ask->subject_count = subjects.n;
	}
	read_day(pg, "due", W_review_due_wrong, &ask->due, ps);
	read_day(pg, "reply-due", W_review_due_wrong, &ask->reply_due, ps);
}

/* ---- of several files ---- */

struct picked {
	application_id *at;
	size_t n;
	str text;
};

static struct picked read_picked(struct page *pg, str text)
{
	struct picked p = {.at = ARENA_ARRAY(pg->arena, LIMIT_DESK_BULK + 1, application_id), .text = text};
	str rest = text, head, tail;
	while (str_is_set(rest) && p.n <= LIMIT_DESK_BULK) {
		(void)str_cut(rest, ' ', &head, &tail);
		if (str_to_int64(head, &p.at[p.n].v))
			p.n++;
		rest = tail;
	}
	return p;
}

static enum status bulk_page(struct page *pg, str picked, size_t n, const struct problems *ps)
{
	struct review_ask_view *v = ARENA_NEW(pg->arena, struct review_ask_view);
	struct q_desk_territory_row territory;
	enum status s = q_desk_territory(pg->db, pg->arena, pg->thing.territory, &territory);
	if (s == OK)
		s = review_ask_form(pg, ps, &v->ask);
	if (s != OK)
		return s;
	review_layout(pg, &v->layout, word_text(pg->lang, W_review_ask_title), ps);
	page_accent(pg, &v->layout, territory.code, territory.accent);
	v->back = LINK(pg, "/desk/:territory", territory.code);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), v->back);
	filing_page_problems(pg, ps, &v->problems);
	v->count = TEXT(pg, W_deskwork_count, ARG("n", n));
	v->ask.is_bulk = true;
	v->ask.picked = picked;
	v->ask.action = LINK(pg, "/desk/:territory/opinions/ask", territory.code);
	RESPOND_HTML(pg, review_ask_page, v);
	return OK;
}

enum status review_ask_bulk(struct page *pg, str picked, size_t n)
{
	struct problems none = problems_new(pg->arena);
	return bulk_page(pg, picked, n, &none);
}

enum status post_review_ask(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct opinion_ask ask;
	struct opinions_asked done = {0};
	const struct desk_step step = review_step_of(pg);
	const struct picked picked = read_picked(pg, review_typed(pg, S("picked")));
	review_ask_read(pg, &ask, &ps);
	if (!picked.n)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_deskwork_bulk_nothing);
	enum status s = ps.total ? INVALID : ask_opinions(&step, picked.at, picked.n, &ask, &done, &ps);
	if (s == TOO_BIG) {
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_review_ask_many, ARG("n", (int64_t)LIMIT_OPINIONS_ASKED));
		s = INVALID;
	}
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/desk/:territory/opinions?asked=:asked&waiting=:waiting&conflicts=:conflicts&silent=:silent", pg->in.territory,
			arena_fmt(pg->arena, "%lld", (long long)done.asked), arena_fmt(pg->arena, "%lld", (long long)done.waiting), arena_fmt(pg->arena, "%lld", (long long)done.conflicts),
			arena_fmt(pg->arena, "%lld", (long long)done.silent)));
	if (s != INVALID)
		return s;
	s = bulk_page(pg, picked.text, picked.n, &ps);
	return s == OK ? page_again(pg) : s;
}
