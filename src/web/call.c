/* The page of a call: whether one may file and until when, the rules in short, what to prepare, whom to call. A fixed number of queries. */
#include "actions/read_ruleset.h"
#include "gen/queries.h"
#include "web/contacts.h"
#include "web/goal_tree.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/sheet_parts.h"
#include "web/sources.h"
#include "web/territory_filter.h"
#include "web/when.h"

struct call_build {
	struct page *pg;
	struct q_page_call_by_code_row row;
	struct call_view *v;
};

static str short_name(const struct q_page_call_by_code_row *row)
{
	return str_is_set(row->territory_short) ? row->territory_short : row->territory_name;
}

static enum status identity(struct call_build *b)
{
	struct page *pg = b->pg;
	struct call_view *v = b->v;
	page_layout(pg, &v->layout, b->row.title);
	v->layout.section = short_name(&b->row);
	page_accent(pg, &v->layout, b->row.territory, b->row.accent);
	v->territory_link = LINK(pg, "/territories/:territory", b->row.territory);
	page_crumb(pg, &v->layout, short_name(&b->row), v->territory_link);
	v->title = b->row.title;
	v->kind = page_word_of(pg, S("call_kind."), b->row.kind);
	v->summary = b->row.summary;
	v->territory = b->row.territory_name;
	v->agreement = b->row.agreement;
	v->year = arena_fmt(pg->arena, "%d", (int)b->row.year);
	v->programme_link = LINK(pg, "/calls/:call/programme", b->row.code);
	struct q_programme_version_row programme;
	enum status s = q_programme_version(pg->db, pg->arena, b->row.id, b->row.code, 0, &programme);
	v->has_programme = s == OK;
	return s == NOT_FOUND ? OK : s;
}

static enum status councils(struct call_build *b)
{
	struct q_review_published_count_row published;
	enum status s = q_review_published_count(b->pg->db, b->pg->arena, b->row.id, b->row.code, &published);
	b->v->opinions = s == OK ? published.opinions : 0;
	b->v->opinions_link = LINK(b->pg, "/calls/:call/opinions", b->row.code);
	return s;
}

static enum status rules(struct call_build *b)
{
	struct page *pg = b->pg;
	struct ruleset_versions rows;
	enum status s = read_ruleset_versions(pg->db, pg->arena, b->row.id, b->row.code, &rows);
	b->v->has_rules = !s && rows.n > 0;
	b->v->diagnosis_link = LINK(pg, "/calls/:call/diagnosis", b->row.code);
	b->v->regulation_link = LINK(pg, "/calls/:call/regulation", b->row.code);
	return s;
}

/* Whether one may file now, an officer's decision included. */
static enum status filing(struct call_build *b)
{
	struct sheet_deadline deadline;
	enum status s = sheet_deadline(b->pg, b->row.id, b->row.code, b->row.time_zone, &deadline);
	if (s)
		return s;
	b->v->state = deadline.filing.label;
	b->v->tone = deadline.filing.tone;
	b->v->when = deadline.filing.when;
	b->v->open = sheet_deadline_is_open(&deadline);
	b->v->apply_link = LINK(b->pg, "/calls/:call/apply", b->row.code);
	return OK;
}

static enum status calendar(struct call_build *b)
{
	static const enum word states[] = {W_pages_phase_state_past, W_pages_phase_state_now, W_pages_phase_state_future};
	static const str tones[] = {S("past"), S("now"), S("future")};
	struct page *pg = b->pg;
	const struct zone *zone = when_zone(b->row.time_zone);
	struct q_page_phases_rows rows;
	enum status s = q_page_phases(pg->db, pg->arena, b->row.id, b->row.code, &rows);
	if (s)
		return s;
	for (size_t i = 0; i < rows.n; i++) {
		const struct q_page_phases_row *row = &rows.at[i];
		const struct span span = {{row->starts, row->starts_precision}, {row->ends, row->ends_precision}};
		if (span.start.at.set)
			page_changes_at(pg, span.start.at.value);
		if (span.end.at.set)
			page_changes_at(pg, (instant){span.end.at.value.ms + 1});
		int side = when_side(pg->now, &span) + 1;
		bool endless = side == 1 && !span.end.at.set; /* it began, and nothing says that it still goes on */
		*LIST_ADD(pg->arena, &b->v->phases) = (struct phase_view){.label = row->label, .body = row->body, .note = row->note, .when = when_text(pg, zone, &span),
			.state = word_text(pg->lang, endless ? W_pages_phase_state_started : states[side]), .tone = endless ? tones[0] : tones[side]};
	}
	return filing(b);
}

/* Who may apply comes first; the rest follows in this order. */
static const struct {
	str kind;
	bool first;
} clause_kinds[] = {
	{S("applicants"), true}, {S("publics"), true}, {S("geography"), true}, {S("excluded"), true}, {S("subject"), false}, {S("threshold"), false},
	{S("rate"), false}, {S("funding"), false}, {S("form"), false}, {S("procedure"), false}, {S("commitment"), false},
};

static enum status clauses(struct call_build *b)
{
	struct page *pg = b->pg;
	struct q_page_clauses_rows rows;
	enum status s = q_page_clauses(pg->db, pg->arena, b->row.id, b->row.code, &rows);
	for (size_t k = 0; !s && k < sizeof clause_kinds / sizeof *clause_kinds; k++) {
		struct clause_group group = {.label = page_word_of(pg, S("pages.clause_kind."), clause_kinds[k].kind)};
		for (size_t i = 0; i < rows.n; i++)
			if (str_eq(rows.at[i].kind, clause_kinds[k].kind))
				*LIST_ADD(pg->arena, &group.clauses) = (struct clause_view){
					.label = rows.at[i].label, .text = rows.at[i].text, .article = rows.at[i].article, .funder = rows.at[i].funder};
		group.count = (int64_t)group.clauses.n;
		if (!group.count)
			continue;
		if (clause_kinds[k].first)
			*LIST_ADD(pg->arena, &b->v->applicants) = group;
		else
			*LIST_ADD(pg->arena, &b->v->clauses) = group;
	}
	return s;
}

static enum status channels(struct call_build *b)
{
	struct page *pg = b->pg;
	struct q_page_channels_rows rows;
	enum status s = q_page_channels(pg->db, pg->arena, b->row.id, b->row.code, &rows);
	for (size_t i = 0; !s && i < rows.n; i++) {
		url link = url_web(rows.at[i].url.p ? rows.at[i].url : S(""));
		*LIST_ADD(pg->arena, &b->v->channels) = (struct channel_view){.kind = page_word_of(pg, S("pages.channel_kind."), rows.at[i].kind),
			.label = rows.at[i].label, .note = rows.at[i].note, .link = link, .has_link = !str_eq(link.s, S("#"))};
	}
	return s;
}

/* The roots in scope and all that is under them. */
static void show_only(struct goal_tree *tree, const struct q_page_call_goals_rows *roots)
{
	for (size_t i = 0; i < tree->rows.n; i++) {
		bool shown = tree->parent[i] < i && tree->shown[tree->parent[i]];
		for (size_t k = 0; k < roots->n && !shown; k++)
			shown = str_eq(roots->at[k].goal, tree->rows.at[i].code);
		tree->shown[i] = shown;
	}
}

static enum status priorities(struct call_build *b)
{
	struct page *pg = b->pg;
	struct goal_tree tree;
	struct q_page_call_goals_rows roots;
	enum status s = goal_tree_read(pg, b->row.id, &tree);
	if (!s)
		s = goal_tree_details(pg, b->row.id, &tree);
	if (!s)
		s = q_page_call_goals(pg->db, pg->arena, b->row.id, b->row.code, &roots);
	if (s)
		return s;
	show_only(&tree, &roots);
	goal_tree_build(pg, &tree, &b->v->goals);
	size_t first = b->v->goals.goals.n ? goal_tree_find(&tree, b->v->goals.goals.at[0].code) : GOAL_NOWHERE;
	if (first != GOAL_NOWHERE)
		b->v->goals_heading = page_word_of(pg, S("pages.goal_kinds."), tree.rows.at[first].kind);
	return OK;
}

static enum status lists(struct call_build *b)
{
	static const str names[] = {S("publics"), S("themes"), S("cross_cutting"), S("schemes")};
	struct page *pg = b->pg;
	struct q_page_call_items_rows rows;
	enum status s = q_page_call_items(pg->db, pg->arena, b->row.id, b->row.code, &rows);
	for (size_t k = 0; !s && k < sizeof names / sizeof *names; k++) {
		struct linked_items group = {.heading = page_word_of(pg, S("pages.list."), names[k])};
		for (size_t i = 0; i < rows.n; i++)
			if (str_eq(rows.at[i].list, names[k]))
				*LIST_ADD(pg->arena, &group.items) = filter_link(pg, b->row.territory, names[k], rows.at[i].code, rows.at[i].label);
		if (group.items.n)
			*LIST_ADD(pg->arena, &b->v->lists) = group;
	}
	return s;
}

static enum status documents(struct call_build *b)
{
	struct page *pg = b->pg;
	struct q_page_required_documents_rows rows;
	enum status s = q_page_required_documents(pg->db, pg->arena, b->row.id, b->row.code, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		*LIST_ADD(pg->arena, &b->v->documents) = (struct document_view){.label = rows.at[i].label, .note = rows.at[i].note,
			.bearer = page_word_of(pg, S("pages.document_bearer."), rows.at[i].bearer),
			.request = page_word_of(pg, S("pages.document_request."), rows.at[i].request),
			.medium = page_word_of(pg, S("pages.document_medium."), rows.at[i].medium)};
	return s;
}

static enum status criteria(struct call_build *b)
{
	struct page *pg = b->pg;
	struct q_page_criteria_rows rows;
	struct q_page_call_lines_rows lines;
	enum status s = q_page_criteria(pg->db, pg->arena, b->row.id, b->row.code, &rows);
	if (!s)
		s = q_page_call_lines(pg->db, pg->arena, b->row.id, b->row.code, &lines);
	for (size_t i = 0; !s && i < rows.n; i++) {
		struct criterion_view *v = LIST_ADD(pg->arena, &b->v->criteria);
		*v = (struct criterion_view){.label = rows.at[i].label, .has_weight = rows.at[i].weight.set};
		if (v->has_weight)
			v->weight = TEXT(pg, W_pages_weight, ARG("n", rows.at[i].weight.value));
		for (size_t k = 0; k < lines.n; k++)
			if (str_eq(lines.at[k].kind, S("criterion_point")) && str_eq(lines.at[k].owner, rows.at[i].code))
				*LIST_ADD(pg->arena, &v->points) = lines.at[k].text;
	}
	for (size_t k = 0; !s && k < lines.n; k++) {
		if (str_eq(lines.at[k].kind, S("self_diagnosis")))
			*LIST_ADD(pg->arena, &b->v->self_diagnosis) = lines.at[k].text;
		if (str_eq(lines.at[k].kind, S("logo")))
			*LIST_ADD(pg->arena, &b->v->logos) = lines.at[k].text;
	}
	return s;
}

static enum status envelopes(struct call_build *b)
{
	struct page *pg = b->pg;
	struct q_page_envelopes_rows rows;
	enum status s = q_page_envelopes(pg->db, pg->arena, b->row.id, b->row.code, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		*LIST_ADD(pg->arena, &b->v->envelopes) = (struct envelope_view){.funder = rows.at[i].funder, .label = rows.at[i].label,
			.section = page_word_of(pg, S("pages.envelope_section."), rows.at[i].section),
			.state = page_word_of(pg, S("pages.envelope_state."), rows.at[i].state), .year = arena_fmt(pg->arena, "%d", (int)rows.at[i].year),
			.amount = rows.at[i].amount.set ? page_money(pg, rows.at[i].amount.value) : word_text(pg->lang, W_pages_amount_not_stated)};
	return s;
}

static enum status people(struct call_build *b)
{
	return contacts_read(b->pg, b->row.id, b->row.code, LINK(b->pg, "/calls/:call", b->row.code), &b->v->contacts);
}

static enum status places_and_sources(struct call_build *b)
{
	struct page *pg = b->pg;
	struct q_page_call_districts_rows rows;
	enum status s = q_page_call_districts(pg->db, pg->arena, b->row.id, b->row.code, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		*LIST_ADD(pg->arena, &b->v->districts) = (struct linked_name){
			.label = rows.at[i].name, .link = LINK(pg, "/territories/:territory/districts/:district", b->row.territory, rows.at[i].code)};
	if (s || !b->row.source.p)
		return s;
	return sources_read(pg, b->row.id, b->row.source, &b->v->sources);
}

enum status show_call(struct page *pg)
{
	struct call_build b = {.pg = pg, .v = ARENA_NEW(pg->arena, struct call_view)};
	enum status s = q_page_call_by_code(pg->db, pg->arena, pg->in.call, &b.row);
	static enum status (*const sections[])(struct call_build *) = {
		identity, councils, rules, calendar, clauses, channels, priorities, lists, documents, criteria, envelopes, people, places_and_sources};
	for (size_t i = 0; !s && i < sizeof sections / sizeof *sections; i++)
		s = sections[i](&b);
	if (!s)
		RESPOND_HTML(pg, call_page, b.v);
	return s;
}

enum status show_call_contacts(struct page *pg)
{
	struct q_page_call_by_code_row row;
	enum status s = q_page_call_by_code(pg->db, pg->arena, pg->in.call, &row);
	if (s)
		return s;
	struct call_contacts_view *v = ARENA_NEW(pg->arena, struct call_contacts_view);
	page_layout(pg, &v->layout, word_text(pg->lang, W_pages_contacts));
	v->layout.section = row.title;
	page_accent(pg, &v->layout, row.territory, row.accent);
	page_crumb(pg, &v->layout, short_name(&row), LINK(pg, "/territories/:territory", row.territory));
	page_crumb(pg, &v->layout, row.title, LINK(pg, "/calls/:call", row.code));
	v->call = row.title;
	s = contacts_read(pg, row.id, row.code, LINK(pg, "/calls/:call/contacts", row.code), &v->contacts);
	if (!s)
		RESPOND_HTML(pg, call_contacts_page, v);
	return s;
}
