/* Lines of a sheet to answers. See sheet_import.h. */
#include "imports/sheet_import_parts.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/nearest.h"

/* ---- what may be answered ---- */

str import_fold(struct importing *im, str s)
{
	str fold = name_fold(im->a, s);
	size_t digits = 0;
	while (digits < fold.n && fold.p[digits] >= '0' && fold.p[digits] <= '9')
		digits++;
	return digits && digits < 3 && digits < fold.n && fold.p[digits] == ' ' ? str_skip(fold, digits + 1) : fold;
}

static void know(struct importing *im, str text)
{
	if (str_is_set(text))
		*LIST_ADD(im->a, &im->known) = import_fold(im, text);
}

static void add_place(struct importing *im, const struct form *form, const struct form_topic *topic, const struct form_field *field, const struct form_option *option)
{
	struct place *p = LIST_ADD(im->a, &im->places);
	*p = (struct place){.form = form, .topic = topic, .field = field, .option = option, .key = field->key, .tag = paper_tag(im->a, field->key, option ? option->code : STR_NONE),
		.label = import_fold(im, str_is_set(field->unit) ? arena_fmt(im->a, "%.*s (%.*s)", STR_ARGS(field->label), STR_ARGS(field->unit)) : field->label)};
}

static void add_field(struct importing *im, const struct form *form, const struct form_topic *topic, const struct form_field *field)
{
	static const struct form_option yes_no[] = {{.code = S("yes")}, {.code = S("no")}};
	if (field->derived)
		return;
	add_place(im, form, topic, field, NULL);
	for (size_t i = 0; field->kind == FIELD_CHOICES && i < field->options.n; i++)
		add_place(im, form, topic, field, &field->options.at[i]);
	for (size_t i = 0; field->kind == FIELD_YES_NO && i < 2; i++)
		add_place(im, form, topic, field, &yes_no[i]);
	know(im, field->hint);
}

/* The two counts of a hint are in it as this form has them. */
static void know_count(struct importing *im, enum lang lang, enum word word, int64_t n)
{
	const struct word_arg count = ARG("n", n);
	struct out o = out_new(LIMIT_LABEL_BYTES);
	words_write(&o, lang, word, &count, 1);
	know(im, out_keep(&o, im->a));
}

static void add_form(struct importing *im, const struct form *form)
{
	for (size_t t = 0; t < form->topics.n; t++) {
		const struct form_topic *topic = &form->topics.at[t];
		know(im, topic->lead);
		for (size_t i = 0; i < topic->fields.n; i++) {
			add_field(im, form, topic, &topic->fields.at[i]);
			if (topic->fields.at[i].kind == FIELD_TEXT)
				know_count(im, form->lang, W_paper_chars, topic->fields.at[i].chars);
			if (topic->fields.at[i].most)
				know_count(im, form->lang, W_paper_most, topic->fields.at[i].most);
		}
		for (size_t g = 0; g < topic->groups.n; g++)
			know(im, topic->groups.at[g].hint);
	}
}

enum { YEARS = 4 };

static void know_words(struct importing *im)
{
	for (int64_t year = im->forms[1]->context->year; year < im->forms[1]->context->year + YEARS; year++)
		know(im, arena_fmt(im->a, "%.*s %d", STR_ARGS(word_text(im->forms[1]->lang, W_paper_budget_of)), (int)year));
	static const enum word words[] = {W_paper_answer, W_paper_choose, W_paper_day, W_paper_number, W_paper_no_answer, W_paper_group_hint, W_paper_budget_hint, W_paper_publics,
		W_paper_publics_hint, W_paper_tick_one, W_paper_banner};
	for (enum lang lang = 0; lang < LANG_COUNT; lang++)
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			know(im, word_text(lang, words[i]));
}

bool import_is_known(struct importing *im, str text)
{
	str fold = import_fold(im, text);
	bool known = !fold.n;
	for (size_t i = 0; i < im->known.n && !known; i++)
		known = str_eq(im->known.at[i], fold);
	return known;
}

const struct place *import_place_tagged(const struct importing *im, str tag)
{
	for (size_t i = 0; tag.n && i < im->places.n; i++)
		if (str_eq(im->places.at[i].tag, tag))
			return &im->places.at[i];
	return NULL;
}

/* ---- what was gathered ---- */

void import_unread(struct importing *im, enum unread_reason reason, str where, str text, str near)
{
	if (im->import->unread_count++ < LIMIT_PAPER_UNREAD)
		*LIST_ADD(im->a, &im->import->unread) = (struct unread){reason, where, text, near};
}

static struct gathered *answer_of(struct importing *im, const struct place *place, str key)
{
	for (size_t i = 0; i < im->answers.n; i++)
		if (str_eq(im->answers.at[i].key, key) && im->answers.at[i].form == place->form)
			return &im->answers.at[i];
	struct gathered *g = LIST_ADD(im->a, &im->answers);
	*g = (struct gathered){.form = place->form, .topic = place->topic, .field = place->field, .key = key, .text = S("")};
	return g;
}

void import_answer(struct importing *im, const struct place *place, str key, str text, uint32_t number)
{
	text = str_trim(text);
	if (import_is_known(im, text) && !(text.n && (text.p[0] >= '0' && text.p[0] <= '9')))
		return;
	struct gathered *g = answer_of(im, place, key);
	if (!g->text.n) {
		g->text = arena_str(im->a, text);
		g->number = number;
	} else if (g->number == number || !number) {
		g->text = arena_fmt(im->a, "%.*s\n%.*s", STR_ARGS(g->text), STR_ARGS(text));
	} else if (!str_eq(g->text, text)) {
		import_unread(im, UNREAD_TWICE, place->field->label, text, STR_NONE);
	}
}

void import_tick(struct importing *im, const struct place *place, str code)
{
	struct gathered *g = answer_of(im, place, place->field->key);
	for (size_t i = 0; i < g->ticked.n; i++)
		if (str_eq(g->ticked.at[i], code))
			return;
	*LIST_ADD(im->a, &g->ticked) = code;
}

/* ---- lines ---- */

static const str ticks[] = {S("\xe2\x98\x92"), S("\xe2\x98\x91"), S("[x]"), S("[X]"), S("\xe2\x9c\x93"), S("\xe2\x9c\x94"), S("\xe2\x98\x93")},
	boxes[] = {S("\xe2\x98\x90"), S("[ ]"), S("[]"), S("\xe2\x96\xa1")};

static bool starts_with_one(str *s, const str *marks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(*s, marks[i])) {
			*s = str_trim(str_skip(*s, marks[i].n));
			return true;
		}
	return false;
}
#define STARTS_WITH(s, marks) starts_with_one((s), (marks), sizeof(marks) / sizeof *(marks))

/* A box that somebody wrote over shows what they meant: the sign counts before the property. */
static bool is_ticked(const struct sheet_control *c)
{
	str s = str_trim(c->text);
	if (STARTS_WITH(&s, ticks) || str_eq_nocase(s, S("x")))
		return true;
	return !STARTS_WITH(&s, boxes) && c->state == CONTROL_TICKED;
}

/* What of the line is outside its controls. */
static str beside(struct importing *im, const struct sheet_line *line)
{
	str rest = line->text, left = S("");
	for (size_t i = 0; i < line->controls.n; i++) {
		size_t at;
		str text = line->controls.at[i].text;
		if (!text.n || !str_find(rest, text, &at))
			continue;
		left = arena_fmt(im->a, "%.*s%.*s", STR_ARGS(left), STR_ARGS(str_first(rest, at)));
		rest = str_skip(rest, at + text.n);
	}
	return str_trim(arena_fmt(im->a, "%.*s%.*s", STR_ARGS(left), STR_ARGS(rest)));
}

static struct place *place_again(struct importing *im, const struct place *place)
{
	return &im->places.at[place - im->places.at];
}

/* False: no control of this line is ours. */
static bool by_tags(struct importing *im, const struct sheet_line *line)
{
	bool ours = false;
	for (size_t i = 0; i < line->controls.n; i++) {
		const struct sheet_control *c = &line->controls.at[i];
		const struct place *place = import_place_tagged(im, c->tag);
		if (!place)
			continue;
		ours = true;
		im->current = place_again(im, place);
		im->topic = place->topic;
		im->topic_form = place->form;
		im->begun = true;
		im->ended = false;
		if (place->option) {
			if (is_ticked(c))
				import_tick(im, place, place->option->code);
			continue;
		}
		str more = line->controls.n == 1 ? beside(im, line) : S("");
		if (c->state != CONTROL_PLACEHOLDER)
			import_answer(im, place, place->key, more.n ? line->text : c->text, c->number);
		else if (more.n)
			import_answer(im, place, place->key, more, c->number);
	}
	return ours;
}

static bool topic_begins(struct importing *im, str fold)
{
	for (size_t f = 0; f < 2; f++)
		for (size_t t = 0; t < im->forms[f]->topics.n; t++)
			if (str_eq(import_fold(im, im->forms[f]->topics.at[t].title), fold)) {
				im->topic = &im->forms[f]->topics.at[t];
				im->topic_form = im->forms[f];
				im->current = NULL;
				im->begun = true;
				im->ended = false;
				return true;
			}
	return false;
}

/* The question of these words: of the topic, else the only one of the sheet. */
static struct place *place_labelled(struct importing *im, str fold)
{
	struct place *found = NULL;
	size_t n = 0;
	for (size_t i = 0; i < im->places.n; i++) {
		struct place *p = &im->places.at[i];
		if (p->option || !str_eq(p->label, fold))
			continue;
		if (p->topic == im->topic)
			return p;
		found = p;
		n++;
	}
	return n == 1 ? found : NULL;
}

static bool group_begins(struct importing *im, str fold)
{
	for (size_t i = 0; im->topic && i < im->topic->groups.n; i++)
		if (str_eq(import_fold(im, im->topic->groups.at[i].label), fold)) {
			im->current = NULL;
			return true;
		}
	return false;
}

/* "☒ Quartier A": one of the choices of the question. */
static bool by_box(struct importing *im, str text)
{
	bool ticked = STARTS_WITH(&text, ticks);
	if ((!ticked && !STARTS_WITH(&text, boxes)) || !im->current)
		return false;
	const struct form_field *field = im->current->field;
	str fold = import_fold(im, text);
	for (size_t i = 0; i < field->options.n; i++)
		if (str_eq(import_fold(im, field->options.at[i].label), fold)) {
			if (ticked)
				import_tick(im, im->current, field->options.at[i].code);
			return true;
		}
	bool yes = str_eq(fold, import_fold(im, word_text(im->forms[0]->lang, W_paper_yes))), no = str_eq(fold, import_fold(im, word_text(im->forms[0]->lang, W_paper_no)));
	if (field->kind == FIELD_YES_NO && (yes || no)) {
		if (ticked)
			import_tick(im, im->current, yes ? S("yes") : S("no"));
		return true;
	}
	if (ticked)
		import_unread(im, UNREAD_CHOICE, field->label, text, STR_NONE);
	return true;
}

/* The heading above some of the choices. */
static bool is_choice_group(struct importing *im, str fold)
{
	for (size_t i = 0; im->current && i < im->current->field->options.n; i++)
		if (str_is_set(im->current->field->options.at[i].group) && str_eq(import_fold(im, im->current->field->options.at[i].group), fold))
			return true;
	return false;
}

/* "Titre du projet : Le potager", as people who type a sheet again write it. */
static bool by_colon(struct importing *im, str text)
{
	str label, rest;
	if (!str_cut(text, ':', &label, &rest) || !str_trim(rest).n)
		return false;
	struct place *place = place_labelled(im, import_fold(im, label));
	if (!place)
		return false;
	im->current = place;
	import_answer(im, place, place->key, rest, 0);
	return true;
}

static bool is_documents(struct importing *im, str fold)
{
	return str_eq(fold, import_fold(im, word_text(im->forms[0]->lang, W_paper_documents)));
}

static bool by_words(struct importing *im, const struct sheet_line *line)
{
	str text = str_trim(line->text), fold = import_fold(im, text);
	if (!fold.n && !by_box(im, text))
		return true;
	if (is_documents(im, fold)) {
		im->ended = true;
		return true;
	}
	if (topic_begins(im, fold) || im->ended || group_begins(im, fold))
		return true;
	struct place *place = place_labelled(im, fold);
	if (place) {
		im->current = place;
		im->begun = true;
		return true;
	}
	return import_is_known(im, text) || is_choice_group(im, fold) || by_box(im, text) || by_colon(im, text);
}

void import_line(struct importing *im, const struct sheet_line *line)
{
	if (by_tags(im, line) || by_words(im, line))
		return;
	if (im->current)
		import_answer(im, im->current, im->current->key, line->text, 0);
	else if (im->begun)
		import_unread(im, UNREAD_TEXT, im->topic ? im->topic->title : S(""), str_trim(line->text), STR_NONE);
}

/* ---- answers as they would be typed ---- */

static str joined(struct importing *im, const struct gathered *g)
{
	str all = S("");
	for (size_t i = 0; i < g->ticked.n; i++)
		all = arena_fmt(im->a, "%.*s%s%.*s", STR_ARGS(all), i ? " " : "", STR_ARGS(g->ticked.at[i]));
	return all;
}

static str choice_of(struct importing *im, const struct gathered *g, str text)
{
	const struct form_options *options = &g->field->options;
	str fold = import_fold(im, text), *labels = ARENA_ARRAY(im->a, options->n + 1, str);
	for (size_t i = 0; i < options->n; i++) {
		labels[i] = options->at[i].label;
		if (str_eq(import_fold(im, labels[i]), fold) || str_eq(options->at[i].code, text))
			return options->at[i].code;
	}
	import_unread(im, UNREAD_CHOICE, g->field->label, text, nearest_name(im->a, text, labels, options->n));
	return S("");
}

/* "Jeunesse, Santé" or a line each: choices typed as words. */
static str choices_of(struct importing *im, const struct gathered *g)
{
	str all = joined(im, g), rest = g->text, one;
	while (rest.p && rest.n) {
		(void)str_cut(rest, '\n', &one, &rest);
		str code = str_trim(one).n ? choice_of(im, g, str_trim(one)) : S("");
		if (code.n)
			all = arena_fmt(im->a, "%.*s%s%.*s", STR_ARGS(all), all.n ? " " : "", STR_ARGS(code));
	}
	return all;
}

static str yes_no_of(struct importing *im, const struct gathered *g)
{
	if (g->ticked.n > 1) {
		import_unread(im, UNREAD_BOTH, g->field->label, joined(im, g), STR_NONE);
		return S("");
	}
	return g->ticked.n ? g->ticked.at[0] : g->text;
}

static str typed_of(struct importing *im, const struct gathered *g)
{
	if (g->field->kind == FIELD_YES_NO)
		return yes_no_of(im, g);
	if (g->field->kind == FIELD_CHOICES)
		return choices_of(im, g);
	if (g->field->kind == FIELD_CHOICE)
		return g->text.n ? choice_of(im, g, g->text) : S("");
	return g->text;
}

void sheet_import_match(struct arena *a, const struct sheet_file *file, const struct form *identity, const struct form *form, struct sheet_import *import)
{
	struct importing im = {.a = a, .forms = {identity, form}, .import = import};
	*import = (struct sheet_import){0};
	import->marked = file->mark.p && paper_mark_read(file->mark, &import->mark);
	add_form(&im, identity);
	add_form(&im, form);
	know_words(&im);
	for (size_t i = 0; i < file->lines.n;) {
		if (file->lines.at[i].table) {
			i = import_table(&im, file, i);
		} else {
			import_line(&im, &file->lines.at[i]);
			i++;
		}
	}
	for (size_t i = 0; i < im.answers.n; i++) {
		str typed = typed_of(&im, &im.answers.at[i]);
		if (typed.n)
			*LIST_ADD(a, &import->values) =
				(struct imported_value){.form = im.answers.at[i].form, .field = im.answers.at[i].field, .key = im.answers.at[i].key, .typed = typed};
	}
}
