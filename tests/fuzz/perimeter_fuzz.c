/* The perimeter of a district comes from an imported file: whatever it holds, the map is drawn, in valid XML, within its limits. */
#include "base/arena.h"
#include "documents/svg.h"
#include "documents/svg_perimeter.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct map_commune communes[] = {{{"Divion", 6}, 6766, true, 50.4698, 2.5045}, {{"Auchel", 6}, 10051, true, 50.5102, 2.4688}};
	static const size_t both[] = {0, 1};
	struct arena *a = arena_new((size_t)64 << 20);
	str text = {(const char *)data, size};
	struct map_district district = {.name = text, .kind = (enum map_kind)(size % MAP_KINDS), .renewal = size % 2, .communes = both, .commune_count = 2, .href = url_web(text), .perimeter = text};
	struct map_of_districts map = {.prefix = {"fuzz", 4}, .width = SVG_WIDTH_PHONE, .communes = communes, .commune_count = 2, .districts = &district, .district_count = 1};
	if (!svg_map(a, LANG_FR, &map).s.n)
		abort();
	arena_free(a);
	return 0;
}
