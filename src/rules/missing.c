/* Sets of missing variables: sorted by rule, in pieces of memory that a run takes when it first needs them and uses again for the next situation.
   Owned by the scratch of a run; never freed before it. */
#include "rules/missing.h"

#include "base/limits.h"
#include "rules/run.h"
#include "rules/store.h"

struct set {
	const struct missing_entry *at;
	uint32_t n;
	uint32_t listed_count;
	double raised; /* added to every score */
	const struct rules_missing *listed;
};

enum { ENTRIES_AT_ONCE = 4096, SETS_AT_ONCE = 1024, PIECES = LIMIT_RULES_MISSING / SETS_AT_ONCE };

struct missing_store {
	struct set *sets[PIECES]; /* [0][0] is unused */
	uint32_t set_count;
	struct piece_store entries;
};

struct missing_store *missing_store_new(struct scratch *s)
{
	struct missing_store *store = run_take(s, sizeof *store);
	if (!store)
		return NULL;
	store->set_count = 1;
	store->entries = (struct piece_store){.at_once = ENTRIES_AT_ONCE * sizeof(struct missing_entry), .most = LIMIT_RULES_MISSING * sizeof(struct missing_entry)};
	return store;
}

void missing_forget(struct missing_store *store)
{
	store->set_count = 1;
	pieces_forget(&store->entries);
}

static const struct set *set_at(const struct scratch *s, missing_set a)
{
	return &s->missing->sets[a / SETS_AT_ONCE][a % SETS_AT_ONCE];
}

static double score_of(const struct set *set, uint32_t i)
{
	return set->at[i].score + set->raised;
}

static struct missing_entry *room_for(struct scratch *s, size_t n)
{
	struct missing_entry *at = pieces_take(s, &s->missing->entries, n * sizeof *at);
	if (!at)
		run_fail(s->root, W_rules_evaluate_too_many_missing);
	return at;
}

static missing_set made(struct scratch *s, const struct missing_entry *at, uint32_t n, double raised)
{
	struct missing_store *store = s->missing;
	uint32_t number = store->set_count;
	if (number / SETS_AT_ONCE >= PIECES) {
		run_fail(s->root, W_rules_evaluate_too_many_missing);
		return 0;
	}
	struct set **piece = &store->sets[number / SETS_AT_ONCE];
	if (!*piece)
		*piece = run_take(s, SETS_AT_ONCE * sizeof **piece);
	if (!*piece)
		return 0;
	(*piece)[number % SETS_AT_ONCE] = (struct set){.at = at, .n = n, .raised = raised};
	store->set_count++;
	return number;
}

missing_set missing_merged(struct scratch *s, missing_set a, missing_set b)
{
	const struct set *left = set_at(s, a), *right = set_at(s, b);
	struct missing_entry *at = room_for(s, (size_t)left->n + right->n);
	if (!at)
		return 0;
	uint32_t i = 0, j = 0, n = 0;
	while (i < left->n && j < right->n) {
		rule_no l = left->at[i].rule, r = right->at[j].rule;
		double score = 0;
		if (l <= r)
			score += score_of(left, i++);
		if (r <= l)
			score += score_of(right, j++);
		at[n++] = (struct missing_entry){.rule = l < r ? l : r, .score = score};
	}
	for (; i < left->n; i++)
		at[n++] = (struct missing_entry){.rule = left->at[i].rule, .score = score_of(left, i)};
	for (; j < right->n; j++)
		at[n++] = (struct missing_entry){.rule = right->at[j].rule, .score = score_of(right, j)};
	pieces_return(&s->missing->entries, ((size_t)left->n + right->n - n) * sizeof *at);
	return made(s, at, n, 0);
}

missing_set missing_raised(struct scratch *s, missing_set a)
{
	const struct set *set = set_at(s, a);
	return made(s, set->at, set->n, set->raised + 1);
}

missing_set missing_one(struct scratch *s, rule_no r, double score)
{
	struct missing_entry *at = room_for(s, 1);
	if (!at)
		return 0;
	*at = (struct missing_entry){.rule = r, .score = score};
	return made(s, at, 1, 0);
}

missing_set missing_without(struct scratch *s, missing_set a, const rule_no *rules, size_t count)
{
	if (!a || !count)
		return a;
	const struct set *set = set_at(s, a);
	struct missing_entry *at = room_for(s, set->n);
	if (!at)
		return 0;
	uint32_t n = 0;
	for (uint32_t i = 0; i < set->n; i++) {
		bool kept = true;
		for (size_t k = 0; k < count; k++)
			kept = kept && rules[k] != set->at[i].rule;
		if (kept)
			at[n++] = (struct missing_entry){.rule = set->at[i].rule, .score = score_of(set, i)};
	}
	pieces_return(&s->missing->entries, (set->n - n) * sizeof *at);
	return n ? made(s, at, n, 0) : 0;
}

missing_set missing_with(struct scratch *s, missing_set a, rule_no r, double score)
{
	return missing_merge(s, missing_without(s, a, &r, 1), missing_one(s, r, score));
}

double missing_highest(const struct scratch *s, missing_set a)
{
	double highest = 0;
	if (!a)
		return 0;
	const struct set *set = set_at(s, a);
	for (uint32_t i = 0; i < set->n; i++)
		if (score_of(set, i) > highest)
			highest = score_of(set, i);
	return highest;
}

bool missing_has(const struct scratch *s, missing_set a, rule_no r)
{
	if (!a)
		return false;
	const struct set *set = set_at(s, a);
	for (uint32_t i = 0; i < set->n; i++)
		if (set->at[i].rule == r)
			return true;
	return false;
}

/* ---- for the public face ---- */

static bool comes_before(const struct rules_model *m, const struct rules_missing *a, const struct rules_missing *b)
{
	if (a->score < b->score || a->score > b->score)
		return a->score > b->score;
	return str_cmp(rules_name(m, a->rule), rules_name(m, b->rule)) < 0;
}

/* Lets the one at `from` sink until both below it come before it. */
static void sink(const struct rules_model *m, struct rules_missing *at, size_t from, size_t n)
{
	for (size_t child; (child = 2 * from + 1) < n; from = child) {
		if (child + 1 < n && comes_before(m, &at[child], &at[child + 1]))
			child++;
		if (!comes_before(m, &at[from], &at[child]))
			return;
		struct rules_missing swap = at[from];
		at[from] = at[child];
		at[child] = swap;
	}
}

/* A heap sort: libc's takes memory for long lists. */
static void sort(const struct rules_model *m, struct rules_missing *at, size_t n)
{
	for (size_t i = n / 2; i-- > 0;)
		sink(m, at, i, n);
	for (size_t last = n; last-- > 1;) {
		struct rules_missing swap = at[0];
		at[0] = at[last];
		at[last] = swap;
		sink(m, at, 0, last);
	}
}

const struct rules_missing *missing_listed(struct scratch *s, const struct rules_model *m, missing_set a, size_t *count)
{
	*count = 0;
	if (!a)
		return NULL;
	struct set *set = &s->missing->sets[a / SETS_AT_ONCE][a % SETS_AT_ONCE];
	if (!set->listed) {
		struct rules_missing *at = pieces_take(s, &s->missing->entries, set->n * sizeof *at);
		if (!at) {
			run_fail(s->root, W_rules_evaluate_too_many_missing);
			return NULL;
		}
		uint32_t n = 0;
		for (uint32_t i = 0; i < set->n; i++) /* what is hidden cannot be asked for */
			if (m->rules.at[set->at[i].rule].public_id.v)
				at[n++] = (struct rules_missing){.rule = m->rules.at[set->at[i].rule].public_id, .score = score_of(set, i)};
		sort(m, at, n);
		set->listed = at;
		set->listed_count = n;
	}
	*count = set->listed_count;
	return set->listed;
}
