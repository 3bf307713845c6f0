/* "Whom do I call about this request?" (requirements.md B21): one click from every page of a request (page_layout puts the link). Contacts of the pack that cover the communes of
   its districts, then those whose theme is its own, then the call's; all of the territory's when there is none of these. Read only. */
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/theme.h"
#include "gen/queries.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/sheet_parts.h"

enum { MANY = 8 }; /* more stand under a heading that opens */

struct helping {
	struct page *pg;
	const struct sheet *sheet;
	struct q_page_municipalities_rows places;
	struct q_page_contact_municipalities_rows covers;
	struct q_page_contacts_rows contacts;
	struct q_page_call_contacts_rows of_call;
	LIST_OF(str) communes; /* INSEE codes */
	str about;             /* labels of goals and themes that were chosen */
	bool *shown;           /* by contact */
};

/* ---- what the request says ---- */

/* One of the codes, with a blank between. */
static bool chose(str chosen, str code)
{
	str rest = chosen, one;
	do {
		str tail;
		(void)str_cut(rest, ' ', &one, &tail);
		if (str_eq(one, code))
			return true;
		rest = tail;
	} while (rest.p);
	return false;
}

static void add_commune(struct helping *h, str name)
{
	const str folded = name_fold(h->pg->arena, str_trim(name));
	for (size_t i = 0; i < h->places.n; i++) {
		if (!str_eq(name_fold(h->pg->arena, h->places.at[i].name), folded))
			continue;
		for (size_t k = 0; k < h->communes.n; k++)
			if (str_eq(h->communes.at[k], h->places.at[i].insee))
				return;
		*LIST_ADD(h->pg->arena, &h->communes) = h->places.at[i].insee;
	}
}

/* The communes of the districts that were chosen; else where the organisation is. */
static void read_communes(struct helping *h)
{
	const struct form_options *districts = &h->sheet->context.districts;
	const str chosen = form_value(&h->sheet->values, S("project.districts"));
	for (size_t i = 0; i < districts->n; i++) {
		if (!str_is_set(chosen) || !chose(chosen, districts->at[i].code))
			continue;
		str rest = districts->at[i].group, name;
		do {
			str tail;
			(void)str_cut(rest, ',', &name, &tail);
			add_commune(h, name);
			rest = tail;
		} while (rest.p);
	}
	const str town = form_value(&h->sheet->identity, S("address.town"));
	if (!h->communes.n && str_is_set(town))
		add_commune(h, town);
}

static void read_themes(struct helping *h)
{
	const struct form_context *c = &h->sheet->context;
	const struct {
		str key;
		const struct form_options *options;
	} asked[] = {{S("project.goals"), &c->goals}, {S("project.themes"), &c->themes}, {S("project.cross_themes"), &c->cross_themes}};
	struct out o = out_new(LIMIT_LABEL_BYTES);
	for (size_t k = 0; k < sizeof asked / sizeof *asked; k++) {
		const str chosen = form_value(&h->sheet->values, asked[k].key);
		for (size_t i = 0; str_is_set(chosen) && i < asked[k].options->n; i++)
			if (chose(chosen, asked[k].options->at[i].code))
				out_fmt(&o, "%.*s ", STR_ARGS(asked[k].options->at[i].label));
	}
	h->about = out_keep(&o, h->pg->arena);
}

/* ---- who answers ---- */

static bool is_asked(const struct helping *h, str insee)
{
	for (size_t i = 0; i < h->communes.n; i++)
		if (str_eq(h->communes.at[i], insee))
			return true;
	return false;
}

static bool covers_commune(const struct helping *h, size_t contact)
{
	for (size_t i = 0; i < h->covers.n; i++)
		if (str_eq(h->covers.at[i].contact, h->contacts.at[contact].code) && is_asked(h, h->covers.at[i].insee))
			return true;
	return false;
}

static bool has_theme(const struct helping *h, size_t contact)
{
	return h->contacts.at[contact].everywhere && theme_concerns(h->pg->arena, h->contacts.at[contact].theme, h->about);
}

/* Not those of other communes, once one is known. */
static bool is_of_call(const struct helping *h, size_t contact)
{
	if (h->communes.n && !h->contacts.at[contact].everywhere)
		return false;
	for (size_t i = 0; i < h->of_call.n; i++)
		if (str_eq(h->of_call.at[i].code, h->contacts.at[contact].code))
			return true;
	return false;
}

static bool is_left(const struct helping *h, size_t contact)
{
	for (size_t i = 0; i < h->contacts.n; i++)
		if (h->shown[i])
			return false;
	return contact < h->contacts.n;
}

static str commune_names(const struct helping *h)
{
	str *names = ARENA_ARRAY(h->pg->arena, h->communes.n + 1, str);
	size_t n = 0;
	for (size_t i = 0; i < h->places.n; i++)
		if (is_asked(h, h->places.at[i].insee))
			names[n++] = h->places.at[i].name;
	return page_joined(h->pg, names, n);
}

/* A contact stands once, under the first heading that it answers to. */
static void add_group(struct helping *h, struct sheet_help_view *v, str heading, bool (*belongs)(const struct helping *, size_t))
{
	struct help_group group = {.heading = heading};
	bool *now = ARENA_ARRAY(h->pg->arena, h->contacts.n + 1, bool);
	for (size_t i = 0; i < h->contacts.n; i++)
		now[i] = !h->shown[i] && belongs(h, i);
	for (size_t i = 0; i < h->contacts.n; i++) {
		const struct q_page_contacts_row *c = &h->contacts.at[i];
		if (!now[i])
			continue;
		h->shown[i] = true;
		*LIST_ADD(h->pg->arena, &group.contacts) =
			(struct contact_view){.institution = c->institution, .role = c->role, .theme = c->theme, .note = c->note, .everywhere = c->everywhere};
	}
	group.folded = group.contacts.n > MANY;
	if (group.contacts.n)
		*LIST_ADD(h->pg->arena, &v->groups) = group;
}

static enum status read_contacts(struct helping *h)
{
	struct page *pg = h->pg;
	const struct sheet_head *head = &h->sheet->head;
	enum status s = q_page_municipalities(pg->db, pg->arena, head->territory, &h->places);
	if (!s)
		s = q_page_contact_municipalities(pg->db, pg->arena, head->territory, &h->covers);
	if (!s)
		s = q_page_contacts(pg->db, pg->arena, head->territory, &h->contacts);
	if (!s)
		s = q_page_call_contacts(pg->db, pg->arena, head->territory, head->call, &h->of_call);
	return s;
}

static void fill(struct helping *h, struct sheet_help_view *v)
{
	struct page *pg = h->pg;
	const struct sheet_head *head = &h->sheet->head;
	h->shown = ARENA_ARRAY(pg->arena, h->contacts.n + 1, bool);
	read_communes(h);
	read_themes(h);
	v->knows_districts = str_is_set(form_value(&h->sheet->values, S("project.districts")));
	add_group(h, v, TEXT(pg, W_writing_help_commune, ARG("communes", commune_names(h))), covers_commune);
	add_group(h, v, word_text(pg->lang, W_writing_help_theme), has_theme);
	add_group(h, v, word_text(pg->lang, W_writing_help_call), is_of_call);
	add_group(h, v, word_text(pg->lang, W_writing_help_territory), is_left);
	const struct form_topic *topic = form_topic_of(h->sheet->form, S("project.districts"));
	v->may_say = !v->knows_districts && topic && v->bar.draft;
	if (v->may_say)
		v->say = LINK(pg, "/sheets/:sheet/topics/:topic", pg->in.sheet, topic->code);
	v->call_contacts = LINK(pg, "/calls/:call/contacts", head->call);
	v->writes = str_is_set(head->number);
	v->follow_up = LINK(pg, "/sheets/:sheet/follow-up", pg->in.sheet);
}

enum status show_sheet_help(struct page *pg)
{
	struct sheet sheet;
	struct sheet_help_view *v = ARENA_NEW(pg->arena, struct sheet_help_view);
	enum status s = sheet_of_page(pg, &sheet);
	if (!s && sheet.head.identity)
		return NOT_FOUND;
	if (!s)
		s = sheet_frame(pg, &sheet, NULL, &v->layout, &v->bar);
	struct helping h = {.pg = pg, .sheet = &sheet};
	if (!s)
		s = read_contacts(&h);
	if (s)
		return s;
	page_crumb(pg, &v->layout, v->bar.title, v->bar.list);
	v->layout.title = word_text(pg->lang, W_writing_help_title);
	fill(&h, v);
	RESPOND_HTML(pg, sheet_help_page, v);
	return OK;
}
