/* Any bytes as an amount and as a cell of named amounts: always within the limits. */
#include "base/limits.h"
#include "base/status.h"
#include "domain/amount.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1 << 24);
	str text = arena_str(a, (str){(const char *)data, size < 4096 ? size : 4096});
	for (int habit = HABIT_UNKNOWN; habit <= HABIT_POINT_DECIMAL; habit++) {
		struct amount amount = amount_read(text, (enum amount_habit)habit);
		always(amount.reading == AMOUNT_NONE || (amount.micro <= LIMIT_AMOUNT_CENTS * MICRO_PER_CENT && amount.micro >= -LIMIT_AMOUNT_CENTS * MICRO_PER_CENT));
		size_t used;
		(void)amount_prefix(text, (enum amount_habit)habit, &used);
		always(used <= text.n);
		struct amount_items items;
		if (amount_items_read(a, text, (enum amount_habit)habit, &items))
			always(items.list.n > 0);
	}
	arena_free(a);
	return 0;
}
