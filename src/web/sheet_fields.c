/* One field of a form as inputs of a page: the right keyboard, options with their groups, a hint, how long it may be, what is wrong beside it. Pure but for the arena. */
#include "base/limits.h"
#include "web/sheet_parts.h"

enum { ROWS_SHORT = 3, ROWS = 6, ROWS_LONG = 10, CHARS_SHORT = 300, CHARS_LONG = 1500, CHARS_TOLD = 200, MANY_OPTIONS = 12 };

static const struct {
	const char *mode, *autocomplete;
	bool measured; /* short, with its unit behind */
	enum word hint; /* when the field has none; 0: none */
} kinds[] = {
	[FIELD_LINE] = {"text", "off", false, 0},
	[FIELD_TEXT] = {"text", "off", false, 0},
	[FIELD_CHOICE] = {"text", "off", false, 0},
	[FIELD_CHOICES] = {"text", "off", false, 0},
	[FIELD_YES_NO] = {"text", "off", false, 0},
	[FIELD_MONEY] = {"decimal", "off", true, 0},
	[FIELD_COUNT] = {"numeric", "off", true, 0},
	[FIELD_DECIMAL] = {"decimal", "off", true, 0},
	[FIELD_DAY] = {"numeric", "off", true, W_writing_hint_day},
	[FIELD_EMAIL] = {"email", "email", false, W_writing_hint_email},
	[FIELD_PHONE] = {"tel", "tel", true, W_writing_hint_phone},
	[FIELD_WEB] = {"url", "url", false, W_writing_hint_web},
	[FIELD_POSTCODE] = {"numeric", "postal-code", true, W_writing_hint_postcode},
	[FIELD_SIREN] = {"numeric", "off", true, W_writing_hint_siren},
	[FIELD_SIRET] = {"numeric", "off", true, W_writing_hint_siret},
	[FIELD_RNA] = {"text", "off", true, W_writing_hint_rna},
};

str sheet_line_key_in(struct arena *a, str group, size_t line, str field)
{
	return arena_fmt(a, "%.*s.%zu.%.*s", STR_ARGS(group), line, STR_ARGS(field));
}

/* Days are typed as people write them here; the kept form would be read as well. */
str sheet_input(struct page *pg, const struct form *form, const struct form_field *field, str value)
{
	day d;
	if (!value.p)
		return S("");
	if (field->kind == FIELD_DAY && day_parse(value, &d)) {
		struct civil c = civil_of(d);
		return arena_fmt(pg->arena, "%02d/%02d/%04d", c.day, c.month, c.year);
	}
	return form_input(pg->arena, form, field, value);
}

/* ---- options ---- */

static bool is_chosen(const struct form_field *field, str value, str code)
{
	if (field->kind != FIELD_CHOICES)
		return str_eq(value, code);
	str rest = value, one, tail;
	while (str_is_set(rest)) {
		(void)str_cut(rest, ' ', &one, &tail);
		if (str_eq(one, code))
			return true;
		rest = tail;
	}
	return false;
}

static void add_option(struct page *pg, struct field_view *v, str group, struct field_option option)
{
	struct field_options *last = v->groups.n ? &v->groups.at[v->groups.n - 1] : NULL;
	if (!last || !str_eq(last->heading.p ? last->heading : S(""), group.p ? group : S(""))) {
		last = LIST_ADD(pg->arena, &v->groups);
		last->heading = group;
	}
	v->count++;
	option.id = arena_fmt(pg->arena, "%.*s.%lld", STR_ARGS(v->id), (long long)v->count);
	*LIST_ADD(pg->arena, &last->options) = option;
}

static void add_options(struct page *pg, const struct form_field *field, str value, struct field_view *v)
{
	static const struct {
		str code;
		enum word label;
	} both[] = {{S("yes"), W_writing_yes}, {S("no"), W_writing_no}};
	v->is_boxes = field->kind == FIELD_CHOICES;
	v->is_radio = !v->is_boxes;
	for (size_t i = 0; field->kind == FIELD_YES_NO && i < sizeof both / sizeof *both; i++)
		add_option(pg, v, STR_NONE, (struct field_option){.value = both[i].code, .label = word_text(pg->lang, both[i].label), .chosen = str_eq(value, both[i].code)});
	for (size_t i = 0; field->kind != FIELD_YES_NO && i < field->options.n; i++) {
		const struct form_option *o = &field->options.at[i];
		add_option(pg, v, o->group,
		           (struct field_option){.value = o->code, .label = o->label, .hint = o->hint, .chosen = is_chosen(field, value, o->code)});
	}
	v->many = v->count > MANY_OPTIONS;
	if (v->is_radio && !field->required)
		add_option(pg, v, v->groups.n ? v->groups.at[v->groups.n - 1].heading : STR_NONE,
		           (struct field_option){.value = S(""), .label = word_text(pg->lang, W_writing_no_answer), .chosen = !str_is_set(value)});
}

/* ---- one field ---- */

/* "D1", "B14": rows of our own table, which mean nothing to who writes; the Cerfa asks nearly everything. What is left is a law or an article: worth saying. */
static bool is_worth_saying(str source)
{
	bool row = source.n >= 2 && source.p[0] >= 'A' && source.p[0] <= 'Z' && source.p[1] >= '0' && source.p[1] <= '9';
	return !row && !str_starts(source, S("Cerfa"));
}

static str why_asked(struct page *pg, const struct form_field *field)
{
	LIST_OF(str) said = {0};
	str rest = field->rows, one, tail;
	while (str_is_set(rest)) {
		(void)str_cut(rest, ',', &one, &tail);
		one = str_trim(one);
		if (is_worth_saying(one))
			*LIST_ADD(pg->arena, &said) = one;
		rest = tail;
	}
	return said.n ? TEXT(pg, W_writing_why, ARG("article", page_joined(pg, said.at, said.n))) : STR_NONE;
}

static void add_size(struct page *pg, const struct form_field *field, struct field_view *v)
{
	v->chars = field->chars;
	v->rows = field->chars && field->chars <= CHARS_SHORT ? ROWS_SHORT : field->chars > CHARS_LONG ? ROWS_LONG : ROWS;
	v->has_limit = field->kind == FIELD_TEXT && field->chars > CHARS_TOLD;
	if (v->has_limit)
		v->left = TEXT(pg, W_writing_chars, ARG("n", field->chars));
	if (v->is_boxes && field->most > 0) {
		v->most = field->most;
		v->left = TEXT(pg, W_writing_most, ARG("n", field->most));
		v->has_limit = true;
	}
}

/* Ids of what stands around the input and is read with it. */
static str described(struct page *pg, const struct field_view *v)
{
	str parts[3];
	size_t n = 0;
	if (str_is_set(v->hint) || str_is_set(v->why))
		parts[n++] = arena_fmt(pg->arena, "hint.%.*s", STR_ARGS(v->key));
	if (str_is_set(v->wrong))
		parts[n++] = arena_fmt(pg->arena, "wrong.%.*s", STR_ARGS(v->key));
	if (v->has_limit)
		parts[n++] = arena_fmt(pg->arena, "left.%.*s", STR_ARGS(v->key));
	struct out o = out_new(LIMIT_CODE_BYTES * 16);
	for (size_t i = 0; i < n; i++) {
		out_str(&o, i ? S(" ") : S(""));
		out_str(&o, parts[i]);
	}
	str text = out_keep(&o, pg->arena);
	return text.p ? text : S("");
}

static void add_condition(struct page *pg, const struct sheet *sheet, const struct form_field *field, struct field_view *v)
{
	str key, wanted;
	if (!str_is_set(field->required_if) || !str_cut(field->required_if, '=', &key, &wanted))
		return;
	v->needs = arena_fmt(pg->arena, "f.%.*s", STR_ARGS(key));
	v->needs_value = wanted;
	str value = form_value(&sheet->values, key);
	v->conditional = true;
	v->needed = value.p && str_eq(value, wanted);
}

struct field_view sheet_field(struct page *pg, const struct sheet *sheet, const struct form_field *field, str key, str wrong)
{
	str value = form_value(&sheet->values, key);
	bool open = sheet_is_open(sheet, key) && !field->derived;
	struct field_view v = {.key = key, .label = field->label, .hint = field->hint, .unit = field->unit, .wrong = wrong, .required = field->required,
		.id = arena_fmt(pg->arena, "f.%.*s", STR_ARGS(key)), .mode = str_of(kinds[field->kind].mode),
		.autocomplete = str_is_set(field->autocomplete) ? field->autocomplete : str_of(kinds[field->kind].autocomplete)};
	v.name = v.id;
	v.why = why_asked(pg, field);
	v.optional = !field->required && !str_is_set(field->required_if);
	v.is_shown = !open;
	v.value = open ? sheet_input(pg, sheet->form, field, value) : form_shown(pg->arena, sheet->form, field, value.p ? value : S(""));
	if (!str_is_set(v.hint) && kinds[field->kind].hint && open)
		v.hint = word_text(pg->lang, kinds[field->kind].hint);
	if (open && (field->kind == FIELD_CHOICE || field->kind == FIELD_CHOICES || field->kind == FIELD_YES_NO))
		add_options(pg, field, value.p ? value : S(""), &v);
	else if (open) {
		v.is_text = field->kind == FIELD_TEXT;
		v.is_line = !v.is_text;
	}
	v.is_measured = v.is_line && kinds[field->kind].measured;
	if (!str_is_set(v.unit) && field->kind == FIELD_MONEY)
		v.unit = word_text(pg->lang, W_writing_euros);
	add_size(pg, field, &v);
	add_condition(pg, sheet, field, &v);
	v.described = described(pg, &v);
	return v;
}
