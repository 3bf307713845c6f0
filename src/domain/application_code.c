/* The last full stop parts the two: a number has none. See application_code.h. */
#include "domain/application_code.h"

str application_code(struct arena *a, str territory_code, application_id id)
{
	return arena_fmt(a, "%.*s.%lld", STR_ARGS(territory_code), (long long)id.v);
}

bool application_of_code(str code, str *territory_code, application_id *id)
{
	size_t stop = code.n;
	while (stop && code.p[stop - 1] != '.')
		stop--;
	str number = str_skip(code, stop);
	*territory_code = str_first(code, stop ? stop - 1 : 0);
	return territory_code->n && number.n && number.p[0] >= '1' && number.p[0] <= '9' && str_to_int64(number, &id->v);
}
