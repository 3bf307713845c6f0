/* What goes out of a call's grid for others to work on: the workbook that comes back as a diff, the extraction that DAUPHIN reads, the lines of an import that were not taken. */
#include "base/sha256.h"
#include "documents/grid_sheet.h"
#include "documents/programme_ods.h"
#include "web/grid_show.h"
#include "web/handlers.h"
#include "web/imports.h"
#include "web/respond.h"

static enum status read(struct page *pg, struct grid *g)
{
	int64_t scenario;
	enum status s = grid_page_scenario(pg, &scenario);
	return s == OK ? read_grid(pg->db, pg->arena, pg->lang, pg->in.call, scenario, g) : s;
}

static str file_name(struct page *pg, const struct grid *g, const char *ending)
{
	return g->scenario == GRID_SESSION ? arena_fmt(pg->arena, "%.*s.%s", STR_ARGS(g->call), ending) : arena_fmt(pg->arena, "%.*s-%lld.%s", STR_ARGS(g->call), (long long)g->scenario, ending);
}

enum status send_grid_xlsx(struct page *pg)
{
	struct grid *g = ARENA_NEW(pg->arena, struct grid);
	enum status s = read(pg, g);
	if (s != OK)
		return s;
	respond_download(pg, S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), file_name(pg, g, "xlsx"));
	return grid_xlsx(pg->arena, pg->lang, g, &pg->rs->body);
}

enum status send_grid_ods(struct page *pg)
{
	struct grid *g = ARENA_NEW(pg->arena, struct grid);
	enum status s = read(pg, g);
	if (s != OK)
		return s;
	respond_download(pg, S(ODS_MEDIA), file_name(pg, g, "ods"));
	return grid_ods(pg->arena, pg->lang, g, &pg->rs->body);
}

enum status send_dauphin(struct page *pg)
{
	int64_t scenario;
	enum status s = grid_page_scenario(pg, &scenario);
	if (s != OK)
		return s;
	respond_download(pg, S("text/csv; charset=utf-8"), arena_fmt(pg->arena, "dauphin-%.*s.csv", STR_ARGS(pg->in.call)));
	return write_dauphin(pg->db, pg->arena, &pg->rs->body, pg->in.call, scenario);
}

enum status send_import_errors(struct page *pg)
{
	struct import_page p;
	struct table_plan plan;
	enum status s = import_page_read(pg, &p);
	if (s == OK)
		s = import_page_plan(pg, &p, &plan);
	if (s == OK && (!p.book || !plan.grid))
		s = NOT_FOUND;
	if (s != OK)
		return s;
	respond_download(pg, S("text/csv; charset=utf-8"), arena_fmt(pg->arena, "%.*s-%lld.csv", STR_ARGS(pg->in.call), (long long)p.import.id));
	write_import_errors(pg->arena, &pg->rs->body, pg->lang, p.book, &p.import, &plan);
	return OK;
}

uint64_t import_topic(const struct page *pg)
{
	return grid_topic(pg->in.call);
}

str import_digest(struct arena *a, str headings)
{
	return sha256_text(a, headings);
}
