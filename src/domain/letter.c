/* See letter.h. Called by accounts/ and actions/, which write mails. */
#include "domain/letter.h"

#include "base/limits.h"
#include "base/words.h"

str letter_link(struct arena *a, str site, enum lang lang, str path)
{
	return arena_fmt(a, "%.*s%s%.*s", STR_ARGS(site), lang == LANG_EN ? "/en" : "", STR_ARGS(path));
}

str letter_text(struct arena *a, const struct letter *letter)
{
	struct out o = out_new(LIMIT_MAIL_BYTES);
	if (str_is_set(letter->name))
		WORDS(&o, letter->lang, W_mail_hello_name, ARG("name", letter->name));
	else
		out_str(&o, word_text(letter->lang, W_mail_hello));
	out_str(&o, S("\n\n"));
	out_str(&o, str_trim(letter->text));
	out_str(&o, S("\n\n-- \n"));
	WORDS(&o, letter->lang, letter->is_read ? W_mail_foot_read : W_mail_foot, ARG("site", letter->site.p ? letter->site : S("")));
	out_char(&o, '\n');
	str text = out_keep(&o, a);
	return text.p ? text : S("");
}
