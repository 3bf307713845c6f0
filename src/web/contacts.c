/* Contacts and the communes they cover, three queries. */
#include "web/contacts.h"

#include "base/utf8.h"

struct directory {
	const struct page *pg;
	struct q_page_municipalities_rows places;
	struct q_page_contact_municipalities_rows covers;
	struct contacts_view *view;
	str asked; /* INSEE code, or absent */
};

static str name_of(const struct directory *d, str insee)
{
	for (size_t i = 0; i < d->places.n; i++)
		if (str_eq(d->places.at[i].insee, insee))
			return d->places.at[i].name;
	return STR_NONE;
}

struct sorted_place {
	str folded;
	const struct q_page_municipalities_row *row;
};

static int by_name(const void *a, const void *b)
{
	return str_cmp(((const struct sorted_place *)a)->folded, ((const struct sorted_place *)b)->folded);
}

static void add_options(struct directory *d)
{
	struct arena *a = d->pg->arena;
	struct sorted_place *places = ARENA_ARRAY(a, d->places.n + 1, struct sorted_place);
	for (size_t i = 0; i < d->places.n; i++)
		places[i] = (struct sorted_place){name_fold(a, d->places.at[i].name), &d->places.at[i]};
	qsort(places, d->places.n, sizeof *places, by_name);
	for (size_t i = 0; i < d->places.n; i++)
		*LIST_ADD(a, &d->view->municipalities) = (struct option_view){
			.value = places[i].row->insee, .label = places[i].row->name, .selected = str_eq(places[i].row->insee, d->asked)};
}

static void add_contact(struct directory *d, str code, struct contact_view contact)
{
	struct arena *a = d->pg->arena;
	LIST_OF(str) names = {0};
	bool covers_asked = false;
	for (size_t i = 0; i < d->covers.n; i++) {
		if (!str_eq(d->covers.at[i].contact, code))
			continue;
		*LIST_ADD(a, &names) = name_of(d, d->covers.at[i].insee);
		covers_asked = covers_asked || str_eq(d->covers.at[i].insee, d->asked);
	}
	contact.municipalities = page_joined(d->pg, names.at, names.n);
	*LIST_ADD(a, &d->view->all) = contact;
	if (covers_asked)
		*LIST_ADD(a, &d->view->here) = contact;
	else if (contact.everywhere)
		*LIST_ADD(a, &d->view->everywhere) = contact;
}

#define CONTACT_OF(row) \
	((struct contact_view){ \
		.institution = (row)->institution, .role = (row)->role, .theme = (row)->theme, .note = (row)->note, .everywhere = (row)->everywhere})

static enum status add_contacts(struct directory *d, territory_id territory, str call)
{
	enum status s;
	if (call.p) {
		struct q_page_call_contacts_rows rows;
		s = q_page_call_contacts(d->pg->db, d->pg->arena, territory, call, &rows);
		for (size_t i = 0; !s && i < rows.n; i++)
			add_contact(d, rows.at[i].code, CONTACT_OF(&rows.at[i]));
	} else {
		struct q_page_contacts_rows rows;
		s = q_page_contacts(d->pg->db, d->pg->arena, territory, &rows);
		for (size_t i = 0; !s && i < rows.n; i++)
			add_contact(d, rows.at[i].code, CONTACT_OF(&rows.at[i]));
	}
	return s;
}

enum status contacts_read(const struct page *pg, territory_id territory, str call, url form, struct contacts_view *view)
{
	*view = (struct contacts_view){.action = form, .field = S("commune")};
	str asked = page_param(pg, S("commune"));
	struct directory d = {.pg = pg, .view = view, .asked = str_is_set(asked) ? asked : STR_NONE};
	enum status s = q_page_municipalities(pg->db, pg->arena, territory, &d.places);
	if (!s)
		s = q_page_contact_municipalities(pg->db, pg->arena, territory, &d.covers);
	if (s)
		return s;
	view->asked = str_is_set(asked);
	view->asked_name = name_of(&d, d.asked);
	view->known = view->asked_name.p != NULL;
	add_options(&d);
	return add_contacts(&d, territory, call);
}
