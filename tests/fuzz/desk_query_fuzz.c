/* Any bytes as the address of a desk's list: what is read is written, and that reads the same. */
#include "base/limits.h"
#include "base/status.h"
#include "domain/desk_list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static str written(struct arena *a, const struct desk_list *list, str text)
{
	struct desk_params params = {0}, again = {0};
	struct desk_query q;
	struct problems ps = problems_new(a);
	desk_params_of_text(a, text, &params);
	desk_query_read(a, list, params.at, params.n, &q, &ps);
	always(q.columns.n > 0 && q.per > 0 && q.page > 0);
	desk_query_write(a, list, &q, &again);
	return desk_params_text(a, &again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1 << 26);
	struct desk_list list;
	desk_list_start(a, LANG_FR, (day){20000}, &list);
	str once = written(a, &list, arena_str(a, (str){(const char *)data, size < 1200 ? size : 1200}));
	always(str_eq(once, written(a, &list, once)));
	arena_free(a);
	return 0;
}
