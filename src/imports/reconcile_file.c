/* From a file to its reconciliation. */
#include "imports/reconcile_file.h"

#include "imports/table.h"

enum status reconcile_file(struct arena *a, const char *path, struct reconciliation *r, struct problems *ps)
{
	struct table_book book;
	enum status s = table_read(a, path, &book, ps);
	if (s == OK)
		reconcile_book(a, str_of(path), &book, r);
	return s;
}

enum status reconcile_bytes(struct arena *a, str name, str bytes, struct reconciliation *r, struct problems *ps)
{
	struct table_book book;
	enum status s = table_read_bytes(a, name, bytes, &book, ps);
	if (s == OK)
		reconcile_book(a, name, &book, r);
	return s;
}
