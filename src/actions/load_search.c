/* Search entries of a territory: what a person may look for, with the page that answers. Less important kinds first: of two results that match
   alike, the later in the list is shown first (store/search.h). */
#include "actions/loading.h"
#include "base/utf8.h"
#include "store/search.h"

struct entries {
	struct loading *l;
	LIST_OF(struct search_entry) list;
};

/* Text by which an entry is found, gathered piece by piece. */
struct terms {
	struct out o;
};

static void term(struct terms *t, str s)
{
	if (!str_is_set(s))
		return;
	out_char(&t->o, ' ');
	out_str(&t->o, s);
}

enum { TERMS_BYTES = 1024 * 1024 };

static struct terms terms_new(void)
{
	return (struct terms){.o = out_new(TERMS_BYTES)};
}

/* Adds the entry, found by its title, its context and the terms. */
static void add(struct entries *e, struct search_entry entry, struct terms *t)
{
	struct arena *a = e->l->arena;
	term(t, entry.title);
	term(t, entry.context);
	entry.folded = text_fold(a, out_text(&t->o));
	out_free(&t->o);
	*LIST_ADD(a, &e->list) = entry;
}

static str commune_name(const struct pack *pack, str insee)
{
	for (size_t i = 0; i < pack->municipalities.n; i++)
		if (str_eq(pack->municipalities.at[i].insee, insee))
			return pack->municipalities.at[i].name;
	return insee;
}

/* "Barlin, Hersin-Coupigny", at most a label long. */
static str commune_names(struct arena *a, const struct pack *pack, const struct strs *insees)
{
	enum { SHOWN = 8 };
	str names = STR_NONE;
	for (size_t i = 0; i < insees->n && i < SHOWN; i++)
		names = arena_fmt(a, "%.*s%s%.*s", STR_ARGS(names), i ? ", " : "", STR_ARGS(commune_name(pack, insees->at[i])));
	return insees->n > SHOWN ? arena_fmt(a, "%.*s…", STR_ARGS(names)) : names;
}

static void communes(struct terms *t, const struct pack *pack, const struct strs *insees)
{
	for (size_t i = 0; i < insees->n; i++) {
		term(t, commune_name(pack, insees->at[i]));
		term(t, insees->at[i]);
	}
}

static str page(struct entries *e, const char *anchor)
{
	return arena_fmt(e->l->arena, "/territories/%.*s%s", STR_ARGS(e->l->pack->territory.code), anchor);
}

static str territory_name(const struct pack *pack)
{
	return str_is_set(pack->territory.short_name) ? pack->territory.short_name : pack->territory.name;
}

static void add_sources(struct entries *e, const struct pack *p)
{
	for (size_t i = 0; i < p->sources.n; i++) {
		struct terms t = terms_new();
		term(&t, p->sources.at[i].code);
		add(e, (struct search_entry){.kind = S("document"), .path = page(e, "#sources"), .title = p->sources.at[i].title,
		                             .context = p->sources.at[i].publisher}, &t);
	}
}

static void add_indicators(struct entries *e)
{
	for (size_t i = 0; i < e->l->goals.n; i++) {
		const struct pack_goal *g = e->l->goals.at[i].goal;
		for (size_t k = 0; k < g->indicators.n; k++) {
			struct terms t = terms_new();
			term(&t, g->indicators.at[k].source);
			term(&t, g->indicators.at[k].measures);
			add(e, (struct search_entry){.kind = S("indicator"),
			                             .path = page(e, arena_fmt(e->l->arena, "#goal-%.*s", STR_ARGS(g->code)).p),
			                             .title = g->indicators.at[k].label, .context = g->label}, &t);
		}
	}
}

/* The latest programme that `uses` accepts, or NULL. */
static const struct pack_programme *latest_programme(const struct pack *p, bool (*uses)(const struct pack_programme *, str), str code)
{
	const struct pack_programme *latest = NULL;
	int64_t latest_year = 0;
	for (size_t i = 0; i < p->programmes.n; i++) {
		const struct pack_programme *candidate = &p->programmes.at[i];
		int64_t year = pack_call_of(p, candidate)->year;
		if (uses(candidate, code) && (!latest || year > latest_year || (year == latest_year && candidate->version > latest->version))) {
			latest = candidate;
			latest_year = year;
		}
	}
	return latest;
}

static bool pays(const struct pack_programme *p, str funder)
{
	for (size_t x = 0; x < p->axes.n; x++)
		for (size_t k = 0; k < p->axes.at[x].actions.n; k++)
			for (size_t i = 0; i < p->axes.at[x].actions.at[k].funding.n; i++)
				if (str_eq(p->axes.at[x].actions.at[k].funding.at[i].code, funder))
					return true;
	return false;
}

static bool bears(const struct pack_programme *p, str organisation)
{
	for (size_t x = 0; x < p->axes.n; x++)
		for (size_t k = 0; k < p->axes.at[x].actions.n; k++)
			if (str_eq(p->axes.at[x].actions.at[k].bearer, organisation))
				return true;
	return false;
}

/* Where somebody who takes part is shown: the latest programme, else the territory. */
static str party_page(struct entries *e, const struct pack_programme *programme)
{
	return programme ? arena_fmt(e->l->arena, "/calls/%.*s/programme", STR_ARGS(programme->call)) : page(e, "");
}

static void add_parties(struct entries *e, const struct pack *p)
{
	for (size_t i = 0; i < p->funders.n; i++) {
		const struct pack_funder *f = &p->funders.at[i];
		struct terms t = terms_new();
		add(e, (struct search_entry){.kind = S("funder"), .path = party_page(e, latest_programme(p, pays, f->code)), .title = f->label,
		                             .context = str_is_set(f->long_label) ? f->long_label : territory_name(p)}, &t);
	}
	for (size_t i = 0; i < p->organisations.n; i++) {
		const struct pack_organisation *o = &p->organisations.at[i];
		struct terms t = terms_new();
		term(&t, o->siren);
		add(e, (struct search_entry){.kind = S("organisation"), .path = party_page(e, latest_programme(p, bears, o->code)), .title = o->name,
		                             .context = str_is_set(o->long_name) ? o->long_name : territory_name(p)}, &t);
	}
}

static void add_contacts(struct entries *e, const struct pack *p)
{
	for (size_t i = 0; i < p->contacts.n; i++) {
		const struct pack_contact *c = &p->contacts.at[i];
		struct terms t = terms_new();
		str where = commune_names(e->l->arena, p, &c->municipalities);
		communes(&t, p, &c->municipalities);
		term(&t, c->theme);
		add(e, (struct search_entry){.kind = S("contact"), .path = page(e, "#contacts"), .title = c->role,
		                             .context = where.p ? arena_fmt(e->l->arena, "%.*s · %.*s", STR_ARGS(c->institution), STR_ARGS(where))
		                                                : c->institution}, &t);
	}
}

static void add_goals(struct entries *e)
{
	for (size_t i = 0; i < e->l->goals.n; i++) {
		const struct pack_goal_row *row = &e->l->goals.at[i];
		const struct pack_goal *g = row->goal;
		struct terms t = terms_new();
		term(&t, g->summary);
		for (size_t k = 0; k < g->wording.n; k++)
			term(&t, g->wording.at[k].label);
		for (size_t d = 0; d < g->details.n; d++)
			for (size_t k = 0; k < g->details.at[d].items.n; k++)
				term(&t, g->details.at[d].items.at[k]);
		add(e, (struct search_entry){.kind = S("goal"), .path = page(e, arena_fmt(e->l->arena, "#goal-%.*s", STR_ARGS(g->code)).p),
		                             .title = g->label,
		                             .context = row->parent == PACK_NO_PARENT ? territory_name(e->l->pack) : e->l->goals.at[row->parent].goal->label},
		    &t);
	}
}

static str organisation_name(const struct pack *p, str code)
{
	for (size_t i = 0; i < p->organisations.n; i++)
		if (str_eq(p->organisations.at[i].code, code))
			return p->organisations.at[i].name;
	return code;
}

static void add_action(struct entries *e, const struct pack_programme *p, const struct pack_axis *axis, const struct pack_action *action)
{
	struct arena *a = e->l->arena;
	const struct pack_call *call = pack_call_of(e->l->pack, p);
	struct terms t = terms_new();
	term(&t, action->summary);
	term(&t, axis->label);
	term(&t, organisation_name(e->l->pack, action->bearer));
	add(e, (struct search_entry){.kind = S("action"), .path = arena_fmt(a, "/calls/%.*s/programme#action-%.*s", STR_ARGS(p->call), STR_ARGS(action->code)),
	                             .title = action->title,
	                             .context = arena_fmt(a, "%.*s · %.*s", STR_ARGS(organisation_name(e->l->pack, action->bearer)), STR_ARGS(call->title))},
	    &t);
}

static void add_actions(struct entries *e, const struct pack *p)
{
	for (size_t i = 0; i < p->programmes.n; i++)
		for (size_t x = 0; x < p->programmes.at[i].axes.n; x++)
			for (size_t k = 0; k < p->programmes.at[i].axes.at[x].actions.n; k++)
				add_action(e, &p->programmes.at[i], &p->programmes.at[i].axes.at[x], &p->programmes.at[i].axes.at[x].actions.at[k]);
}

static void add_calls(struct entries *e, const struct pack *p)
{
	for (size_t i = 0; i < p->calls.n; i++) {
		const struct pack_call *c = &p->calls.at[i];
		struct terms t = terms_new();
		term(&t, c->code);
		term(&t, p->territory.name);
		term(&t, c->summary);
		for (size_t k = 0; k < c->phases.n; k++)
			term(&t, c->phases.at[k].label);
		for (size_t k = 0; k < c->clauses.n; k++) {
			term(&t, c->clauses.at[k].label);
			term(&t, c->clauses.at[k].text);
		}
		for (size_t k = 0; k < c->required_documents.n; k++)
			term(&t, c->required_documents.at[k].label);
		for (size_t k = 0; k < c->criteria.n; k++)
			term(&t, c->criteria.at[k].label);
		add(e, (struct search_entry){.kind = S("call"), .path = arena_fmt(e->l->arena, "/calls/%.*s", STR_ARGS(c->code)), .title = c->title,
		                             .context = territory_name(p)}, &t);
	}
}

static void add_districts(struct entries *e, const struct pack *p)
{
	for (size_t i = 0; i < p->districts.n; i++) {
		const struct pack_district *d = &p->districts.at[i];
		struct terms t = terms_new();
		term(&t, d->code);
		for (size_t k = 0; k < d->official_codes.n; k++)
			term(&t, d->official_codes.at[k].code);
		communes(&t, p, &d->municipalities);
		add(e, (struct search_entry){.kind = S("district"),
		                             .path = page(e, arena_fmt(e->l->arena, "/districts/%.*s", STR_ARGS(d->code)).p), .title = d->name,
		                             .context = commune_names(e->l->arena, p, &d->municipalities)}, &t);
	}
}

static void add_territory(struct entries *e, const struct pack *p)
{
	struct terms t = terms_new();
	term(&t, p->territory.code);
	term(&t, p->territory.short_name);
	term(&t, p->territory.siren);
	term(&t, p->territory.summary);
	for (size_t i = 0; i < p->municipalities.n; i++)
		if (p->municipalities.at[i].member) {
			term(&t, p->municipalities.at[i].name);
			term(&t, p->municipalities.at[i].insee);
		}
	add(e, (struct search_entry){.kind = S("territory"), .path = page(e, ""), .title = p->territory.name, .context = p->territory.short_name}, &t);
}

void load_search(struct loading *l)
{
	struct entries e = {.l = l};
	if (l->status != OK)
		return;
	add_sources(&e, l->pack);
	add_indicators(&e);
	add_parties(&e, l->pack);
	add_contacts(&e, l->pack);
	add_goals(&e);
	add_actions(&e, l->pack);
	add_calls(&e, l->pack);
	add_districts(&e, l->pack);
	add_territory(&e, l->pack);
	l->status = search_rebuild(l->db, l->territory, e.list.at, e.list.n);
	l->rows += (int64_t)e.list.n;
}
