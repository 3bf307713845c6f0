/* Several files at once: what to do, to which, what will change and what cannot and why; then it is done, and can be taken back. And the rules that give a file to somebody when it is
   filed. Every page works without JavaScript: what was chosen travels in the form. */
#include "actions/desk_bulk.h"
#include "actions/desk_routing.h"
#include "base/ids.h"
#include "base/limits.h"
#include "web/deskwork.h"
#include "web/review_page.h"
#include "web/session_page.h"

struct bulking {
	struct page *pg;
	struct bulk_wish wish;
	struct deskwork d;
	LIST_OF(application_id) ids;
	LIST_OF(str) opened;
	struct deskwork_bulk_view *v;
};

static str typed(const struct page *pg, str name)
{
	str value = page_form(pg, name);
	return value.p ? value : S("");
}

static struct desk_step step_of(struct page *pg)
{
	return (struct desk_step){.db = pg->db, .arena = pg->arena, .actor = &pg->actor, .now = pg->now, .territory = pg->thing.territory, .public_url = pg->settings->public_url};
}

/* ---- what the form says ---- */

static void add_id(struct bulking *b, str text)
{
	application_id id;
	if (!str_to_int64(text, &id.v))
		return;
	for (size_t i = 0; i < b->ids.n; i++)
		if (b->ids.at[i].v == id.v)
			return;
	*LIST_ADD(b->pg->arena, &b->ids) = id;
}

/* Boxes that were ticked, or the numbers that a preview carried, or all that the list selects. */
static void read_ids(struct bulking *b)
{
	struct page *pg = b->pg;
	str rest = typed(pg, S("picked")), head, tail;
	if (str_is_set(typed(pg, S("all")))) {
		for (size_t i = 0; i < b->d.selected.n && i <= LIMIT_DESK_BULK; i++)
			*LIST_ADD(pg->arena, &b->ids) = b->d.list.rows.at[b->d.selected.order[i]].id;
		return;
	}
	for (size_t i = 0; i < pg->rq->form.n; i++)
		if (str_eq(pg->rq->form.at[i].name, S("pick")))
			add_id(b, pg->rq->form.at[i].value);
	while (str_is_set(rest) && b->ids.n <= LIMIT_DESK_BULK) {
		(void)str_cut(rest, ' ', &head, &tail);
		add_id(b, head);
		rest = tail;
	}
}

/* Opinions are asked on a page of the review, which needs the files only. */
static bool is_opinion(const struct page *pg)
{
	return str_eq(typed(pg, S("do")), S("opinion"));
}

/* So is the agenda of a session chosen, on a page of the sessions. */
static bool is_agenda(const struct page *pg)
{
	return str_eq(typed(pg, S("do")), S("agenda"));
}

static enum status read_form(struct page *pg, struct bulking *b)
{
	struct desk_params params = {0};
	*b = (struct bulking){.pg = pg, .v = ARENA_NEW(pg->arena, struct deskwork_bulk_view)};
	desk_params_of_text(pg->arena, typed(pg, S("wish")), &params);
	enum status s = deskwork_read(pg, &params, &b->d);
	if (s != OK)
		return s;
	b->wish = (struct bulk_wish){.kind = bulk_kind_of(typed(pg, S("do"))), .label = typed(pg, S("label")), .text = typed(pg, S("text")),
		.state = application_state_of_name(typed(pg, S("state")))};
	if (b->wish.kind >= BULK_KINDS && !is_opinion(pg) && !is_agenda(pg))
		return NOT_FOUND;
	if (str_is_set(typed(pg, S("owner"))) && !id_of_code(typed(pg, S("owner")), &b->wish.owner.v))
		return NOT_FOUND;
	b->wish.due.set = day_parse(typed(pg, S("due")), &b->wish.due.value);
	for (size_t i = 0; i < pg->rq->form.n; i++)
		if (str_eq(pg->rq->form.at[i].name, S("open")) && str_is_set(pg->rq->form.at[i].value))
			*LIST_ADD(pg->arena, &b->opened) = pg->rq->form.at[i].value;
	b->wish.opened = b->opened.at;
	b->wish.opened_count = b->opened.n;
	read_ids(b);
	return OK;
}

/* ---- the page ---- */

static bool is_opened(const struct bulking *b, str code)
{
	for (size_t i = 0; i < b->opened.n; i++)
		if (str_eq(b->opened.at[i], code))
			return true;
	return false;
}

static void add_choices(struct bulking *b)
{
	static const str topics[] = {S("project"), S("publics"), S("budget")};
	struct page *pg = b->pg;
	struct deskwork_bulk_view *v = b->v;
	const struct desk_column *owners = &b->d.list.columns.at[DESK_owner], *labels = &b->d.list.columns.at[DESK_labels], *states = &b->d.list.columns.at[DESK_state];
	for (size_t i = 0; i < owners->choices.n; i++)
		*LIST_ADD(pg->arena, &v->owners) = (struct desk_option){owners->choices.at[i].code, owners->choices.at[i].label, str_eq(owners->choices.at[i].code, typed(pg, S("owner")))};
	for (size_t i = 0; i < labels->choices.n; i++)
		*LIST_ADD(pg->arena, &v->labels) = (struct desk_option){labels->choices.at[i].code, labels->choices.at[i].label, str_eq(labels->choices.at[i].code, b->wish.label)};
	for (size_t i = 0; i < states->choices.n; i++)
		*LIST_ADD(pg->arena, &v->states) = (struct desk_option){states->choices.at[i].code, states->choices.at[i].label, str_eq(states->choices.at[i].code, typed(pg, S("state")))};
	for (size_t i = 0; i < sizeof topics / sizeof topics[0]; i++)
		*LIST_ADD(pg->arena, &v->topics) = (struct desk_option){topics[i], page_word_of(pg, S("deskwork.topic."), topics[i]), is_opened(b, topics[i])};
}

static str said_value(struct bulking *b, str value)
{
	if (str_eq(value, S("-")))
		return word_text(b->pg->lang, W_deskwork_empty_cell);
	switch (b->wish.kind) {
	case BULK_OWNER: return desk_choice_label(&b->d.list.columns.at[DESK_owner], value);
	case BULK_LABEL:
	case BULK_UNLABEL: return desk_choice_label(&b->d.list.columns.at[DESK_labels], value);
	case BULK_STATE:
	case BULK_COMPLETION: return page_word_of(b->pg, S("application_state."), value);
	case BULK_BUDGET: return str_eq(value, S("budget")) ? word_text(b->pg->lang, W_revised_asked_state) : page_word_of(b->pg, S("application_state."), value);
	case BULK_MESSAGE: return word_text(b->pg->lang, W_deskwork_do_message);
	case BULK_DUE:
	case BULK_KINDS: break;
	}
	return value;
}

static void add_lines(struct bulking *b, const struct bulk_lines *lines)
{
	struct page *pg = b->pg;
	struct out picked = out_new(LIMIT_DESK_BULK * 24);
	for (size_t i = 0; i < lines->n; i++) {
		const struct bulk_line *l = &lines->at[i];
		*LIST_ADD(pg->arena, &b->v->lines) = (struct deskwork_bulk_line){l->number, l->title, l->bearer, said_value(b, l->before), said_value(b, l->after), l->why, l->can};
		if (l->can)
			out_fmt(&picked, "%s%lld", picked.n ? " " : "", (long long)l->id.v);
	}
	str ids = out_keep(&picked, pg->arena);
	b->v->can_picked = ids.p ? ids : S("");
	b->v->will = TEXT(pg, W_deskwork_bulk_will, ARG("n", (int64_t)lines->can));
	b->v->will_not = lines->n > lines->can ? TEXT(pg, W_deskwork_bulk_will_not, ARG("n", (int64_t)(lines->n - lines->can))) : STR_NONE;
	b->v->ready = lines->can > 0;
}

static str picked_text(const struct bulking *b)
{
	struct out picked = out_new(LIMIT_DESK_BULK * 24);
	for (size_t i = 0; i < b->ids.n; i++)
		out_fmt(&picked, "%s%lld", i ? " " : "", (long long)b->ids.at[i].v);
	str ids = out_keep(&picked, b->pg->arena);
	return ids.p ? ids : S("");
}

static enum status bulk_page(struct bulking *b, const struct bulk_lines *lines, const struct problems *ps)
{
	struct page *pg = b->pg;
	struct deskwork_bulk_view *v = b->v;
	str title = word_text(pg->lang, W_deskwork_bulk_title);
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_desk_title_wrong, ARG("title", title)) : title);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), deskwork_url(&b->d, "", &b->d.q));
	v->layout.refuse_index = true;
	filing_page_problems(pg, ps, &v->problems);
	v->picked = picked_text(b);
	v->kind = typed(pg, S("do"));
	v->kind_said = page_word_of(pg, S("deskwork.do."), v->kind);
	v->count = TEXT(pg, W_deskwork_count, ARG("n", (int64_t)b->ids.n));
	v->wish = b->d.text;
	v->text = b->wish.text;
	v->due = typed(pg, S("due"));
	v->owner = typed(pg, S("owner"));
	v->label = b->wish.label;
	v->state = typed(pg, S("state"));
	v->is_owner = b->wish.kind == BULK_OWNER;
	v->is_due = b->wish.kind == BULK_DUE || b->wish.kind == BULK_COMPLETION || b->wish.kind == BULK_BUDGET;
	v->is_label = b->wish.kind == BULK_LABEL || b->wish.kind == BULK_UNLABEL;
	v->is_state = b->wish.kind == BULK_STATE;
	v->is_completion = b->wish.kind == BULK_COMPLETION;
	v->is_text = b->wish.kind == BULK_COMPLETION || b->wish.kind == BULK_BUDGET || b->wish.kind == BULK_MESSAGE || b->wish.kind == BULK_STATE;
	v->action = LINK(pg, "/desk/:territory/bulk", pg->in.territory);
	v->act = LINK(pg, "/desk/:territory/bulk/do", pg->in.territory);
	v->back = deskwork_url(&b->d, "", &b->d.q);
	add_choices(b);
	if (lines)
		add_lines(b, lines);
	RESPOND_HTML(pg, bulk_page_of_desk, v);
	return OK;
}

/* What to do, then what it would change. The first time nothing is chosen yet: no problem is said. */
enum status post_desk_bulk(struct page *pg)
{
	struct bulking b;
	struct problems ps = problems_new(pg->arena);
	struct bulk_lines lines = {0};
	enum status s = read_form(pg, &b);
	if (s != OK)
		return s;
	if (!b.ids.n) {
		struct desk_params params = {0};
		PROBLEM(&ps, STR_NONE, 0, S("bulk"), W_deskwork_bulk_nothing);
		desk_params_of_text(pg->arena, typed(pg, S("wish")), &params);
		s = deskwork_page(pg, &params, &ps);
		return s == OK ? page_again(pg) : s;
	}
	if (is_opinion(pg))
		return review_ask_bulk(pg, picked_text(&b), b.ids.n);
	if (is_agenda(pg))
		return session_choose(pg, b.ids.at, b.ids.n, deskwork_url(&b.d, "", &b.d.q));
	const struct desk_step step = step_of(pg);
	bool asked = str_is_set(typed(pg, S("preview")));
	s = asked ? bulk_preview(&step, &b.wish, b.ids.at, b.ids.n, &lines, &ps) : b.ids.n > LIMIT_DESK_BULK ? TOO_BIG : OK;
	if (s == TOO_BIG)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_deskwork_bulk_too_many, ARG("n", (int64_t)LIMIT_DESK_BULK));
	if (s != OK && s != INVALID && s != TOO_BIG)
		return s;
	enum status shown = bulk_page(&b, asked && s == OK ? &lines : NULL, &ps);
	return shown == OK && s != OK ? page_again(pg) : shown;
}

static url back_with(struct bulking *b, int64_t bulk)
{
	struct page *pg = b->pg;
	str with = arena_fmt(pg->arena, "%.*s%sdid=%lld", STR_ARGS(b->d.text), b->d.text.n ? "&" : "", (long long)bulk);
	return deskwork_url_of(pg, "", with);
}

enum status post_desk_bulk_do(struct page *pg)
{
	struct bulking b;
	struct problems ps = problems_new(pg->arena);
	struct bulk_lines lines = {0};
	int64_t bulk;
	enum status s = read_form(pg, &b);
	if (s != OK)
		return s;
	if (is_opinion(pg) || is_agenda(pg))
		return NOT_FOUND;
	const struct desk_step step = step_of(pg);
	s = bulk_do(&step, &b.wish, b.ids.at, b.ids.n, &bulk, &ps);
	if (s == OK)
		return page_see_other(pg, back_with(&b, bulk));
	if (s != CONFLICT && s != INVALID)
		return s;
	/* What was written before the one that could not is undone with this answer; the preview is made from what is there. */
	struct problems why = problems_new(pg->arena);
	PROBLEM(&why, STR_NONE, 0, STR_NONE, W_deskwork_bulk_changed);
	enum status again = bulk_preview(&step, &b.wish, b.ids.at, b.ids.n, &lines, &ps);
	if (again != OK && again != INVALID)
		return again;
	problems_add(&why, &ps);
	again = bulk_page(&b, again == OK ? &lines : NULL, &why);
	return again == OK ? page_again_as(pg, 409) : again;
}

enum status post_desk_bulk_undo(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = step_of(pg);
	int64_t bulk;
	if (!str_to_int64(typed(pg, S("bulk")), &bulk))
		return NOT_FOUND;
	enum status s = bulk_undo(&step, bulk, &ps);
	if (s != OK && s != CONFLICT)
		return s;
	str text = typed(pg, S("wish"));
	return page_see_other(pg, deskwork_url_of(pg, "", arena_fmt(pg->arena, "%.*s%sdid=%lld", STR_ARGS(text), text.n ? "&" : "", (long long)bulk)));
}

/* ---- routing ---- */

enum { NEW_RULES = 3 };

static void add_options(struct page *pg, const struct desk_column *column, str chosen, struct desk_options *to)
{
	for (size_t i = 0; i < column->choices.n; i++)
		*LIST_ADD(pg->arena, to) = (struct desk_option){column->choices.at[i].code, column->choices.at[i].label, str_eq(column->choices.at[i].code, chosen)};
}

static void add_rule(struct page *pg, const struct deskwork *d, const struct route_rule *rule, struct deskwork_routing_view *v)
{
	struct deskwork_rule *r = LIST_ADD(pg->arena, &v->rules);
	size_t n = v->rules.n;
	r->name = arena_fmt(pg->arena, "rule-%zu", n);
	r->title = TEXT(pg, W_deskwork_rule_title, ARG("n", (int64_t)n));
	r->days = rule && rule->days ? arena_fmt(pg->arena, "%lld", (long long)rule->days) : S("");
	add_options(pg, &d->list.columns.at[DESK_call], rule ? rule->call : S(""), &r->calls);
	add_options(pg, &d->list.columns.at[DESK_districts], rule ? rule->district : S(""), &r->districts);
	add_options(pg, &d->list.columns.at[DESK_themes], rule ? rule->theme : S(""), &r->themes);
	add_options(pg, &d->list.columns.at[DESK_goals], rule ? rule->theme : S(""), &r->goals);
	add_options(pg, &d->list.columns.at[DESK_owner], rule && rule->person.v ? id_code(pg->arena, rule->person.v) : S(""), &r->people);
}

static enum status routing_page(struct page *pg, const struct route_rules *given, const struct problems *ps)
{
	struct deskwork d;
	struct desk_params none = {0};
	struct route_rules rules = {0};
	struct routed_list caught = {0};
	struct deskwork_routing_view *v = ARENA_NEW(pg->arena, struct deskwork_routing_view);
	const struct desk_step step = step_of(pg);
	enum status s = deskwork_read(pg, &none, &d);
	if (s == OK)
		s = given ? OK : routing_read(pg->db, pg->arena, pg->thing.territory, &rules);
	if (s == OK)
		s = routing_preview(&step, d.source.zone, &caught);
	if (s != OK)
		return s;
	str title = word_text(pg->lang, W_deskwork_routing);
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_desk_title_wrong, ARG("title", title)) : title);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), LINK(pg, "/desk/:territory", pg->in.territory));
	v->layout.refuse_index = true;
	filing_page_problems(pg, ps, &v->problems);
	const struct route_rules *shown = given ? given : &rules;
	for (size_t i = 0; i < shown->n; i++)
		add_rule(pg, &d, &shown->at[i], v);
	for (size_t i = 0; i < NEW_RULES; i++)
		add_rule(pg, &d, NULL, v);
	for (size_t i = 0; i < caught.n; i++)
		*LIST_ADD(pg->arena, &v->caught) = (struct deskwork_caught){caught.at[i].title, caught.at[i].bearer, caught.at[i].to, TEXT(pg, W_deskwork_rule_title, ARG("n", (int64_t)caught.at[i].rule + 1))};
	v->caught_count = (int64_t)caught.n;
	v->action = LINK(pg, "/desk/:territory/routing", pg->in.territory);
	v->apply = LINK(pg, "/desk/:territory/routing/apply", pg->in.territory);
	RESPOND_HTML(pg, routing_page_of_desk, v);
	return OK;
}

enum status show_desk_routing(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return routing_page(pg, NULL, &none);
}

static str rule_field(struct page *pg, const struct page_fields *fields, int n, const char *what)
{
	str name = arena_fmt(pg->arena, "%d-%s", n, what);
	for (size_t i = 0; i < fields->n; i++)
		if (str_eq(fields->at[i].name, name))
			return fields->at[i].value;
	return S("");
}

/* A rule without a person is taken out; the others close up in their order. */
static void read_rules(struct page *pg, struct route_rules *rules)
{
	struct page_fields fields = page_form_family(pg, S("rule-"));
	for (int n = 1; n <= LIMIT_ROUTING_RULES + NEW_RULES; n++) {
		struct route_rule rule = {.call = rule_field(pg, &fields, n, "call"), .district = rule_field(pg, &fields, n, "district"), .theme = rule_field(pg, &fields, n, "theme")};
		str days = str_trim(rule_field(pg, &fields, n, "days"));
		if (!id_of_code(rule_field(pg, &fields, n, "person"), &rule.person.v))
			continue;
		if (days.n && !str_to_int64(days, &rule.days))
			rule.days = -1; /* no number: refused with words */
		*LIST_ADD(pg->arena, rules) = rule;
	}
}

enum status post_desk_routing(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct route_rules rules = {0};
	const struct desk_step step = step_of(pg);
	read_rules(pg, &rules);
	enum status s = routing_save(&step, &rules, &ps);
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/desk/:territory/routing", pg->in.territory));
	if (s != INVALID)
		return s;
	s = routing_page(pg, &rules, &ps);
	return s == OK ? page_again(pg) : s;
}

enum status post_desk_routing_apply(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_step step = step_of(pg);
	struct q_desk_territory_row territory;
	size_t done = 0;
	enum status s = q_desk_territory(pg->db, pg->arena, pg->thing.territory, &territory);
	if (s == OK)
		s = routing_apply(&step, zone_of(territory.time_zone), &done, &ps);
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/desk/:territory/routing", pg->in.territory));
	if (s != INVALID)
		return s;
	s = routing_page(pg, NULL, &ps); /* somebody of a rule is no officer any more */
	return s == OK ? page_again(pg) : s;
}
