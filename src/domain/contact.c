/* E-mail addresses. Strict where a mail server would be, silent about the rest: only a mail that arrives proves an address. */
#include "domain/contact.h"

#include "base/limits.h"
#include "base/utf8.h"

enum { LOCAL_BYTES = 64, LABEL_BYTES = 63 };

static bool local_is_good(str local)
{
	if (!local.n || local.n > LOCAL_BYTES || local.p[0] == '.' || local.p[local.n - 1] == '.' || str_has(local, S("..")))
		return false;
	for (size_t i = 0; i < local.n; i++) {
		unsigned char c = (unsigned char)local.p[i];
		if (c <= ' ' || c == 127 || str_has(S("()<>[]:;,\\\"@"), (str){&local.p[i], 1}))
			return false;
	}
	return true;
}

static bool label_is_good(str label)
{
	if (!label.n || label.n > LABEL_BYTES || label.p[0] == '-' || label.p[label.n - 1] == '-')
		return false;
	for (size_t i = 0; i < label.n; i++) {
		unsigned char c = (unsigned char)label.p[i];
		if (!(c >= 128 || c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')))
			return false;
	}
	return true;
}

static bool domain_is_good(str domain)
{
	str label, rest = domain;
	size_t labels = 0;
	do {
		str tail;
		(void)str_cut(rest, '.', &label, &tail);
		if (!label_is_good(label))
			return false;
		labels++;
		rest = tail;
	} while (rest.p);
	return labels > 1;
}

bool email_read(struct arena *a, str typed, str *email)
{
	const str trimmed = str_trim(typed);
	*email = STR_NONE;
	if (!str_is_set(trimmed) || trimmed.n > LIMIT_EMAIL_BYTES || !utf8_valid(trimmed))
		return false;
	char *text = ARENA_ARRAY(a, trimmed.n + 1, char);
	for (size_t i = 0; i < trimmed.n; i++)
		text[i] = trimmed.p[i] >= 'A' && trimmed.p[i] <= 'Z' ? (char)(trimmed.p[i] - 'A' + 'a') : trimmed.p[i];
	str local, domain;
	const str read = {text, trimmed.n};
	if (!str_cut(read, '@', &local, &domain) || !local_is_good(local) || !domain_is_good(domain))
		return false;
	*email = read;
	return true;
}

/* Soft and zero-width blanks, marks of direction, line and paragraph separators, byte order mark: they show nothing, or show something else than what is there. */
static bool is_unseen(str character)
{
	static const str unseen[] = {S("\u00ad"), S("\u200b"), S("\u200e"), S("\u200f"), S("\u2028"), S("\u2029"), S("\u202a"), S("\u202b"), S("\u202c"),
	                             S("\u202d"), S("\u202e"), S("\u2066"), S("\u2067"), S("\u2068"), S("\u2069"), S("\ufeff")};
	for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++)
		if (str_eq(character, unseen[i]))
			return true;
	return (unsigned char)character.p[0] == 0xc2 && (unsigned char)character.p[1] < 0xa0;
}

bool name_read(struct arena *a, str typed, str *name)
{
	const str composed = utf8_composed(a, typed.p ? typed : S(""));
	*name = STR_NONE;
	if (!composed.p)
		return false;
	char *text = ARENA_ARRAY(a, composed.n + 1, char);
	size_t n = 0;
	for (size_t i = 0, step; i < composed.n; i += step) {
		step = utf8_length(str_skip(composed, i));
		const str character = {composed.p + i, step};
		const bool blank = step == 1 && (unsigned char)*character.p <= ' ';
		if (blank && n && text[n - 1] != ' ')
			text[n++] = ' ';
		if (blank || *character.p == 0x7f || is_unseen(character))
			continue;
		for (size_t k = 0; k < step; k++)
			text[n++] = character.p[k];
	}
	*name = str_trim((str){text, n});
	return name->n && !str_has(*name, S("://")) && !str_has(*name, S("www."));
}

str email_hint(struct arena *a, str email)
{
	str local, domain;
	if (!str_cut(email, '@', &local, &domain) || !local.n)
		return S("…");
	const size_t first = utf8_length(local);
	return arena_fmt(a, "%.*s…@%.*s", STR_ARGS(str_first(local, first ? first : 1)), STR_ARGS(domain));
}
