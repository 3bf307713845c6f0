/* Pixels: turned upright, made smaller. Pure arithmetic over memory of the arena; runs in the sandboxed child. */
#include "imports/document_parts.h"

#include <string.h>

enum { CHANNELS = 3 };

/* Where the pixel of column x, row y comes from: for each orientation of EXIF, whether rows and columns are exchanged and which run backwards (in the source). */
static const struct turn {
	bool exchanged, left, up;
} turns[9] = {
	[1] = {false, false, false}, [2] = {false, true, false}, [3] = {false, true, true}, [4] = {false, false, true},
	[5] = {true, false, false},  [6] = {true, false, true},  [7] = {true, true, true},  [8] = {true, true, false},
};

void raster_turn(struct arena *a, struct raster *r, int orientation)
{
	if (orientation < 2 || orientation > 8)
		return;
	const struct turn turn = turns[orientation];
	struct raster to = {.width = turn.exchanged ? r->height : r->width, .height = turn.exchanged ? r->width : r->height};
	to.rgb = arena_array(a, to.width * to.height, CHANNELS);
	for (size_t y = 0; y < to.height; y++)
		for (size_t x = 0; x < to.width; x++) {
			size_t column = turn.exchanged ? y : x, row = turn.exchanged ? x : y;
			column = turn.left ? r->width - 1 - column : column;
			row = turn.up ? r->height - 1 - row : row;
			memcpy(to.rgb + (y * to.width + x) * CHANNELS, r->rgb + (row * r->width + column) * CHANNELS, CHANNELS);
		}
	*r = to;
}

/* One line of `from` samples, `step` bytes apart, becomes one of `to` samples: each is the mean of what it covers, parts of a sample counted as parts. */
static void shrink_line(const unsigned char *line, size_t from, size_t step, unsigned char *made, size_t to, size_t made_step)
{
	always(from > 0 && to > 0);
	for (size_t i = 0; i < to; i++) {
		uint64_t begin = (uint64_t)i * from, end = begin + from; /* in units of 1/to of a sample */
		uint64_t sum[CHANNELS] = {0};
		for (uint64_t at = begin; at < end;) {
			uint64_t sample = at / to, next = (sample + 1) * to, weight = (next < end ? next : end) - at;
			for (size_t k = 0; k < CHANNELS; k++)
				sum[k] += weight * line[sample * step + k];
			at += weight;
		}
		for (size_t k = 0; k < CHANNELS; k++)
			made[i * made_step + k] = (unsigned char)((sum[k] + from / 2) / from); /* NOLINT(clang-analyzer-core.DivideZero): from > 0, above */
	}
}

void raster_shrink(struct arena *a, struct raster *r, size_t side)
{
	size_t longest = r->width > r->height ? r->width : r->height;
	if (longest <= side || !r->width || !r->height)
		return;
	struct raster to = {.width = r->width * side / longest, .height = r->height * side / longest};
	to.width += to.width == 0;
	to.height += to.height == 0;
	unsigned char *narrow = arena_array(a, to.width * r->height, CHANNELS);
	for (size_t y = 0; y < r->height; y++)
		shrink_line(r->rgb + y * r->width * CHANNELS, r->width, CHANNELS, narrow + y * to.width * CHANNELS, to.width, CHANNELS);
	to.rgb = arena_array(a, to.width * to.height, CHANNELS);
	for (size_t x = 0; x < to.width; x++)
		shrink_line(narrow + x * CHANNELS, r->height, to.width * CHANNELS, to.rgb + x * CHANNELS, to.height, to.width * CHANNELS);
	*r = to;
}
