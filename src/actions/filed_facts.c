/* A list under one mutex, held for a look-up or a copy only; what is kept is bytes of its own (question numbers and values, each with its length), so that an entry may go while somebody
   uses what it gave. It only saves work, never an answer: two threads may work the same text out at once. */
#include "actions/filed_facts.h"

#include "actions/sheet_facts.h"
#include "actions/sheet_parts.h"
#include "base/limits.h"
#include "base/log.h"
#include "domain/frozen.h"
#include "gen/queries.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct remembered {
	char *key, *facts;
	size_t key_n, facts_n;
	uint64_t hash, used;
};

static struct {
	pthread_mutex_t lock;
	uint64_t clock;
	size_t n;
	struct remembered at[LIMIT_FILED_FACTS];
} memo = {.lock = PTHREAD_MUTEX_INITIALIZER};
static atomic_uint_least64_t texts_read;

uint64_t filed_facts_read(void)
{
	return atomic_load(&texts_read);
}

/* ---- facts as bytes ---- */

/* "5:texte", "-:" for what is absent. */
static void put(struct out *o, str s)
{
	if (s.p)
		out_fmt(o, "%zu:", s.n);
	else
		out_str(o, S("-:"));
	out_str(o, s.p ? s : S(""));
}

static void put_number(struct out *o, int64_t n)
{
	char digits[24];
	int length = snprintf(digits, sizeof digits, "%lld", (long long)n);
	put(o, (str){digits, length > 0 ? (size_t)length : 0});
}

static bool take(str *rest, str *s)
{
	str head, tail;
	int64_t n;
	if (!str_cut(*rest, ':', &head, &tail))
		return false;
	*s = STR_NONE;
	if (!str_eq(head, S("-"))) {
		if (!str_to_int64(head, &n) || n < 0 || (size_t)n > tail.n)
			return false;
		*s = str_first(tail, (size_t)n);
		tail = str_skip(tail, (size_t)n);
	}
	*rest = tail;
	return true;
}

static bool take_number(str *rest, int64_t *n)
{
	str s;
	return take(rest, &s) && s.p && str_to_int64(s, n);
}

/* False when a fact is not the answer of a question: such facts are not kept. */
static bool write_facts(struct out *o, const struct ruleset *set, const struct application_facts *f)
{
	put(o, f->title);
	put(o, f->call);
	put_number(o, f->year);
	put_number(o, f->filed.value.number);
	put_number(o, f->filed_second.value);
	put_number(o, f->past_known);
	put_number(o, (int64_t)f->facts.n);
	for (size_t i = 0; i < f->facts.n; i++) {
		const struct ruleset_question *q = ruleset_question_named(set, f->facts.at[i].name);
		if (!q)
			return false;
		put_number(o, q - set->questions.at);
		put(o, f->facts.at[i].value);
	}
	put_number(o, (int64_t)f->asked.n);
	for (size_t i = 0; i < f->asked.n; i++) {
		put(o, f->asked.at[i].funder);
		put_number(o, f->asked.at[i].amount.cents);
	}
	for (size_t i = 0; i < f->other_funders.n; i++)
		put(o, f->other_funders.at[i]);
	return !o->full;
}

static bool read_facts(struct arena *a, const struct ruleset *set, str rest, struct application_facts *f)
{
	int64_t day_number, second, known, n, q, cents;
	str value;
	*f = (struct application_facts){0};
	if (!take(&rest, &f->title) || !take(&rest, &f->call) || !take_number(&rest, &f->year) || !take_number(&rest, &day_number) || !take_number(&rest, &second) ||
	    !take_number(&rest, &known) || !take_number(&rest, &n))
		return false;
	f->filed = (opt_day){true, {(int32_t)day_number}};
	f->filed_second = (opt_int){true, second};
	f->past_known = known != 0;
	for (int64_t i = 0; i < n; i++) {
		if (!take_number(&rest, &q) || q < 0 || (size_t)q >= set->questions.n || !take(&rest, &value))
			return false;
		*LIST_ADD(a, &f->facts) = (struct verdict_fact){.name = rules_name(set->model, set->questions.at[q].rule), .value = value};
	}
	if (!take_number(&rest, &n))
		return false;
	for (int64_t i = 0; i < n; i++) {
		if (!take(&rest, &value) || !take_number(&rest, &cents))
			return false;
		*LIST_ADD(a, &f->asked) = (struct verdict_asked){.funder = value, .amount = {cents}};
	}
	while (rest.n && take(&rest, &value))
		*LIST_ADD(a, &f->other_funders) = value;
	return rest.n == 0;
}

/* ---- what is kept ---- */

static uint64_t hash_of(str s)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < s.n; i++)
		hash = (hash ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return hash;
}

/* Under the lock. */
static struct remembered *find(str key, uint64_t hash)
{
	for (size_t i = 0; i < memo.n; i++)
		if (memo.at[i].hash == hash && str_eq((str){memo.at[i].key, memo.at[i].key_n}, key))
			return &memo.at[i];
	return NULL;
}

static str recall(struct arena *a, str key)
{
	str facts = STR_NONE;
	const uint64_t hash = hash_of(key);
	always(pthread_mutex_lock(&memo.lock) == 0);
	struct remembered *r = find(key, hash);
	if (r) {
		r->used = ++memo.clock;
		facts = arena_str(a, (str){r->facts, r->facts_n});
	}
	always(pthread_mutex_unlock(&memo.lock) == 0);
	return facts;
}

static char *copy_of(str s)
{
	char *bytes = malloc(s.n ? s.n : 1);
	always(bytes != NULL);
	memcpy(bytes, s.p, s.n);
	return bytes;
}

/* Under the lock: a free place, else that of the least recently used. */
static struct remembered *place(void)
{
	if (memo.n < LIMIT_FILED_FACTS)
		return &memo.at[memo.n++];
	struct remembered *oldest = &memo.at[0];
	for (size_t i = 1; i < memo.n; i++)
		oldest = memo.at[i].used < oldest->used ? &memo.at[i] : oldest;
	free(oldest->key);
	free(oldest->facts);
	return oldest;
}

static void keep(str key, const struct ruleset *set, const struct application_facts *facts)
{
	struct out o = out_new(LIMIT_FILED_FACTS_BYTES);
	const uint64_t hash = hash_of(key);
	if (write_facts(&o, set, facts)) {
		const str bytes = out_text(&o);
		always(pthread_mutex_lock(&memo.lock) == 0);
		if (!find(key, hash)) {
			struct remembered *r = place();
			*r = (struct remembered){.key = copy_of(key), .facts = copy_of(bytes), .key_n = key.n, .facts_n = bytes.n, .hash = hash, .used = ++memo.clock};
		}
		always(pthread_mutex_unlock(&memo.lock) == 0);
	}
	out_free(&o);
}

/* ---- worked out ---- */

static enum status work_out(struct db *db, struct arena *a, const struct filed_facts_of *of, const struct sheet_head *head, str pack, instant at, struct application_facts *facts)
{
	const struct sheet_form_key key = sheet_key_of(head, pack, of->set, of->lang);
	const struct sheet_form *kept;
	struct q_grid_frozen_row text;
	struct frozen *frozen = ARENA_NEW(a, struct frozen);
	enum status s = sheet_form_get(db, a, &key, &kept);
	if (s == OK)
		s = q_grid_frozen(db, a, of->territory, of->sheet.v, &text);
	if (s != OK)
		return s;
	if (frozen_read(a, text.frozen, frozen) != OK)
		return broken("filed_facts", S("the frozen text of a filing does not read"));
	(void)atomic_fetch_add(&texts_read, 1);
	struct form_context context = kept->context;
	context.rules = of->set;
	const struct form *form = form_build(a, &context, false, of->lang, &frozen->values);
	form_facts(a, form, &frozen->values, &frozen->identity, frozen->attached.at, frozen->attached.n, of->set, at, arena_cstr(a, head->time_zone), facts);
	facts->call = arena_str(a, facts->call);
	return OK;
}

enum status filed_facts(struct db *db, struct arena *a, const struct filed_facts_of *of, struct application_facts *facts)
{
	struct q_grid_filed_row filed;
	struct sheet_head head;
	str pack;
	enum status s = q_grid_filed(db, a, of->territory, of->sheet.v, &filed);
	if (s == OK)
		s = sheet_head_and_pack(db, a, of->sheet, &head, &pack);
	if (s != OK)
		return s;
	const str key = arena_fmt(a, "%.*s %.*s %.*s %.*s %.*s %.*s %lld", STR_ARGS(filed.sha256), STR_ARGS(of->rules), STR_ARGS(pack), STR_ARGS(head.request), STR_ARGS(head.applicant_kind),
	                          STR_ARGS(head.time_zone), (long long)filed.at.ms);
	const str known = recall(a, key);
	if (!known.p || !read_facts(a, of->set, known, facts)) {
		s = work_out(db, a, of, &head, pack, filed.at, facts);
		if (s == OK)
			keep(key, of->set, facts);
	}
	if (s == OK)
		s = sheet_facts_around(db, a, &head, of->set, facts);
	const struct ruleset_question *signature = ruleset_question_keyed(of->set, S("signature"));
	if (s == OK && signature)
		*LIST_ADD(a, &facts->facts) = (struct verdict_fact){.name = rules_name(of->set->model, signature->rule), .value = S("oui")};
	return s;
}
