/* Reading amounts. A number is cut into groups of digits and the separators between them; the pattern of separators decides what each one means. */
#include "domain/amount.h"

#include "base/limits.h"

#include <string.h>

enum { GROUPS_MAX = 8, DIGITS_MAX = 18, DECIMALS_MAX = 6, UNIT_BYTES_MAX = 32 };

struct group {
	const char *p;
	size_t n;
	char before; /* the separator before it: ' ' '\'' '.' ',' or 0 for the first */
};

struct scanned {
	struct group at[GROUPS_MAX];
	size_t n;
};

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of a blank at the start of s: ASCII, no-break, narrow no-break, thin, figure and other Unicode spaces. */
static size_t blank_length(str s)
{
	if (!s.n)
		return 0;
	if (s.p[0] == ' ' || s.p[0] == '\t' || s.p[0] == '\n' || s.p[0] == '\r')
		return 1;
	if (str_starts(s, S("\xc2\xa0")))
		return 2;
	if (s.n >= 3 && s.p[0] == '\xe2' && s.p[1] == '\x80' && (((unsigned char)s.p[2] >= 0x80 && (unsigned char)s.p[2] <= 0x8b) || s.p[2] == '\xaf'))
		return 3;
	if (str_starts(s, S("\xe3\x80\x80")) || str_starts(s, S("\xef\xbb\xbf")) || str_starts(s, S("\xe2\x81\x9f")))
		return 3;
	return 0;
}

static str skip_blanks(str s)
{
	for (size_t n; (n = blank_length(s)) > 0;)
		s = str_skip(s, n);
	return s;
}

static size_t apostrophe_length(str s)
{
	if (s.n && s.p[0] == '\'')
		return 1;
	if (str_starts(s, S("\xe2\x80\x99")) || str_starts(s, S("\xe2\x80\x98")))
		return 3;
	return 0;
}

static size_t minus_length(str s)
{
	if (s.n && s.p[0] == '-')
		return 1;
	if (str_starts(s, S("\xe2\x88\x92")) || str_starts(s, S("\xe2\x80\x93")) || str_starts(s, S("\xe2\x80\x91")))
		return 3;
	return 0;
}

static size_t digits_length(str s)
{
	size_t n = 0;
	while (n < s.n && digit(s.p[n]))
		n++;
	return n;
}

/* The separator at the start of s when digits follow it: its kind and its length. */
static char separator(str s, size_t *length)
{
	char kind = 0;
	if ((*length = blank_length(s)) > 0)
		kind = ' ';
	else if ((*length = apostrophe_length(s)) > 0)
		kind = '\'';
	else if (s.n && (s.p[0] == '.' || s.p[0] == ',')) {
		kind = s.p[0];
		*length = 1;
	}
	if (!kind || !digits_length(str_skip(s, *length)))
		return 0;
	return kind;
}

/* Blanks and apostrophes separate thousands only: one to three digits before the first, then exactly three. */
static bool joins(const struct scanned *g, char kind, size_t next_digits)
{
	if (kind == '.' || kind == ',')
		return true;
	const struct group *last = &g->at[g->n - 1];
	return next_digits == 3 && (last->before ? last->n == 3 && last->before == kind : last->n <= 3);
}

static bool scan(str *rest, struct scanned *g)
{
	size_t n = digits_length(*rest);
	if (!n && rest->n > 1 && (rest->p[0] == ',' || rest->p[0] == '.') && digit(rest->p[1]))
		n = 0; /* ",50" */
	else if (!n)
		return false;
	g->n = 0;
	g->at[g->n++] = (struct group){rest->p, n, 0};
	*rest = str_skip(*rest, n);
	size_t length;
	for (char kind; (kind = separator(*rest, &length)) != 0;) {
		size_t next = digits_length(str_skip(*rest, length));
		if (!joins(g, kind, next))
			break;
		if (g->n == GROUPS_MAX)
			return false;
		g->at[g->n++] = (struct group){rest->p + length, next, kind};
		*rest = str_skip(*rest, length + next);
	}
	return true;
}

struct pattern {
	bool valid, ambiguous;
	size_t whole_groups; /* the rest, if any, is one group of decimals */
	char decimal;        /* the separator that is certainly decimal, or 0 */
	char thousands;      /* '.' or ',' when it certainly separates thousands, or 0 */
};

static bool groups_of_three(const struct scanned *g, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (g->at[i].n != 3 || g->at[i].before != g->at[from].before)
			return false;
	return to <= from || (g->at[0].n >= 1 && g->at[0].n <= 3);
}

static struct pattern pattern_of_one(const struct scanned *g)
{
	const struct group *whole = &g->at[0], *part = &g->at[1];
	bool point_or_comma = part->before == '.' || part->before == ',';
	if (!point_or_comma)
		return (struct pattern){.valid = true, .whole_groups = 2};
	if (part->n == 3 && whole->n >= 1 && whole->n <= 3 && whole->p[0] != '0')
		return (struct pattern){.valid = true, .ambiguous = true, .whole_groups = 2};
	return (struct pattern){.valid = true, .whole_groups = 1, .decimal = part->before};
}

static struct pattern pattern_of(const struct scanned *g)
{
	if (g->n == 1)
		return (struct pattern){.valid = true, .whole_groups = 1};
	if (g->n == 2)
		return pattern_of_one(g);
	char first = g->at[1].before, last = g->at[g->n - 1].before;
	if (groups_of_three(g, 1, g->n))
		return (struct pattern){.valid = true, .whole_groups = g->n, .thousands = first == '.' || first == ',' ? first : 0};
	if (first != last && (last == '.' || last == ',') && groups_of_three(g, 1, g->n - 1))
		return (struct pattern){.valid = true, .whole_groups = g->n - 1, .decimal = last, .thousands = first == '.' || first == ',' ? first : 0};
	return (struct pattern){.valid = false};
}

static bool settle_ambiguity(const struct scanned *g, struct pattern *p, enum amount_habit habit)
{
	char c = g->at[1].before;
	if (habit == HABIT_UNKNOWN)
		return false;
	if ((habit == HABIT_COMMA_DECIMAL && c == ',') || (habit == HABIT_POINT_DECIMAL && c == '.'))
		p->whole_groups = 1;
	return true;
}

/* Digits to micro-units; false when too large to be an amount. */
static bool value_of(const struct scanned *g, size_t whole_groups, int64_t *micro, int64_t *step)
{
	__int128 value = 0;
	size_t digits = 0;
	for (size_t i = 0; i < whole_groups; i++)
		for (size_t k = 0; k < g->at[i].n; k++, digits++) {
			if (digits >= DIGITS_MAX)
				return false;
			value = value * 10 + (g->at[i].p[k] - '0');
		}
	value *= MICRO;
	*step = MICRO;
	if (whole_groups < g->n) {
		const struct group *part = &g->at[g->n - 1];
		for (size_t k = 0; k < part->n && k < DECIMALS_MAX; k++) {
			*step /= 10;
			value += (__int128)(part->p[k] - '0') * *step;
		}
		if (part->n > DECIMALS_MAX && part->p[DECIMALS_MAX] >= '5')
			value++;
	}
	if (value > (__int128)LIMIT_AMOUNT_CENTS * MICRO_PER_CENT)
		return false;
	*micro = (int64_t)value;
	return true;
}

static const struct unit_word {
	const char *word; /* lower case, as it can be written after a number */
	enum amount_unit unit;
	int64_t times;
} unit_words[] = {
	{"milliards d'euros", AMOUNT_EURO, 1000000000}, {"millions d'euros", AMOUNT_EURO, 1000000}, {"million d'euros", AMOUNT_EURO, 1000000},
	{"milliers d'euros", AMOUNT_EURO, 1000}, {"md€", AMOUNT_EURO, 1000000000}, {"m€", AMOUNT_EURO, 1000000}, {"meur", AMOUNT_EURO, 1000000},
	{"k€", AMOUNT_EURO, 1000}, {"k €", AMOUNT_EURO, 1000}, {"m €", AMOUNT_EURO, 1000000}, {"keuros", AMOUNT_EURO, 1000}, {"keuro", AMOUNT_EURO, 1000},
	{"keur", AMOUNT_EURO, 1000}, {"k euros", AMOUNT_EURO, 1000}, {"€ ttc", AMOUNT_EURO, 1}, {"€ ht", AMOUNT_EURO, 1}, {"€", AMOUNT_EURO, 1},
	{"euros", AMOUNT_EURO, 1}, {"euro", AMOUNT_EURO, 1}, {"eur", AMOUNT_EURO, 1}, {"%", AMOUNT_PERCENT, 1}, {"pour cent", AMOUNT_PERCENT, 1},
	{"habitants", AMOUNT_COUNT, 1}, {"habitant", AMOUNT_COUNT, 1}, {"hab.", AMOUNT_COUNT, 1}, {"hab", AMOUNT_COUNT, 1},
	{"personnes", AMOUNT_COUNT, 1}, {"personne", AMOUNT_COUNT, 1}, {"pers.", AMOUNT_COUNT, 1}, {"pers", AMOUNT_COUNT, 1},
	{"bénéficiaires", AMOUNT_COUNT, 1}, {"bénéficiaire", AMOUNT_COUNT, 1}, {"participants", AMOUNT_COUNT, 1}, {"participant", AMOUNT_COUNT, 1},
	{"jeunes", AMOUNT_COUNT, 1}, {"enfants", AMOUNT_COUNT, 1}, {"familles", AMOUNT_COUNT, 1}, {"ménages", AMOUNT_COUNT, 1},
	{"logements", AMOUNT_COUNT, 1}, {"logement", AMOUNT_COUNT, 1}, {"adhérents", AMOUNT_COUNT, 1}, {"élèves", AMOUNT_COUNT, 1},
	{"heures", AMOUNT_COUNT, 1}, {"heure", AMOUNT_COUNT, 1}, {"etp", AMOUNT_COUNT, 1}, {"jours", AMOUNT_COUNT, 1}, {"jour", AMOUNT_COUNT, 1},
	{"actions", AMOUNT_COUNT, 1}, {"action", AMOUNT_COUNT, 1}, {"projets", AMOUNT_COUNT, 1}, {"projet", AMOUNT_COUNT, 1}, {"dossiers", AMOUNT_COUNT, 1},
	{"dossier", AMOUNT_COUNT, 1}, {"séances", AMOUNT_COUNT, 1}, {"ateliers", AMOUNT_COUNT, 1}, {"places", AMOUNT_COUNT, 1}, {"postes", AMOUNT_COUNT, 1},
	{"inhabitants", AMOUNT_COUNT, 1}, {"people", AMOUNT_COUNT, 1}, {"hours", AMOUNT_COUNT, 1}, {"days", AMOUNT_COUNT, 1},
};

/* A letter follows, so that a word has not ended: "E" of "1000 Enfants". */
static bool word_goes_on(str s)
{
	return s.n && ((s.p[0] >= 'a' && s.p[0] <= 'z') || (s.p[0] >= 'A' && s.p[0] <= 'Z') || digit(s.p[0]) || ((unsigned char)s.p[0] >= 0xc3 && (unsigned char)s.p[0] <= 0xc5));
}

/* Bytes of s that match the word whatever the case; a no-break space matches a space, "’" an apostrophe; 0 when it does not match. */
static size_t word_length(str s, const char *word)
{
	str rest = s;
	for (const char *w = word; *w;) {
		size_t blanks = blank_length(rest), apostrophe = apostrophe_length(rest);
		if (*w == ' ' && blanks) {
			rest = skip_blanks(rest);
			w++;
		} else if (*w == '\'' && apostrophe) {
			rest = str_skip(rest, apostrophe);
			w++;
		} else if (rest.n >= 2 && w[0] == '\xc3' && rest.p[0] == '\xc3' && (rest.p[1] == w[1] || (char)(rest.p[1] + 0x20) == w[1])) {
			rest = str_skip(rest, 2);
			w += 2;
		} else if (rest.n && str_eq_nocase(str_first(rest, 1), (str){w, 1})) {
			rest = str_skip(rest, 1);
			w++;
		} else {
			return 0;
		}
	}
	char last = word[strlen(word) - 1];
	if (last >= 'a' && last <= 'z' && word_goes_on(rest))
		return 0;
	return s.n - rest.n;
}

static const struct unit_word *unit_at(str s, size_t *length)
{
	for (size_t i = 0; i < sizeof unit_words / sizeof *unit_words; i++)
		if ((*length = word_length(s, unit_words[i].word)) > 0)
			return &unit_words[i];
	/* a lone E, as typed where the euro sign is missing */
	if (s.n && s.p[0] == 'E' && !word_goes_on(str_skip(s, 1))) {
		static const struct unit_word lone = {"E", AMOUNT_EURO, 1};
		*length = 1;
		return &lone;
	}
	return NULL;
}

static void read_unit(str *rest, struct amount *amount)
{
	str after = skip_blanks(*rest);
	size_t length = 0;
	const struct unit_word *u = unit_at(after, &length);
	if (!u)
		return;
	__int128 value = (__int128)amount->micro * u->times;
	if (value > (__int128)LIMIT_AMOUNT_CENTS * MICRO_PER_CENT) {
		amount->reading = AMOUNT_NONE;
		return;
	}
	amount->micro = (int64_t)value;
	amount->step_micro *= u->times;
	amount->unit = u->unit;
	amount->unit_text = str_first(after, length);
	/* "1,234 M€" has decimals: nobody separates thousands of millions */
	*rest = str_skip(after, length);
}

struct opening {
	bool negative, bracket, euro;
};

static struct opening read_opening(str *rest)
{
	struct opening o = {0};
	for (;;) {
		*rest = skip_blanks(*rest);
		size_t minus = minus_length(*rest);
		if (minus && !o.negative) {
			o.negative = true;
			*rest = str_skip(*rest, minus);
		} else if (rest->n && rest->p[0] == '+' && !o.negative && rest->n > 1 && digit(rest->p[1])) {
			*rest = str_skip(*rest, 1);
		} else if (rest->n && rest->p[0] == '(' && !o.bracket) {
			o.bracket = true;
			*rest = str_skip(*rest, 1);
		} else if (str_starts(*rest, S("€")) && !o.euro) {
			o.euro = true;
			*rest = str_skip(*rest, 3);
		} else {
			return o;
		}
	}
}

static enum amount_habit habit_of(const struct pattern *p)
{
	if (p->decimal == ',' || p->thousands == '.')
		return HABIT_COMMA_DECIMAL;
	if (p->decimal == '.' || p->thousands == ',')
		return HABIT_POINT_DECIMAL;
	return HABIT_UNKNOWN;
}

static struct amount read_number(str *rest, enum amount_habit habit)
{
	struct amount amount = {.reading = AMOUNT_NONE};
	struct scanned g;
	if (!scan(rest, &g))
		return amount;
	struct pattern p = pattern_of(&g);
	if (!p.valid)
		return amount;
	size_t unit_length;
	const struct unit_word *u = unit_at(skip_blanks(*rest), &unit_length);
	bool settled = !p.ambiguous;
	if (p.ambiguous && u && (u->times > 1 || u->unit == AMOUNT_PERCENT)) {
		p.whole_groups = 1; /* nobody separates thousands of thousands */
		settled = true;
	} else if (p.ambiguous) {
		settled = settle_ambiguity(&g, &p, habit);
	}
	if (!value_of(&g, p.whole_groups, &amount.micro, &amount.step_micro))
		return amount;
	amount.reading = settled ? AMOUNT_CERTAIN : AMOUNT_AMBIGUOUS;
	amount.shows = p.ambiguous ? HABIT_UNKNOWN : habit_of(&p);
	amount.grouped = p.whole_groups > 1;
	return amount;
}

struct amount amount_prefix(str text, enum amount_habit habit, size_t *used)
{
	str rest = text;
	struct opening o = read_opening(&rest);
	struct amount amount = read_number(&rest, habit);
	*used = 0;
	if (amount.reading == AMOUNT_NONE)
		return amount;
	if (o.euro)
		amount.unit = AMOUNT_EURO;
	read_unit(&rest, &amount);
	if (o.bracket) {
		rest = skip_blanks(rest);
		if (!rest.n || rest.p[0] != ')')
			return (struct amount){.reading = AMOUNT_NONE};
		rest = str_skip(rest, 1);
		read_unit(&rest, &amount);
	}
	if (o.negative || o.bracket)
		amount.micro = -amount.micro;
	*used = text.n - rest.n;
	return amount;
}

/* What may follow an amount without changing it: a call of note, a minus after the number as accountants write. */
static bool harmless_end(str rest, struct amount *amount)
{
	rest = skip_blanks(rest);
	if (rest.n && rest.n == minus_length(rest) && amount->micro > 0 && rest.p[0] == '-') {
		amount->micro = -amount->micro;
		return true;
	}
	while (rest.n && rest.p[0] == '*')
		rest = skip_blanks(str_skip(rest, 1));
	if (rest.n >= 3 && rest.n <= 4 && rest.p[0] == '(' && rest.p[rest.n - 1] == ')' && rest.p[1] != '-')
		return true;
	return rest.n == 0;
}

struct amount amount_read(str text, enum amount_habit habit)
{
	size_t used;
	struct amount amount = amount_prefix(text, habit, &used);
	if (amount.reading != AMOUNT_NONE && !harmless_end(str_skip(text, used), &amount))
		amount.reading = AMOUNT_NONE;
	return amount;
}

static bool between_items(char c)
{
	return c == ';' || c == '/' || c == '+' || c == '|' || c == ',' || c == '\n' || c == '.' || c == '-';
}

static str skip_between(str s)
{
	for (;;) {
		s = skip_blanks(s);
		if (!s.n || !between_items(s.p[0]))
			return s;
		s = str_skip(s, 1);
	}
}

static str trim_label(str s)
{
	s = skip_blanks(s);
	while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r' || (s.n >= 2 && s.p[s.n - 1] == '\xa0' && s.p[s.n - 2] == '\xc2')))
		s.n -= s.p[s.n - 1] == '\xa0' ? 2 : 1;
	if (str_ends(s, S("\xe2\x80\xaf")))
		s.n -= 3;
	return s;
}

static bool next_sign(str s, size_t *at)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '=' || s.p[i] == ':') {
			*at = i;
			return true;
		}
	return false;
}

bool amount_items_read(struct arena *a, str text, enum amount_habit habit, struct amount_items *items)
{
	struct amount_items found = {0};
	str rest = skip_between(text);
	size_t strong = 0;
	while (rest.n) {
		size_t sign, used;
		if (!next_sign(rest, &sign))
			return false;
		str label = trim_label(str_first(rest, sign));
		if (!label.n || label.n > LIMIT_LABEL_BYTES || digits_length(label) == label.n)
			return false;
		struct amount amount = amount_prefix(str_skip(rest, sign + 1), habit, &used);
		if (amount.reading == AMOUNT_NONE || amount.unit == AMOUNT_PERCENT)
			return false;
		strong += rest.p[sign] == '=' || amount.unit == AMOUNT_EURO;
		struct amount_item *item = LIST_ADD(a, &found.list);
		*item = (struct amount_item){label, amount};
		rest = skip_between(str_skip(rest, sign + 1 + used));
	}
	if (!found.list.n || strong < found.list.n)
		return false;
	*items = found;
	return true;
}

void amount_vote_add(struct amount_vote *vote, const struct amount *amount)
{
	if (amount->reading == AMOUNT_NONE)
		return;
	vote->comma += amount->shows == HABIT_COMMA_DECIMAL;
	vote->point += amount->shows == HABIT_POINT_DECIMAL;
}

enum amount_habit amount_vote_result(const struct amount_vote *vote)
{
	if (vote->comma == vote->point)
		return HABIT_UNKNOWN;
	return vote->comma > vote->point ? HABIT_COMMA_DECIMAL : HABIT_POINT_DECIMAL;
}

money amount_money(int64_t micro)
{
	int64_t half = micro < 0 ? -MICRO_PER_CENT / 2 : MICRO_PER_CENT / 2;
	return (money){micro_add(micro, half) / MICRO_PER_CENT};
}

int64_t micro_add(int64_t x, int64_t y)
{
	int64_t sum;
	if (!__builtin_add_overflow(x, y, &sum))
		return sum;
	return x < 0 ? -INT64_MAX : INT64_MAX;
}
