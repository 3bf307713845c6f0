/* The tree of an application file to facts: a table of keys for each kind of map, in both languages. All problems are gathered; nothing is guessed. */
#include "imports/application_read.h"

#include "base/calendar.h"
#include "base/file.h"
#include "base/limits.h"
#include "domain/amount.h"
#include "domain/nearest.h"
#include "imports/pack_yaml.h"

enum { SITUATION_DEPTH = 6, YEAR_FIRST = 1990, YEAR_LAST = 2200 };

struct reading {
	struct arena *arena;
	struct problems *ps;
	str file;
	struct application_facts *facts;
};

#define REFUSE(r, node, word, ...) PROBLEM((r)->ps, (r)->file, (node)->line, pack_node_path((r)->arena, (node)), (word)__VA_OPT__(, ) __VA_ARGS__)

/* A key of one kind of map. `thing` is what the map fills. */
struct key {
	const char *en, *fr;
	void (*read)(struct reading *r, const struct pack_node *n, void *thing);
};

static void unknown_key(struct reading *r, const struct pack_node *n, const struct key *keys, size_t count)
{
	str names[32], expected = S("");
	size_t known = 0;
	for (size_t i = 0; i < count; i++) {
		names[known++] = str_of(keys[i].en);
		names[known++] = str_of(keys[i].fr);
		expected = arena_fmt(r->arena, "%.*s%s%s", STR_ARGS(expected), i ? ", " : "", keys[i].en);
	}
	str near = nearest_name(r->arena, n->key, names, known);
	if (near.p)
		REFUSE(r, n, W_verdict_unknown_word_near, ARG("found", pack_excerpt(r->arena, n->key)), ARG("near", near), ARG("expected", expected));
	else
		REFUSE(r, n, W_verdict_unknown_word, ARG("found", pack_excerpt(r->arena, n->key)), ARG("expected", expected));
}

static void read_map(struct reading *r, const struct pack_node *map, const struct key *keys, size_t count, void *thing)
{
	if (map->kind != PACK_NODE_MAP) {
		REFUSE(r, map, W_verdict_file_map_expected);
		return;
	}
	for (const struct pack_node *n = map->first; n; n = n->next) {
		size_t i = 0;
		while (i < count && !str_eq(n->key, str_of(keys[i].en)) && !str_eq(n->key, str_of(keys[i].fr)))
			i++;
		if (i == count)
			unknown_key(r, n, keys, count);
		else if (n->kind != PACK_NODE_TEXT || str_trim(n->text).n) /* a key without a value says nothing */
			keys[i].read(r, n, thing);
	}
}
#define READ_MAP(r, map, keys, thing) read_map((r), (map), (keys), sizeof(keys) / sizeof((keys)[0]), (thing))

/* ---- values ---- */

static str text_of(struct reading *r, const struct pack_node *n)
{
	if (n->kind != PACK_NODE_TEXT) {
		REFUSE(r, n, W_verdict_text_expected, ARG("key", n->key.p ? n->key : S("-")));
		return STR_NONE;
	}
	return str_trim(n->text);
}

static bool amount_of(struct reading *r, const struct pack_node *n, money *amount)
{
	str text = text_of(r, n);
	struct amount read = text.p ? amount_read(text, HABIT_UNKNOWN) : (struct amount){0};
	if (!text.p)
		return false;
	if (read.reading == AMOUNT_AMBIGUOUS) {
		REFUSE(r, n, W_verdict_number_ambiguous, ARG("found", pack_excerpt(r->arena, text)));
		return false;
	}
	bool euros = read.reading == AMOUNT_CERTAIN && (read.unit == AMOUNT_EURO || read.unit == AMOUNT_PLAIN);
	if (!euros || read.micro < 0 || read.micro % MICRO_PER_CENT != 0) {
		REFUSE(r, n, W_verdict_file_amount_expected, ARG("found", pack_excerpt(r->arena, text)));
		return false;
	}
	*amount = amount_money(read.micro);
	return true;
}

static void read_year(struct reading *r, const struct pack_node *n, int64_t *year)
{
	str text = text_of(r, n);
	if (text.p && (!str_to_int64(text, year) || *year < YEAR_FIRST || *year > YEAR_LAST)) {
		REFUSE(r, n, W_verdict_file_year_expected, ARG("found", pack_excerpt(r->arena, text)));
		*year = 0;
	}
}

/* 13/09/2024 or 2024-09-13. */
static bool day_of_text(str text, day *d)
{
	str parts[3], rest = text;
	int64_t numbers[3];
	if (day_parse(text, d))
		return true;
	for (size_t i = 0; i < 3; i++) {
		str tail;
		bool cut = str_cut(rest, '/', &parts[i], &tail);
		if (cut != (i < 2) || parts[i].n > 4 || !str_to_int64(parts[i], &numbers[i]) || numbers[i] < 0)
			return false;
		rest = tail;
	}
	const struct civil date = {.year = (int)numbers[2], .month = (int)numbers[1], .day = (int)numbers[0]};
	if (!civil_exists(date))
		return false;
	*d = day_of(date);
	return true;
}

static void read_day(struct reading *r, const struct pack_node *n, opt_day *d)
{
	str text = text_of(r, n);
	d->set = text.p && day_of_text(text, &d->value);
	if (text.p && !d->set)
		REFUSE(r, n, W_verdict_date_expected, ARG("found", pack_excerpt(r->arena, text)));
}

/* Two digits. */
static bool pair(str *s, int64_t max, int64_t *value)
{
	if (s->n < 2 || s->p[0] < '0' || s->p[0] > '9' || s->p[1] < '0' || s->p[1] > '9')
		return false;
	*value = (s->p[0] - '0') * 10 + (s->p[1] - '0');
	*s = str_skip(*s, 2);
	return *value <= max;
}

/* "12:00", "12:00:00", "12:00:00.001": seconds since midnight, rounded up, so that nothing after noon passes for noon (L4). */
static bool second_of_text(str text, int64_t *second)
{
	int64_t hour, minute, s = 0;
	bool part = false;
	if (!pair(&text, 23, &hour) || !text.n || text.p[0] != ':' || (text = str_skip(text, 1), !pair(&text, 59, &minute)))
		return false;
	if (text.n && text.p[0] == ':' && (text = str_skip(text, 1), !pair(&text, 59, &s)))
		return false;
	if (text.n && (text.p[0] == '.' || text.p[0] == ',')) {
		text = str_skip(text, 1);
		if (!text.n || text.n > 9)
			return false;
		for (; text.n && text.p[0] >= '0' && text.p[0] <= '9'; text = str_skip(text, 1))
			part |= text.p[0] != '0';
	}
	*second = hour * 3600 + minute * 60 + s + part;
	return text.n == 0;
}

static void read_filed(struct reading *r, const struct pack_node *n, void *thing)
{
	struct application_facts *f = thing;
	str text = text_of(r, n), date, time;
	if (!text.p)
		return;
	size_t at;
	bool timed = str_find(text, S("T"), &at) || str_find(text, S(" "), &at);
	date = timed ? str_first(text, at) : text;
	time = timed ? str_trim(str_skip(text, at + 1)) : STR_NONE;
	int64_t second = 0;
	day d;
	if (!day_of_text(date, &d) || (timed && !second_of_text(time, &second))) {
		REFUSE(r, n, W_verdict_file_moment_expected, ARG("found", pack_excerpt(r->arena, text)));
		return;
	}
	f->filed = (opt_day){true, d};
	f->filed_second = (opt_int){timed, second};
}

/* ---- situation ---- */

/* "{part: 59,99 %}": between braces a comma ends the value, and what follows would be lost in silence. */
static bool is_cut_number(struct reading *r, const struct pack_node *n)
{
	if (!n->key.n || n->key.p[0] < '0' || n->key.p[0] > '9')
		return false;
	REFUSE(r, n, W_verdict_file_cut_number, ARG("found", pack_excerpt(r->arena, n->key)));
	return true;
}

static void read_situation_in(struct reading *r, const struct pack_node *map, str space, unsigned depth)
{
	if (map->kind != PACK_NODE_MAP || depth > SITUATION_DEPTH) {
		REFUSE(r, map, W_verdict_situation_is_a_map);
		return;
	}
	for (const struct pack_node *n = map->first; n; n = n->next) {
		str name = space.p ? arena_fmt(r->arena, "%.*s . %.*s", STR_ARGS(space), STR_ARGS(n->key)) : n->key;
		if (is_cut_number(r, n))
			continue;
		if (n->kind == PACK_NODE_MAP)
			read_situation_in(r, n, name, depth + 1);
		else if (n->kind == PACK_NODE_TEXT && str_trim(n->text).n)
			*LIST_ADD(r->arena, &r->facts->facts) = (struct verdict_fact){.name = name, .value = str_trim(n->text), .file = r->file, .line = n->line};
		else if (n->kind != PACK_NODE_TEXT)
			REFUSE(r, n, W_verdict_situation_is_a_map);
	}
}

static void read_situation(struct reading *r, const struct pack_node *n, void *thing)
{
	(void)thing;
	read_situation_in(r, n, STR_NONE, 0);
}

/* ---- amounts by funder ---- */

typedef LIST_OF(struct verdict_asked) amounts;

static void read_amounts(struct reading *r, const struct pack_node *map, void *list)
{
	amounts *to = list;
	if (map->kind != PACK_NODE_MAP) {
		REFUSE(r, map, W_verdict_file_map_expected);
		return;
	}
	for (const struct pack_node *n = map->first; n; n = n->next) {
		struct verdict_asked one = {.funder = n->key, .file = r->file, .line = n->line};
		bool empty = n->kind == PACK_NODE_TEXT && !str_trim(n->text).n;
		if (!is_cut_number(r, n) && !empty && amount_of(r, n, &one.amount))
			*LIST_ADD(r->arena, to) = one;
	}
}

static void read_funding(struct reading *r, const struct pack_node *n, void *thing)
{
	struct application_facts *f = thing;
	amounts list = {0};
	read_amounts(r, n, &list);
	f->asked.at = list.at;
	f->asked.n = list.n;
	f->asked.room = list.room;
}

/* ---- earlier years ---- */

static void past_year(struct reading *r, const struct pack_node *n, void *thing)
{
	read_year(r, n, &((struct verdict_past *)thing)->year);
}
static void past_title(struct reading *r, const struct pack_node *n, void *thing)
{
	((struct verdict_past *)thing)->title = text_of(r, n);
}
static void past_call(struct reading *r, const struct pack_node *n, void *thing)
{
	((struct verdict_past *)thing)->call = text_of(r, n);
}
static void past_total(struct reading *r, const struct pack_node *n, void *thing)
{
	opt_money *total = &((struct verdict_past *)thing)->total;
	total->set = amount_of(r, n, &total->value);
}
static void past_granted(struct reading *r, const struct pack_node *n, void *thing)
{
	struct verdict_past *past = thing;
	amounts list = {0};
	read_amounts(r, n, &list);
	past->granted.at = list.at;
	past->granted.n = list.n;
	past->granted.room = list.room;
}

static const struct {
	const char *en, *fr;
} reports[] = {{"filed", "remis"}, {"due", "attendu"}, {"overdue", "en retard"}, {"none", "aucun"}};

static void past_report(struct reading *r, const struct pack_node *n, void *thing)
{
	str text = text_of(r, n);
	for (size_t i = 0; text.p && i < sizeof reports / sizeof reports[0]; i++)
		if (str_eq(text, str_of(reports[i].en)) || str_eq(text, str_of(reports[i].fr))) {
			((struct verdict_past *)thing)->report = str_of(reports[i].en);
			return;
		}
	if (text.p)
		REFUSE(r, n, W_verdict_unknown_word, ARG("found", pack_excerpt(r->arena, text)), ARG("expected", S("filed, due, overdue, none")));
}

static void read_history(struct reading *r, const struct pack_node *list, void *thing)
{
	static const struct key keys[] = {{"year", "année", past_year},    {"title", "titre", past_title},      {"call", "appel", past_call},
	                                  {"total", "coût total", past_total}, {"granted", "accordé", past_granted}, {"report", "bilan", past_report}};
	struct application_facts *f = thing;
	if (list->kind != PACK_NODE_LIST) {
		REFUSE(r, list, W_verdict_list_expected);
		return;
	}
	f->past_known = true;
	for (const struct pack_node *n = list->first; n; n = n->next) {
		struct verdict_past past = {0};
		READ_MAP(r, n, keys, &past);
		if (past.year)
			*LIST_ADD(r->arena, &f->past) = past;
		else if (n->kind == PACK_NODE_MAP && !pack_node_child(n, S("year")) && !pack_node_child(n, S("année")))
			REFUSE(r, n, W_verdict_file_key_missing, ARG("key", S("year")));
	}
}

/* ---- waivers ---- */

static void waiver_rule(struct reading *r, const struct pack_node *n, void *thing)
{
	((struct verdict_waiver *)thing)->rule = text_of(r, n);
}
static void waiver_reason(struct reading *r, const struct pack_node *n, void *thing)
{
	((struct verdict_waiver *)thing)->reason = text_of(r, n);
}
static void waiver_author(struct reading *r, const struct pack_node *n, void *thing)
{
	((struct verdict_waiver *)thing)->author = text_of(r, n);
}
static void waiver_date(struct reading *r, const struct pack_node *n, void *thing)
{
	read_day(r, n, &((struct verdict_waiver *)thing)->date);
}

static void read_waivers(struct reading *r, const struct pack_node *list, void *thing)
{
	static const struct key keys[] = {
		{"rule", "règle", waiver_rule}, {"reason", "motif", waiver_reason}, {"author", "auteur", waiver_author}, {"date", "le", waiver_date}};
	struct application_facts *f = thing;
	if (list->kind != PACK_NODE_LIST) {
		REFUSE(r, list, W_verdict_list_expected);
		return;
	}
	for (const struct pack_node *n = list->first; n; n = n->next) {
		struct verdict_waiver w = {.file = r->file, .line = n->line};
		READ_MAP(r, n, keys, &w);
		if (str_is_set(w.rule))
			*LIST_ADD(r->arena, &f->waivers) = w;
		else if (n->kind == PACK_NODE_MAP)
			REFUSE(r, n, W_verdict_file_key_missing, ARG("key", S("rule")));
	}
}

/* ---- the whole ---- */

static void read_reference(struct reading *r, const struct pack_node *n, void *thing)
{
	((struct application_facts *)thing)->reference = text_of(r, n);
}
static void read_title(struct reading *r, const struct pack_node *n, void *thing)
{
	((struct application_facts *)thing)->title = text_of(r, n);
}
static void read_call(struct reading *r, const struct pack_node *n, void *thing)
{
	((struct application_facts *)thing)->call = text_of(r, n);
}
static void read_for_year(struct reading *r, const struct pack_node *n, void *thing)
{
	read_year(r, n, &((struct application_facts *)thing)->year);
}

static const struct key application_keys[] = {
	{"reference", "référence", read_reference}, {"title", "titre", read_title},        {"call", "appel", read_call},
	{"year", "année", read_for_year},           {"filed", "dépôt", read_filed},        {"situation", "situation", read_situation},
	{"funding", "financement", read_funding},   {"history", "historique", read_history}, {"waivers", "dérogations", read_waivers},
};

enum status application_read_bytes(struct arena *a, str name, str bytes, struct application_facts *facts, struct problems *ps)
{
	struct reading r = {.arena = a, .ps = ps, .file = arena_str(a, name), .facts = facts};
	const struct pack_node *root;
	size_t before = ps->total;
	*facts = (struct application_facts){0};
	enum status s = pack_yaml_read(a, r.file, bytes, ps, &root);
	if (root)
		READ_MAP(&r, root, application_keys, facts);
	return s == OK && ps->total == before ? OK : INVALID;
}

enum status application_read(struct arena *a, const char *path, struct application_facts *facts, struct problems *ps)
{
	static const enum word words[] = {[NOT_FOUND] = W_verdict_file_not_there, [DENIED] = W_pack_file_denied, [INVALID] = W_pack_file_not_regular,
	                                  [TOO_BIG] = W_verdict_file_too_big};
	str bytes;
	enum status s = file_read(a, path, LIMIT_APPLICATION_BYTES, &bytes);
	if (s == OK)
		return application_read_bytes(a, str_of(path), bytes, facts, ps);
	if (s == NOT_FOUND || s == DENIED || s == INVALID || s == TOO_BIG)
		PROBLEM(ps, str_of(path), 0, STR_NONE, words[s], ARG("max", LIMIT_APPLICATION_BYTES / 1024));
	return s;
}
