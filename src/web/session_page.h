/* What the pages of hearings and committees share: the session of the address, what an action takes from a request, texts of hours, the end of a POST. Inside web/. */
#ifndef WEB_SESSION_PAGE_H
#define WEB_SESSION_PAGE_H

#include "actions/session.h"
#include "web/filing_page.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/routes.h"

must_use enum status session_page_read(struct page *pg, struct session *s);
struct session_step session_page_step(struct page *pg, struct problems *ps);
str session_page_typed(const struct page *pg, str name);
bool session_page_runs(const struct page *pg);
/* Crumbs, title ("Erreur : …" with problems), problems, no index. */
void session_page_frame(struct page *pg, const struct session *s, const struct problems *ps, struct layout_view *layout, struct filing_problems *problems, str title);
/* "4 février 2025 à 9 h"; "09:30" of a field; "9 h 30" alone is the former. */
str session_page_when(const struct page *pg, const struct session *s, instant at);
str session_page_hour(const struct page *pg, const struct session *s, opt_instant at);
/* Words of clashes, with those of other sessions. */
must_use enum status session_page_clashes(struct page *pg, const struct session *s, struct str_list *clashes);
str session_page_quorum(const struct page *pg, const struct quorum *q);
str session_page_quorum_tone(const struct quorum *q);

/* Done: back to `where`, and the screens that wait are told. INVALID, CONFLICT: `again` is shown, with 422 or 409. */
must_use enum status session_page_end(struct page *pg, enum status s, struct problems *ps, url where, enum status (*again)(struct page *pg, const struct problems *ps));
must_use enum status session_page(struct page *pg, const struct problems *ps);

/* The page that says on which agenda these applications go: sessions to come that can take some of them. */
must_use enum status session_choose(struct page *pg, const application_id *ids, size_t n, url back);

#define SESSION_LINK(pg, under) LINK((pg), "/sessions/:session" under, (pg)->in.session)

/* Why a session that is closed or cancelled does not change any more; absent while it may. */
str session_page_over(const struct page *pg, const struct session *s);

#endif
