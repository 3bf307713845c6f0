/* Labels, notes, states, history, past grants, look-alikes, neighbours in the list, who else is there: what officers know of an application beyond what was filed. Notes are read
   here and nowhere else. Reads only; the forms are deskwork_post.c's. */
#include "web/deskwork_file.h"

#include "actions/application_state.h"
#include "actions/desk_work.h"
#include "actions/presence.h"
#include "base/ids.h"
#include "base/limits.h"
#include "domain/application_code.h"
#include "domain/look_alike.h"

struct filling {
	struct page *pg;
	struct q_deskwork_head_row head;
	application_id application;
	territory_id territory;
	const struct problems *ps;
	struct deskwork_file *f;
	struct moments {
		struct moment_row {
			instant at;
			struct follow_event event;
		} *at;
		size_t n, room;
	} moments;
};

static str typed(const struct filling *w, str name)
{
	const struct page *pg = w->pg;
	str value = pg->rq->method == HTTP_POST && route_has_field(pg->route, name) ? page_form(pg, name) : STR_NONE;
	return value.p ? value : S("");
}

str deskwork_file_list(const struct page *pg)
{
	str list = pg->rq->method == HTTP_POST ? (route_has_field(pg->route, S("list")) ? page_form(pg, S("list")) : STR_NONE) : page_param(pg, S("list"));
	return list.p ? list : S("");
}

static url link_of(const struct filling *w, opt_int sheet, application_id id)
{
	struct page *pg = w->pg;
	if (sheet.set)
		return LINK(pg, "/desk/:territory/sheets/:sheet", w->head.territory_code, id_code(pg->arena, sheet.value));
	return LINK(pg, "/applications/:application", application_code(pg->arena, w->head.territory_code, id));
}

/* ---- labels, notes, states ---- */

static enum status add_labels(struct filling *w)
{
	struct page *pg = w->pg;
	struct q_deskwork_labels_of_rows stuck;
	struct q_deskwork_labels_rows all;
	enum status s = q_deskwork_labels_of(pg->db, pg->arena, w->territory, w->application, &stuck);
	if (s == OK)
		s = q_deskwork_labels(pg->db, pg->arena, w->territory, &all);
	for (size_t i = 0; s == OK && i < stuck.n; i++)
		*LIST_ADD(pg->arena, &w->f->labels) = (struct deskwork_label){stuck.at[i].code, stuck.at[i].label, stuck.at[i].tone};
	for (size_t i = 0; s == OK && i < all.n; i++) {
		bool has = false;
		for (size_t k = 0; k < stuck.n; k++)
			has = has || str_eq(stuck.at[k].code, all.at[i].code);
		if (!has)
			*LIST_ADD(pg->arena, &w->f->stickers) = (struct desk_option){all.at[i].code, all.at[i].label, false};
	}
	return s;
}

static enum status add_notes(struct filling *w)
{
	struct page *pg = w->pg;
	struct q_deskwork_notes_rows rows;
	enum status s = q_deskwork_notes(pg->db, pg->arena, w->territory, w->application, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(pg->arena, &w->f->notes) = (struct deskwork_note){.note = arena_fmt(pg->arena, "%lld", (long long)rows.at[i].note), .who = rows.at[i].author,
			.when = filing_page_when(pg, w->head.time_zone, rows.at[i].at), .text = rows.at[i].text, .mine = rows.at[i].by == pg->actor.person.v};
	w->f->note = w->ps->total ? typed(w, S("note")) : S("");
	w->f->note_wrong = filing_page_wrong(w->ps, S("note-text"));
	return s;
}

static enum status add_states(struct filling *w)
{
	enum application_state from = application_state_of_name(w->head.state);
	str wanted = w->ps->total ? typed(w, S("state")) : S("");
	for (size_t i = 0; i < 2 * APPLICATION_STATE_COUNT; i++) { /* on the way forward first */
		enum application_state to = i % APPLICATION_STATE_COUNT;
		enum step_kind step = application_step(from, to);
		if (step != (i < APPLICATION_STATE_COUNT ? STEP_FORWARD : STEP_BACK) || (to == APPLICATION_completion_requested && w->head.sheet.set))
			continue;
		str name = str_of(application_state_name(to)), label = word_text(w->pg->lang, application_state_word(to));
		*LIST_ADD(w->pg->arena, &w->f->states) = (struct desk_option){name, step == STEP_BACK ? TEXT(w->pg, W_deskwork_state_back, ARG("state", label)) : label, str_eq(name, wanted)};
	}
	w->f->state_reason = w->ps->total ? typed(w, S("reason")) : S("");
	w->f->state_wrong = route_has_field(w->pg->route, S("state")) && w->ps->total;
	return OK;
}

/* ---- one history of everything ---- */

static void add_moment(struct filling *w, instant at, const struct follow_event *event)
{
	*LIST_ADD(w->pg->arena, &w->moments) = (struct moment_row){at, *event};
}

static bool is_told(const struct filling *w, instant at)
{
	for (size_t i = 0; i < w->moments.n; i++)
		if (w->moments.at[i].at.ms == at.ms)
			return true;
	return false;
}

static enum status add_events(struct filling *w)
{
	struct page *pg = w->pg;
	struct q_deskwork_events_rows rows;
	struct q_filing_events_rows of_sheet = {0};
	enum status s = q_deskwork_events(pg->db, pg->arena, w->territory, w->application, &rows);
	if (s == OK && w->head.sheet.set)
		s = q_filing_events(pg->db, pg->arena, w->territory, w->head.sheet.value, &of_sheet);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		add_moment(w, rows.at[i].at, &(struct follow_event){.what = page_word_of(pg, S("application_state."), rows.at[i].after), .who = rows.at[i].on_behalf.p ? rows.at[i].on_behalf : rows.at[i].name,
			.reason = rows.at[i].reason, .tone = S("past")});
	for (size_t i = 0; s == OK && i < of_sheet.n; i++) {
		if (is_told(w, of_sheet.at[i].at))
			continue;
		enum word known = word_named(arena_fmt(pg->arena, "filing.event.%.*s.%.*s", STR_ARGS(of_sheet.at[i].before), STR_ARGS(of_sheet.at[i].after)), WORD_COUNT);
		add_moment(w, of_sheet.at[i].at, &(struct follow_event){.what = known == WORD_COUNT ? page_word_of(pg, S("filing.state."), of_sheet.at[i].after) : word_text(pg->lang, known),
			.who = of_sheet.at[i].name, .reason = of_sheet.at[i].reason, .tone = S("past")});
	}
	return s;
}

static str actor_name(struct filling *w, str actor)
{
	struct q_deskwork_person_row row;
	int64_t id;
	if (!str_starts(actor, S("user:")) || !str_to_int64(str_skip(actor, 5), &id) || q_deskwork_person(w->pg->db, w->pg->arena, id, &row) != OK)
		return word_text(w->pg->lang, W_deskwork_program);
	return row.name;
}

static str verb_words(struct filling *w, str verb)
{
	enum word known = word_named(arena_fmt(w->pg->arena, "deskwork.verb.%.*s", STR_ARGS(verb)), WORD_COUNT);
	return known == WORD_COUNT ? TEXT(w->pg, W_deskwork_verb_other, ARG("verb", verb)) : word_text(w->pg->lang, known);
}

/* What the audit tells and no event does; and, apart, what came after the base of a form that is shown again. */
static enum status add_audit(struct filling *w)
{
	struct page *pg = w->pg;
	struct q_deskwork_audit_rows rows;
	str thing = arena_fmt(pg->arena, "application:%lld", (long long)w->application.v);
	str sheet = w->head.sheet.set ? arena_fmt(pg->arena, "sheet:%.*s", STR_ARGS(id_code(pg->arena, w->head.sheet.value))) : S("");
	opt_int base = deskwork_file_base(pg);
	enum status s = q_deskwork_audit(pg->db, pg->arena, w->territory, thing, sheet, 0, &rows);
	size_t events = w->moments.n;
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct follow_event e = {.what = verb_words(w, rows.at[i].verb), .who = actor_name(w, rows.at[i].actor), .tone = S("past"), .when = filing_page_when(pg, w->head.time_zone, rows.at[i].at)};
		bool told = false;
		for (size_t k = 0; k < events; k++)
			told = told || w->moments.at[k].at.ms == rows.at[i].at.ms;
		if (!told)
			add_moment(w, rows.at[i].at, &e);
		if (w->ps->total && base.set && rows.at[i].seq > base.value)
			*LIST_ADD(pg->arena, &w->f->changed) = e;
	}
	return s;
}

static enum status add_mails(struct filling *w)
{
	struct page *pg = w->pg;
	struct q_deskwork_mails_rows rows = {0};
	enum status s = w->head.sheet.set ? q_deskwork_mails(pg->db, pg->arena, w->territory, w->head.sheet.value, &rows) : OK;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		add_moment(w, rows.at[i].at, &(struct follow_event){.what = TEXT(pg, W_deskwork_mail, ARG("kind", page_word_of(pg, S("mail.kind."), rows.at[i].kind))), .who = word_text(pg->lang, W_deskwork_program), .tone = S("past")});
	return s;
}

/* Latest first; few enough to be put in place one by one. */
static enum status add_history(struct filling *w)
{
	enum status s = add_events(w);
	if (s == OK)
		s = add_audit(w);
	if (s == OK)
		s = add_mails(w);
	for (size_t i = 1; s == OK && i < w->moments.n; i++)
		for (size_t k = i; k && w->moments.at[k].at.ms > w->moments.at[k - 1].at.ms; k--) {
			struct moment_row swap = w->moments.at[k];
			w->moments.at[k] = w->moments.at[k - 1];
			w->moments.at[k - 1] = swap;
		}
	for (size_t i = 0; s == OK && i < w->moments.n; i++) {
		struct follow_event e = w->moments.at[i].event;
		e.when = filing_page_when(w->pg, w->head.time_zone, w->moments.at[i].at);
		*LIST_ADD(w->pg->arena, &w->f->history) = e;
	}
	return s;
}

/* ---- the years before, and what looks the same ---- */

static enum status add_pasts(struct filling *w)
{
	struct page *pg = w->pg;
	struct q_deskwork_past_rows rows;
	enum status s = q_deskwork_past(pg->db, pg->arena, w->territory, w->head.action, w->head.bearer_code, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_deskwork_past_row *row = &rows.at[i];
		struct q_deskwork_past_money_rows lines;
		struct deskwork_past *past = LIST_ADD(pg->arena, &w->f->pasts);
		*past = (struct deskwork_past){.title = row->title, .call = row->call_title, .year = arena_fmt(pg->arena, "%lld", (long long)row->year), .bearer = row->bearer,
			.state = page_word_of(pg, S("application_state."), row->state), .cost = page_money(pg, row->cost), .same_action = str_eq(row->action, w->head.action),
			.same_bearer = !str_eq(row->action, w->head.action), .is_this = row->application.v == w->application.v, .link = link_of(w, row->sheet, row->application)};
		s = q_deskwork_past_money(pg->db, pg->arena, w->territory, row->application, &lines);
		for (size_t k = 0; s == OK && k < lines.n; k++)
			*LIST_ADD(pg->arena, &past->funders) = (struct deskwork_money){lines.at[k].funder, lines.at[k].asked.set ? page_money(pg, lines.at[k].asked.value) : S("–"),
				lines.at[k].voted.set ? page_money(pg, lines.at[k].voted.value) : S("–")};
	}
	return s;
}

static bool said_two(const struct q_deskwork_said_two_rows *rows, application_id other)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->at[i].application.v == other.v || rows->at[i].other.v == other.v)
			return true;
	return false;
}

static enum status add_twins(struct filling *w)
{
	static const enum word why[] = {[ALIKE_TITLE] = W_deskwork_twin_title, [ALIKE_SIREN] = W_deskwork_twin_siren, [ALIKE_ACTION] = W_deskwork_twin_action};
	struct page *pg = w->pg;
	struct q_deskwork_siblings_rows rows;
	struct q_deskwork_said_two_rows two;
	const struct alike_side mine = {w->head.title, w->head.bearer_code, w->head.siren};
	enum status s = q_deskwork_siblings(pg->db, pg->arena, w->territory, w->head.call, &rows);
	if (s == OK)
		s = q_deskwork_said_two(pg->db, pg->arena, w->territory, w->application, &two);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_deskwork_siblings_row *row = &rows.at[i];
		str siren = row->siren.p ? row->siren : row->siret.p ? str_first(row->siret, 9) : STR_NONE;
		const struct alike_side theirs = {row->title, row->bearer_code, siren};
		enum look_alike alike = row->application.v == w->application.v || said_two(&two, row->application) ? ALIKE_NOT : look_alike(pg->arena, &mine, &theirs);
		if (alike != ALIKE_NOT)
			*LIST_ADD(pg->arena, &w->f->twins) = (struct deskwork_twin){.why = word_text(pg->lang, why[alike]), .title = row->title, .bearer = row->bearer,
				.other = arena_fmt(pg->arena, "%lld", (long long)row->application.v), .link = link_of(w, row->sheet, row->application)};
	}
	return s;
}

/* ---- where one comes from ---- */

static enum status add_neighbours(struct filling *w)
{
	struct page *pg = w->pg;
	struct desk_params params = {0};
	struct deskwork d;
	str text = deskwork_file_list(pg);
	pg->in.territory = w->head.territory_code;
	w->f->back = deskwork_url_of(pg, "", text);
	w->f->list = text;
	if (!str_is_set(text))
		return OK;
	desk_params_of_text(pg->arena, text, &params);
	territory_id before = pg->thing.territory;
	pg->thing.territory = w->territory;
	enum status s = deskwork_read(pg, &params, &d);
	pg->thing.territory = before;
	for (size_t i = 0; s == OK && i < d.selected.n; i++) {
		if (d.list.rows.at[d.selected.order[i]].id.v != w->application.v)
			continue;
		w->f->place = TEXT(pg, W_deskwork_place, ARG("at", (int64_t)i + 1), ARG("n", (int64_t)d.selected.n));
		if (i)
			w->f->previous = deskwork_file(&d, &d.list.rows.at[d.selected.order[i - 1]]);
		if (i + 1 < d.selected.n)
			w->f->next = deskwork_file(&d, &d.list.rows.at[d.selected.order[i + 1]]);
	}
	return s;
}

static enum status add_present(struct filling *w)
{
	struct page *pg = w->pg;
	struct presence_names names = {0};
	str thing = arena_fmt(pg->arena, "application:%.*s", STR_ARGS(w->f->code));
	enum status s = presence_others(pg->db, pg->arena, thing, pg->actor.person, pg->now, &names);
	if (s == OK && names.n)
		w->f->others = TEXT(pg, W_deskwork_open_by, ARG("who", page_joined(pg, names.at, names.n)));
	pg->present = thing;
	return s;
}

opt_int deskwork_file_base(const struct page *pg)
{
	opt_int base = {0};
	if (pg->rq->method == HTTP_POST && route_has_field(pg->route, S("base"))) {
		str typed_base = page_form(pg, S("base"));
		base.set = typed_base.p && str_to_int64(typed_base, &base.value);
	}
	return base;
}

str deskwork_state_tone(str state)
{
	if (str_eq(state, S("inadmissible")) || str_eq(state, S("refused")) || str_eq(state, S("withdrawn")))
		return S("error");
	return str_eq(state, S("filed")) || str_eq(state, S("completion_requested")) ? S("warning") : S("good");
}

static void add_links(struct filling *w)
{
	struct page *pg = w->pg;
	struct deskwork_file *f = w->f;
#define FILE_LINK(under) LINK(pg, "/applications/:application" under, f->code)
	f->state = page_word_of(pg, S("application_state."), w->head.state);
	f->tone = deskwork_state_tone(w->head.state);
	f->to_review = FILE_LINK("/review");
	f->to_scores = FILE_LINK("/scores");
	f->to_opinions = FILE_LINK("/opinions");
	f->to_conflicts = FILE_LINK("/conflicts");
	if (w->head.sheet.set && may(&pg->actor, VERB_run_desk, &(struct thing){.territory = w->territory}))
		f->to_plan = FILE_LINK("/plan");
	f->may_mark = may(&pg->actor, VERB_give_score, &(struct thing){.territory = w->territory});
	f->to_labels = FILE_LINK("/labels");
	f->to_unlabel = FILE_LINK("/labels/remove");
	f->to_notes = FILE_LINK("/notes");
	f->to_note_remove = FILE_LINK("/notes/remove");
	f->to_state = FILE_LINK("/state");
	f->to_two = FILE_LINK("/duplicates");
	f->to_presence = FILE_LINK("/presence");
}

enum status deskwork_file_fill(struct page *pg, territory_id territory, application_id application, const struct problems *ps, struct deskwork_file *f)
{
	struct filling w = {.pg = pg, .application = application, .territory = territory, .ps = ps, .f = f};
	int64_t revision = 0;
	enum status s = q_deskwork_head(pg->db, pg->arena, territory, application, &w.head);
	if (s == OK)
		s = desk_revision(pg->db, pg->arena, territory, application, w.head.sheet, &revision);
	if (s != OK)
		return s;
	f->base = arena_fmt(pg->arena, "%lld", (long long)revision);
	f->code = application_code(pg->arena, w.head.territory_code, application);
	f->has_sheet = w.head.sheet.set;
	f->may_run = may(&pg->actor, VERB_run_desk, &(struct thing){.territory = territory});
	add_links(&w);
	static enum status (*const parts[])(struct filling *) = {add_labels, add_notes, add_states, add_history, add_pasts, add_twins, add_neighbours, add_present};
	for (size_t i = 0; i < sizeof parts / sizeof *parts && s == OK; i++)
		s = parts[i](&w);
	return s;
}
