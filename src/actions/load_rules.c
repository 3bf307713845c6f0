/* The texts of rules of a pack: read with the vocabulary, checked against the pack, their examples run; then each version written, for ever. A version that
   is there with another text is replaced as long as nothing was decided by it, and said; afterwards an erratum is a new version. */
#include "actions/loading.h"
#include "actions/read_ruleset.h"
#include "base/calendar.h"
#include "base/clock.h"

static const struct pack_call *call_of(const struct pack *pack, str code)
{
	for (size_t i = 0; i < pack->calls.n; i++)
		if (str_eq(pack->calls.at[i].code, code))
			return &pack->calls.at[i];
	return NULL;
}

static void unknown_call(struct arena *a, const struct pack *pack, const struct ruleset *set, struct problems *ps)
{
	str *codes = ARENA_ARRAY(a, pack->calls.n + 1, str);
	for (size_t i = 0; i < pack->calls.n; i++)
		codes[i] = pack->calls.at[i].code;
	str near = str_nearest(set->call, codes, pack->calls.n);
	if (near.p)
		PROBLEM(ps, set->file, set->line, S("appel"), W_verdict_unknown_call_near, ARG("found", set->call), ARG("near", near));
	else
		PROBLEM(ps, set->file, set->line, S("appel"), W_verdict_unknown_call, ARG("found", set->call));
}

static void check_codes(struct arena *a, const struct pack *pack, const struct ruleset *set, struct problems *ps)
{
	const struct pack_call *call = call_of(pack, set->call);
	if (!call) {
		unknown_call(a, pack, set, ps);
		return;
	}
	str *clauses = ARENA_ARRAY(a, call->clauses.n + 1, str), *funders = ARENA_ARRAY(a, pack->funders.n + 1, str);
	for (size_t i = 0; i < call->clauses.n; i++)
		clauses[i] = call->clauses.at[i].code;
	for (size_t i = 0; i < pack->funders.n; i++)
		funders[i] = pack->funders.at[i].code;
	ruleset_check_codes(set, clauses, call->clauses.n, funders, pack->funders.n, ps);
}

/* The number in the name is the one in the text; each version once; the one without a number is the latest. */
static void check_versions(const struct load_rulesets *rulesets, struct problems *ps)
{
	for (size_t i = 0; i < rulesets->n; i++) {
		const struct load_ruleset *r = &rulesets->at[i];
		if (r->source->version && r->source->version != r->set->version)
			PROBLEM(ps, r->set->file, r->set->line, S("version"), W_verdict_version_of_file, ARG("named", r->source->version), ARG("written", r->set->version));
		for (size_t k = 0; k < rulesets->n; k++) {
			const struct load_ruleset *other = &rulesets->at[k];
			if (k == i || !str_eq(other->set->call, r->set->call))
				continue;
			if (k < i && other->set->version == r->set->version)
				PROBLEM(ps, r->set->file, r->set->line, S("version"), W_verdict_version_twice, ARG("found", r->set->call), ARG("version", r->set->version),
				        ARG("other", other->set->file));
			if (!r->source->version && other->set->version > r->set->version)
				PROBLEM(ps, r->set->file, r->set->line, S("version"), W_verdict_version_not_last, ARG("version", r->set->version), ARG("other", other->set->file));
		}
	}
}

static void run_examples(struct arena *a, const struct ruleset *set, day today, struct findings *fs)
{
	struct problems failed = problems_new(a);
	(void)ruleset_run_examples(set, a, today, &failed);
	for (size_t i = 0; i < failed.list.n; i++) {
		const struct problem *p = &failed.list.at[i];
		str place = arena_fmt(a, "%.*s:%lld, %.*s", STR_ARGS(p->file), (long long)p->line, STR_ARGS(p->field));
		finding_add(fs, SEVERITY_ERROR, place, p->message, p->args, p->arg_count);
	}
}

void load_rulesets_examples(struct arena *a, const struct pack *pack, const struct load_rulesets *rulesets, struct findings *fs)
{
	day today = day_at(clock_now(), zone_of(pack->territory.time_zone));
	for (size_t i = 0; i < rulesets->n; i++)
		run_examples(a, rulesets->at[i].set, today, fs);
}

void load_rulesets_read(struct arena *a, const struct pack *pack, struct load_rulesets *rulesets, struct problems *ps)
{
	const struct rules_source vocabulary = ruleset_vocabulary();
	for (size_t i = 0; i < pack->rules.n; i++) {
		const struct rules_source rules = {pack->rules.at[i].at.file, pack->rules.at[i].text};
		struct ruleset *set;
		if (ruleset_read(a, &vocabulary, &rules, ps, &set) != OK)
			continue;
		if (!pack->incomplete)
			check_codes(a, pack, set, ps);
		*LIST_ADD(a, rulesets) = (struct load_ruleset){.source = &pack->rules.at[i], .set = set};
	}
	check_versions(rulesets, ps);
}

/* The text in force is the latest: one that falls behind what was loaded before would judge nobody. */
static void refuse_older(struct loading *l, const struct load_ruleset *r)
{
	struct q_ruleset_text_row latest;
	enum status s = q_ruleset_text(l->db, l->arena, l->territory, r->set->call, 0, &latest);
	if (s == OK && !r->source->version && latest.version > r->set->version) {
		PROBLEM(l->ps, r->set->file, r->set->line, S("version"), W_verdict_version_older, ARG("version", r->set->version), ARG("latest", latest.version));
		s = CONFLICT;
	}
	l->status = s == NOT_FOUND ? OK : s;
}

/* A text that is already there as it is needs no writing. */
static bool is_there(struct loading *l, const struct load_ruleset *r)
{
	struct q_ruleset_text_row row;
	struct q_ruleset_judged_row judged;
	enum status s = q_ruleset_text(l->db, l->arena, l->territory, r->set->call, r->set->version, &row);
	if (s == NOT_FOUND)
		return false;
	if (s == OK && str_eq(row.hash, r->source->hash))
		return true;
	if (s == OK)
		s = q_ruleset_judged(l->db, l->arena, l->territory, r->set->call, r->set->version, &judged);
	if (s == OK && judged.waivers > 0) {
		PROBLEM(l->ps, r->set->file, r->set->line, S("version"), W_verdict_version_judged, ARG("version", r->set->version), ARG("found", r->set->call));
		s = CONFLICT;
	}
	if (s == OK)
		*LIST_ADD(l->arena, &l->replaced) = r->set;
	l->status = s;
	return s != OK;
}

void load_rulesets(struct loading *l)
{
	for (size_t i = 0; l->status == OK && i < l->rulesets->n; i++) {
		const struct load_ruleset *r = &l->rulesets->at[i];
		refuse_older(l, r);
		if (l->status == OK && is_there(l, r)) {
			l->rows++;
			continue;
		}
		LOAD(l, q_ruleset_write(l->db, &(struct q_ruleset_write_in){.territory = l->territory, .call_code = r->set->call, .version = r->set->version,
			.text = r->source->text, .hash = r->source->hash, .starts = r->set->from, .ends = r->set->to, .note_fr = r->set->note[LANG_FR],
			.note_en = r->set->note[LANG_EN], .loaded = l->now}));
	}
}
