/* The beginning of an application: for which organisation, a first request, a renewal or a roll-out, what is carried from the file before, and the answers of a self-diagnosis
   that come along. Says when one may apply, and whom to call when one may not. Makes the draft through actions/sheet.h. */
#include "base/ids.h"
#include "gen/queries.h"
#include "web/earlier.h"
#include "web/answers.h"
#include "web/contacts.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/sheet_parts.h"

static const struct {
	str code;
	enum word label, hint;
} requests[] = {
	{S("first"), W_writing_request_first, W_writing_request_first_hint},
	{S("renewal"), W_writing_request_renewal, W_writing_request_renewal_hint},
	{S("roll_out"), W_writing_request_roll_out, W_writing_request_roll_out_hint},
};

struct beginning {
	struct page *pg;
	struct q_page_call_by_code_row call;
	struct sheet_deadline deadline;
	applicant_id applicant; /* chosen, or the only one; 0 */
	struct q_writing_applicant_row organisation;
	const struct ruleset *rules; /* of the call, or NULL */
	str request, previous, answers;
	struct apply_view *v;
};

/* ---- what is chosen ---- */

static bool may_write_for(const struct page *pg, applicant_id applicant)
{
	struct thing thing = pg->thing;
	thing.applicant = applicant;
	return may(&pg->actor, VERB_start_application, &thing);
}

static void choose_applicant(struct beginning *b, str code)
{
	const struct page *pg = b->pg;
	applicant_id only = {0};
	size_t n = 0;
	for (size_t i = 0; i < pg->actor.memberships.n; i++) {
		applicant_id one = pg->actor.memberships.at[i].applicant;
		if (!may_write_for(pg, one))
			continue;
		n++;
		only = one;
	}
	int64_t id;
	b->applicant = n == 1 ? only : (applicant_id){0};
	if (str_is_set(code) && id_of_code(code, &id) && may_write_for(pg, (applicant_id){id}))
		b->applicant = (applicant_id){id};
}

static str known_request(str code)
{
	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
		if (str_eq(requests[i].code, code))
			return requests[i].code;
	return requests[0].code;
}

static enum status begin(struct page *pg, struct beginning *b, str applicant, str request)
{
	enum status s = q_page_call_by_code(pg->db, pg->arena, pg->in.call, &b->call);
	if (!s)
		s = sheet_deadline(pg, b->call.id, b->call.code, b->call.time_zone, &b->deadline);
	if (s)
		return s;
	b->request = known_request(request);
	choose_applicant(b, applicant);
	return b->applicant.v ? q_writing_applicant(pg->db, pg->arena, b->applicant.v, &b->organisation) : OK;
}

static bool is_open(const struct beginning *b)
{
	return sheet_deadline_is_open(&b->deadline);
}

/* ---- the page ---- */

/* This page again, with what was chosen: for after signing in. */
static str here(const struct beginning *b)
{
	const struct page *pg = b->pg;
	url to = str_is_set(b->answers) ? LINK(pg, "/calls/:call/apply?a=:a", pg->in.call, b->answers) : LINK(pg, "/calls/:call/apply", pg->in.call);
	return to.s;
}

static void add_frame(struct beginning *b)
{
	struct page *pg = b->pg;
	struct apply_view *v = b->v;
	const struct q_page_call_by_code_row *row = &b->call;
	page_layout(pg, &v->layout, word_text(pg->lang, W_writing_apply));
	v->layout.section = row->title;
	v->layout.refuse_index = true;
	page_accent(pg, &v->layout, row->territory, row->accent);
	page_crumb(pg, &v->layout, str_is_set(row->territory_short) ? row->territory_short : row->territory_name, LINK(pg, "/territories/:territory", row->territory));
	page_crumb(pg, &v->layout, row->title, LINK(pg, "/calls/:call", row->code));
	v->call = row->title;
	v->call_link = LINK(pg, "/calls/:call", row->code);
	v->open = is_open(b);
	v->tone = b->deadline.filing.tone;
	v->state = b->deadline.filing.label;
	v->when = b->deadline.filing.when;
	v->signed_in = pg->actor.person.v != 0;
	opt_instant closes = b->deadline.deadline.at.closes;
	if (v->open && closes.set && closes.value.ms > pg->now.ms)
		v->left = TEXT(pg, W_writing_left, ARG("time", when_left(pg, closes.value.ms - pg->now.ms)));
	v->action = LINK(pg, "/calls/:call/apply", pg->in.call);
	v->word = LINK(pg, "/calls/:call/word", pg->in.call);
	/* the sheet asks what this bearer is asked for this kind of request */
	str kind = b->applicant.v && str_is_set(b->organisation.kind) ? b->organisation.kind : S("association"), request = str_is_set(b->request) ? b->request : S("first");
	const bool usual = str_eq(kind, S("association")) && str_eq(request, S("first"));
	v->docx = usual ? LINK(pg, "/calls/:call/sheet.docx", pg->in.call) : LINK(pg, "/calls/:call/sheet.docx?bearer=:k&request=:r", pg->in.call, kind, request);
	v->sign_in = LINK(pg, "/sign-in?next=:next", here(b));
	v->sign_up = LINK(pg, "/sign-up?next=:next", here(b));
	v->organisation = LINK(pg, "/organisations/new?next=:next", here(b));
}

static void add_organisations(struct beginning *b)
{
	struct page *pg = b->pg;
	for (size_t i = 0; i < pg->actor.memberships.n; i++) {
		const struct actor_membership *m = &pg->actor.memberships.at[i];
		str code = id_code(pg->arena, m->applicant.v);
		if (may_write_for(pg, m->applicant))
			*LIST_ADD(pg->arena, &b->v->organisations) = (struct apply_choice){.id = arena_fmt(pg->arena, "applicant.%.*s", STR_ARGS(code)), .value = code,
				.label = m->name, .chosen = m->applicant.v == b->applicant.v};
		else
			b->v->only_reads = true;
	}
}

static void add_requests(struct beginning *b)
{
	struct page *pg = b->pg;
	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
		*LIST_ADD(pg->arena, &b->v->requests) = (struct apply_choice){.id = arena_fmt(pg->arena, "request.%.*s", STR_ARGS(requests[i].code)),
			.value = requests[i].code, .label = word_text(pg->lang, requests[i].label), .hint = word_text(pg->lang, requests[i].hint),
			.chosen = str_eq(requests[i].code, b->request)};
}

static void add_parts(struct beginning *b)
{
	struct page *pg = b->pg;
	struct form_parts parts = {0};
	form_parts(pg->arena, pg->lang, b->request, &parts);
	for (size_t i = 0; i < parts.n; i++)
		*LIST_ADD(pg->arena, &b->v->parts) = (struct apply_choice){.id = arena_fmt(pg->arena, "part.%.*s", STR_ARGS(parts.at[i].code)), .value = S("1"),
			.label = parts.at[i].label, .chosen = parts.at[i].by_default};
}

static enum status add_drafts(struct beginning *b)
{
	struct page *pg = b->pg;
	struct q_writing_drafts_rows rows;
	enum status s = q_writing_drafts(pg->db, pg->arena, b->call.id, b->call.code, b->applicant.v, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		*LIST_ADD(pg->arena, &b->v->drafts) = (struct draft_view){.title = str_is_set(rows.at[i].title) ? rows.at[i].title : word_text(pg->lang, W_writing_untitled),
			.when = TEXT(pg, W_writing_changed, ARG("when", sheet_time(pg, b->call.time_zone, rows.at[i].changed))),
			.link = LINK(pg, "/sheets/:sheet", id_code(pg->arena, rows.at[i].sheet))};
	return s;
}

static void add_hidden(struct beginning *b, str name, str value)
{
	if (str_is_set(value))
		*LIST_ADD(b->pg->arena, &b->v->hidden) = (struct kept_field){.name = name, .value = value};
}

static enum status add_choices(struct beginning *b, bool second)
{
	struct page *pg = b->pg;
	enum status s = b->applicant.v ? add_drafts(b) : OK;
	if (s)
		return s;
	b->v->second = second;
	add_hidden(b, S("a"), b->answers);
	if (!second) {
		add_organisations(b);
		add_requests(b);
		return OK;
	}
	add_hidden(b, S("applicant"), id_code(pg->arena, b->applicant.v));
	add_hidden(b, S("request"), b->request);
	b->v->organisation_name = b->organisation.name;
	b->v->is_renewal = str_eq(b->request, S("renewal"));
	add_parts(b);
	return earlier_projects(pg, &(struct earlier_asked){b->call.id, b->applicant, b->organisation.siren, b->organisation.name, b->request, b->previous}, &b->v->previous);
}

static enum status show(struct beginning *b)
{
	struct page *pg = b->pg;
	bool second = b->applicant.v && !str_eq(b->request, S("first"));
	struct answers answers;
	add_frame(b);
	if (answers_read(pg->arena, b->answers, &answers) || !answers.list.n)
		b->answers = STR_NONE;
	b->v->has_answers = str_is_set(b->answers);
	if (b->v->has_answers)
		b->v->answers_count = TEXT(pg, W_writing_with_answers, ARG("n", answers.list.n));
	enum status s = b->v->open && b->v->signed_in ? add_choices(b, second) : OK;
	if (!s)
		s = contacts_read(pg, b->call.id, b->call.code, LINK(pg, "/calls/:call/apply", pg->in.call), &b->v->contacts);
	if (s)
		return s;
	if (b->v->has_problem)
		b->v->layout.title = TEXT(pg, W_writing_error_title, ARG("title", b->v->layout.title));
	RESPOND_HTML(pg, apply_page, b->v);
	return OK;
}

enum status show_apply(struct page *pg)
{
	struct beginning b = {.pg = pg, .v = ARENA_NEW(pg->arena, struct apply_view), .answers = page_param(pg, S("a"))};
	enum status s = begin(pg, &b, page_param(pg, S("applicant")), page_param(pg, S("request")));
	return s ? s : show(&b);
}

/* ---- the draft ---- */

static enum status say(struct beginning *b, str problem)
{
	b->v->has_problem = true;
	b->v->problem = problem;
	enum status s = show(b);
	return s ? s : page_again(b->pg);
}

/* Answers of a self-diagnosis become values of the form; an address that does not read brings none. */
static enum status add_answers(struct beginning *b, struct form_values *values)
{
	struct page *pg = b->pg;
	struct answers answers;
	struct form_context *context = ARENA_NEW(pg->arena, struct form_context);
	if (!str_is_set(b->answers) || answers_read(pg->arena, b->answers, &answers) || !answers.list.n)
		return OK;
	enum status s = sheet_context(pg->db, pg->arena, b->call.code, b->request, b->organisation.kind, b->rules, context);
	if (s)
		return s;
	str *keys = ARENA_ARRAY(pg->arena, answers.list.n, str), *given = ARENA_ARRAY(pg->arena, answers.list.n, str);
	size_t n = 0;
	for (size_t i = 0; i < answers.list.n; i++) {
		if (!str_is_set(answers.list.at[i].value))
			continue; /* "I do not know" */
		keys[n] = answers.list.at[i].key;
		given[n++] = answers.list.at[i].value;
	}
	form_from_answers(pg->arena, form_build(pg->arena, context, false, pg->lang, NULL), keys, given, n, values);
	return OK;
}

static enum status create(struct beginning *b)
{
	struct page *pg = b->pg;
	enum status s = sheet_rules(pg, b->call.id, b->call.code, &b->rules);
	if (s)
		return s;
	struct sheet_new new = {.call = b->call.code, .applicant = b->applicant, .request = b->request, .channel = S("online"), .rules = b->rules};
	struct problems ps = problems_new(pg->arena);
	struct page_fields parts = page_form_family(pg, S("part."));
	sheet_id id;
	if (!str_eq(b->request, S("first")) && !earlier_read(b->previous, &new))
		return say(b, word_text(pg->lang, W_writing_choose_previous));
	for (size_t i = 0; i < parts.n; i++)
		*LIST_ADD(pg->arena, &new.carried) = parts.at[i].name;
	s = add_answers(b, &new.values);
	if (!s)
		s = sheet_create(pg->db, pg->arena, &pg->actor, pg->now, &new, &ps, &id);
	if (s == INVALID && ps.list.n)
		return say(b, page_words(pg, ps.list.at[0].message, ps.list.at[0].args, ps.list.at[0].arg_count));
	return s ? s : page_see_other(pg, LINK(pg, "/sheets/:sheet", id_code(pg->arena, id.v)));
}

enum status send_apply(struct page *pg)
{
	struct beginning b = {.pg = pg, .v = ARENA_NEW(pg->arena, struct apply_view), .answers = page_form(pg, S("a")), .previous = page_form(pg, S("previous"))};
	enum status s = begin(pg, &b, page_form(pg, S("applicant")), page_form(pg, S("request")));
	if (s)
		return s;
	if (!is_open(&b))
		return say(&b, word_text(pg->lang, W_writing_not_open));
	if (!b.applicant.v)
		return say(&b, word_text(pg->lang, W_writing_choose_organisation));
	bool second = str_is_set(page_form(pg, S("second")));
	if (second || str_eq(b.request, S("first")))
		return create(&b);
	str applicant = id_code(pg->arena, b.applicant.v);
	return page_see_other(pg, str_is_set(b.answers)
		? LINK(pg, "/calls/:call/apply?applicant=:applicant&request=:request&a=:a", pg->in.call, applicant, b.request, b.answers)
		: LINK(pg, "/calls/:call/apply?applicant=:applicant&request=:request", pg->in.call, applicant, b.request));
}
