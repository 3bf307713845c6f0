/* Voted versions of a programme, the scenarios that can be adopted, and the page that says what stands against a vote before it is frozen. */
#include "actions/adopt_programme.h"
#include "base/calendar.h"
#include "gen/queries.h"
#include "web/filing_page.h"
#include "web/grid_show.h"
#include "web/handlers.h"
#include "web/respond.h"

enum { KINDS = 3 };
static const str kinds[KINDS] = {S("initial"), S("complementary"), S("erratum")};

static str typed(const struct page *pg, str name)
{
	str value = page_form(pg, name);
	return value.p ? value : S("");
}

static str decision_text(const struct page *pg, str number, opt_day on)
{
	if (!str_is_set(number) && !on.set)
		return word_text(pg->lang, W_adoption_decision_unknown);
	str date = on.set ? page_day(pg, on.value) : S("");
	return arena_fmt(pg->arena, "%.*s%s%.*s", STR_ARGS(number), str_is_set(number) && date.n ? " · " : "", STR_ARGS(date));
}

static enum status add_versions(struct page *pg, struct adoption_view *v)
{
	struct q_adoption_versions_rows rows;
	enum status s = q_adoption_versions(pg->db, pg->arena, pg->thing.territory, pg->in.call, &rows);
	for (size_t i = rows.n; !s && i > 0; i--) {
		const struct q_adoption_versions_row *r = &rows.at[i - 1];
		str number = arena_fmt(pg->arena, "%lld", (long long)r->version);
		*LIST_ADD(pg->arena, &v->versions) = (struct adoption_version){.number = number, .title = r->title, .link = LINK(pg, "/programmes/:call/:version", pg->in.call, number),
			.label = TEXT(pg, W_adoption_open_version, ARG("n", r->version)), .tone = str_eq(r->state, S("voted")) ? S("open") : S("soon"),
			.kind = r->sha256.p ? page_word_of(pg, S("pages.programme_state."), r->state) : word_text(pg->lang, W_adoption_version_pack),
			.frozen = r->frozen.set ? page_day(pg, day_at(r->frozen.value, zone_of(STR_NONE))) : S(""), .decision = decision_text(pg, r->decision_number, r->decision)};
	}
	return s;
}

static enum status add_scenarios(struct page *pg, struct adoption_view *v)
{
	struct q_adoption_scenarios_rows rows;
	struct grid head;
	enum status s = q_adoption_scenarios(pg->db, pg->arena, pg->thing.territory, pg->in.call, &rows);
	bool session = false;
	for (size_t i = 0; !s && i < rows.n; i++) {
		session = session || rows.at[i].scenario == GRID_SESSION;
		if (str_eq(rows.at[i].state, S("adopted")))
			continue;
		str scenario = arena_fmt(pg->arena, "%lld", (long long)rows.at[i].scenario);
		*LIST_ADD(pg->arena, &v->scenarios) = (struct adoption_scenario){.link = LINK(pg, "/programmes/:call/adopt?scenario=:s", pg->in.call, scenario),
			.label = TEXT(pg, W_adoption_check_link, ARG("name", rows.at[i].name))};
	}
	if (s || session)
		return s;
	s = read_grid_head(pg->db, pg->arena, pg->lang, pg->in.call, GRID_SESSION, &head); /* nobody typed in it yet: it has a name, no row */
	if (!s)
		*LIST_ADD(pg->arena, &v->scenarios) = (struct adoption_scenario){.link = LINK(pg, "/programmes/:call/adopt?scenario=:s", pg->in.call, S("1")),
			.label = TEXT(pg, W_adoption_check_link, ARG("name", head.scenario_name))};
	return s;
}

enum status show_adoption(struct page *pg)
{
	struct q_programme_head_row head;
	struct adoption_view *v = ARENA_NEW(pg->arena, struct adoption_view);
	enum status s = q_programme_head(pg->db, pg->arena, pg->in.call, &head);
	if (!s)
		s = add_versions(pg, v);
	v->may_run = may(&pg->actor, VERB_run_desk, &pg->thing);
	if (!s && v->may_run)
		s = add_scenarios(pg, v);
	if (s)
		return s;
	page_layout(pg, &v->layout, word_text(pg->lang, W_adoption_title));
	v->layout.refuse_index = true;
	page_crumb(pg, &v->layout, head.call_title, LINK(pg, "/calls/:call", pg->in.call));
	v->call = head.call_title;
	v->public_page = LINK(pg, "/calls/:call/programme", pg->in.call);
	v->compare = LINK(pg, "/calls/:call/programme/compare", pg->in.call);
	v->templates = LINK(pg, "/templates/:territory", head.territory_code);
	v->notifications = LINK(pg, "/notifications/:call", pg->in.call);
	RESPOND_HTML(pg, adoption_page, v);
	return OK;
}

/* ---- adopting ---- */

static void add_points(struct page *pg, const struct adoption_check *check, struct adopt_view *v)
{
	for (size_t i = 0; i < check->findings.list.n; i++) {
		const struct finding *f = &check->findings.list.at[i];
		struct adoption_points *points = f->severity == SEVERITY_ERROR ? &v->stopping : f->severity == SEVERITY_WARNING ? &v->saying : &v->informing;
		*LIST_ADD(pg->arena, points) = (struct adoption_point){.place = f->place, .text = finding_text(pg->arena, pg->lang, f)};
	}
	v->stops = check->stops;
	v->says = check->needs_reason;
	v->good = !check->stops && !check->needs_reason;
	v->stop_count = (int64_t)v->stopping.n;
	v->say_count = (int64_t)v->saying.n;
}

static void add_rows(struct page *pg, const struct adoption_check *check, struct adopt_view *v)
{
	const struct programme *p = &check->frozen;
	for (size_t x = 0; x < p->axes.n; x++)
		for (size_t i = 0; i < p->axes.at[x].actions.n; i++) {
			const struct programme_action *action = &p->axes.at[x].actions.at[i];
			*LIST_ADD(pg->arena, &v->rows) = (struct adoption_row){.title = action->title, .bearer = action->bearer, .total = action->total,
				.change = str_is_set(action->change) ? page_word_of(pg, S("adoption.change_"), action->change) : S("")};
		}
}

static enum status adopt_form(struct page *pg, const struct adoption *adoption, struct problems *ps)
{
	struct adoption_check check;
	struct adopt_view *v = ARENA_NEW(pg->arena, struct adopt_view);
	enum status s = check_adoption(pg->db, pg->arena, pg->lang, pg->now, adoption, &check);
	if (s)
		return s;
	str title = TEXT(pg, W_adoption_adopt_title, ARG("name", check.grid.scenario_name));
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_adoption_title_wrong, ARG("title", title)) : title);
	v->layout.refuse_index = true;
	v->back = LINK(pg, "/programmes/:call", pg->in.call);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_adoption_title), v->back);
	filing_page_problems(pg, ps, &v->problems);
	v->action = LINK(pg, "/programmes/:call/adopt", pg->in.call);
	v->heading = title;
	v->counts = TEXT(pg, W_adoption_adopt_counts, ARG("programmed", check.programmed), ARG("reserve", check.reserve), ARG("refused", check.refused));
	v->total = check.whole.total;
	v->funded = check.whole.funded;
	v->gap = money_subtract(check.whole.total, check.whole.funded);
	v->title = check.whole.title;
	v->annex = check.whole.annex;
	v->reason = adoption->reason.p ? adoption->reason : S("");
	v->button = TEXT(pg, W_adoption_adopt_button, ARG("n", check.version));
	v->scenario = arena_fmt(pg->arena, "%lld", (long long)adoption->scenario);
	v->revision = arena_fmt(pg->arena, "%lld", (long long)check.grid.revision);
	v->is_change = check.added_to > 0;
	v->may_adopt = !check.stops;
	for (size_t i = v->is_change ? 1 : 0; i < (v->is_change ? KINDS : 1); i++)
		*LIST_ADD(pg->arena, &v->kinds) = (struct desk_option){kinds[i], page_word_of(pg, S("adoption.version_"), kinds[i]), str_eq(kinds[i], check.kind)};
	add_points(pg, &check, v);
	add_rows(pg, &check, v);
	RESPOND_HTML(pg, adopt_page, v);
	return OK;
}

enum status show_adopt(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	struct adoption adoption = {.call = pg->in.call, .scenario = GRID_SESSION};
	str scenario = page_param(pg, S("scenario"));
	if (str_is_set(scenario) && (!str_to_int64(scenario, &adoption.scenario) || adoption.scenario < 1))
		return NOT_FOUND;
	return adopt_form(pg, &adoption, &none);
}

static bool kind_is_known(str kind)
{
	for (size_t i = 0; i < KINDS; i++)
		if (str_eq(kind, kinds[i]))
			return true;
	return false;
}

/* Why nothing was voted: somebody adopted that scenario first, or the table changed under the eyes. */
static enum status say_conflict(struct page *pg, const struct adoption *adoption, struct problems *ps)
{
	struct q_adoption_taken_row taken;
	enum status s = q_adoption_taken(pg->db, pg->arena, pg->thing.territory, adoption->call, adoption->scenario, &taken);
	if (s == OK)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_adoption_taken, ARG("who", taken.by.p ? taken.by : S("–")), ARG("n", taken.version));
	else if (s == NOT_FOUND)
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_adoption_changed_meanwhile);
	return s == NOT_FOUND ? OK : s;
}

enum status post_adopt(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	str kind = typed(pg, S("kind"));
	struct adoption adoption = {.call = pg->in.call, .kind = kind_is_known(kind) ? kind : STR_NONE, .title = typed(pg, S("title")), .annex = typed(pg, S("annex")),
		.reason = typed(pg, S("reason"))};
	int64_t version;
	if (!str_to_int64(typed(pg, S("scenario")), &adoption.scenario) || adoption.scenario < 1)
		return NOT_FOUND;
	adoption.revision.set = str_to_int64(typed(pg, S("revision")), &adoption.revision.value);
	enum status s = adopt_programme(pg->db, pg->arena, pg->lang, &pg->actor, pg->now, &adoption, &version, &ps);
	if (s == OK) {
		page_wakes(pg, grid_topic(pg->in.call)); /* nobody types in it any more: its screens say so */
		return page_see_other(pg, LINK(pg, "/programmes/:call/:version", pg->in.call, arena_fmt(pg->arena, "%lld", (long long)version)));
	}
	const bool conflict = s == CONFLICT;
	if (conflict)
		s = say_conflict(pg, &adoption, &ps);
	else if (s == INVALID)
		s = OK;
	if (s == OK)
		s = adopt_form(pg, &adoption, &ps);
	return s == OK ? page_again_as(pg, conflict ? 409 : 422) : s;
}
