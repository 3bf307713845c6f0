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

str email_hint(struct arena *a, str email)
{
	str local, domain;
	if (!str_cut(email, '@', &local, &domain) || !local.n)
		return S("…");
	const size_t first = utf8_length(local);
	return arena_fmt(a, "%.*s…@%.*s", STR_ARGS(str_first(local, first ? first : 1)), STR_ARGS(domain));
}
