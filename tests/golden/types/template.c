/* Mistakes in a template that only the compiler can see: generated code in small. As it stands the file compiles; each BUG must not. */
#include "base/html.h"

struct item {
	str title;
};
struct view {
	str title;
	html drawing;
	LIST_OF(struct item) items;
	const struct item *lead;
	day opened;
};
struct other {
	str title;
};
void part_item(struct out *o, const struct item *v);
void page(struct out *o, const struct view *v);

void part_item(struct out *o, const struct item *v)
{
	HTML_TEXT(o, LANG_FR, NULL, v->title);
}

void page(struct out *o, const struct view *v)
{
	const __auto_type list = HTML_AT(v->items);
	for (size_t at = 0; at < list->n; at++) {
		const __auto_type each = &list->at[at];
		part_item(o, HTML_AT(*each));
		if (HTML_IF(HTML_AT(*each)->title) && HTML_IF(v->items) && HTML_IF(v->lead))
			HTML_TEXT(o, LANG_FR, NULL, HTML_AT(v->lead)->title);
	}
#if BUG == 1
	HTML_TEXT(o, LANG_FR, NULL, v->titel); /* no such member */
#elif BUG == 2
	part_item(o, HTML_AT(v->title)); /* a part given another struct */
#elif BUG == 3
	part_item(o, HTML_AT(v->items)); /* a list where one element goes */
#elif BUG == 4
	const __auto_type wrong = HTML_AT(v->title); /* {for x in v.title} */
	HTML_TEXT(o, LANG_FR, NULL, wrong->at[0]);
#elif BUG == 5
	HTML_TEXT(o, LANG_FR, NULL, v->items); /* a list as text */
#elif BUG == 6
	HTML_TEXT(o, LANG_FR, NULL, *v->lead); /* a struct as text */
#elif BUG == 7
	HTML_TEXT(o, LANG_FR, NULL, v->lead); /* a pointer as text */
#elif BUG == 8
	if (HTML_IF(*v->lead)) /* a struct that is neither a list nor a value */
		out_char(o, '1');
#elif BUG == 9
	HTML_ATTR(o, v->items);
#elif BUG == 10
	HTML_URL(o, v->drawing);
#endif
}
