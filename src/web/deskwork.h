/* What the pages of the desk's list share: the wish of an address or of a form, what it selects, and addresses made from wishes. Inside web/. */
#ifndef WEB_DESKWORK_H
#define WEB_DESKWORK_H

#include "actions/read_desk.h"
#include "web/desk_page.h"

struct deskwork {
	struct page *pg;
	struct q_desk_territory_row territory;
	struct desk_source source;
	struct desk_list list;
	struct desk_query q;
	struct desk_selected selected;
	struct desk_params params; /* the wish, shortest form */
	str text;                  /* the same as a query */
	struct problems ps;
};

/* Reads the territory of the address, its columns, and the wish of `params`; and what it selects. Statuses of q_desk_territory; BUSY, BROKEN. */
must_use enum status deskwork_read(struct page *pg, const struct desk_params *params, struct deskwork *d);
/* Parameters of this request's address that belong to the list. */
void deskwork_params(struct page *pg, struct desk_params *params);
/* An address of the desk with a wish: `under` is "" or "/list.csv". */
url deskwork_url(const struct deskwork *d, const char *under, const struct desk_query *q);
/* The same with a query that was kept as text. */
url deskwork_url_of(struct page *pg, const char *under, str text);
/* The page of a file, with its place in the list that it came from. */
url deskwork_file(const struct deskwork *d, const struct desk_row *row);

/* The list's page, again: with what an action said. `said`: words, or absent. */
must_use enum status deskwork_page(struct page *pg, const struct desk_params *params, const struct problems *ps);

#endif
