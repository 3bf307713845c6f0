/* The chunked framing, one byte at a time but for the content, which is skipped. See chunks.h. */
#include "http/chunks.h"

#include "base/limits.h"

enum { SIZE_DIGITS = 8 }; /* with leading zeros */

static struct guard_answer refuse(int status, const char *reason)
{
	return (struct guard_answer){GUARD_REFUSE, status, reason};
}

static const struct guard_answer more = {.verdict = GUARD_MORE};

static int hexadecimal(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	char lower = (char)(c | 0x20);
	return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static struct guard_answer read_digit(struct chunks *c, char byte)
{
	int value = hexadecimal(byte);
	if (value < 0 || c->digits == SIZE_DIGITS)
		return refuse(400, "chunk size");
	c->digits++;
	c->left = c->left * 16 + (size_t)value;
	return c->left + c->total > LIMIT_BODY_BYTES ? refuse(413, "body too long") : more;
}

static struct guard_answer end_size(struct chunks *c)
{
	c->total += c->left;
	c->digits = 0;
	c->place = c->left ? CHUNK_CONTENT : CHUNK_LAST_CR;
	return more;
}

/* The places where only one byte is right, and what follows it. */
static struct guard_answer expect(struct chunks *c, char byte)
{
	static const struct {
		char byte;
		enum chunk_place next;
		const char *otherwise;
	} steps[] = {
		[CHUNK_CONTENT_CR] = {'\r', CHUNK_CONTENT_LF, "chunk longer than its size"},
		[CHUNK_CONTENT_LF] = {'\n', CHUNK_SIZE, "chunk longer than its size"},
		[CHUNK_LAST_CR] = {'\r', CHUNK_LAST_LF, "trailer"},
		[CHUNK_LAST_LF] = {'\n', CHUNK_DONE, "trailer"},
	};
	if (byte != steps[c->place].byte)
		return refuse(400, steps[c->place].otherwise);
	c->place = steps[c->place].next;
	return more;
}

static struct guard_answer read_byte(struct chunks *c, char byte)
{
	if (c->place == CHUNK_SIZE && byte == '\r' && c->digits) {
		c->place = CHUNK_SIZE_LF;
		return more;
	}
	if (c->place == CHUNK_SIZE)
		return read_digit(c, byte);
	if (c->place == CHUNK_SIZE_LF)
		return byte == '\n' ? end_size(c) : refuse(400, "chunk size");
	return expect(c, byte);
}

struct guard_answer chunks_read(struct chunks *c, str bytes, size_t *n)
{
	for (size_t i = 0; i < bytes.n;) {
		if (c->place == CHUNK_CONTENT) {
			size_t skipped = c->left < bytes.n - i ? c->left : bytes.n - i;
			c->left -= skipped;
			i += skipped;
			if (c->left == 0)
				c->place = CHUNK_CONTENT_CR;
			continue;
		}
		struct guard_answer answer = read_byte(c, bytes.p[i++]);
		if (answer.verdict == GUARD_REFUSE)
			return answer;
		if (c->place == CHUNK_DONE) {
			*n = i;
			return (struct guard_answer){.verdict = GUARD_ACCEPT};
		}
	}
	*n = bytes.n;
	return more;
}
