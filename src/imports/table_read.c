/* Reading a table in the sandboxed child, and taking the rows it hands back. */
#include "base/limits.h"
#include "imports/sandbox.h"
#include "imports/table.h"
#include "imports/wire.h"

static enum status work(struct arena *a, str input, struct out *result, struct problems *ps)
{
	struct table_book book;
	enum status s = table_parse(a, input, &book, ps);
	if (s == OK)
		wire_put_book(result, &book);
	return s;
}

static bool take(struct arena *a, str result, void *book)
{
	struct wire w = {.rest = result};
	return wire_book(&w, a, book);
}

static const struct sandbox_job job = {
	.work = work,
	.take = take,
	.input_max = LIMIT_TABLE_FILE_BYTES,
	.result_max = LIMIT_TABLE_INFLATED,
	.memory_max = LIMIT_IMPORT_MEMORY,
	.seconds = LIMIT_IMPORT_SECONDS,
};

enum status table_read(struct arena *a, const char *path, struct table_book *book, struct problems *ps)
{
	return sandbox_run_file(a, &job, path, book, ps);
}

enum status table_read_bytes(struct arena *a, str name, str bytes, struct table_book *book, struct problems *ps)
{
	return sandbox_run_bytes(a, &job, name, bytes, book, ps);
}
