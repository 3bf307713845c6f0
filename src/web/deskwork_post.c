/* /applications/:application: an application that has no sheet here (of a programme, an import, the grid), and what officers post about any application: labels, notes, state, who
   follows it, what is no duplicate, that they have it open. One with a sheet has the page of its sheet. */
#include "actions/application_state.h"
#include "actions/desk_work.h"
#include "actions/presence.h"
#include "base/ids.h"
#include "base/json.h"
#include "web/deskwork_file.h"

static str typed(const struct page *pg, str name)
{
	str value = page_form(pg, name);
	return value.p ? value : S("");
}

static struct desk_step step_of(struct page *pg)
{
	return (struct desk_step){.db = pg->db, .arena = pg->arena, .actor = &pg->actor, .now = pg->now, .territory = pg->thing.territory, .application = pg->thing.application,
		.base = deskwork_file_base(pg), .public_url = pg->settings->public_url};
}

/* ---- the page ---- */

struct showing {
	struct page *pg;
	struct q_deskwork_head_row head;
	struct deskwork_application_view *v;
};

static enum status add_people(struct showing *w)
{
	struct page *pg = w->pg;
	struct q_filing_officers_rows rows;
	char text[32];
	enum status s = q_filing_officers(pg->db, pg->arena, pg->thing.territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		bool owns = w->head.owner.set && w->head.owner.value == rows.at[i].person;
		*LIST_ADD(pg->arena, &w->v->officers) = (struct desk_option){id_code(pg->arena, rows.at[i].person), rows.at[i].name, owns};
		if (owns)
			w->v->owner = rows.at[i].name;
	}
	if (w->head.due.set)
		w->v->due = TEXT(pg, W_desk_before, ARG("day", w->head.due.value));
	w->v->due_typed = w->head.due.set ? arena_str(pg->arena, str_of(day_iso(w->head.due.value, text))) : S("");
	return s;
}

static enum status add_money(struct showing *w)
{
	struct page *pg = w->pg;
	struct q_deskwork_past_money_rows rows;
	struct q_filing_application_sum_row sum;
	enum status s = q_deskwork_past_money(pg->db, pg->arena, pg->thing.territory, pg->thing.application, &rows);
	if (s == OK)
		s = q_filing_application_sum(pg->db, pg->arena, pg->thing.territory, pg->thing.application.v, &sum);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(pg->arena, &w->v->funders) = (struct deskwork_money){rows.at[i].funder, rows.at[i].asked.set ? page_money(pg, rows.at[i].asked.value) : S("–"),
			rows.at[i].voted.set ? page_money(pg, rows.at[i].voted.value) : S("–")};
	w->v->cost = page_money(pg, w->head.cost);
	w->v->asked = s == OK ? page_money(pg, sum.asked) : S("");
	return s;
}

/* Codes of this one, by the words of the list's columns. */
static enum status add_codes(struct showing *w)
{
	struct page *pg = w->pg;
	const struct desk_source source = {.db = pg->db, .arena = pg->arena, .territory = pg->thing.territory, .zone = zone_of(w->head.time_zone), .lang = pg->lang, .now = pg->now};
	struct desk_list list;
	struct desk_query q = {.group = SIZE_MAX};
	static const size_t wanted[] = {DESK_districts, DESK_goals, DESK_themes, DESK_publics};
	struct str_list *to[] = {&w->v->districts, &w->v->goals, &w->v->themes, &w->v->publics};
	for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
		*LIST_ADD(pg->arena, &q.columns) = wanted[i];
	struct desk_filter *f = LIST_ADD(pg->arena, &q.filters);
	f->column = DESK_call;
	*LIST_ADD(pg->arena, &f->values) = w->head.call;
	enum status s = read_desk_columns(&source, &list);
	if (s == OK)
		s = read_desk_rows(&source, &q, &list);
	for (size_t r = 0; s == OK && r < list.rows.n; r++)
		for (size_t i = 0; list.rows.at[r].id.v == pg->thing.application.v && i < sizeof wanted / sizeof wanted[0]; i++) {
			str codes = list.rows.at[r].cells[wanted[i]].text, head, tail;
			while (str_is_set(codes)) {
				(void)str_cut(codes, ' ', &head, &tail);
				*LIST_ADD(pg->arena, to[i]) = desk_choice_label(&list.columns.at[wanted[i]], head);
				codes = tail;
			}
		}
	return s;
}

static enum status application_page_of(struct page *pg, const struct problems *ps)
{
	struct showing w = {.pg = pg, .v = ARENA_NEW(pg->arena, struct deskwork_application_view)};
	struct deskwork_application_view *v = w.v;
	enum status s = q_deskwork_head(pg->db, pg->arena, pg->thing.territory, pg->thing.application, &w.head);
	if (s == OK)
		s = deskwork_file_fill(pg, pg->thing.territory, pg->thing.application, ps, &v->work);
	if (s != OK)
		return s;
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_desk_title_wrong, ARG("title", w.head.title)) : w.head.title);
	page_accent(pg, &v->layout, w.head.territory_code, w.head.accent);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), v->work.back);
	page_allows_scripts(pg);
	v->layout.refuse_index = true;
	filing_page_problems(pg, ps, &v->problems);
	v->title = w.head.title;
	v->bearer = w.head.bearer;
	v->call = w.head.call_title;
	v->summary = w.head.summary;
	v->number = w.head.action;
	v->state = page_word_of(pg, S("application_state."), w.head.state);
	v->tone = S("good");
	v->to_follow = LINK(pg, "/applications/:application/follow", v->work.code);
	static enum status (*const parts[])(struct showing *) = {add_people, add_money, add_codes};
	for (size_t i = 0; i < sizeof parts / sizeof *parts && s == OK; i++)
		s = parts[i](&w);
	if (s == OK)
		RESPOND_HTML(pg, application_page, v);
	return s;
}

/* The same page with the list that one came from. */
static url with_list(struct page *pg, url where)
{
	str list = deskwork_file_list(pg);
	if (!str_is_set(list))
		return where;
	return (url){arena_fmt(pg->arena, "%.*s%.*s", STR_ARGS(where.s), STR_ARGS(str_skip(LINK(pg, "/?list=:list", list).s, pg->base.n + 1)))};
}

static enum status home_of(struct page *pg, url *where)
{
	struct q_deskwork_head_row head;
	enum status s = q_deskwork_head(pg->db, pg->arena, pg->thing.territory, pg->thing.application, &head);
	if (s == OK && head.sheet.set)
		*where = with_list(pg, LINK(pg, "/desk/:territory/sheets/:sheet", head.territory_code, id_code(pg->arena, head.sheet.value)));
	else if (s == OK)
		*where = with_list(pg, LINK(pg, "/applications/:application", pg->in.application));
	return s;
}

enum status show_application(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	url where;
	if (!pg->thing.sheet.v)
		return application_page_of(pg, &none);
	enum status s = home_of(pg, &where);
	return s == OK ? page_see_other(pg, where) : s;
}

/* The page of the file, again: of its sheet when it has one. */
static enum status again(struct page *pg, const struct problems *ps)
{
	struct q_deskwork_head_row head;
	if (!pg->thing.sheet.v)
		return application_page_of(pg, ps);
	enum status s = q_deskwork_head(pg->db, pg->arena, pg->thing.territory, pg->thing.application, &head);
	if (s != OK)
		return s;
	pg->in.territory = head.territory_code;
	pg->in.sheet = id_code(pg->arena, pg->thing.sheet.v);
	return desk_file(pg, ps);
}

enum status deskwork_file_end(struct page *pg, enum status s, struct problems *ps)
{
	url where;
	if (s == OK) {
		s = home_of(pg, &where);
		return s == OK ? page_see_other(pg, where) : s;
	}
	if (s == CONFLICT)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_deskwork_stale);
	if (s != CONFLICT && s != INVALID)
		return s;
	enum status shown = again(pg, ps);
	return shown != OK ? shown : s == CONFLICT ? page_again_as(pg, 409) : page_again(pg);
}

enum status deskwork_file_fresh(struct page *pg)
{
	opt_int base = deskwork_file_base(pg), sheet = {pg->thing.sheet.v != 0, pg->thing.sheet.v};
	struct q_filing_head_row head;
	int64_t revision = 0;
	if (!base.set || !sheet.set)
		return OK;
	enum status s = q_filing_head(pg->db, pg->arena, sheet.value, &head);
	if (s == OK)
		s = desk_revision(pg->db, pg->arena, head.territory, (application_id){head.application.value}, sheet, &revision);
	return s == OK && revision != base.value ? CONFLICT : s;
}

/* ---- the forms ---- */

enum status post_application_label(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = step_of(pg);
	return deskwork_file_end(pg, stick_label(&step, typed(pg, S("label")), &ps), &ps);
}

enum status post_application_unlabel(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = step_of(pg);
	return deskwork_file_end(pg, unstick_label(&step, typed(pg, S("label")), &ps), &ps);
}

/* A note takes nothing from anybody: it is written whatever happened meanwhile. */
enum status post_application_note(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct desk_step step = step_of(pg);
	step.base.set = false;
	return deskwork_file_end(pg, write_note(&step, typed(pg, S("note")), &ps), &ps);
}

enum status post_application_note_remove(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct desk_step step = step_of(pg);
	int64_t note;
	step.base.set = false;
	return str_to_int64(typed(pg, S("note")), &note) ? deskwork_file_end(pg, remove_note(&step, note), &ps) : NOT_FOUND;
}

enum status post_application_state(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	opt_int base = deskwork_file_base(pg);
	int64_t revision = 0;
	const struct state_change change = {.territory = pg->thing.territory, .application = pg->thing.application, .to = application_state_of_name(typed(pg, S("state"))),
		.reason = typed(pg, S("reason"))};
	enum status s = desk_revision(pg->db, pg->arena, pg->thing.territory, pg->thing.application, (opt_int){pg->thing.sheet.v != 0, pg->thing.sheet.v}, &revision);
	if (s == OK && base.set && base.value != revision)
		s = CONFLICT;
	if (s == OK)
		s = change_state(pg->db, pg->arena, &pg->actor, pg->now, &change, &ps);
	return deskwork_file_end(pg, s, &ps);
}

enum status post_application_two(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = step_of(pg);
	application_id other = {0};
	return str_to_int64(typed(pg, S("other")), &other.v) ? deskwork_file_end(pg, say_not_duplicate(&step, other), &ps) : NOT_FOUND;
}

enum status post_application_follow(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = step_of(pg);
	person_id owner = {0};
	opt_day due = {0};
	if (str_is_set(typed(pg, S("owner"))) && !id_of_code(typed(pg, S("owner")), &owner.v))
		return NOT_FOUND;
	due.set = day_parse(typed(pg, S("due")), &due.value);
	return deskwork_file_end(pg, follow_application(&step, owner, due, &ps), &ps);
}

enum status post_application_presence(struct page *pg)
{
	struct presence_names names = {0};
	str thing = arena_fmt(pg->arena, "application:%.*s", STR_ARGS(pg->in.application));
	enum status s = presence_see(pg->db, thing, pg->actor.person, pg->now);
	if (s == OK)
		s = presence_others(pg->db, pg->arena, thing, pg->actor.person, pg->now, &names);
	if (s != OK)
		return s;
	struct json j = json_new(&pg->rs->body);
	pg->rs->content_type = S("application/json; charset=utf-8");
	json_object(&j);
	json_text(&j, S("said"), names.n ? TEXT(pg, W_deskwork_open_by, ARG("who", page_joined(pg, names.at, names.n))) : S(""));
	json_end(&j);
	return OK;
}

/* ---- the labels of a territory ---- */

static enum status labels_page(struct page *pg, const struct problems *ps)
{
	static const str tones[] = {S("neutral"), S("good"), S("wait"), S("bad")};
	struct q_desk_territory_row territory;
	struct q_deskwork_labels_rows rows;
	struct deskwork_labels_view *v = ARENA_NEW(pg->arena, struct deskwork_labels_view);
	enum status s = q_desk_territory(pg->db, pg->arena, pg->thing.territory, &territory);
	if (s == OK)
		s = q_deskwork_labels(pg->db, pg->arena, pg->thing.territory, &rows);
	if (s != OK)
		return s;
	str title = word_text(pg->lang, W_deskwork_labels);
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_desk_title_wrong, ARG("title", title)) : title);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), LINK(pg, "/desk/:territory", pg->in.territory));
	v->layout.refuse_index = true;
	filing_page_problems(pg, ps, &v->problems);
	v->action = LINK(pg, "/desk/:territory/labels", pg->in.territory);
	v->remove = LINK(pg, "/desk/:territory/labels/remove", pg->in.territory);
	v->list = LINK(pg, "/desk/:territory", pg->in.territory);
	v->label = ps->total ? typed(pg, S("label")) : S("");
	for (size_t i = 0; i < rows.n; i++)
		*LIST_ADD(pg->arena, &v->labels) = (struct deskwork_label_row){rows.at[i].code, rows.at[i].label, rows.at[i].tone, TEXT(pg, W_deskwork_count, ARG("n", rows.at[i].used))};
	for (size_t i = 0; i < sizeof tones / sizeof tones[0]; i++)
		*LIST_ADD(pg->arena, &v->tones) = (struct desk_option){tones[i], page_word_of(pg, S("deskwork.tone."), tones[i]), ps->total && str_eq(tones[i], typed(pg, S("tone")))};
	RESPOND_HTML(pg, labels_page_of_desk, v);
	return OK;
}

enum status show_desk_labels(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return labels_page(pg, &none);
}

static enum status labels_end(struct page *pg, enum status s, const struct problems *ps)
{
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/desk/:territory/labels", pg->in.territory));
	if (s != INVALID)
		return s;
	s = labels_page(pg, ps);
	return s == OK ? page_again(pg) : s;
}

enum status post_desk_label(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = step_of(pg);
	return labels_end(pg, add_desk_label(&step, typed(pg, S("label")), typed(pg, S("tone")), &ps), &ps);
}

enum status post_desk_label_remove(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = step_of(pg);
	return labels_end(pg, remove_desk_label(&step, typed(pg, S("code"))), &ps);
}
