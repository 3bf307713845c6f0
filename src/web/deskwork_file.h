/* The part of a file's page that every application has, with or without a sheet: filled for /desk/:territory/sheets/:sheet and for /applications/:application. Inside web/. */
#ifndef WEB_DESKWORK_FILE_H
#define WEB_DESKWORK_FILE_H

#include "web/deskwork.h"

/* Reads all of it. `ps`: of a form that is shown again (what was typed comes back). Notes that this person has it open. */
must_use enum status deskwork_file_fill(struct page *pg, territory_id territory, application_id application, const struct problems *ps, struct deskwork_file *f);

/* How a POST from one of these pages ends: OK back to the page with its place in the list; INVALID the page again; CONFLICT the page with what changed, 409. */
must_use enum status deskwork_file_end(struct page *pg, enum status s, struct problems *ps);

/* The wish of the list that one came from, as text; "" when none. */
str deskwork_file_list(const struct page *pg);

/* The base of the form, absent when it carries none. */
opt_int deskwork_file_base(const struct page *pg);
/* CONFLICT when the form was shown before somebody's last change. For the forms of a sheet. */
must_use enum status deskwork_file_fresh(struct page *pg);

/* good | warning | error: how the state of an application is shown on its own pages. */
str deskwork_state_tone(str state);

#endif
