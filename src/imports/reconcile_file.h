/* One entry point for `faubourg reconcile FILE` and for the page that takes an upload: reads the table in a sandboxed child, then checks it. */
#ifndef IMPORTS_RECONCILE_FILE_H
#define IMPORTS_RECONCILE_FILE_H

#include "base/problem.h"
#include "domain/reconcile.h"

/* OK: *r is filled; ask reconciliation_adds_up() for exit 0 or 1. NOT_FOUND, DENIED, INVALID, TOO_BIG, BROKEN: unreadable (exit 65), problems say why. */
must_use enum status reconcile_file(struct arena *a, const char *path, struct reconciliation *r, struct problems *ps);
/* The same for bytes already received; `name` is what the person calls the file. */
must_use enum status reconcile_bytes(struct arena *a, str name, str bytes, struct reconciliation *r, struct problems *ps);

#endif
