/* The page of a district: status, portrait, notes, adopted goals with what is funded (H12), actions. An old official code leads to the same page. */
#include "documents/svg.h"
#include "gen/queries.h"
#include "web/goal_tree.h"
#include "web/handlers.h"
#include "web/respond.h"

enum { YEAR_DIGITS = 4 };

struct district_build {
	struct page *pg;
	struct q_page_territory_by_code_row territory;
	struct q_page_district_row row;
	struct district_view *v;
	struct q_page_district_municipalities_rows places;
	struct q_page_district_actions_rows actions;
};

static str population_text(const struct district_build *b)
{
	struct page *pg = b->pg;
	if (!b->row.population.set)
		return S("");
	str number = TEXT(pg, b->row.approximate ? W_pages_inhabitants_about : W_pages_inhabitants, ARG("n", b->row.population.value));
	str source = str_is_set(b->row.population_source) ? b->row.population_source : S("");
	if (b->row.population_day.set) {
		str date = page_day(pg, b->row.population_day.value);
		source = source.n ? arena_fmt(pg->arena, "%.*s, %.*s", STR_ARGS(source), STR_ARGS(date)) : date;
	}
	return source.n ? TEXT(pg, W_pages_population_dated, ARG("value", number), ARG("source", source)) : number;
}

static enum status identity(struct district_build *b)
{
	struct page *pg = b->pg;
	struct district_view *v = b->v;
	page_layout(pg, &v->layout, b->row.name);
	str territory = str_is_set(b->territory.short_name) ? b->territory.short_name : b->territory.name;
	v->layout.section = territory;
	page_accent(pg, &v->layout, b->territory.code, b->territory.accent);
	v->territory_link = LINK(pg, "/territories/:territory", b->territory.code);
	page_crumb(pg, &v->layout, territory, v->territory_link);
	v->name = b->row.name;
	v->code = b->row.code;
	v->territory = b->territory.name;
	v->kind = page_word_of(pg, S("district_kind."), b->row.kind);
	v->explanation = page_word_of(pg, S("pages.district_explained."), b->row.kind);
	v->renewal = page_word_of(pg, S("pages.renewal_full."), b->row.renewal);
	v->perimeter_note = b->row.perimeter_note;
	v->has_population = b->row.population.set;
	v->population = population_text(b);
	struct q_page_district_codes_rows codes;
	enum status s = q_page_district_codes(pg->db, pg->arena, b->territory.id, b->row.code, &codes);
	for (size_t i = 0; !s && i < codes.n; i++) {
		str year = arena_fmt(pg->arena, "%d", (int)codes.at[i].generation);
		*LIST_ADD(pg->arena, &v->codes) = (struct fact_view){.label = TEXT(pg, W_pages_code_generation, ARG("year", year)), .value = codes.at[i].code};
	}
	if (!s)
		s = q_page_district_municipalities(pg->db, pg->arena, b->territory.id, b->row.code, &b->places);
	for (size_t i = 0; !s && i < b->places.n; i++)
		*LIST_ADD(pg->arena, &v->places) = (struct place_view){.name = b->places.at[i].name, .shared = b->places.at[i].shared};
	return s;
}

static enum status drawing(struct district_build *b)
{
	struct page *pg = b->pg;
	struct q_page_district_perimeter_rows rows;
	enum status s = q_page_district_perimeter(pg->db, pg->arena, b->territory.id, b->row.code, &rows);
	if (s || !rows.n)
		return s;
	struct map_commune *communes = ARENA_ARRAY(pg->arena, b->places.n + 1, struct map_commune);
	size_t *order = ARENA_ARRAY(pg->arena, b->places.n + 1, size_t);
	for (size_t i = 0; i < b->places.n; i++) {
		const struct q_page_district_municipalities_row *place = &b->places.at[i];
		order[i] = i;
		communes[i] = (struct map_commune){.name = place->name, .has_point = place->latitude.set && place->longitude.set,
			.latitude = (double)place->latitude.value / 1e6, .longitude = (double)place->longitude.value / 1e6};
	}
	enum map_kind kind = str_eq(b->row.kind, S("qpv")) ? MAP_QPV : str_eq(b->row.kind, S("watch")) ? MAP_WATCH : MAP_LOCAL_INTEREST;
	const struct map_district district = {.name = b->row.name, .kind = kind, .renewal = !str_eq(b->row.renewal, S("none")), .communes = order,
		.commune_count = b->places.n, .perimeter = rows.at[0].geometry};
	const struct map_of_districts map = {.prefix = S("perimeter"), .communes = communes, .commune_count = b->places.n,
		.districts = &district, .district_count = 1};
	b->v->drawing = svg_map_both(pg->arena, pg->lang, &map);
	b->v->has_drawing = true;
	b->v->drawing_source = TEXT(pg, W_pages_perimeter_generation, ARG("file", rows.at[0].file_name),
	                            ARG("year", arena_fmt(pg->arena, "%d", (int)rows.at[0].generation)));
	return OK;
}

static str with_unit(const struct page *pg, str unit, int64_t milli, bool approximate)
{
	str key = arena_fmt(pg->arena, "pages.unit_%.*s", STR_ARGS(unit));
	str value = TEXT(pg, word_named(key, W_pages_unit_index), ARG("value", page_milli(pg, milli)));
	return approximate ? TEXT(pg, W_pages_about, ARG("value", value)) : value;
}

/* The gap in words, with an arrow: never by colour alone. Shares differ by points, not by percent. */
static void compare(const struct page *pg, const struct q_page_portrait_row *row, struct portrait_row *view)
{
	if (!row->comparison.set)
		return;
	int64_t gap = row->value - row->comparison.value;
	view->comparison = with_unit(pg, row->unit, row->comparison.value, false);
	bool points = str_eq(row->unit, S("percent"));
	if (gap == 0) {
		view->gap = word_text(pg->lang, W_pages_gap_same);
		view->tone = S("same");
		return;
	}
	int64_t size = gap > 0 ? gap : -gap;
	str text = points ? page_milli(pg, size) : with_unit(pg, row->unit, size, false);
	enum word above = points ? W_pages_gap_points_above : W_pages_gap_above, below = points ? W_pages_gap_points_below : W_pages_gap_below;
	view->gap = TEXT(pg, gap > 0 ? above : below, ARG("gap", text));
	view->tone = gap > 0 ? S("above") : S("below");
}

/* "2022, ancien périmètre" beside "Données sigville 2022": the year is said once. */
static str date_beside(str source, str date)
{
	if (!str_has(source, str_first(date, YEAR_DIGITS)))
		return date;
	str rest = str_skip(date, YEAR_DIGITS);
	return str_starts(rest, S(", ")) ? str_skip(rest, 2) : rest.n ? date : S("");
}

static enum status portrait(struct district_build *b)
{
	struct page *pg = b->pg;
	struct q_page_portrait_rows rows;
	enum status s = q_page_portrait(pg->db, pg->arena, b->territory.id, b->row.code, &rows);
	for (size_t i = 0; !s && i < rows.n; i++) {
		const struct q_page_portrait_row *row = &rows.at[i];
		struct portrait_row *view = LIST_ADD(pg->arena, &b->v->portrait);
		str both[2];
		size_t n = 0;
		if (str_is_set(row->source))
			both[n++] = row->source;
		str date = str_is_set(row->date_label) ? date_beside(row->source, row->date_label) : S("");
		if (date.n)
			both[n++] = date;
		*view = (struct portrait_row){.label = row->label, .value = with_unit(pg, row->unit, row->value, row->approximate),
			.comparison_label = row->comparison_label, .source = page_joined(pg, both, n), .note = row->note, .tone = S("none")};
		compare(pg, row, view);
	}
	return s;
}

static enum status notes(struct district_build *b)
{
	struct page *pg = b->pg;
	struct q_page_district_notes_rows rows;
	enum status s = q_page_district_notes(pg->db, pg->arena, b->territory.id, b->row.code, &rows);
	for (size_t i = 0; !s && i < rows.n; i++) {
		struct str_list *list = str_eq(rows.at[i].kind, S("irritant")) ? &b->v->irritants : str_eq(rows.at[i].kind, S("opportunity")) ? &b->v->opportunities
																															  : &b->v->stakes;
		*LIST_ADD(pg->arena, list) = rows.at[i].text;
		b->v->has_notes = true;
	}
	return s;
}

static enum status actions(struct district_build *b)
{
	struct page *pg = b->pg;
	enum status s = q_page_district_actions(pg->db, pg->arena, b->territory.id, b->row.code, &b->actions);
	for (size_t i = 0; !s && i < b->actions.n; i++) {
		const struct q_page_district_actions_row *row = &b->actions.at[i];
		*LIST_ADD(pg->arena, &b->v->actions) = (struct district_action){.title = row->title, .bearer = row->bearer, .call = row->call_title,
			.link = LINK(pg, "/calls/:call/programme", row->call), .total = row->total, .funded = row->funded};
		b->v->actions_total.cents += row->total.cents;
	}
	return s;
}

/* What "objective" means in a tree: its objectives when it has some, else its priorities, else its roots. */
static bool is_objective(const struct goal_tree *tree, size_t i, str kind)
{
	return kind.p ? str_eq(tree->rows.at[i].kind, kind) : tree->parent[i] == GOAL_ROOT;
}

static str objective_kind(const struct goal_tree *tree)
{
	static const str kinds[] = {S("objective"), S("priority")};
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		for (size_t i = 0; i < tree->rows.n; i++)
			if (tree->shown[i] && str_eq(tree->rows.at[i].kind, kinds[k]))
				return kinds[k];
	return STR_NONE;
}

/* The funding of the applications that serve an adopted goal, each counted once in the sum. */
static money fund_goals(const struct district_build *b, struct goal_tree *tree, const struct q_page_district_action_goals_rows *served)
{
	money sum = {0};
	int64_t last = 0;
	for (size_t i = 0; i < served->n; i++) {
		const struct q_page_district_actions_row *action = NULL;
		for (size_t k = 0; k < b->actions.n && !action; k++)
			if (b->actions.at[k].id.v == served->at[i].id.v)
				action = &b->actions.at[k];
		size_t goal = goal_tree_find(tree, served->at[i].goal);
		if (!action || action->funded.cents <= 0 || goal == GOAL_NOWHERE || !tree->shown[goal])
			continue;
		goal_tree_fund(tree, goal, action->id, action->funded);
		if (action->id.v != last)
			sum.cents += action->funded.cents;
		last = action->id.v;
	}
	return sum;
}

static void sum_up(const struct district_build *b, const struct goal_tree *tree, money amount)
{
	str kind = objective_kind(tree);
	int64_t n = 0, covered = 0;
	for (size_t i = 0; i < tree->rows.n; i++) {
		if (!tree->shown[i] || !is_objective(tree, i, kind))
			continue;
		n++;
		covered += tree->funding[i].actions > 0;
	}
	b->v->coverage_tone = covered == n ? S("good") : S("warning");
	b->v->coverage = covered ? TEXT(b->pg, W_pages_coverage_sum, ARG("n", n), ARG("covered", covered), ARG("amount", amount))
							 : TEXT(b->pg, W_pages_coverage_zero, ARG("n", n));
}

static enum status goals(struct district_build *b)
{
	struct page *pg = b->pg;
	struct goal_tree tree;
	enum status s = goal_tree_read(pg, b->territory.id, &tree);
	struct q_page_district_goals_rows adopted;
	struct q_page_district_action_goals_rows served;
	if (!s)
		s = q_page_district_goals(pg->db, pg->arena, b->territory.id, b->row.code, &adopted);
	if (!s)
		s = q_page_district_action_goals(pg->db, pg->arena, b->territory.id, b->row.code, &served);
	if (s)
		return s;
	for (size_t i = 0; i < tree.rows.n; i++)
		tree.shown[i] = false;
	for (size_t i = 0; i < adopted.n; i++) {
		size_t goal = goal_tree_find(&tree, adopted.at[i].goal);
		if (goal == GOAL_NOWHERE)
			continue;
		tree.shown[goal] = true;
		tree.wording[goal] = adopted.at[i].wording;
	}
	tree.funding = ARENA_ARRAY(pg->arena, tree.rows.n + 1, struct goal_funding);
	money amount = fund_goals(b, &tree, &served);
	goal_tree_build(pg, &tree, &b->v->goals);
	if (b->v->goals.goals.n)
		sum_up(b, &tree, amount);
	return OK;
}

static enum status find_district(struct district_build *b)
{
	struct page *pg = b->pg;
	enum status s = q_page_territory_by_code(pg->db, pg->arena, pg->in.territory, &b->territory);
	if (s)
		return s;
	s = q_page_district(pg->db, pg->arena, b->territory.id, pg->in.district, &b->row);
	if (s != NOT_FOUND)
		return s;
	struct q_page_district_by_any_code_row other;
	s = q_page_district_by_any_code(pg->db, pg->arena, b->territory.id, pg->in.district, &other);
	return s ? s : q_page_district(pg->db, pg->arena, b->territory.id, other.code, &b->row);
}

enum status show_district(struct page *pg)
{
	struct district_build b = {.pg = pg, .v = ARENA_NEW(pg->arena, struct district_view)};
	enum status s = find_district(&b);
	static enum status (*const sections[])(struct district_build *) = {identity, drawing, portrait, notes, actions, goals};
	for (size_t i = 0; !s && i < sizeof sections / sizeof *sections; i++)
		s = sections[i](&b);
	if (!s)
		RESPOND_HTML(pg, district_page, b.v);
	return s;
}
