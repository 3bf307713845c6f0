/* The worked applications of the three real calls (tests/golden/verdict/) give what their texts say, written by hand in expected.yaml: outcome, funders and
   their maxima, the rules that refuse, those that are unknown, warnings, waivers. Rows A3-A9, A12, A14, B2-B7, B9-B11, B13, B16-B18, B23, L2, L4, L5, N4, N5.
   Every file of the folder is listed, every list is compared whole. */
#include "actions/read_ruleset.h"
#include "base/calendar.h"
#include "base/file.h"
#include "base/format.h"
#include "imports/application_read.h"
#include "imports/pack_read.h"
#include "imports/pack_yaml.h"

#include "lib/in_arena.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#define FOLDER "tests/golden/verdict/"

static size_t checked;

static str joined(const struct pack_node *list)
{
	str all = S("");
	for (const struct pack_node *n = list ? list->first : NULL; n; n = n->next)
		all = arena_fmt(arena, "%.*s\n%.*s", STR_ARGS(all), STR_ARGS(n->text));
	return all;
}

struct lists {
	str fails, unknown, warnings, waived;
};

static void add(str *list, const struct verdict_rule *r)
{
	*list = arena_fmt(arena, "%.*s\n%.*s", STR_ARGS(*list), STR_ARGS(r->name));
}

static void sort_rules(struct lists *l, const struct verdict_rule *rules, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct verdict_rule *r = &rules[i];
		if (r->rule->role != ROLE_CONDITION)
			continue;
		if (r->outcome == VERDICT_WAIVED)
			add(&l->waived, r);
		else if (r->outcome == VERDICT_FAILS)
			add(r->blocks ? &l->fails : r->rule->severity == RULE_WARNING ? &l->warnings : &(str){NULL, 0}, r);
		else if (r->blocks)
			add(&l->unknown, r);
	}
}

static void same(const char *what, str code, str expected, str found)
{
	checked++;
	if (str_eq(expected, found))
		return;
	print_error("%.*s: %s\n  expected %.*s\n  found    %.*s\n", STR_ARGS(code), what, STR_ARGS(expected), STR_ARGS(found));
	fail();
}

static str text_of(const struct pack_node *map, str key)
{
	const struct pack_node *n = pack_node_child(map, key);
	return n ? n->text : STR_NONE;
}

/* "10000" or "2499.99" from cents. */
static str euros(opt_money m)
{
	struct out o = out_new(64);
	if (m.set)
		out_euros_plain(&o, m.value);
	str kept = out_keep(&o, arena);
	return kept.p ? kept : S("");
}

/* Has the funder a rule of its own that can block? */
static bool may_refuse(const struct verdict_funder *f)
{
	for (size_t i = 0; i < f->rules.n; i++)
		if (f->rules.at[i].rule->role == ROLE_CONDITION && f->rules.at[i].rule->severity <= BLOCKS_VOTE)
			return true;
	return false;
}

static void check_funders(str code, const struct verdict *v, const struct pack_node *expected)
{
	str found = S("");
	for (size_t i = 0; i < v->funders.n; i++) {
		const struct verdict_funder *f = &v->funders.at[i];
		const struct pack_node *n = expected ? pack_node_child(expected, f->funder->code) : NULL;
		if (f->outcome == VERDICT_NOT_APPLICABLE || (!n && !may_refuse(f)))
			continue;
		if (!n) {
			found = arena_fmt(arena, "%.*s%.*s ", STR_ARGS(found), STR_ARGS(f->funder->code));
			continue;
		}
		str where = arena_fmt(arena, "%.*s, %.*s", STR_ARGS(code), STR_ARGS(f->funder->code));
		same("outcome", where, text_of(n, S("outcome")), str_of(verdict_outcome_name(f->outcome)));
		str maximum = text_of(n, S("maximum"));
		same("maximum", where, maximum.p ? maximum : S(""), euros(f->maximum));
	}
	same("funders that are judged and not expected", code, S(""), found);
	for (const struct pack_node *n = expected ? expected->first : NULL; n; n = n->next) {
		bool there = false;
		for (size_t i = 0; i < v->funders.n; i++)
			there |= str_eq(v->funders.at[i].funder->code, n->key) && v->funders.at[i].outcome != VERDICT_NOT_APPLICABLE;
		if (!there)
			print_error("%.*s: the funder %.*s is not judged\n", STR_ARGS(code), STR_ARGS(n->key));
		assert_true(there);
	}
}

/* A call's rules and year, read once. */
static struct call {
	str code;
	const struct ruleset *set;
	struct judge *judge;
	int64_t year;
	LIST_OF(str) funders;
} calls[8];
static size_t call_count;

static struct call *call_of(str code)
{
	for (size_t i = 0; i < call_count; i++)
		if (str_eq(calls[i].code, code))
			return &calls[i];
	struct call *c = &calls[call_count++];
	struct pack pack;
	str folder = arena_fmt(arena, "packs/%.*s", STR_ARGS(code));
	assert_int_equal(pack_read(arena, folder.p, &pack, &problems), OK);
	assert_int_equal(pack.rules.n, 1);
	struct ruleset *set;
	const struct rules_source vocabulary = ruleset_vocabulary(), rules = {pack.rules.at[0].at.file, pack.rules.at[0].text};
	assert_int_equal(ruleset_read(arena, &vocabulary, &rules, &problems, &set), OK);
	*c = (struct call){.code = code, .set = set, .year = pack.calls.at[0].year};
	c->judge = judge_new(arena, set, day_of((struct civil){2026, 1, 15}));
	for (size_t i = 0; i < pack.funders.n; i++)
		*LIST_ADD(arena, &c->funders) = pack.funders.at[i].code;
	return c;
}

static void check_application(const struct pack_node *expected)
{
	str code = expected->key;
	struct application_facts facts;
	str path = arena_fmt(arena, FOLDER "%.*s.yaml", STR_ARGS(code));
	enum status s = application_read(arena, path.p, &facts, &problems);
	struct call *call = call_of(facts.call);
	facts.year = facts.year ? facts.year : call->year;
	facts.other_funders.at = call->funders.at;
	facts.other_funders.n = call->funders.n;
	struct verdict *v = NULL;
	if (s == OK)
		s = judge_verdict(call->judge, arena, LANG_FR, &facts, &problems, &v);
	if (s != OK) {
		struct out o = out_new(1 << 20);
		problems_write(&o, LANG_EN, &problems);
		print_error("%.*s", STR_ARGS(out_text(&o)));
		out_free(&o);
		fail();
	}
	struct lists l = {S(""), S(""), S(""), S("")};
	sort_rules(&l, v->rules.at, v->rules.n);
	for (size_t i = 0; i < v->funders.n; i++)
		if (v->funders.at[i].outcome != VERDICT_NOT_APPLICABLE)
			sort_rules(&l, v->funders.at[i].rules.at, v->funders.at[i].rules.n);
	same("outcome", code, text_of(expected, S("outcome")), str_of(verdict_outcome_name(v->outcome)));
	check_funders(code, v, pack_node_child(expected, S("funders")));
	same("fails", code, joined(pack_node_child(expected, S("fails"))), l.fails);
	same("unknown", code, joined(pack_node_child(expected, S("unknown"))), l.unknown);
	same("warnings", code, joined(pack_node_child(expected, S("warnings"))), l.warnings);
	same("waived", code, joined(pack_node_child(expected, S("waived"))), l.waived);
}

static const struct pack_node *expectations(void)
{
	str bytes;
	const struct pack_node *root;
	assert_int_equal(file_read(arena, FOLDER "expected.yaml", LIMIT_PACK_FILE_BYTES, &bytes), OK);
	assert_int_equal(pack_yaml_read(arena, S("expected.yaml"), bytes, &problems, &root), OK);
	return root;
}

static void every_worked_application_gives_what_its_text_says(void **state)
{
	(void)state;
	checked = call_count = 0;
	for (const struct pack_node *n = expectations()->first; n; n = n->next)
		check_application(n);
	assert_true(checked > 400);
}

static void every_file_of_the_folder_is_expected(void **state)
{
	(void)state;
	const struct pack_node *root = expectations();
	size_t files = 0;
	DIR *dir = opendir(FOLDER);
	assert_non_null(dir);
	for (const struct dirent *e; (e = readdir(dir));) {
		str name = str_of(e->d_name);
		if (!str_ends(name, S(".yaml")) || str_eq(name, S("expected.yaml")))
			continue;
		files++;
		if (!pack_node_child(root, str_first(name, name.n - 5))) {
			print_error("%s is not in expected.yaml\n", e->d_name);
			fail();
		}
	}
	(void)closedir(dir);
	assert_int_equal(files, root->count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(every_worked_application_gives_what_its_text_says),
		IN_ARENA(every_file_of_the_folder_is_expected),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
