/* Logos, and whose a project shows. See kit.h. */
#include "actions/kit.h"

#include "actions/read_programme.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/grid.h"
#include "gen/queries.h"
#include "store/audit.h"

static str funder_of(str code)
{
	str of;
	bool investment, valued;
	return grid_column_parse(code, &of, &investment, &valued) ? of : code;
}

static bool funds(const struct programme *p, const struct programme_action *action, str funder)
{
	for (size_t i = 0; action && i < action->lines.n; i++)
		if (action->lines.at[i].amount.cents > 0 && str_eq(funder_of(p->funders.at[action->lines.at[i].funder].code), funder))
			return true;
	return false;
}

static const struct programme_action *action_of(const struct programme *p, application_id application)
{
	for (size_t x = 0; x < p->axes.n; x++)
		for (size_t i = 0; i < p->axes.at[x].actions.n; i++)
			if (p->axes.at[x].actions.at[i].application.v == application.v)
				return &p->axes.at[x].actions.at[i];
	return NULL;
}

static void add_part(struct arena *a, struct kit *kit, const struct q_notify_logos_rows *logos, str funder, str label)
{
	struct kit_part *part = LIST_ADD(a, &kit->parts);
	*part = (struct kit_part){.funder = funder, .label = label};
	for (size_t i = 0; i < logos->n && !part->logo; i++)
		if (str_eq(logos->at[i].funder, funder)) {
			part->logo = logos->at[i].id;
			part->name = logos->at[i].name;
			part->sha256 = logos->at[i].sha256;
			part->media = logos->at[i].media;
		}
}

enum status read_kit(struct db *db, struct arena *a, territory_id territory, str call, application_id application, str policy_label, struct kit *kit)
{
	struct programme *p = ARENA_NEW(a, struct programme);
	struct q_notify_logos_rows logos;
	struct q_grid_funders_rows funders;
	struct q_notify_mentions_rows mentions = {0};
	const struct programme_action *action = NULL;
	*kit = (struct kit){0};
	enum status s = read_programme(db, a, call, 0, p);
	if (s && s != NOT_FOUND)
		return s;
	if (!s && str_eq(p->state, S("voted")) && !p->altered)
		action = action_of(p, application);
	s = q_notify_logos(db, a, territory, &logos);
	if (!s)
		s = q_grid_funders(db, a, territory, &funders);
	if (!s)
		s = q_notify_mentions(db, a, territory, &mentions);
	if (s)
		return s;
	add_part(a, kit, &logos, S(""), policy_label);
	for (size_t i = 0; i < funders.n; i++)
		if (!str_eq(funders.at[i].kind, S("own_funds")) && funds(p, action, funders.at[i].code))
			add_part(a, kit, &logos, funders.at[i].code, funders.at[i].label);
	for (size_t i = 0; i < kit->parts.n; i++)
		for (size_t k = 0; k < mentions.n; k++)
			if (str_eq(mentions.at[k].funder, kit->parts.at[i].funder)) {
				kit->parts.at[i].mention = mentions.at[k].mention;
				kit->parts.at[i].places = mentions.at[k].places;
			}
	kit->funded = kit->parts.n > 1;
	return OK;
}

/* ---- logos ---- */

static enum status tell(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, const char *verb, int64_t logo, str detail)
{
	const struct audit_entry entry = {.territory = territory, .at = now, .actor = arena_fmt(a, "user:%lld", (long long)actor->person.v), .verb = str_of(verb),
		.thing = arena_fmt(a, "logo:%lld", (long long)logo), .detail = detail};
	return audit_append(db, &entry);
}

static bool is_picture(str media)
{
	static const str taken[] = {S("image/png"), S("image/jpeg"), S("application/pdf")};
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		if (str_eq(media, taken[i]))
			return true;
	return false;
}

enum status logo_add(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct logo_add *add, struct problems *ps)
{
	struct q_notify_funder_row funder;
	struct q_notify_last_logo_row last;
	struct q_notify_logos_rows logos;
	if (!may(actor, VERB_run_desk, &(struct thing){.territory = add->territory}))
		return DENIED;
	enum status s = add->funder.n ? q_notify_funder(db, a, add->territory, add->funder, &funder) : OK;
	if (s && s != NOT_FOUND)
		return s;
	if (s == NOT_FOUND)
		PROBLEM(ps, STR_NONE, 0, S("funder"), W_adoption_templates_funder_unknown);
	if (!is_picture(add->file.media))
		PROBLEM(ps, STR_NONE, 0, S("file"), W_notify_logo_kind, ARG("name", add->file.name));
	s = q_notify_logos(db, a, add->territory, &logos);
	if (!s && logos.n >= LIMIT_LOGOS)
		PROBLEM(ps, STR_NONE, 0, S("file"), W_notify_logo_many, ARG("n", (int64_t)LIMIT_LOGOS));
	if (ps->total)
		return INVALID;
	if (!s)
		s = stored_file_keep(db, a, now, &add->file);
	if (!s)
		s = q_notify_last_logo(db, a, add->territory, &last);
	if (s)
		return s;
	s = q_notify_add_logo(db, &(struct q_notify_add_logo_in){.territory = add->territory, .id = last.last + 1, .funder = add->funder, .name = add->file.name, .sha256 = add->file.sha256,
		.media = add->file.media, .at = now, .by = actor->person.v});
	return s ? s : tell(db, a, actor, now, add->territory, "add_logo", last.last + 1, add->file.sha256);
}

enum status logo_remove(struct db *db, struct arena *a, const struct actor *actor, instant now, territory_id territory, int64_t logo)
{
	if (!may(actor, VERB_run_desk, &(struct thing){.territory = territory}))
		return DENIED;
	enum status s = q_notify_remove_logo(db, territory, logo, now);
	return s ? s : tell(db, a, actor, now, territory, "remove_logo", logo, STR_NONE);
}

/* ---- mentions ---- */

static str fitting(str typed, str field, struct problems *ps)
{
	str text = typed.p ? str_trim(typed) : S("");
	if (utf8_count(text) > LIMIT_LABEL_CHARS)
		PROBLEM(ps, STR_NONE, 0, field, W_filing_too_long, ARG("n", (int64_t)LIMIT_LABEL_CHARS));
	return text;
}

enum status mention_set(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct mention_set *set, struct problems *ps)
{
	struct q_notify_funder_row funder;
	str code = set->funder.p ? set->funder : S(""), mention = fitting(set->mention, S("mentions"), ps), places = fitting(set->places, S("mentions"), ps);
	if (!may(actor, VERB_run_desk, &(struct thing){.territory = set->territory}))
		return DENIED;
	enum status s = code.n ? q_notify_funder(db, a, set->territory, code, &funder) : OK;
	if (s && s != NOT_FOUND)
		return s;
	if (s == NOT_FOUND)
		PROBLEM(ps, STR_NONE, 0, S("funder"), W_adoption_templates_funder_unknown);
	if (ps->total)
		return INVALID;
	s = q_notify_add_mention(db, &(struct q_notify_add_mention_in){.territory = set->territory, .funder = code, .at = now, .by = actor->person.v, .mention = mention, .places = places});
	if (s)
		return s;
	const struct audit_entry entry = {.territory = set->territory, .at = now, .actor = arena_fmt(a, "user:%lld", (long long)actor->person.v), .verb = S("set_mention"),
		.thing = arena_fmt(a, "funder:%.*s", STR_ARGS(code)), .detail = STR_NONE};
	return audit_append(db, &entry);
}
