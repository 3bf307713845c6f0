/* Kinds of characters of the language. Tables only. */
#include "rules/characters.h"

#include "base/utf8.h"

uint32_t character(str text, size_t *length)
{
	static const unsigned char masks[5] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	*length = text.n ? utf8_length(text) : 0;
	if (!*length) {
		*length = text.n ? 1 : 0;
		return text.n ? 0xfffd : 0;
	}
	uint32_t c = (unsigned char)text.p[0] & masks[*length];
	for (size_t i = 1; i < *length; i++)
		c = c << 6 | ((unsigned char)text.p[i] & 0x3fu);
	return c;
}

static bool is_space(uint32_t c)
{
	return c == '\t' || c == ' ' || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
	       c == 0x3000 || c == 0xfeff;
}

size_t space_length(str text)
{
	size_t length;
	return is_space(character(text, &length)) ? length : 0;
}

size_t blank_length(str text)
{
	size_t length;
	uint32_t c = character(text, &length);
	return is_space(c) || (c >= '\n' && c <= '\r') ? length : 0;
}

str trim_spaces(str text)
{
	for (size_t n; (n = blank_length(text)) > 0;)
		text = str_skip(text, n);
	while (text.n) {
		size_t start = text.n - 1;
		while (start > 0 && ((unsigned char)text.p[start] & 0xc0) == 0x80)
			start--;
		if (!blank_length(str_skip(text, start)))
			break;
		text.n = start;
	}
	return text;
}

static bool is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0x17f) || c == '$';
}

bool begins_name(uint32_t c)
{
	return is_letter(c);
}

bool begins_unit(uint32_t c)
{
	return is_letter(c) || c == 0xb0 || c == '%' || c == 0x20ac;
}

bool begins_word(uint32_t c)
{
	switch (c) {
	case ',':
	case '%':
	case '_':
	case '\'':
	case '"':
	case 0xb0:
	case 0xb2:
	case 0xab:
	case 0xbb:
	case 0x20ac: return true;
	default: return is_letter(c) || (c >= '0' && c <= '9');
	}
}

bool in_word(uint32_t c)
{
	return begins_word(c) || c == '-' || c == '+';
}
