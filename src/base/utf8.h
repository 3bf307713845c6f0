/* UTF-8: checking, counting, folding for search, and the Windows-1252 that French spreadsheets still speak. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"
#include "base/out.h"

/* Bytes of the character at the start of s (1 to 4), or 0 when it is not valid UTF-8 (overlong, surrogate, cut). s.n > 0. */
size_t utf8_length(str s);
bool utf8_valid(str s);
size_t utf8_count(str s); /* characters; an invalid byte counts for one */
size_t utf8_width(str s); /* columns on a terminal: combining marks 0, wide characters 2 */

/* What search compares: NFKD, no marks, ligatures œ/æ opened, lower case, one space for every run of anything that is not a letter or a
   digit, and words of four letters or more without their final plural s or x. "Éco-citoyennetés" and "eco citoyennete" fold alike. */
str text_fold(struct arena *a, str s);

/* The same without the plural rule, for comparing names. */
str name_fold(struct arena *a, str s);

/* One writing for what looks the same (NFC), so that two keyboards give one text. Absent when s is not valid UTF-8. */
str utf8_composed(struct arena *a, str s);

/* Windows-1252 to UTF-8; the five undefined bytes become U+FFFD. */
str utf8_from_windows1252(struct arena *a, str s);

#endif
