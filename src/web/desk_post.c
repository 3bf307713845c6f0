/* What an officer posts from a file: a completion request or its end, a message, who follows, an original received, the date of receipt; and a request typed for a bearer (N14). */
#include "actions/applicant.h"
#include "actions/invitation.h"
#include "actions/revised_budget.h"
#include "base/ids.h"
#include "gen/queries.h"
#include "web/desk_page.h"
#include "web/deskwork_file.h"

static str typed(const struct page *pg, str name)
{
	str value = page_form(pg, name);
	return value.p ? value : S("");
}

/* The territory of the address is the sheet's. */
static bool is_here(const struct page *pg)
{
	struct thing territory;
	return thing_of_territory(pg->db, pg->arena, pg->in.territory, &territory) == OK && territory.territory.v == pg->thing.territory.v;
}

static enum status done(struct page *pg, enum status s, struct problems *ps)
{
	if (s == OK)
		return page_see_other(pg, str_is_set(deskwork_file_list(pg)) ? LINK(pg, "/desk/:territory/sheets/:sheet?list=:list", pg->in.territory, pg->in.sheet, deskwork_file_list(pg))
		                                                             : LINK(pg, "/desk/:territory/sheets/:sheet", pg->in.territory, pg->in.sheet));
	if (s == CONFLICT)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_filing_changed_meanwhile);
	if (s != CONFLICT && s != INVALID)
		return s;
	enum status shown = desk_file(pg, ps);
	return shown != OK ? shown : s == CONFLICT ? page_again_as(pg, 409) : page_again(pg);
}

enum status post_desk_completion(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct follow_up u = filing_page_step(pg);
	LIST_OF(str) opened = {0};
	for (size_t i = 0; i < pg->rq->form.n; i++)
		if (str_eq(pg->rq->form.at[i].name, S("open")) && str_is_set(pg->rq->form.at[i].value))
			*LIST_ADD(pg->arena, &opened) = pg->rq->form.at[i].value;
	struct completion_ask ask = {.reason = typed(pg, S("reason")), .opened = opened.at, .count = opened.n};
	(void)day_parse(typed(pg, S("due")), &ask.due); /* what is no day is a day long past: refused with words */
	enum status fresh = deskwork_file_fresh(pg);
	if (!is_here(pg))
		return NOT_FOUND;
	return done(pg, fresh == OK ? ask_completion(&u, &ask, &ps) : fresh, &ps);
}

enum status post_desk_cancel(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct follow_up u = filing_page_step(pg);
	enum status fresh = deskwork_file_fresh(pg);
	if (!is_here(pg))
		return NOT_FOUND;
	return done(pg, fresh == OK ? cancel_completion(&u, typed(pg, S("reason")), &ps) : fresh, &ps);
}

enum status post_desk_budget(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct follow_up u = filing_page_step(pg);
	struct budget_ask ask = {.said = typed(pg, S("said"))};
	(void)day_parse(typed(pg, S("due")), &ask.due); /* as above */
	enum status fresh = deskwork_file_fresh(pg);
	if (!is_here(pg))
		return NOT_FOUND;
	return done(pg, fresh == OK ? ask_budget(&u, &ask, &ps) : fresh, &ps);
}

enum status post_desk_message(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct follow_up u = filing_page_step(pg);
	return is_here(pg) ? done(pg, send_message(&u, true, typed(pg, S("text")), &ps), &ps) : NOT_FOUND;
}

enum status post_desk_read(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct follow_up u = filing_page_step(pg);
	return is_here(pg) ? done(pg, mark_messages_read(&u, true), &ps) : NOT_FOUND;
}

enum status post_desk_owner(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct follow_up u = filing_page_step(pg);
	person_id owner = {0};
	opt_day due = {0};
	if (str_is_set(typed(pg, S("owner"))) && !id_of_code(typed(pg, S("owner")), &owner.v))
		return NOT_FOUND;
	due.set = day_parse(typed(pg, S("due")), &due.value);
	enum status fresh = deskwork_file_fresh(pg);
	if (!is_here(pg))
		return NOT_FOUND;
	return done(pg, fresh == OK ? set_owner(&u, owner, due, &ps) : fresh, &ps);
}

enum status post_desk_original(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct follow_up u = filing_page_step(pg);
	const struct original_note note = {.code = typed(pg, S("document")), .received = typed(pg, S("received")), .note = typed(pg, S("note"))};
	enum status fresh = deskwork_file_fresh(pg);
	if (!is_here(pg))
		return NOT_FOUND;
	return done(pg, fresh == OK ? note_original(&u, &note, &ps) : fresh, &ps);
}

enum status post_desk_received(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct follow_up u = filing_page_step(pg);
	enum status fresh = deskwork_file_fresh(pg);
	if (!is_here(pg))
		return NOT_FOUND;
	return done(pg, fresh == OK ? note_received(&u, typed(pg, S("day")), typed(pg, S("hour")), typed(pg, S("reason")), &ps) : fresh, &ps);
}

/* ---- a request typed for a bearer ---- */

static const str channels[] = {S("paper"), S("spoken"), S("word")};

static void fill_choices(struct page *pg, struct desk_type_view *v, str channel, str kind)
{
	for (size_t i = 0; i < sizeof channels / sizeof *channels; i++)
		*LIST_ADD(pg->arena, &v->channels) = (struct desk_option){channels[i], page_word_of(pg, S("desk.channel."), channels[i]), str_eq(channels[i], channel)};
	for (size_t i = 0; i < applicant_kind_count; i++)
		*LIST_ADD(pg->arena, &v->kinds) = (struct desk_option){applicant_kinds[i], page_word_of(pg, S("desk.kind."), applicant_kinds[i]), str_eq(applicant_kinds[i], kind)};
}

static enum status type_page(struct page *pg, const struct problems *ps)
{
	struct q_desk_call_row call;
	bool again = pg->rq->method == HTTP_POST;
#define TYPED_AGAIN(name) (again ? typed(pg, S(name)) : S(""))
	enum status s = q_desk_call(pg->db, pg->arena, pg->thing.territory, pg->in.call, &call);
	if (s == OK && !str_eq(call.territory, pg->in.territory))
		s = NOT_FOUND;
	if (s != OK)
		return s;
	struct desk_type_view *v = ARENA_NEW(pg->arena, struct desk_type_view);
	str title = word_text(pg->lang, W_desk_type_title);
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_desk_title_wrong, ARG("title", title)) : title);
	v->layout.refuse_index = true;
	v->list = LINK(pg, "/desk/:territory", pg->in.territory);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), v->list);
	filing_page_problems(pg, ps, &v->problems);
	v->title = call.title;
	v->name = TYPED_AGAIN("name");
	v->siret = TYPED_AGAIN("siret");
	v->email = TYPED_AGAIN("email");
	v->day = TYPED_AGAIN("day");
	v->hour = TYPED_AGAIN("hour");
	v->reason = TYPED_AGAIN("reason");
	v->action = LINK(pg, "/desk/:territory/calls/:call/type", pg->in.territory, pg->in.call);
	fill_choices(pg, v, TYPED_AGAIN("channel"), TYPED_AGAIN("kind"));
	RESPOND_HTML(pg, desk_type_page, v);
	return OK;
}

enum status show_desk_type(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return type_page(pg, &none);
}

/* The organisation of that SIRET, or a new one of which only this is known, with an invitation to its address. */
static enum status find_bearer(struct page *pg, struct problems *ps, applicant_id *applicant)
{
	str siret = typed(pg, S("siret")), name = str_trim(typed(pg, S("name"))), email = str_trim(typed(pg, S("email"))), known, secret;
	enum status s = str_is_set(siret) ? applicant_find(pg->db, pg->arena, siret, applicant, &known) : NOT_FOUND;
	if (s != NOT_FOUND)
		return s;
	if (!str_is_set(name))
		PROBLEM(ps, STR_NONE, 0, S("name"), W_desk_name_missing);
	if (!str_has(email, S("@")))
		PROBLEM(ps, STR_NONE, 0, S("email"), W_desk_email_missing);
	if (ps->total)
		return INVALID;
	const struct applicant_new new = {.name = name, .kind = typed(pg, S("kind")), .siret = siret, .being_created = !str_is_set(siret), .maker = MAKER_OFFICER};
	struct applicant_made made;
	s = applicant_create(pg->db, pg->arena, &pg->actor, pg->now, &new, ps, &made);
	if (s == CONFLICT && made.already.v) {
		*applicant = made.already;
		return OK;
	}
	if (s != OK)
		return s;
	*applicant = made.applicant;
	const struct invitation_new invitation = {.applicant = made.applicant, .email = email, .role = MEMBER_SIGNATORY, .site = filing_page_step(pg).public_url};
	return invitation_send(pg->db, pg->arena, &pg->actor, pg->now, &invitation, ps, &secret);
}

enum status post_desk_type(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct sheet_new new = {.call = pg->in.call, .request = S("first"), .typed_by_officer = true};
	sheet_id sheet = {0};
	str channel = typed(pg, S("channel"));
	for (size_t i = 0; i < sizeof channels / sizeof *channels; i++)
		if (str_eq(channels[i], channel))
			new.channel = channels[i];
	if (!new.channel.p)
		PROBLEM(&ps, STR_NONE, 0, S("channel"), W_desk_channel_wrong);
	enum status s = find_bearer(pg, &ps, &new.applicant);
	if (s == OK && ps.total)
		s = INVALID;
	if (s == OK)
		s = sheet_create(pg->db, pg->arena, &pg->actor, pg->now, &new, &ps, &sheet);
	if (s == OK) {
		struct follow_up u = filing_page_step(pg);
		u.sheet = sheet;
		s = note_received(&u, typed(pg, S("day")), typed(pg, S("hour")), typed(pg, S("reason")), &ps);
	}
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/sheets/:sheet", id_code(pg->arena, sheet.v)));
	if (s != INVALID && s != CONFLICT)
		return s;
	s = type_page(pg, &ps);
	return s == OK ? page_again(pg) : s;
}
