/* "In which district is this address?" (B25, D5): a point by the outlines when they are loaded, else by the commune named in what was typed. Everything is read from the instance;
   nothing leaves it. */
#include "domain/place.h"
#include "gen/queries.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/sheet_post.h"

struct finding_place {
	struct page *pg;
	const struct sheet *sheet;
	struct district_finder_view *v;
	struct q_page_districts_rows districts;
};

static bool in_scope(const struct finding_place *f, str code)
{
	for (size_t i = 0; i < f->sheet->context.districts.n; i++)
		if (str_eq(f->sheet->context.districts.at[i].code, code))
			return true;
	return false;
}

static bool is_found(const struct finding_place *f, str label)
{
	for (size_t i = 0; i < f->v->found.n; i++)
		if (str_eq(f->v->found.at[i].label, label))
			return true;
	return false;
}

static void add(const struct finding_place *f, str code, str how)
{
	for (size_t i = 0; i < f->districts.n; i++)
		if (str_eq(f->districts.at[i].code, code) && !is_found(f, f->districts.at[i].name))
			*LIST_ADD(f->pg->arena, &f->v->found) = (struct found_district){.label = f->districts.at[i].name, .how = how, .in_scope = in_scope(f, code),
				.kind = word_text(f->pg->lang, str_eq(f->districts.at[i].kind, S("qpv")) ? W_figures_district_qpv : W_figures_district_local)};
}

static enum status by_point(const struct finding_place *f, struct geo_point point)
{
	struct q_page_perimeters_rows rows;
	enum status s = q_page_perimeters(f->pg->db, f->pg->arena, f->sheet->head.territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct geo_shape shape;
		if (geo_shape_read(f->pg->arena, rows.at[i].geometry, &shape) && geo_contains(&shape, point))
			add(f, rows.at[i].district, word_text(f->pg->lang, W_figures_place_by_point));
	}
	if (s == OK && !rows.n)
		f->v->said = word_text(f->pg->lang, W_figures_place_no_outlines);
	else if (s == OK && !f->v->found.n)
		f->v->said = word_text(f->pg->lang, W_figures_place_nothing_point);
	return s;
}

static enum status by_commune(const struct finding_place *f, str text)
{
	struct page *pg = f->pg;
	struct q_page_municipalities_rows communes;
	struct q_page_district_places_rows links;
	enum status s = q_page_municipalities(pg->db, pg->arena, f->sheet->head.territory, &communes);
	if (s == OK)
		s = q_page_district_places(pg->db, pg->arena, f->sheet->head.territory, &links);
	str named = STR_NONE;
	for (size_t i = 0; s == OK && i < communes.n; i++) {
		if (!place_names(pg->arena, text, communes.at[i].name))
			continue;
		named = communes.at[i].name;
		for (size_t k = 0; k < links.n; k++)
			if (str_eq(links.at[k].insee, communes.at[i].insee))
				add(f, links.at[k].district, TEXT(pg, W_figures_place_by_commune, ARG("commune", communes.at[i].name)));
	}
	if (!named.p)
		f->v->said = word_text(pg->lang, W_figures_place_nothing_commune);
	else if (!f->v->found.n)
		f->v->said = TEXT(pg, W_figures_place_no_district, ARG("commune", named));
	else if (f->v->found.n > 1)
		f->v->said = word_text(pg->lang, W_figures_place_several);
	return s;
}

enum status show_place(struct page *pg)
{
	struct sheet sheet;
	struct district_finder_view *v = ARENA_NEW(pg->arena, struct district_finder_view);
	enum status s = sheet_of_page(pg, &sheet);
	if (!s && sheet.head.identity)
		return NOT_FOUND;
	if (!s)
		s = sheet_frame(pg, &sheet, NULL, &v->layout, &v->bar);
	if (s)
		return s;
	struct finding_place f = {.pg = pg, .sheet = &sheet, .v = v};
	page_crumb(pg, &v->layout, v->bar.title, v->bar.list);
	v->layout.title = word_text(pg->lang, W_figures_place_title);
	v->asked = page_param(pg, S("asked"));
	v->was_asked = str_is_set(v->asked);
	v->action = LINK(pg, "/sheets/:sheet/place", pg->in.sheet);
	v->back = LINK(pg, "/sheets/:sheet/topics/publics", pg->in.sheet);
	s = q_page_districts(pg->db, pg->arena, sheet.head.territory, &f.districts);
	struct geo_point point;
	if (!s && v->was_asked)
		s = place_read_point(v->asked, &point) ? by_point(&f, point) : by_commune(&f, v->asked);
	if (!s)
		RESPOND_HTML(pg, place_page, v);
	return s;
}
