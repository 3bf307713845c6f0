/* Mistakes that must not compile: each BUG is one. As it stands the file compiles (tests/golden/pages/run.sh tries all). */
#include "base/format.h"
#include "base/html.h"

struct thing {
	str name;
	html drawing;
	money total;
	day opened;
	bool late;
	url link;
	territory_id territory;
	application_id application;
};

money money_sum(money a, money b);
void territory_only(territory_id id);
void run(sql q);
void right_and_wrong(struct out *o, struct arena *a, const struct thing *v, const char *cp, char *text);

void right_and_wrong(struct out *o, struct arena *a, const struct thing *v, const char *cp, char *text)
{
	money m = money_sum(v->total, (money){5});
	url page = URL_PATH(a, S("/en"), "/calls/:call", v->name);
	HTML_TEXT(o, LANG_FR, NULL, v->name);
	HTML_TEXT(o, LANG_FR, NULL, v->drawing);
	HTML_ATTR(o, v->name);
	HTML_URL(o, page);
	run(SQL("SELECT 1"));
	territory_only(v->territory);
#if BUG == 1
	html h = v->name; /* raw text as markup */
	HTML_TEXT(o, LANG_FR, NULL, h);
#elif BUG == 2
	html_text_html(o, LANG_FR, NULL, v->name); /* the same, past the macro */
#elif BUG == 3
	HTML_ATTR(o, v->drawing); /* markup in an attribute */
#elif BUG == 4
	HTML_URL(o, v->name); /* raw text as an address */
#elif BUG == 5
	url u = v->name; /* the same, past the macro */
	HTML_URL(o, u);
#elif BUG == 6
	HTML_URL(o, "/calls"); /* an address that no constructor made */
#elif BUG == 7
	HTML_TEXT(o, LANG_FR, NULL, cp); /* text of unknown length */
#elif BUG == 8
	HTML_ATTR(o, text);
#elif BUG == 9
	HTML_TEXT(o, LANG_FR, NULL, v->late); /* a truth value is not words */
#elif BUG == 10
	page = URL_PATH(a, S(""), cp); /* a pattern that is not a literal */
#elif BUG == 11
	page = URL_PATH(a, S(""), "/calls/:call", cp);
#elif BUG == 12
	run(SQL(cp)); /* a runtime string as SQL */
#elif BUG == 13
	run(cp);
#elif BUG == 14
	run(v->name);
#elif BUG == 15
	m = money_sum(m, 5); /* cents mixed with a bare number */
#elif BUG == 16
	m = m + m; /* unchecked arithmetic on amounts */
#elif BUG == 17
	m.cents = v->total; /* an amount as a bare number */
#elif BUG == 18
	territory_only(v->application); /* an id of another table */
#elif BUG == 19
	territory_only(7);
#elif BUG == 20
	territory_only(v->name); /* a district's code where its territory's id goes */
#elif BUG == 21
	out_str(o, cp);
#elif BUG == 22
	out_str(o, S(cp));
#elif BUG == 23
	if (HTML_IF(v->opened)) /* a day is always there */
		out_char(o, '1');
#elif BUG == 24
	if (HTML_IF(v->territory))
		out_char(o, '1');
#elif BUG == 25
	m = v->opened; /* a day as an amount */
#elif BUG == 26
	out_money(o, v->total, LANG_FR); /* arguments the wrong way round */
#elif BUG == 27
	HTML_WORDS(o, LANG_FR, W_golden_actions, ARG("n", v->drawing));
#endif
	(void)cp, (void)text, (void)m;
}
