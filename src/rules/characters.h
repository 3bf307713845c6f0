/* Kinds of characters, as the language tells names, units and spaces apart. Text is valid UTF-8; past its end there is character 0, which is nothing. */
#ifndef RULES_CHARACTERS_H
#define RULES_CHARACTERS_H

#include "base/str.h"

uint32_t character(str text, size_t *length); /* the first; 0 and length 0 when there is none */
size_t space_length(str text);                /* bytes of a space inside a line at its start, or 0 */
size_t blank_length(str text);                /* the same, line ends included */
str trim_spaces(str text);                    /* without blanks at both ends */

bool begins_name(uint32_t c); /* a letter, $ */
bool begins_unit(uint32_t c); /* a letter, €, %, ° */
bool begins_word(uint32_t c); /* a letter, a digit, a sign of , ° € $ % ² _ ' " « » */
bool in_word(uint32_t c);     /* the same, + and - */

#endif
