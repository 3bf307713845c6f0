/* From what was typed to what is kept, by kind of field, and back to what a person or an input shows. One function a kind; each says in plain words what was expected.
   Reading what it wrote gives the same again. Called by actions/sheet.c for each answer and by the checks. */
#include "domain/form_parts.h"

#include "base/calendar.h"
#include "base/format.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/amount.h"
#include "domain/contact.h"
#include "domain/identifier.h"

struct keeping {
	struct arena *a;
	const struct form_field *field;
	str typed; /* clean: no control character, composed, trimmed */
	struct problems *ps;
	str *kept;
};

#define REFUSE(k, word, ...) \
	do { \
		PROBLEM((k)->ps, STR_NONE, 0, (k)->field->key, word __VA_OPT__(, ) __VA_ARGS__); \
		return INVALID; \
	} while (0)

/* Enough of it to be recognised in a message. */
static str glimpse(const struct keeping *k)
{
	size_t n = 0, chars = 0;
	while (n < k->typed.n && chars < 40) {
		size_t step = utf8_length(str_skip(k->typed, n));
		n += step ? step : 1;
		chars++;
	}
	return n < k->typed.n ? arena_fmt(k->a, "%.*s…", (int)n, k->typed.p) : k->typed;
}

/* ---- texts ---- */

static bool is_control(str s, size_t at)
{
	unsigned char c = (unsigned char)s.p[at];
	return c < 0x20 || c == 0x7f || (c == 0xc2 && at + 1 < s.n && (unsigned char)s.p[at + 1] < 0xa0);
}

/* Line ends as \n, tabs as blanks, other control characters left out. */
static str without_controls(struct arena *a, str s)
{
	char *to = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '\n' || (c == '\r' && (i + 1 == s.n || s.p[i + 1] != '\n')))
			to[n++] = '\n';
		else if (c == '\t')
			to[n++] = ' ';
		else if (!is_control(s, i))
			to[n++] = c;
		else if ((unsigned char)c == 0xc2)
			i++;
	}
	return (str){to, n};
}

static enum status keep_text(struct keeping *k)
{
	size_t chars = utf8_count(k->typed), most = (size_t)k->field->chars;
	*k->kept = k->typed;
	if (most && chars > most)
		REFUSE(k, W_form_too_long, ARG("count", chars), ARG("over", chars - most), ARG("most", most));
	return OK;
}

static enum status keep_line(struct keeping *k)
{
	char *line = arena_alloc(k->a, k->typed.n + 1);
	for (size_t i = 0; i < k->typed.n; i++)
		line[i] = k->typed.p[i] == '\n' ? ' ' : k->typed.p[i];
	k->typed.p = line;
	return keep_text(k);
}

/* ---- choices ---- */

static enum status keep_choice(struct keeping *k)
{
	if (!form_option_label(k->field, k->typed).p)
		REFUSE(k, W_form_not_choice, ARG("found", glimpse(k)));
	*k->kept = k->typed;
	return OK;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == ',' || c == ';';
}

static bool next_code(str *rest, str *code)
{
	while (rest->n && is_blank(rest->p[0]))
		*rest = str_skip(*rest, 1);
	size_t n = 0;
	while (n < rest->n && !is_blank(rest->p[n]))
		n++;
	*code = str_first(*rest, n);
	*rest = str_skip(*rest, n);
	return n > 0;
}

static bool has_code(str codes, str code)
{
	str one;
	while (next_code(&codes, &one))
		if (str_eq(one, code))
			return true;
	return false;
}

/* In the order of the list, each once: two people who tick the same boxes give the same text. */
static enum status keep_choices(struct keeping *k)
{
	str rest = k->typed, code, kept = S("");
	while (next_code(&rest, &code))
		if (!form_option_label(k->field, code).p)
			REFUSE(k, W_form_not_choice, ARG("found", code));
	size_t count = 0;
	char *to = arena_alloc(k->a, k->typed.n + 1);
	for (size_t i = 0; i < k->field->options.n; i++)
		if (has_code(k->typed, k->field->options.at[i].code)) {
			str c = k->field->options.at[i].code;
			if (count++)
				to[kept.n++] = ' ';
			memcpy(to + kept.n, c.p, c.n);
			kept.n += c.n;
		}
	*k->kept = (str){to, kept.n};
	if (k->field->most && count > (size_t)k->field->most)
		REFUSE(k, W_form_too_many, ARG("count", count), ARG("most", k->field->most));
	return OK;
}

static enum status keep_yes_no(struct keeping *k)
{
	static const struct {
		const char *typed, *kept;
	} words[] = {{"yes", "yes"}, {"no", "no"}, {"oui", "yes"}, {"non", "no"}, {"true", "yes"}, {"false", "no"}, {"on", "yes"}, {"1", "yes"}, {"0", "no"}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_nocase(k->typed, str_of(words[i].typed))) {
			*k->kept = str_of(words[i].kept);
			return OK;
		}
	REFUSE(k, W_form_not_yes_no);
}

/* ---- numbers ---- */

static str number_text(struct arena *a, int64_t micro, size_t decimals, bool trimmed)
{
	str s = arena_fmt(a, "%lld.%06lld", (long long)(micro / MICRO), (long long)(micro % MICRO));
	s.n -= 6 - decimals;
	while (trimmed && s.p[s.n - 1] == '0')
		s.n--;
	if (s.p[s.n - 1] == '.')
		s.n--;
	return s;
}

/* The kept form of a whole amount has no decimals; cents are two digits. */
static str money_text(struct arena *a, int64_t micro)
{
	return number_text(a, micro, micro % MICRO ? 2 : 0, false);
}

/* Digits that no amount of ours holds: too large rather than unreadable. */
static bool is_huge(str s)
{
	size_t digits = 0;
	for (size_t i = 0; i < s.n && s.p[i] != ',' && s.p[i] != '.'; i++) {
		if (s.p[i] != ' ' && (s.p[i] < '0' || s.p[i] > '9'))
			return false;
		digits += s.p[i] != ' ';
	}
	return digits > 10;
}

static enum status keep_money(struct keeping *k)
{
	struct amount m = amount_read(k->typed, HABIT_UNKNOWN);
	int64_t most = k->field->most ? k->field->most * 100 : LIMIT_AMOUNT_CENTS;
	if (m.reading == AMOUNT_NONE && is_huge(k->typed))
		REFUSE(k, W_form_amount_too_large, ARG("found", glimpse(k)), ARG("most", (money){most}));
	if (m.reading == AMOUNT_NONE || m.unit == AMOUNT_PERCENT || m.unit == AMOUNT_COUNT)
		REFUSE(k, W_form_not_money, ARG("found", glimpse(k)));
	if (m.micro < 0)
		REFUSE(k, W_form_negative);
	if (m.reading == AMOUNT_AMBIGUOUS)
		REFUSE(k, W_form_ambiguous, ARG("found", glimpse(k)), ARG("plain", number_text(k->a, m.micro, 0, false)));
	if (m.micro % MICRO_PER_CENT || m.step_micro < MICRO_PER_CENT)
		REFUSE(k, W_form_three_decimals, ARG("found", glimpse(k)));
	if (m.micro / MICRO_PER_CENT > most)
		REFUSE(k, W_form_amount_too_large, ARG("found", glimpse(k)), ARG("most", (money){most}));
	*k->kept = money_text(k->a, m.micro);
	return OK;
}

static bool digits_only(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

/* "12.5", "12,125": one separator and at most three decimals is a decimal number here, whatever its country. */
static bool decimal_read(str s, int64_t *micro)
{
	str whole, decimals = S("");
	int64_t w = 0, d = 0;
	if (!str_cut(s, '.', &whole, &decimals) && !str_cut(s, ',', &whole, &decimals))
		decimals = S("0");
	if (!digits_only(whole) || !digits_only(decimals) || decimals.n > 3 || whole.n > 12 || !str_to_int64(whole, &w) || !str_to_int64(decimals, &d))
		return false;
	for (size_t i = decimals.n; i < 6; i++)
		d *= 10;
	*micro = w * MICRO + d;
	return true;
}

static enum status keep_bounded(struct keeping *k, int64_t micro, size_t decimals)
{
	int64_t most = k->field->most ? k->field->most : LIMIT_FORM_NUMBER;
	if (micro < 0)
		REFUSE(k, W_form_negative);
	if (micro > most * MICRO)
		REFUSE(k, W_form_too_large, ARG("found", glimpse(k)), ARG("most", most));
	*k->kept = number_text(k->a, micro, decimals, true);
	return OK;
}

static enum status keep_decimal(struct keeping *k)
{
	int64_t micro;
	if (decimal_read(k->typed, &micro))
		return keep_bounded(k, micro, 3);
	struct amount m = amount_read(k->typed, HABIT_COMMA_DECIMAL);
	bool unit_fits = m.unit == AMOUNT_PLAIN || m.unit == AMOUNT_COUNT || (m.unit == AMOUNT_PERCENT && str_has(k->field->unit, S("%")));
	if (m.reading == AMOUNT_NONE || !unit_fits || m.micro % (MICRO / 1000))
		REFUSE(k, W_form_not_decimal, ARG("found", glimpse(k)));
	return keep_bounded(k, m.micro, 3);
}

static enum status keep_count(struct keeping *k)
{
	struct amount m = amount_read(k->typed, HABIT_UNKNOWN);
	if (m.reading == AMOUNT_NONE && is_huge(k->typed))
		return keep_bounded(k, INT64_MAX, 0);
	if (m.reading == AMOUNT_NONE || (m.unit != AMOUNT_PLAIN && m.unit != AMOUNT_COUNT) || m.micro % MICRO)
		REFUSE(k, W_form_not_count, ARG("found", glimpse(k)));
	return keep_bounded(k, m.micro, 0);
}

/* ---- days, addresses, identifiers ---- */

static enum status keep_day(struct keeping *k)
{
	day d;
	char text[32];
	if (!day_typed(k->a, k->typed, &d))
		REFUSE(k, W_form_not_day, ARG("found", glimpse(k)));
	int year = civil_of(d).year;
	if (year < 1900 || year > 2100)
		REFUSE(k, W_form_day_bounds, ARG("found", glimpse(k)));
	*k->kept = arena_str(k->a, str_of(day_iso(d, text)));
	return OK;
}

static enum status keep_email(struct keeping *k)
{
	if (!email_read(k->a, k->typed, k->kept))
		REFUSE(k, W_form_not_email, ARG("found", glimpse(k)));
	return OK;
}

static enum status keep_phone(struct keeping *k)
{
	if (!phone_read(k->a, k->typed, k->kept))
		REFUSE(k, W_form_not_phone, ARG("found", glimpse(k)));
	return OK;
}

/* https:// in front when nobody wrote how; a host has a point. */
static enum status keep_web(struct keeping *k)
{
	bool written = str_starts(k->typed, S("http://")) || str_starts(k->typed, S("https://"));
	str web = written ? k->typed : arena_fmt(k->a, "https://%.*s", STR_ARGS(k->typed));
	str host = str_skip(web, str_starts(web, S("https://")) ? 8 : 7), head, tail;
	(void)str_cut(host, '/', &head, &tail);
	bool right = head.n > 3 && str_has(head, S(".")) && head.p[0] != '.' && web.n <= 500;
	for (size_t i = 0; i < web.n; i++)
		if ((unsigned char)web.p[i] <= ' ' || strchr("\"<>\\^`{|}@", web.p[i]))
			right = false;
	if (!right)
		REFUSE(k, W_form_not_web, ARG("found", glimpse(k)));
	*k->kept = web;
	return OK;
}

static enum status keep_postcode(struct keeping *k)
{
	str compact = identifier_compact(k->a, k->typed);
	if (!postcode_is_well_formed(compact))
		REFUSE(k, W_form_not_postcode, ARG("found", glimpse(k)));
	*k->kept = compact;
	return OK;
}

static enum status keep_siren(struct keeping *k)
{
	str compact = identifier_compact(k->a, k->typed);
	if (!siren_is_well_formed(compact))
		REFUSE(k, W_form_not_siren, ARG("found", glimpse(k)));
	if (!siren_key_is_right(compact))
		REFUSE(k, W_form_siren_key);
	*k->kept = compact;
	return OK;
}

static enum status keep_siret(struct keeping *k)
{
	str compact = identifier_compact(k->a, k->typed);
	if (!siret_is_well_formed(compact))
		REFUSE(k, W_form_not_siret, ARG("found", glimpse(k)));
	if (!siret_key_is_right(compact))
		REFUSE(k, W_form_siret_key);
	*k->kept = compact;
	return OK;
}

static enum status keep_rna(struct keeping *k)
{
	str compact = identifier_compact(k->a, k->typed);
	if (!rna_is_well_formed(compact))
		REFUSE(k, W_form_not_rna, ARG("found", glimpse(k)));
	*k->kept = compact;
	return OK;
}

static enum status (*const keepers[])(struct keeping *k) = {
	[FIELD_LINE] = keep_line,     [FIELD_TEXT] = keep_text,   [FIELD_CHOICE] = keep_choice,     [FIELD_CHOICES] = keep_choices, [FIELD_YES_NO] = keep_yes_no,
	[FIELD_MONEY] = keep_money,   [FIELD_COUNT] = keep_count, [FIELD_DECIMAL] = keep_decimal,   [FIELD_DAY] = keep_day,         [FIELD_EMAIL] = keep_email,
	[FIELD_PHONE] = keep_phone,   [FIELD_WEB] = keep_web,     [FIELD_POSTCODE] = keep_postcode, [FIELD_SIREN] = keep_siren,     [FIELD_SIRET] = keep_siret,
	[FIELD_RNA] = keep_rna,
};

/* At most so many bytes, never through a character. */
static str cut(str s, size_t bytes)
{
	if (s.n <= bytes)
		return s;
	while (bytes && ((unsigned char)s.p[bytes] & 0xc0) == 0x80)
		bytes--;
	return str_first(s, bytes);
}

enum status form_keep(struct arena *a, const struct form_field *field, str typed, str *kept, struct problems *ps)
{
	str text = utf8_composed(a, cut(typed.p ? typed : S(""), LIMIT_FORM_VALUE_BYTES));
	struct keeping k = {.a = a, .field = field, .ps = ps, .kept = kept};
	*kept = S("");
	if (!text.p)
		REFUSE(&k, W_form_not_text);
	k.typed = cut(str_trim(without_controls(a, text)), LIMIT_FORM_VALUE_BYTES);
	if (!k.typed.n)
		return OK;
	enum status s = keepers[field->kind](&k);
	if (s != OK)
		*kept = k.typed;
	return s;
}

bool form_reads(struct arena *a, const struct form_field *field, str key, str value, struct problems *ps)
{
	struct form_field at = *field;
	struct problems unheard = problems_new(a);
	str kept;
	at.key = key;
	return form_keep(a, &at, value, &kept, ps ? ps : &unheard) == OK;
}

/* ---- kept forms ---- */

bool form_number(str kept, int64_t *micro)
{
	return decimal_read(kept, micro);
}

bool form_day(str kept, day *d)
{
	return day_parse(kept, d);
}
