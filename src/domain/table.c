/* What every user of a table needs. */
#include "domain/table.h"

str column_letters(struct arena *a, uint32_t column)
{
	char letters[8];
	size_t at = sizeof letters;
	uint32_t rest = column + 1;
	while (rest && at) {
		rest--;
		letters[--at] = (char)('A' + rest % 26);
		rest /= 26;
	}
	return arena_str(a, (str){letters + at, sizeof letters - at});
}
