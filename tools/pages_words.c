/* The catalogues of words as the page generator needs them: which keys exist in both languages, their texts and placeholders.
   tools/words has refused malformed files before; here anything that is not understood is passed over. */
#include "tools/pages.h"

#include <string.h>

enum { SLOTS = 16384 };

static size_t slot_of(str key)
{
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; i < key.n; i++)
		hash = (hash ^ (unsigned char)key.p[i]) * 1099511628211u;
	return (size_t)(hash % SLOTS);
}

struct word *word_find(const struct site *site, str key)
{
	if (!site->word_slots)
		return NULL;
	for (struct word *w = site->word_slots[slot_of(key)]; w; w = w->next)
		if (str_eq(w->key, key))
			return w;
	return NULL;
}

static struct word *word_add(struct site *site, str key, str file)
{
	struct word *w = word_find(site, key);
	if (w)
		return w;
	if (!site->word_slots)
		site->word_slots = ARENA_ARRAY(site->arena, SLOTS, struct word *);
	struct word **slot = &site->word_slots[slot_of(key)];
	w = ARENA_NEW(site->arena, struct word);
	*w = (struct word){.next = *slot, .key = arena_str(site->arena, key), .file = file};
	*slot = w;
	return w;
}

/* The text between the quotes of a line, with \n \" \\ undone, added to what was there. */
static str unquote(struct site *site, str before, str quoted)
{
	char *text = arena_alloc(site->arena, before.n + quoted.n + 1);
	size_t n = before.n;
	if (n)
		memcpy(text, before.p, n);
	for (size_t i = 1; i < quoted.n && quoted.p[i] != '"'; i++) {
		char c = quoted.p[i];
		if (c == '\\' && i + 1 < quoted.n) {
			c = quoted.p[++i];
			c = c == 'n' ? '\n' : c;
		}
		text[n++] = c;
	}
	return (str){text, n};
}

void words_read(struct site *site, str file, str content)
{
	enum { IN_NOTHING, IN_KEY, IN_TEXT, IN_OTHER } in = IN_NOTHING;
	int lang = str_has(file, S("/en/")) ? 1 : 0;
	struct word *w = NULL;
	str line, rest = content;
	while (rest.n) {
		str_cut(rest, '\n', &line, &rest);
		line = str_trim(line);
		size_t quote;
		if (!str_find(line, S("\""), &quote) || str_starts(line, S("#")))
			continue;
		str quoted = str_skip(line, quote);
		if (str_starts(line, S("msgid "))) {
			str key = unquote(site, S(""), quoted);
			w = key.n ? word_add(site, key, file) : NULL;
			in = IN_KEY;
		} else if (str_starts(line, S("msgid_plural "))) {
			in = IN_OTHER;
			if (w)
				w->plural = true;
		} else if (str_starts(line, S("msgstr "))|| str_starts(line, S("msgstr[0] "))) {
			in = IN_TEXT;
			if (w)
				w->one[lang] = unquote(site, S(""), quoted);
		} else if (str_starts(line, S("msgstr"))) {
			in = IN_OTHER;
		} else if (in == IN_TEXT && w) {
			w->one[lang] = unquote(site, w->one[lang], quoted);
		}
	}
}

void words_finish(struct site *site)
{
	for (size_t i = 0; site->word_slots && i < SLOTS; i++)
		for (struct word *w = site->word_slots[i]; w; w = w->next)
			for (int lang = 0; lang < SITE_LANGS; lang++)
				if (!w->one[lang].p)
					PROBLEM_AT(site, w->file, 0, lang == 0 ? "add it to po/fr/" : "add it to po/en/", "\"%.*s\" has no text in %s",
					           STR_ARGS(w->key), lang == 0 ? "French" : "English");
}

str word_nearest(const struct site *site, str key)
{
	str nearest = STR_NONE;
	size_t best = key.n / 3 + 2;
	for (size_t i = 0; site->word_slots && i < SLOTS; i++)
		for (struct word *w = site->word_slots[i]; w; w = w->next) {
			size_t distance = str_distance(w->key, key, best);
			if (distance < best) {
				best = distance;
				nearest = w->key;
			}
		}
	return nearest;
}

void word_placeholders(const struct word *w, void (*fn)(void *context, str name), void *context)
{
	for (int lang = 0; lang < SITE_LANGS; lang++) {
		str before, name, rest = w->one[lang];
		while (str_cut(rest, '{', &before, &rest) && str_cut(rest, '}', &name, &rest))
			fn(context, name);
	}
}

struct wanted {
	str name;
	bool found;
};

static void is_wanted(void *context, str name)
{
	struct wanted *wanted = context;
	wanted->found = wanted->found || str_eq(name, wanted->name);
}

bool word_has_placeholder(const struct word *w, str name)
{
	struct wanted wanted = {.name = name};
	word_placeholders(w, is_wanted, &wanted);
	return wanted.found || (w->plural && str_eq(name, S("n")));
}
