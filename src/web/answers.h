/* The answers of a self-diagnosis as they stand in an address (B19): one parameter `a`, readable and short, so that a link keeps everything and the
   server keeps nothing. "porteur.association~cout.12000~bilan" says association, 12 000, and "I do not know" for the third.
   Pairs are separated by '~' and begin with the question's short key; a value follows a '.', or nothing when the person does not know. In a value a
   blank is '_'; '~~' is a '~', '~_' a '_'. What a value means for its question is answer_read.h's business. Pure. */
#ifndef WEB_ANSWERS_H
#define WEB_ANSWERS_H

#include "base/arena.h"
#include "base/status.h"

struct answer {
	str key;
	str value; /* absent: the person does not know */
};

struct answers {
	LIST_OF(struct answer) list; /* in the order in which they were given; a key stands once */
};

/* OK; INVALID: no such state (a bad key, a key twice, an empty value, a control character, an escape that is none); TOO_BIG: over LIMIT_ANSWERS_BYTES
   or LIMIT_ANSWERS. An absent or empty text holds no answer. Values are copied into the arena when they hold an escape. */
must_use enum status answers_read(struct arena *a, str encoded, struct answers *answers);

/* The same text for the same answers; empty when there are none. */
str answers_write(struct arena *a, const struct answers *answers);

const struct answer *answers_find(const struct answers *answers, str key); /* NULL when it was not given */

/* A copy in which `key` has that value, at its place or at the end; absent: not known. */
struct answers answers_with(struct arena *a, const struct answers *answers, str key, str value);
struct answers answers_without(struct arena *a, const struct answers *answers, str key);

/* A key of a question: letters, digits and '-', beginning with a letter or a digit, at most LIMIT_CODE_BYTES. */
bool answers_is_key(str key);

#endif
