/* One file of a pack from any bytes: the first byte chooses which file. Whatever comes in, reading and checking end, within the limits, and a
   refusal says why; what was accepted can be flattened and counted. */
#include "base/limits.h"
#include "domain/pack_check.h"
#include "domain/pack_frame.h"
#include "domain/territory_findings.h"
#include "imports/pack_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"territory.yaml", "districts.yaml", "frame.yaml", "calls.yaml", "programme.yaml"};
	if (size == 0 || size > LIMIT_PACK_FILE_BYTES)
		return 0;
	struct arena *arena = arena_new(LIMIT_COMMAND_ARENA);
	struct problems ps = problems_new(arena);
	struct findings fs = findings_new(arena);
	struct pack pack;
	str bytes = {(const char *)data + 1, size - 1};
	enum status read = pack_read_bytes(arena, names[data[0] % 5], bytes, &pack, &ps);
	enum status checked = pack_check(arena, &pack, &ps);
	always((read == OK && checked == OK) == (ps.total == 0));
	if (ps.total == 0) {
		struct territory_figures figures = territory_figures_of_pack(arena, &pack);
		territory_findings(&figures, &fs);
		always(pack_goals_flatten(arena, &pack).n == pack_goal_count(&pack));
	}
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct out o = out_new(LIMIT_RESPONSE_BYTES);
		problems_write(&o, (enum lang)lang, &ps);
		findings_write(&o, (enum lang)lang, &fs);
		always(!o.full);
		out_free(&o);
	}
	arena_free(arena);
	return 0;
}
