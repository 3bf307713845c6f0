/* SHA-256 of bytes in memory, as text: what a receipt prints and what a signature was given for. Owns nothing. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/arena.h"

enum { SHA256_DIGITS = 64 };

/* 64 small hex digits. */
str sha256_text(struct arena *a, str bytes);

#endif
