/* A folder is read as a pack, with its clauses and funders; a file stands alone. */
#include "actions/check_rules.h"

#include "actions/loading.h"
#include "actions/read_ruleset.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "imports/pack_read.h"

#include <sys/stat.h>

struct checking {
	struct arena *arena;
	struct rules_reports *reports;
	struct problems *wrong, *failed;
};

static bool is_folder(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static enum status read_text(struct arena *a, const char *path, struct rules_source *source, struct problems *ps)
{
	static const enum word words[] = {[NOT_FOUND] = W_verdict_file_not_there, [DENIED] = W_pack_file_denied, [INVALID] = W_pack_file_not_regular,
	                                  [TOO_BIG] = W_pack_file_too_big};
	source->name = str_of(path);
	enum status s = file_read(a, path, LIMIT_RULES_BYTES, &source->text);
	if (s == NOT_FOUND || s == DENIED || s == INVALID || s == TOO_BIG)
		PROBLEM(ps, source->name, 0, STR_NONE, words[s], ARG("max", LIMIT_RULES_BYTES / (1024 * 1024)));
	return s;
}

enum status read_ruleset_file(struct arena *a, const char *path, struct ruleset **set, struct problems *ps)
{
	struct rules_source rules;
	const struct rules_source vocabulary = ruleset_vocabulary();
	enum status s = read_text(a, path, &rules, ps);
	if (s != OK)
		return s;
	return ruleset_is_one(rules.text) ? ruleset_read(a, &vocabulary, &rules, ps, set) : ruleset_read_loose(a, &rules, ps, set);
}

/* Of a pack: by the clock of its territory. A file alone has none ("" is the metropolis). */
static void report(struct checking *c, str file, str time_zone, const struct ruleset *set)
{
	struct rules_report *r = LIST_ADD(c->arena, c->reports);
	size_t before = c->failed->total;
	*r = (struct rules_report){.file = file, .rules = set->rules.n, .questions = set->questions.n};
	r->examples = ruleset_run_examples(set, c->arena, day_at(clock_now(), zone_of(time_zone)), c->failed);
	r->failed = c->failed->total - before;
	ruleset_report_cycles(set->model, c->arena, c->failed);
}

static enum status check_headless(struct checking *c, const struct rules_source *source)
{
	struct rules_model *m;
	struct ruleset *set;
	enum status s = rules_load(c->arena, source, 1, c->wrong, &m);
	if (s != OK)
		return s;
	if (ruleset_is_loose(m)) {
		s = ruleset_read_loose(c->arena, source, c->wrong, &set);
		if (s == OK)
			report(c, source->name, S(""), set);
		return s;
	}
	rules_seal(m);
	*LIST_ADD(c->arena, c->reports) = (struct rules_report){.file = source->name, .rules = rules_count(m), .plain = true};
	ruleset_report_cycles(m, c->arena, c->failed);
	return OK;
}

static enum status check_file(struct checking *c, const char *path)
{
	struct rules_source source;
	struct ruleset *set;
	const struct rules_source vocabulary = ruleset_vocabulary();
	enum status s = read_text(c->arena, path, &source, c->wrong);
	if (s != OK)
		return s;
	if (!ruleset_is_one(source.text))
		return check_headless(c, &source);
	s = ruleset_read(c->arena, &vocabulary, &source, c->wrong, &set);
	if (s == OK)
		report(c, source.name, S(""), set);
	return s;
}

static enum status check_folder(struct checking *c, const char *path)
{
	struct pack pack;
	struct load_rulesets rulesets = {0};
	size_t before = c->wrong->total;
	if (pack_read(c->arena, path, &pack, c->wrong) == BROKEN)
		return BROKEN;
	load_rulesets_read(c->arena, &pack, &rulesets, c->wrong);
	for (size_t i = 0; i < rulesets.n; i++)
		report(c, rulesets.at[i].set->file, pack.territory.time_zone, rulesets.at[i].set);
	return c->wrong->total == before ? OK : INVALID;
}

enum status check_rules(struct arena *a, const char *path, struct rules_reports *reports, struct problems *wrong, struct problems *failed)
{
	struct checking c = {.arena = a, .reports = reports, .wrong = wrong, .failed = failed};
	return is_folder(path) ? check_folder(&c, path) : check_file(&c, path);
}
