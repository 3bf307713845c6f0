/* What one tag may say by itself: which attributes, with what in them. Security (addresses, scripts, handlers) and the accessibility that can be
   seen in one tag (alt, scope, lang, words left in attributes) are refused here; what needs the whole page is pages_check.c's work. */
#include "tools/pages_read.h"

#include <string.h>

#define WRONG_AT(r, a, hint, ...) PROBLEM_AT((r)->site, (r)->t->file, (a)->line, (hint), __VA_ARGS__)

static bool is(const struct node *element, const char *name)
{
	return str_eq(element->text, str_of(name));
}

static bool is_literal(const struct attribute *a)
{
	return !a->value.first || (a->value.first->kind == NODE_TEXT && !a->value.first->next);
}

/* ---- addresses ---- */

static bool literal_address_is_safe(str s)
{
	if (str_starts(s, S("//")))
		return false;
	return str_starts(s, S("/")) || str_starts(s, S("#")) || str_starts(s, S("https://"));
}

/* After the first piece of an address: text that goes on with a new part, or, behind a '#', anything. */
static void check_address_rest(struct reader *r, const struct attribute *a)
{
	bool in_fragment = false;
	const struct node *first = a->value.first;
	for (const struct node *n = first; n; n = n->next) {
		if (n->kind == NODE_TEXT) {
			bool joins = n == first || (n->text.n && strchr("/?#", n->text.p[0]));
			in_fragment = in_fragment || str_has(n->text, S("#"));
			if (!joins && !in_fragment)
				WRONG_AT(r, a, "make the whole address in the view, with URL_PATH", "%.*s is glued together from text and values", STR_ARGS(a->name));
		} else if (n->kind == NODE_VALUE && (n == first || in_fragment)) {
			continue;
		} else {
			WRONG_AT(r, a, "write one value of type url, or text that begins with /, # or https://", "%.*s holds more than an address", STR_ARGS(a->name));
			return;
		}
	}
}

static void check_address(struct reader *r, const struct node *element, const struct attribute *a)
{
	const struct node *first = a->value.first;
	if (!a->has_value || !first) {
		WRONG_AT(r, a, "give it an address, or leave the attribute out", "%.*s is empty", STR_ARGS(a->name));
		return;
	}
	if (first->kind == NODE_TEXT && !literal_address_is_safe(first->text))
		WRONG_AT(r, a, "begin with /, # or https://, or use a value of type url", "\"%.*s\" is not an address that may stand here",
		         STR_ARGS(str_first(first->text, 60)));
	if (is(element, "img") && first->kind == NODE_TEXT && !str_starts(first->text, S("/assets/")))
		WRONG_AT(r, a, "put the picture into assets/", "a picture that is not ours");
	check_address_rest(r, a);
}

/* ---- any attribute ---- */

static bool words_may_stay(struct reader *r, const struct node *element)
{
	return attribute_is(element, "translate", "no") || translation_is_off(r);
}

static bool is_button_value(const struct node *element, const struct attribute *a)
{
	return is(element, "input") && str_eq(a->name, S("value")) &&
	       (attribute_is(element, "type", "submit") || attribute_is(element, "type", "button") || attribute_is(element, "type", "reset"));
}

static bool is_description(const struct node *element, const struct attribute *a)
{
	return is(element, "meta") && str_eq(a->name, S("content")) && attribute_is(element, "name", "description");
}

static void check_pieces(struct reader *r, const struct nodes *pieces, bool words_allowed)
{
	for (const struct node *n = pieces->first; n; n = n->next) {
		if (n->kind == NODE_TEXT)
			check_text(r, n->text, n->line, words_allowed);
		check_pieces(r, &n->children, words_allowed);
		check_pieces(r, &n->otherwise, words_allowed);
	}
}

static void check_attribute(struct reader *r, const struct node *element, const struct attribute *a)
{
	enum attribute_kind kind = a->facts ? a->facts->kind : ATTRIBUTE_PLAIN;
	bool person_reads = kind == ATTRIBUTE_READ || is_button_value(element, a) || is_description(element, a);
	bool may_have_value = kind != ATTRIBUTE_BOOLEAN || str_eq(a->name, S("download"));
	bool may_be_alone = kind == ATTRIBUTE_BOOLEAN || str_starts(a->name, S("data-"));
	for (size_t i = 0; i < a->name.n; i++)
		if (a->name.p[i] >= 'A' && a->name.p[i] <= 'Z' && !element->facts->svg) {
			WRONG_AT(r, a, "write it in small letters", "the attribute %.*s", STR_ARGS(a->name));
			return;
		}
	if (kind == ATTRIBUTE_REFUSED)
		WRONG_AT(r, a, a->facts->hint, "the attribute %.*s", STR_ARGS(a->name));
	else if (!a->has_value && !may_be_alone)
		WRONG_AT(r, a, "give it one between double quotes", "%.*s has no value", STR_ARGS(a->name));
	else if (a->has_value && !may_have_value)
		WRONG_AT(r, a, "write it alone; {if v.x}name{end} makes it depend on a value", "%.*s is there or not: it takes no value", STR_ARGS(a->name));
	else if (kind == ATTRIBUTE_URL)
		check_address(r, element, a);
	check_pieces(r, &a->value, !person_reads || words_may_stay(r, element));
}

/* ---- elements with rules of their own ---- */

static void check_img(struct reader *r, const struct node *e)
{
	const struct attribute *alt = attribute_of(e, "alt");
	if (!alt || !alt->has_value)
		WRONG(r, "say what it shows, or alt=\"\" when it adds nothing", "an <img> without alt");
}

static void check_a(struct reader *r, const struct node *e)
{
	const struct attribute *rel = attribute_of(e, "rel");
	if (attribute_of(e, "target") && !(rel && list_has(arena_cstr(r->site->arena, rel->raw), S("noopener"))))
		WRONG(r, "add rel=\"noopener\", or better leave target out", "a link that opens a window of its own without rel");
	if (!attribute_of(e, "href"))
		WRONG(r, "use <span>, or <button>", "an <a> without href leads nowhere");
}

static void check_script(struct reader *r, const struct node *e)
{
	const struct attribute *src = attribute_of(e, "src");
	if (!src || !is_literal(src) || !str_starts(src->raw, S("/assets/")))
		WRONG(r, "write <script src=\"/assets/NAME.js\" type=\"module\"></script>", "a script that is not a file of assets/");
}

static void check_html(struct reader *r, const struct node *e)
{
	const struct attribute *lang = attribute_of(e, "lang");
	if (!lang || !lang->value.first)
		WRONG(r, "write <html lang=\"{lang}\">", "<html> without lang");
}

static void check_th(struct reader *r, const struct node *e)
{
	const struct attribute *scope = attribute_of(e, "scope");
	static const char scopes[] = "col row colgroup rowgroup";
	if (!scope || !is_literal(scope) || !list_has(scopes, scope->raw))
		WRONG(r, "add scope=\"col\" or scope=\"row\"", "a <th> without scope");
}

static void check_form(struct reader *r, const struct node *e)
{
	const struct attribute *method = attribute_of(e, "method"), *action = attribute_of(e, "action");
	static const char methods[] = "get post dialog";
	if (!method || !is_literal(method) || !list_has(methods, method->raw))
		WRONG(r, "write method=\"get\" or method=\"post\"", "a <form> without method");
	if (method && str_eq(method->raw, S("post")) && action && str_starts(action->raw, S("https:")))
		WRONG(r, "post to a page of this program", "a POST form that sends its token to another site");
}

static void check_button(struct reader *r, const struct node *e)
{
	const struct attribute *type = attribute_of(e, "type");
	static const char types[] = "submit button reset";
	if (!type || !is_literal(type) || !list_has(types, type->raw))
		WRONG(r, "write type=\"submit\" or type=\"button\"", "a <button> without type");
}

static void check_input(struct reader *r, const struct node *e)
{
	static const char types[] = "text search email tel url number date time month password checkbox radio hidden submit button reset file range color "
	                            "datetime-local week";
	const struct attribute *type = attribute_of(e, "type");
	if (!type || !is_literal(type) || !list_has(types, type->raw))
		WRONG(r, "write one, as type=\"text\"", "an <input> without a known type");
	if (is_button_value(e, &(struct attribute){.name = S("value")}) && !attribute_of(e, "value"))
		WRONG(r, "add value=\"{t key}\"", "a button without a name");
}

static void check_meta(struct reader *r, const struct node *e)
{
	const struct attribute *content = attribute_of(e, "content");
	if (attribute_is(e, "name", "viewport") && content && (str_has(content->raw, S("user-scalable")) || str_has(content->raw, S("maximum-scale"))))
		WRONG(r, "write content=\"width=device-width, initial-scale=1\"", "a page that cannot be enlarged");
}

static void check_tabindex(struct reader *r, const struct node *e)
{
	const struct attribute *tab = attribute_of(e, "tabindex");
	if (tab && !str_eq(tab->raw, S("0")) && !str_eq(tab->raw, S("-1")))
		WRONG(r, "write 0 or -1, and put the elements in their order", "a tabindex that jumps");
}

static const struct {
	const char *element;
	void (*check)(struct reader *r, const struct node *e);
} checks[] = {
	{"img", check_img},     {"a", check_a},           {"script", check_script}, {"html", check_html}, {"th", check_th},
	{"form", check_form},   {"button", check_button}, {"input", check_input},   {"meta", check_meta},
};

void check_element(struct reader *r, const struct node *element)
{
	for (const struct attribute *a = element->attributes; a; a = a->next)
		check_attribute(r, element, a);
	for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++)
		if (is(element, checks[i].element))
			checks[i].check(r, element);
	check_tabindex(r, element);
	const struct attribute *id = attribute_of(element, "id");
	if (id && (!id->value.first || (is_literal(id) && str_has(id->raw, S(" ")))))
		WRONG_AT(r, id, "one word", "an id that cannot be pointed at");
}
