/* The chunked framing against any bytes: however they are cut, the same answer; and what is accepted is what a plain reading of the standard
   gives, to the byte. */
#include "base/limits.h"
#include "http/chunks.h"

#include <stdlib.h>
#include <string.h>

/* The whole body at once, with strtoul and memcmp: its length, or 0 when it is not whole or not right. */
static size_t plainly(const char *text, size_t n)
{
	size_t at = 0, total = 0;
	for (;;) {
		size_t digits = 0;
		while (at + digits < n && digits < 9 && strchr("0123456789abcdefABCDEF", text[at + digits]) && text[at + digits])
			digits++;
		if (digits == 0 || digits > 8 || at + digits + 2 > n || memcmp(text + at + digits, "\r\n", 2) != 0)
			return 0;
		size_t size = strtoul(text + at, NULL, 16);
		total += size;
		at += digits + 2;
		if (total > LIMIT_BODY_BYTES || at + size + 2 > n || memcmp(text + at + size, "\r\n", 2) != 0)
			return 0;
		at += size + 2;
		if (size == 0)
			return at;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	always(text != NULL);
	if (size)
		memcpy(text, data, size);
	text[size] = 0;
	struct chunks whole = {0}, cut = {0};
	size_t end = 0, taken = 0, at = 0;
	struct guard_answer at_once = chunks_read(&whole, (str){text, size}, &end), piece = {.verdict = GUARD_MORE};
	size_t pace = size ? 1 + data[size - 1] % 7 : 1;
	for (; piece.verdict == GUARD_MORE && at < size; at += taken)
		piece = chunks_read(&cut, str_first((str){text + at, size - at}, pace), &taken);
	always(at_once.verdict == piece.verdict && at_once.status == piece.status);
	always(at_once.verdict == GUARD_REFUSE || (end == at && end <= size && whole.total == cut.total && whole.total <= LIMIT_BODY_BYTES));
	always((at_once.verdict == GUARD_ACCEPT ? end : 0) == plainly(text, size));
	free(text);
	return 0;
}
