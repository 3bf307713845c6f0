/* Writing is base/json's, reading is domain/canonical's, in the same order of names; a second writing proves it. See programme_frozen.h. */
#include "domain/programme_frozen.h"

#include "base/json.h"
#include "base/limits.h"
#include "domain/canonical.h"

#define FORMAT "faubourg-programme-1"

static str present(str s)
{
	return s.p ? s : S("");
}

/* ---- writing ---- */

static void write_columns(struct json *j, const struct programme *p)
{
	json_array_in(j, S("groups"));
	for (size_t i = 0; i < p->groups.n; i++) {
		json_object(j);
		json_text(j, S("code"), present(p->groups.at[i].code));
		json_text(j, S("label"), present(p->groups.at[i].label));
		json_end(j);
	}
	json_end(j);
	json_array_in(j, S("funders"));
	for (size_t i = 0; i < p->funders.n; i++) {
		json_object(j);
		json_text(j, S("code"), present(p->funders.at[i].code));
		json_text(j, S("label"), present(p->funders.at[i].label));
		json_int(j, S("group"), (int64_t)p->funders.at[i].group);
		json_bool(j, S("valued"), p->funders.at[i].valued);
		json_end(j);
	}
	json_end(j);
}

static void write_action(struct json *j, const struct programme_action *action)
{
	json_object(j);
	json_text(j, S("code"), present(action->code));
	json_int(j, S("application"), action->application.v);
	json_text(j, S("change"), present(action->change));
	json_text(j, S("title"), present(action->title));
	json_text(j, S("summary"), present(action->summary));
	json_text(j, S("bearer"), present(action->bearer));
	json_int(j, S("total_cents"), action->total.cents);
	json_array_in(j, S("funding"));
	for (size_t i = 0; i < action->lines.n; i++) {
		json_object(j);
		json_int(j, S("funder"), (int64_t)action->lines.at[i].funder);
		json_int(j, S("cents"), action->lines.at[i].amount.cents);
		json_end(j);
	}
	json_end(j);
	json_array_in(j, S("results"));
	for (size_t i = 0; i < action->results.n; i++) {
		json_object(j);
		json_text(j, S("label"), present(action->results.at[i].label));
		json_int(j, S("value_milli"), action->results.at[i].value_milli);
		json_text(j, S("unit"), present(action->results.at[i].unit));
		json_int(j, S("year"), action->results.at[i].year);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void write_head(struct json *j, const struct programme *p)
{
	json_text(j, S("format"), S(FORMAT));
	json_text(j, S("kind"), present(p->kind));
	json_text(j, S("call"), present(p->call));
	json_text(j, S("call_title"), present(p->call_title));
	json_text(j, S("territory"), present(p->territory));
	json_text(j, S("territory_name"), present(p->territory_name));
	json_text(j, S("title"), present(p->title));
	json_text(j, S("annex"), present(p->annex));
	json_int(j, S("year"), p->year);
	json_int(j, S("version"), p->version);
	json_int(j, S("added_to"), p->added_to);
	json_int(j, S("scenario"), p->scenario);
}

str programme_freeze(struct arena *a, const struct programme *p)
{
	struct out o = out_new(LIMIT_PROGRAMME_FROZEN_BYTES);
	struct json j = json_new(&o);
	json_object(&j);
	write_head(&j, p);
	write_columns(&j, p);
	json_array_in(&j, S("axes"));
	for (size_t x = 0; x < p->axes.n; x++) {
		json_object(&j);
		json_text(&j, S("code"), present(p->axes.at[x].code));
		json_text(&j, S("label"), present(p->axes.at[x].label));
		json_array_in(&j, S("actions"));
		for (size_t i = 0; i < p->axes.at[x].actions.n; i++)
			write_action(&j, &p->axes.at[x].actions.at[i]);
		json_end(&j);
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	bool full = o.full;
	str text = out_keep(&o, a);
	return full ? STR_NONE : text;
}

/* ---- reading ---- */

static str text_after(struct canonical *r, str name)
{
	canonical_expect(r, S(","));
	return canonical_named(r, name);
}

static int64_t number(struct canonical *r, str before, str name)
{
	canonical_expect(r, before);
	canonical_expect(r, S("\""));
	canonical_expect(r, name);
	canonical_expect(r, S("\":"));
	return canonical_number(r);
}

static bool more(struct canonical *r, bool *first)
{
	if (r->wrong || canonical_next_is(r, ']')) {
		canonical_expect(r, S("]"));
		return false;
	}
	canonical_expect(r, *first ? S("{") : S(",{"));
	*first = false;
	return !r->wrong;
}

static void read_columns(struct canonical *r, struct programme *p)
{
	canonical_expect(r, S(",\"groups\":["));
	for (bool first = true; more(r, &first); canonical_expect(r, S("}"))) {
		struct programme_group *g = LIST_ADD(r->arena, &p->groups);
		g->code = canonical_named(r, S("code"));
		g->label = text_after(r, S("label"));
	}
	canonical_expect(r, S(",\"funders\":["));
	for (bool first = true; more(r, &first); canonical_expect(r, S("}"))) {
		struct programme_funder *f = LIST_ADD(r->arena, &p->funders);
		f->code = canonical_named(r, S("code"));
		f->label = text_after(r, S("label"));
		int64_t group = number(r, S(","), S("group"));
		canonical_expect(r, S(",\"valued\":"));
		f->valued = canonical_bool(r);
		f->group = (size_t)group;
		if (group < 0 || f->group >= p->groups.n)
			r->wrong = true;
	}
}

static void read_lines(struct canonical *r, const struct programme *p, struct programme_action *action)
{
	canonical_expect(r, S(",\"funding\":["));
	for (bool first = true; more(r, &first); canonical_expect(r, S("}"))) {
		int64_t funder = number(r, S(""), S("funder")), cents = number(r, S(","), S("cents"));
		if (funder < 0 || (size_t)funder >= p->funders.n || cents > LIMIT_AMOUNT_CENTS || cents < -LIMIT_AMOUNT_CENTS)
			r->wrong = true;
		*LIST_ADD(r->arena, &action->lines) = (struct programme_line){.funder = (size_t)funder, .amount = {cents}};
	}
	canonical_expect(r, S(",\"results\":["));
	for (bool first = true; more(r, &first); canonical_expect(r, S("}"))) {
		struct programme_result *result = LIST_ADD(r->arena, &action->results);
		result->label = canonical_named(r, S("label"));
		result->value_milli = number(r, S(","), S("value_milli"));
		result->unit = text_after(r, S("unit"));
		result->year = number(r, S(","), S("year"));
	}
}

static void read_actions(struct canonical *r, const struct programme *p, struct programme_axis *axis)
{
	canonical_expect(r, S(",\"actions\":["));
	for (bool first = true; more(r, &first); canonical_expect(r, S("}"))) {
		struct programme_action *action = LIST_ADD(r->arena, &axis->actions);
		action->code = canonical_named(r, S("code"));
		action->application.v = number(r, S(","), S("application"));
		action->change = text_after(r, S("change"));
		action->title = text_after(r, S("title"));
		action->summary = text_after(r, S("summary"));
		action->bearer = text_after(r, S("bearer"));
		action->total.cents = number(r, S(","), S("total_cents"));
		if (action->total.cents > LIMIT_AMOUNT_CENTS || action->total.cents < -LIMIT_AMOUNT_CENTS)
			r->wrong = true;
		read_lines(r, p, action);
	}
}

enum status programme_thaw(struct arena *a, str text, struct programme *p)
{
	struct canonical r = {.arena = a, .rest = text, .wrong = text.n > LIMIT_PROGRAMME_FROZEN_BYTES};
	*p = (struct programme){.state = S("voted")};
	canonical_expect(&r, S("{\"format\":\"" FORMAT "\""));
	p->kind = text_after(&r, S("kind"));
	p->call = text_after(&r, S("call"));
	p->call_title = text_after(&r, S("call_title"));
	p->territory = text_after(&r, S("territory"));
	p->territory_name = text_after(&r, S("territory_name"));
	p->title = text_after(&r, S("title"));
	p->annex = text_after(&r, S("annex"));
	p->year = number(&r, S(","), S("year"));
	p->version = number(&r, S(","), S("version"));
	p->added_to = number(&r, S(","), S("added_to"));
	p->scenario = number(&r, S(","), S("scenario"));
	read_columns(&r, p);
	canonical_expect(&r, S(",\"axes\":["));
	for (bool first = true; more(&r, &first); canonical_expect(&r, S("}"))) {
		struct programme_axis *axis = LIST_ADD(a, &p->axes);
		axis->code = canonical_named(&r, S("code"));
		axis->label = text_after(&r, S("label"));
		read_actions(&r, p, axis);
	}
	canonical_expect(&r, S("}"));
	if (r.wrong || r.rest.n)
		return INVALID;
	return str_eq(programme_freeze(a, p), text) ? OK : INVALID;
}
