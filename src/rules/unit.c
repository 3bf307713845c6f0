/* Units: interned lists of parts over parts, their arithmetic and conversion. Owns the tables of names and units of a model or of a run, and what was
   worked out of them lately. Called by the reader, the evaluator and the writers of values. A table that is below another is never written again. */
#include "rules/unit_table.h"

#include <string.h>

static const char *const fixed_parts[PART_FIXED] = {"", "%", "mois", "an", "jour", "trimestre", "€", "k€", "g", "kg", "mg", "m", "km", "cm", "mm"};
enum kind { KIND_NONE, KIND_TIME, KIND_MONEY, KIND_MASS, KIND_LENGTH };
static const uint8_t kinds[PART_FIXED] = {[PART_MONTH] = KIND_TIME,   [PART_YEAR] = KIND_TIME,      [PART_DAY] = KIND_TIME,  [PART_QUARTER] = KIND_TIME,
                                          [PART_EURO] = KIND_MONEY,   [PART_KILOEURO] = KIND_MONEY, [PART_G] = KIND_MASS,    [PART_KG] = KIND_MASS,
                                          [PART_MG] = KIND_MASS,      [PART_M] = KIND_LENGTH,       [PART_KM] = KIND_LENGTH, [PART_CM] = KIND_LENGTH,
                                          [PART_MM] = KIND_LENGTH};

/* ---- tables ---- */

static const struct unit *unit_at(const struct units *u, unit_id id)
{
	always(id != UNIT_NONE && id != UNIT_OVERFLOW);
	const struct unit_table *t = id >= u->own->first_unit ? u->own : u->below;
	always(id - t->first_unit < t->unit_count);
	return &t->units[id - t->first_unit];
}

static str part_name(const struct units *u, part p)
{
	const struct unit_table *t = p >= u->own->first_part ? u->own : u->below;
	return t->names[p - t->first_part];
}

/* Room for n bytes in the table's text, or NULL. */
static char *text_take(struct unit_table *t, size_t n)
{
	if (t->text_room - t->text_n < n)
		return NULL;
	char *at = t->text + t->text_n;
	t->text_n += n;
	return at;
}

static bool part_in(const struct unit_table *t, str name, part *p)
{
	for (uint32_t i = 0; t && i < t->part_count; i++)
		if (str_eq(t->names[i], name)) {
			*p = (part)(t->first_part + i);
			return true;
		}
	return false;
}

static bool part_named(struct units *u, str name, part *p)
{
	struct unit_table *t = u->own;
	if (part_in(u->below, name, p) || part_in(t, name, p))
		return true;
	char *text = t->part_count < t->part_room ? text_take(t, name.n + 1) : NULL;
	if (!text)
		return false;
	if (name.n)
		memcpy(text, name.p, name.n);
	*p = (part)(t->first_part + t->part_count);
	t->names[t->part_count++] = (str){text, name.n};
	return true;
}

/* ---- sides ---- */

static void side_add(struct side *s, part p)
{
	if (s->n < PARTS)
		s->at[s->n] = p;
	if (s->n <= PARTS)
		s->n++;
}

static void side_remove(struct side *s, size_t at)
{
	s->n--;
	memmove(s->at + at, s->at + at + 1, (s->n - at) * sizeof s->at[0]);
}

static enum kind kind_of(part p)
{
	return p < PART_FIXED ? (enum kind)kinds[p] : KIND_NONE;
}

static bool is_same(part a, part b)
{
	return a == b;
}

bool parts_same_kind(part a, part b)
{
	return a == b || (kind_of(a) != KIND_NONE && kind_of(a) == kind_of(b));
}

/* The first of the side that goes with p; s->n when none. A part without name goes with nothing. */
static size_t side_find(const struct side *s, part p, bool (*goes)(part, part))
{
	size_t i = 0;
	while (i < s->n && (s->at[i] == PART_BLANK || !goes(p, s->at[i])))
		i++;
	return i;
}

void draft_cancel(struct draft *d, bool (*goes)(part, part))
{
	struct draft was = *d;
	for (size_t i = 0; i < was.above.n + was.under.n; i++) {
		part p = i < was.above.n ? was.above.at[i] : was.under.at[i - was.above.n];
		size_t above = side_find(&d->above, p, goes), under = side_find(&d->under, p, goes);
		if (above == d->above.n || under == d->under.n)
			continue;
		side_remove(&d->above, above);
		side_remove(&d->under, under);
	}
}

void side_without_percents(struct side *s)
{
	for (size_t i = s->n; i-- > 0;)
		if (s->at[i] == PART_PERCENT)
			side_remove(s, i);
}

struct draft unit_draft(const struct units *u, unit_id id)
{
	struct draft d = {.above.n = 0};
	if (id == UNIT_NONE)
		return d;
	const struct unit *unit = unit_at(u, id);
	d.above.n = unit->above;
	d.under.n = unit->under;
	memcpy(d.above.at, unit->parts, unit->above * sizeof(part));
	memcpy(d.under.at, unit->parts + unit->above, unit->under * sizeof(part));
	return d;
}

/* ---- text ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "m2" is m twice: the digits after the last plain letter are a power, and the name is what stands before their first appearance.
   Without such digits the power is one. */
static str split_power(str s, size_t *power)
{
	size_t from = 0, to;
	for (size_t i = 0; i < s.n; i++)
		if (is_letter(s.p[i]))
			from = i + 1;
	while (from < s.n && !is_digit(s.p[from]))
		from++;
	for (to = from; to < s.n && is_digit(s.p[to]);)
		to++;
	*power = 1;
	if (from == to)
		return s;
	*power = 0;
	for (size_t i = from; i < to && *power <= PARTS; i++)
		*power = *power * 10 + (size_t)(s.p[i] - '0');
	size_t at = from;
	(void)str_find(s, (str){s.p + from, to - from}, &at);
	return str_first(s, at);
}

/* How often each name of one piece appears, powers counted, in the order of the first appearance. */
struct counts {
	size_t n;
	struct {
		str name;
		size_t times;
	} at[PARTS];
	bool full;
};

static void count_name(struct counts *c, str written)
{
	size_t power, i = 0;
	str name = split_power(written, &power);
	while (i < c->n && !str_eq(c->at[i].name, name))
		i++;
	if (i == PARTS) {
		c->full = true;
		return;
	}
	c->n += i == c->n;
	c->at[i].name = name;
	c->at[i].times += power;
}

/* Parts as text: "kg.m2". */
static void side_write(struct out *o, const struct units *u, const struct side *s)
{
	struct counts c = {.n = 0};
	for (size_t i = 0; i < s->n; i++)
		count_name(&c, part_name(u, s->at[i]));
	for (size_t i = 0; i < c.n; i++) {
		if (i)
			out_char(o, '.');
		out_str(o, c.at[i].name);
		if (c.at[i].times > 1)
			out_int(o, (int64_t)c.at[i].times);
	}
}

/* The unit's text, in the table's room; absent when there is none left. */
static str text_of(struct units *u, struct draft d)
{
	struct unit_table *t = u->own;
	size_t room = t->text_room - t->text_n;
	draft_cancel(&d, is_same);
	size_t start = t->text_n;
	struct out o = {.bytes = t->text + start, .room = room, .max = room};
	side_write(&o, u, &d.above);
	if (d.under.n) {
		out_char(&o, '/');
		side_write(&o, u, &d.under);
	}
	if (o.full || o.n > LIMIT_UNIT_BYTES)
		return STR_NONE;
	t->text_n += o.n;
	return (str){t->text + start, o.n};
}

/* ---- interning ---- */

static uint32_t draft_hash(const struct draft *d)
{
	uint32_t hash = (uint32_t)d->above.n;
	for (size_t i = 0; i < d->above.n; i++)
		hash = (hash ^ d->above.at[i]) * UINT32_C(16777619);
	hash = hash * 31 + (uint32_t)d->under.n;
	for (size_t i = 0; i < d->under.n; i++)
		hash = (hash ^ d->under.at[i]) * UINT32_C(16777619);
	return (hash ^ hash >> 16) % HASH;
}

static unit_id find_in(const struct unit_table *t, const struct draft *d, uint32_t hash)
{
	for (unit_id id = t ? t->heads[hash] : 0; id; id = t->units[id - t->first_unit].next) {
		const struct unit *unit = &t->units[id - t->first_unit];
		if (unit->above == d->above.n && unit->under == d->under.n && memcmp(unit->parts, d->above.at, d->above.n * sizeof(part)) == 0 &&
		    memcmp(unit->parts + unit->above, d->under.at, d->under.n * sizeof(part)) == 0)
			return id;
	}
	return 0;
}

static unit_id intern(struct units *u, const struct draft *d)
{
	struct unit_table *t = u->own;
	if (d->above.n + d->under.n > PARTS)
		return UNIT_OVERFLOW;
	uint32_t hash = draft_hash(d);
	unit_id found = find_in(u->below, d, hash);
	found = found ? found : find_in(t, d, hash);
	if (found)
		return found;
	if (t->unit_count == t->unit_room)
		return UNIT_OVERFLOW;
	str text = text_of(u, *d);
	if (!text.p)
		return UNIT_OVERFLOW;
	struct unit *unit = &t->units[t->unit_count];
	*unit = (struct unit){.above = (uint8_t)d->above.n, .under = (uint8_t)d->under.n, .text = text, .next = t->heads[hash]};
	memcpy(unit->parts, d->above.at, d->above.n * sizeof(part));
	memcpy(unit->parts + d->above.n, d->under.at, d->under.n * sizeof(part));
	t->heads[hash] = (unit_id)(t->first_unit + t->unit_count++);
	return t->heads[hash];
}

static struct unit_table *table_new(struct arena *a, uint32_t units, size_t text)
{
	struct unit_table *t = ARENA_NEW(a, struct unit_table);
	t->unit_room = units;
	t->part_room = units;
	t->text_room = text;
	t->units = ARENA_ARRAY(a, units, struct unit);
	t->names = ARENA_ARRAY(a, units, str);
	t->text = arena_alloc(a, text);
	return t;
}

struct units units_new(struct arena *a)
{
	/* from UNIT_EMPTY on; then the others that convert, so that what is given in one of them is of the model too */
	static const part fixed[] = {PART_BLANK, PART_PERCENT, PART_EURO, PART_MONTH, PART_DAY, PART_YEAR, PART_KILOEURO, PART_QUARTER,
	                             PART_G, PART_KG, PART_MG, PART_M, PART_KM, PART_CM, PART_MM};
	_Static_assert(UNIT_PERCENT == UNIT_EMPTY + 1 && UNIT_EURO == UNIT_EMPTY + 2 && UNIT_MONTH == UNIT_EMPTY + 3 && UNIT_DAY == UNIT_EMPTY + 4 &&
	               UNIT_YEAR == UNIT_EMPTY + 5, "the order of the fixed units");
	struct units u = {.own = table_new(a, LIMIT_UNITS, LIMIT_UNITS_TEXT)};
	u.own->first_unit = UNIT_EMPTY;
	for (part i = 0; i < PART_FIXED; i++) {
		part p;
		always(part_named(&u, str_of(fixed_parts[i]), &p) && p == i);
	}
	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
		struct draft d = {.above.n = 0};
		if (fixed[i] != PART_BLANK)
			side_add(&d.above, fixed[i]);
		always(intern(&u, &d) == UNIT_EMPTY + i);
	}
	return u;
}

struct units units_above(struct arena *a, const struct units *sealed)
{
	const struct unit_table *below = sealed->own;
	struct units u = {.own = table_new(a, LIMIT_RUN_UNITS, LIMIT_RUN_UNITS_TEXT), .below = below};
	always(!sealed->below);
	u.own->first_unit = below->first_unit + below->unit_count;
	u.own->first_part = below->first_part + below->part_count;
	return u;
}

void units_clear(struct units *run)
{
	struct unit_table *t = run->own;
	always(run->below);
	if (!t->unit_count && !t->part_count)
		return; /* what was worked out lately names only the model's units */
	t->unit_count = 0;
	t->part_count = 0;
	t->text_n = 0;
	memset(t->heads, 0, sizeof t->heads);
	memset(t->products, 0, sizeof t->products);
	memset(t->quotients, 0, sizeof t->quotients);
	memset(t->factors, 0, sizeof t->factors);
}

unit_id units_first_own(const struct units *run)
{
	return (unit_id)run->own->first_unit;
}

/* ---- the public face ---- */

static bool parse_side(struct units *u, str text, struct side *s)
{
	struct counts c = {.n = 0};
	str piece, rest = str_trim(text);
	for (bool more = true; more && !c.full;) {
		more = str_cut(rest, '.', &piece, &rest);
		if (piece.n)
			count_name(&c, piece);
	}
	for (size_t i = 0; i < c.n && !c.full; i++) {
		part p;
		if (!part_named(u, c.at[i].name, &p))
			return false;
		for (size_t k = 0; k < c.at[i].times && s->n <= PARTS; k++)
			side_add(s, p);
	}
	return !c.full && s->n <= PARTS;
}

bool unit_parse(struct units *u, str text, unit_id *unit)
{
	struct draft d = {.above.n = 0};
	str piece, rest;
	*unit = UNIT_OVERFLOW;
	if (text.n > LIMIT_UNIT_BYTES || str_has(text, S("/ ")))
		return false;
	bool more = str_cut(text, '/', &piece, &rest);
	bool good = parse_side(u, piece, &d.above);
	while (good && more) {
		more = str_cut(rest, '/', &piece, &rest);
		good = parse_side(u, piece, &d.under);
	}
	if (good)
		*unit = intern(u, &d);
	return *unit != UNIT_OVERFLOW;
}

str unit_text(const struct units *u, unit_id unit)
{
	return unit == UNIT_NONE || unit == UNIT_OVERFLOW ? STR_NONE : unit_at(u, unit)->text;
}

bool unit_reads(const struct units *u, unit_id unit, str text)
{
	return unit != UNIT_NONE && unit != UNIT_OVERFLOW && str_eq(unit_at(u, unit)->text, text);
}

/* a times b, where both are units; the sides of b are given in the order in which they join those of a. */
static unit_id joined(struct units *u, unit_id a, const struct side *above, const struct side *under)
{
	struct draft d = unit_draft(u, a);
	for (size_t i = 0; i < above->n; i++)
		side_add(&d.above, above->at[i]);
	for (size_t i = 0; i < under->n; i++)
		side_add(&d.under, under->at[i]);
	if (d.above.n > PARTS || d.under.n > PARTS)
		return UNIT_OVERFLOW;
	draft_cancel(&d, is_same);
	return intern(u, &d);
}

unit_id unit_mul(struct units *u, unit_id a, unit_id b)
{
	if (a == UNIT_NONE || b == UNIT_NONE)
		return a ? a : b;
	if (a == UNIT_OVERFLOW || b == UNIT_OVERFLOW)
		return UNIT_OVERFLOW;
	struct recent *r = &u->own->products[unit_slot(a, b)];
	if (r->key != unit_pair(a, b)) {
		struct draft d = unit_draft(u, b);
		*r = (struct recent){unit_pair(a, b), joined(u, a, &d.above, &d.under)};
	}
	return r->answer;
}

unit_id unit_div(struct units *u, unit_id a, unit_id b)
{
	if (a == UNIT_OVERFLOW || b == UNIT_OVERFLOW)
		return UNIT_OVERFLOW;
	a = a ? a : UNIT_EMPTY;
	b = b ? b : UNIT_EMPTY;
	struct recent *r = &u->own->quotients[unit_slot(a, b)];
	if (r->key != unit_pair(a, b)) {
		struct draft d = unit_draft(u, b);
		*r = (struct recent){unit_pair(a, b), joined(u, a, &d.under, &d.above)};
	}
	return r->answer;
}

unit_id unit_simplify(struct units *u, unit_id unit)
{
	if (unit <= UNIT_YEAR || unit == UNIT_OVERFLOW)
		return unit; /* the fixed ones are simple */
	struct draft d = unit_draft(u, unit);
	draft_cancel(&d, parts_same_kind);
	size_t percents = 0;
	for (size_t i = 0; i < d.above.n; i++)
		percents += d.above.at[i] == PART_PERCENT;
	if (percents && percents == d.above.n) {
		d.above.n = 1;
	} else {
		side_without_percents(&d.above);
		side_without_percents(&d.under);
	}
	return intern(u, &d);
}

bool unit_has_percent(const struct units *u, unit_id unit)
{
	if (unit == UNIT_NONE || unit == UNIT_OVERFLOW)
		return false;
	const struct unit *t = unit_at(u, unit);
	for (size_t i = 0; i < t->above; i++)
		if (t->parts[i] == PART_PERCENT)
			return true;
	return false;
}
