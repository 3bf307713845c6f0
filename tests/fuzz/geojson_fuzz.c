/* Any bytes as a file of outlines. What is accepted must be read back by geo_shape_read. */
#include "base/limits.h"
#include "imports/geojson.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
	struct problems ps = problems_new(a);
	struct geo_districts ds;
	struct geo_shape shape;
	if (geojson_parse(a, (str){(const char *)data, size}, &ds, &ps) != OK)
		always(ps.total > 0);
	else
		for (size_t i = 0; i < ds.list.n; i++) {
			always(geo_shape_read(a, ds.list.at[i].geometry, &shape));
			(void)geo_contains(&shape, shape.box.least);
		}
	(void)!geo_shape_read(a, (str){(const char *)data, size}, &shape);
	arena_free(a);
	return 0;
}
