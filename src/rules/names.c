/* Dotted names: the index of a model, the ways up, the order of a dictionary, and what a name means where it is written. Owns the table name -> rule.
   Never changes a rule. */
#include "rules/names.h"

#include "base/limits.h"
#include "rules/characters.h"
#include "rules/index.h"

static const str separator = {" . ", 3};

/* ---- the index ---- */

static uint64_t hash_more(uint64_t h, str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return h;
}

uint64_t name_hash(str name)
{
	return hash_more(UINT64_C(0xcbf29ce484222325), name);
}

static uint64_t hash_in(str space, str name)
{
	if (!space.n)
		return name_hash(name);
	return hash_more(hash_more(name_hash(space), separator), name);
}

static bool is_called(str full, str space, str name)
{
	if (!space.n)
		return str_eq(full, name);
	return full.n == space.n + separator.n + name.n && str_starts(full, space) && str_starts(str_skip(full, space.n), separator) && str_ends(full, name);
}

void index_new(struct rules_model *m)
{
	m->index = ARENA_NEW(m->arena, struct rule_index);
	m->index->room = 256;
	m->index->slots = ARENA_ARRAY(m->arena, m->index->room, struct index_slot);
}

static void put(struct rule_index *x, struct index_slot slot)
{
	size_t i = slot.hash & (x->room - 1);
	while (x->slots[i].rule)
		i = (i + 1) & (x->room - 1);
	x->slots[i] = slot;
}

void index_add(struct rules_model *m, rule_no rule)
{
	struct rule_index *x = m->index;
	if ((x->count + 1) * 2 > x->room) {
		struct rule_index old = *x;
		x->room *= 2;
		x->slots = ARENA_ARRAY(m->arena, x->room, struct index_slot);
		for (size_t i = 0; i < old.room; i++)
			if (old.slots[i].rule)
				put(x, old.slots[i]);
	}
	put(x, (struct index_slot){name_hash(m->rules.at[rule].name), rule});
	x->count++;
}

rule_no index_find(const struct rules_model *m, str space, str name)
{
	const struct rule_index *x = m->index;
	uint64_t h = hash_in(space, name);
	for (size_t i = h & (x->room - 1); x->slots[i].rule; i = (i + 1) & (x->room - 1))
		if (x->slots[i].hash == h && is_called(m->rules.at[x->slots[i].rule].name, space, name))
			return x->slots[i].rule;
	return 0;
}

rule_no model_find(const struct rules_model *m, str dotted)
{
	return index_find(m, S(""), dotted);
}

/* ---- parts ---- */

bool name_up(str name, str *parent)
{
	for (size_t i = name.n; i >= separator.n; i--)
		if (str_starts(str_skip(name, i - separator.n), separator)) {
			*parent = str_first(name, i - separator.n);
			return true;
		}
	*parent = S("");
	return false;
}

str name_leaf(str name)
{
	str parent;
	return name_up(name, &parent) ? str_skip(name, parent.n + separator.n) : name;
}

/* The first part; *rest is what follows, absent when nothing does. */
static str first_part(str name, str *rest)
{
	size_t at;
	if (!str_find(name, separator, &at)) {
		*rest = STR_NONE;
		return name;
	}
	*rest = str_skip(name, at + separator.n);
	return str_first(name, at);
}

size_t name_parts(str name)
{
	size_t n = 0;
	while (name.p) {
		(void)first_part(name, &name);
		n++;
	}
	return n;
}

size_t name_common(str a, str b)
{
	size_t n = 0;
	while (a.p && b.p && str_eq(first_part(a, &a), first_part(b, &b)))
		n++;
	return n;
}

/* ---- letters ---- */

enum { LATIN_FIRST = 0xc0, LATIN_END = 0x180 };
/* Base letter of U+00C0 to U+017F; '1' to '4' stand for letters that are two: ae, ss, oe, ij. */
static const char base_letters[] = "aaaaaa1ceeeeiiiidnooooo*ouuuuyt2aaaaaa1ceeeeiiiidnooooo/ouuuuyty"
                                   "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii44jjkkklllllllllln"
                                   "nnnnnnnnoooooo33rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
_Static_assert(sizeof base_letters - 1 == LATIN_END - LATIN_FIRST, "one base letter each");
static const char *const pairs[] = {"ae", "ss", "oe", "ij"};
/* Accents of U+00C0 to U+00FF in their order: acute, grave, circumflex, ring, diaeresis, tilde, cedilla, stroke. */
static const char accents[] = "2136540721352135062136508213510021365407213521350621365082135105";
_Static_assert(sizeof accents - 1 == 64, "one accent each");
/* Signs in their order, before digits and letters. */
static const uint16_t signs[] = {'\t', '\n', '\v', '\f', '\r', ' ', '_', '-', ',', ';', ':', '!', '?', '.', '\'', '"', 0xab, 0xbb, '(', ')', '[', ']', '{', '}',
	'@', '*', '/', '\\', '&', '#', '%', '`', '^', 0xb0, '+', '<', '=', '>', '|', '~', '$', 0x20ac};

static bool is_upper(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	if (c < 0x100)
		return c >= 0xc0 && c <= 0xde && c != 0xd7;
	if (c >= LATIN_END)
		return false;
	bool odd_is_upper = (c >= 0x139 && c <= 0x148) || c >= 0x179;
	return c == 0x178 || (c & 1) == (odd_is_upper ? 1 : 0);
}

static uint32_t to_upper(uint32_t c)
{
	if (c >= 'a' && c <= 'z')
		return c - 32;
	if (c >= 0xe0 && c <= 0xfe && c != 0xf7)
		return c - 32;
	if (c == 0xff)
		return 0x178;
	if (c > 0x100 && c < 0x17f && c != 0x131 && c != 0x138 && c != 0x149 && !is_upper(c))
		return c - 1;
	return c;
}

str name_title(struct arena *a, str text)
{
	if (!text.n)
		return text;
	size_t length;
	uint32_t c = to_upper(character(text, &length));
	str rest = str_skip(text, length);
	if (c < 0x80)
		return arena_fmt(a, "%c%.*s", (char)c, STR_ARGS(rest));
	if (c < 0x800)
		return arena_fmt(a, "%c%c%.*s", (char)(0xc0 | c >> 6), (char)(0x80 | (c & 0x3f)), STR_ARGS(rest));
	return text;
}

/* ---- the order of a dictionary ---- */

enum level { BASE, ACCENT, CAPITAL };
struct walk {
	str rest;
	const char *pair; /* the second letter of a letter that is two */
};

static uint32_t base_weight(uint32_t c, struct walk *w)
{
	enum { DIGITS = 0x100, LETTERS = 0x200, OTHERS = 0x300 };
	if (c == 0xa0 || c == 0x202f)
		c = ' ';
	if (c == 0x2019)
		c = '\'';
	char letter = 0;
	for (uint32_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (signs[i] == c)
			return i + 1;
	if (c == 0xb2)
		return DIGITS + '2';
	if (c < 0x80) {
		if (c >= '0' && c <= '9')
			return DIGITS + c;
		letter = (char)(c | 0x20);
	} else if (c >= LATIN_FIRST && c < LATIN_END) {
		letter = base_letters[c - LATIN_FIRST];
		if (letter >= '1' && letter <= '4') {
			w->pair = pairs[letter - '1'];
			letter = *w->pair++;
		}
	}
	if (letter >= 'a' && letter <= 'z')
		return LETTERS + (uint32_t)letter;
	return c < LATIN_FIRST ? 0x80 + c / 2 : OTHERS + c;
}

/* The next weight at a level; 0 at the end. */
static uint32_t next_weight(struct walk *w, enum level level)
{
	if (w->pair && *w->pair) {
		uint32_t second = (uint32_t)*w->pair++;
		return level == BASE ? 0x200 + second : 1;
	}
	if (!w->rest.n)
		return 0;
	size_t length;
	uint32_t c = character(w->rest, &length);
	w->rest = str_skip(w->rest, length);
	uint32_t base = base_weight(c, w);
	if (level == BASE)
		return base;
	if (level == ACCENT)
		return c >= 0xc0 && c < 0x100 ? (uint32_t)(accents[c - 0xc0] - '0') + 1 : c >= 0x100 && c < LATIN_END ? to_upper(c) : 1;
	return is_upper(c) || c == 0xb2 ? 2 : 1;
}

int name_compare(str a, str b)
{
	for (int level = BASE; level <= CAPITAL; level++) {
		struct walk x = {.rest = a}, y = {.rest = b};
		for (;;) {
			uint32_t p = next_weight(&x, (enum level)level), q = next_weight(&y, (enum level)level);
			if (p != q)
				return p < q ? -1 : 1;
			if (!p)
				break;
		}
	}
	return 0;
}

/* ---- what a name means ---- */

bool name_accessible(const struct rules_model *m, str from, rule_no name)
{
	const struct rule *rule = &m->rules.at[name];
	size_t parts = name_parts(rule->name), common = from.n ? name_common(from, rule->name) : 0;
	for (rule_no at = name; at && parts >= common + 2; at = m->rules.at[at].parent, parts--)
		if (m->rules.at[at].is_private)
			return false;
	return true;
}

/* The spaces in which a name is looked for, in order: the rule itself, its parents from the nearest, the root. Each ^ takes one from the end of the list
   nearest parent … farthest parent, rule; and what then ends the list comes first. */
static size_t spaces_of(str from, size_t ups, str spaces[LIMIT_RULES_PARENTS + 3])
{
	size_t n = 0;
	for (str up = from; name_up(up, &up) && n <= LIMIT_RULES_PARENTS;)
		spaces[n++] = up;
	spaces[n++] = from;
	n = ups < n ? n - ups : 0;
	if (n) {
		str first = spaces[n - 1];
		memmove(spaces + 1, spaces, (n - 1) * sizeof *spaces);
		spaces[0] = first;
	}
	spaces[n++] = S("");
	return n;
}

static str skip_ups(str name, size_t *ups)
{
	for (*ups = 0; str_starts(name, S("^ . ")); ++*ups)
		name = str_skip(name, 4);
	return name;
}

enum resolution name_resolve(const struct rules_model *m, rule_no from, str name, rule_no *rule)
{
	str spaces[LIMIT_RULES_PARENTS + 3], here = from ? m->rules.at[from].name : S("");
	size_t ups;
	name = skip_ups(name, &ups);
	size_t n = spaces_of(here, ups, spaces);
	bool above = ups > 0 && n == 1; /* nothing is left but the root itself */
	rule_no hidden = 0;
	for (size_t i = 0; i < n; i++) {
		*rule = index_find(m, spaces[i], name);
		if (!*rule)
			continue;
		if (!above && *rule != from && name_accessible(m, here, *rule))
			return RESOLVED;
		if (!hidden)
			hidden = *rule;
	}
	if (from && str_ends(here, name)) {
		*rule = from;
		return RESOLVED;
	}
	*rule = hidden;
	return !hidden ? UNKNOWN_NAME : above ? ABOVE_ROOT : HIDDEN_NAME;
}

/* The last `parts` parts of a name. */
static str last_parts(str name, size_t parts)
{
	size_t n = name_parts(name);
	for (str rest = name; n > parts; n--, name = rest)
		(void)first_part(name, &rest);
	return name;
}

str name_nearest(const struct rules_model *m, rule_no from, str name)
{
	size_t ups, best = 0;
	name = skip_ups(name, &ups);
	size_t parts = name_parts(name), limit = name.n / 3 + 1;
	str found = STR_NONE, here = from ? m->rules.at[from].name : S("");
	for (rule_no i = 1; i < m->rules.n; i++) {
		const struct rule *rule = &m->rules.at[i];
		if (rule->is_situation || rule->is_internal || i == from || !name_accessible(m, here, i))
			continue;
		size_t d = str_distance(last_parts(rule->name, parts), name, limit);
		if (d <= limit && (!found.p || d < best)) {
			best = d;
			found = rule->name;
		}
	}
	return found;
}
