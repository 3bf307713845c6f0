/* Text as a pointer and a length, passed by value. Not terminated, never owned, untrusted until a type says otherwise.
   A str with p == NULL is "absent" (SQL NULL, a missing field); an empty str has p != NULL and n == 0. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct str {
	const char *p;
	size_t n;
} str;

/* A str from a string literal only: "" lit "" does not compile for anything else. */
#define S(lit) ((str){"" lit "", sizeof(lit) - 1})
#define STR_NONE ((str){NULL, 0})
/* For printf: "%.*s", STR_ARGS(s). */
#define STR_ARGS(s) (int)(s).n, ((s).p ? (s).p : "")

str str_of(const char *terminated); /* NULL gives STR_NONE */
bool str_eq(str a, str b);          /* absent equals only absent */
int str_cmp(str a, str b);          /* bytes, then length; for sorting */
bool str_is_set(str s);             /* present and not empty */
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_eq_nocase(str a, str b); /* ASCII letters only */
str str_trim(str s);              /* without ASCII blanks at both ends */
str str_skip(str s, size_t n);    /* without the first n bytes (clamped) */
str str_first(str s, size_t n);   /* at most the first n bytes */
bool str_find(str s, str needle, size_t *at);
bool str_has(str s, str needle);

/* Cuts at the first `separator`: *head gets what is before, the rest comes back. False when there is no separator
   (then *head is all of s and *tail is absent). */
bool str_cut(str s, char separator, str *head, str *tail);

/* A whole decimal number with optional '-', nothing else; false when it is not one or does not fit. */
bool str_to_int64(str s, int64_t *value);

/* 0 to 15 for 0-9, a-f, A-F; -1 for anything else. */
int hex_digit(char c);

/* Levenshtein distance over bytes, at most `limit` + 1; for "did you mean". Both at most 64 bytes, else limit + 1. */
size_t str_distance(str a, str b, size_t limit);

/* The candidate nearest to s within a third of its length, or STR_NONE. */
str str_nearest(str s, const str *candidates, size_t count);

#endif
