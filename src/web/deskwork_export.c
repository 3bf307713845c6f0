/* What is shown as a file, all its pages; and the lists that somebody keeps. */
#include "actions/desk_view.h"
#include "documents/desk_table.h"
#include "documents/programme_ods.h"
#include "web/deskwork.h"

static enum status table_of(struct page *pg, struct deskwork *d, struct desk_table *t)
{
	struct desk_params params = {0};
	deskwork_params(pg, &params);
	enum status s = deskwork_read(pg, &params, d);
	*t = (struct desk_table){.list = &d->list, .q = &d->q, .selected = &d->selected, .title = word_text(pg->lang, W_desk_title)};
	return s;
}

static str file_name(struct page *pg, const struct deskwork *d, const char *ending)
{
	char text[32];
	return arena_fmt(pg->arena, "%.*s-%s.%s", STR_ARGS(d->territory.code), day_iso(d->list.today, text), ending);
}

enum status send_desk_csv(struct page *pg)
{
	struct deskwork d;
	struct desk_table t;
	enum status s = table_of(pg, &d, &t);
	if (s != OK)
		return s;
	respond_download(pg, S("text/csv; charset=utf-8"), file_name(pg, &d, "csv"));
	desk_table_csv(pg->arena, &t, &pg->rs->body);
	return OK;
}

enum status send_desk_xlsx(struct page *pg)
{
	struct deskwork d;
	struct desk_table t;
	enum status s = table_of(pg, &d, &t);
	if (s != OK)
		return s;
	respond_download(pg, S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), file_name(pg, &d, "xlsx"));
	return desk_table_xlsx(pg->arena, &t, &pg->rs->body);
}

enum status send_desk_ods(struct page *pg)
{
	struct deskwork d;
	struct desk_table t;
	enum status s = table_of(pg, &d, &t);
	if (s != OK)
		return s;
	respond_download(pg, S(ODS_MEDIA), file_name(pg, &d, "ods"));
	return desk_table_ods(pg->arena, &t, &pg->rs->body);
}

/* ---- kept lists ---- */

static str typed(const struct page *pg, str name)
{
	str value = page_form(pg, name);
	return value.p ? value : S("");
}

static enum status back(struct page *pg, enum status s, const struct problems *ps)
{
	struct desk_params params = {0};
	desk_params_of_text(pg->arena, typed(pg, S("wish")), &params);
	if (s == OK)
		return page_see_other(pg, deskwork_url_of(pg, "", typed(pg, S("wish"))));
	if (s != INVALID)
		return s;
	s = deskwork_page(pg, &params, ps);
	return s == OK ? page_again(pg) : s;
}

enum status post_desk_view(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct desk_view_new new = {.territory = pg->thing.territory, .name = typed(pg, S("name")), .query = typed(pg, S("wish")),
		.shared = str_is_set(typed(pg, S("shared"))), .is_default = str_is_set(typed(pg, S("default")))};
	return back(pg, keep_desk_view(pg->db, pg->arena, &pg->actor, pg->now, &new, &ps), &ps);
}

enum status post_desk_view_remove(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	int64_t view;
	if (!str_to_int64(typed(pg, S("view")), &view))
		return NOT_FOUND;
	return back(pg, forget_desk_view(pg->db, pg->arena, &pg->actor, pg->now, pg->thing.territory, view), &ps);
}
