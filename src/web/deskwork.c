/* The wish of a list: from an address or a form, to what it selects, and back to addresses. See deskwork.h. */
#include "web/deskwork.h"

#include "base/ids.h"
#include "base/limits.h"
#include "domain/application_code.h"

enum status deskwork_read(struct page *pg, const struct desk_params *params, struct deskwork *d)
{
	*d = (struct deskwork){.pg = pg, .ps = problems_new(pg->arena)};
	enum status s = q_desk_territory(pg->db, pg->arena, pg->thing.territory, &d->territory);
	if (s != OK)
		return s;
	d->source = (struct desk_source){.db = pg->db, .arena = pg->arena, .territory = pg->thing.territory, .zone = zone_of(d->territory.time_zone), .lang = pg->lang, .now = pg->now};
	s = read_desk_columns(&d->source, &d->list);
	if (s != OK)
		return s;
	desk_query_read(pg->arena, &d->list, params->at, params->n, &d->q, &d->ps);
	s = read_desk_rows(&d->source, &d->q, &d->list);
	if (s != OK)
		return s;
	desk_list_select(pg->arena, &d->list, &d->q, &d->selected);
	desk_query_write(pg->arena, &d->list, &d->q, &d->params);
	d->text = desk_params_text(pg->arena, &d->params);
	return OK;
}

void deskwork_params(struct page *pg, struct desk_params *params)
{
	for (size_t i = 0; i < pg->rq->params.n; i++)
		*LIST_ADD(pg->arena, params) = (struct desk_param){pg->rq->params.at[i].name, pg->rq->params.at[i].value};
}

url deskwork_url_of(struct page *pg, const char *under, str text)
{
	struct desk_params params = {0};
	struct out pattern = out_new(LIMIT_TARGET_BYTES * 2);
	desk_params_of_text(pg->arena, text, &params);
	str *values = ARENA_ARRAY(pg->arena, params.n + 1, str);
	values[0] = pg->in.territory.p ? pg->in.territory : S("-");
	out_fmt(&pattern, "/desk/:territory%s", under);
	size_t n = 1;
	for (size_t i = 0; i < params.n; i++) {
		if (!str_is_set(params.at[i].value))
			continue;
		out_fmt(&pattern, "%c%.*s=:x", n == 1 ? '?' : '&', STR_ARGS(params.at[i].name));
		values[n++] = params.at[i].value;
	}
	return url_path(pg->arena, pg->base, out_keep(&pattern, pg->arena), values, n);
}

url deskwork_url(const struct deskwork *d, const char *under, const struct desk_query *q)
{
	struct desk_params params = {0};
	desk_query_write(d->pg->arena, &d->list, q, &params);
	return deskwork_url_of(d->pg, under, desk_params_text(d->pg->arena, &params));
}

url deskwork_file(const struct deskwork *d, const struct desk_row *row)
{
	struct page *pg = d->pg;
	str code = row->sheet.set ? id_code(pg->arena, row->sheet.value) : application_code(pg->arena, d->territory.code, row->id);
	bool wish = str_is_set(d->text);
	if (row->sheet.set)
		return wish ? LINK(pg, "/desk/:territory/sheets/:sheet?list=:list", d->territory.code, code, d->text) : LINK(pg, "/desk/:territory/sheets/:sheet", d->territory.code, code);
	return wish ? LINK(pg, "/applications/:application?list=:list", code, d->text) : LINK(pg, "/applications/:application", code);
}
