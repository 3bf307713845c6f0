/* Reads a csv, xlsx or ods file, or the tables of a docx, that nobody vouches for into a domain/table.h book. The kind is found in the content, never in the name.
   table_parse works on bytes and belongs in a sandboxed child; everything else goes through table_read, which starts that child.
   Bounded by base/limits.h: LIMIT_TABLE_*. Never opens anything else, never evaluates a formula. */
#ifndef IMPORTS_TABLE_H
#define IMPORTS_TABLE_H

#include "base/problem.h"
#include "domain/table.h"

/* Reads the file in a sandboxed child. OK; NOT_FOUND, DENIED, TOO_BIG, INVALID, BROKEN, each with a problem that names the file. */
must_use enum status table_read(struct arena *a, const char *path, struct table_book *book, struct problems *ps);
/* The same for bytes already received; `name` is only used in problems. */
must_use enum status table_read_bytes(struct arena *a, str name, str bytes, struct table_book *book, struct problems *ps);

/* Parses here and now. For the child, the tests and the fuzzers. OK, INVALID or TOO_BIG with problems. `bytes` must outlive the book. */
must_use enum status table_parse(struct arena *a, str bytes, struct table_book *book, struct problems *ps);

/* A text table in UTF-16, as spreadsheets save "Unicode text", in UTF-8; any other bytes as they are. */
str table_as_utf8(struct arena *a, str bytes);

#endif
