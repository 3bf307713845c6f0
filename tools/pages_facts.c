/* What HTML says of its elements and attributes, as far as pages need it: the tables that the reader, the checker and the emitter consult.
   An element or an address attribute that is not here is refused, so that nothing enters a page unconsidered. Names are sorted for reading only. */
#include "tools/pages.h"

#define NAME(lit) {"" lit "", sizeof(lit) - 1}
#define METADATA "meta link title script template"
#define SECTIONS "thead tbody tfoot"

static const struct element_facts elements[] = {
	{.name = NAME("a"), .phrasing = true},
	{.name = NAME("abbr"), .phrasing = true},
	{.name = NAME("address"), .block = true},
	{.name = NAME("article"), .block = true},
	{.name = NAME("aside"), .block = true},
	{.name = NAME("b"), .phrasing = true},
	{.name = NAME("bdi"), .phrasing = true},
	{.name = NAME("blockquote"), .block = true},
	{.name = NAME("body"), .block = true, .parents = "html"},
	{.name = NAME("br"), .is_void = true, .block = true, .phrasing = true},
	{.name = NAME("button"), .phrasing = true},
	{.name = NAME("caption"), .block = true, .parents = "table"},
	{.name = NAME("cite"), .phrasing = true},
	{.name = NAME("code"), .phrasing = true},
	{.name = NAME("col"), .is_void = true, .block = true, .parents = "colgroup"},
	{.name = NAME("colgroup"), .block = true, .parents = "table", .children = "col"},
	{.name = NAME("data"), .phrasing = true},
	{.name = NAME("datalist"), .phrasing = true, .children = "option"},
	{.name = NAME("dd"), .block = true, .parents = "dl div"},
	{.name = NAME("del"), .phrasing = true},
	{.name = NAME("details"), .block = true},
	{.name = NAME("dfn"), .phrasing = true},
	{.name = NAME("dialog"), .block = true},
	{.name = NAME("div"), .block = true},
	{.name = NAME("dl"), .block = true, .children = "dt dd div"},
	{.name = NAME("dt"), .block = true, .parents = "dl div"},
	{.name = NAME("em"), .phrasing = true},
	{.name = NAME("fieldset"), .block = true},
	{.name = NAME("figcaption"), .block = true, .parents = "figure"},
	{.name = NAME("figure"), .block = true},
	{.name = NAME("footer"), .block = true},
	{.name = NAME("form"), .block = true},
	{.name = NAME("h1"), .block = true},
	{.name = NAME("h2"), .block = true},
	{.name = NAME("h3"), .block = true},
	{.name = NAME("h4"), .block = true},
	{.name = NAME("h5"), .block = true},
	{.name = NAME("h6"), .block = true},
	{.name = NAME("head"), .block = true, .parents = "html", .children = METADATA},
	{.name = NAME("header"), .block = true},
	{.name = NAME("hgroup"), .block = true},
	{.name = NAME("hr"), .is_void = true, .block = true},
	{.name = NAME("html"), .block = true, .children = "head body"},
	{.name = NAME("i"), .phrasing = true},
	{.name = NAME("img"), .is_void = true, .phrasing = true},
	{.name = NAME("input"), .is_void = true, .phrasing = true},
	{.name = NAME("ins"), .phrasing = true},
	{.name = NAME("kbd"), .phrasing = true},
	{.name = NAME("label"), .phrasing = true},
	{.name = NAME("legend"), .block = true, .parents = "fieldset"},
	{.name = NAME("li"), .block = true, .parents = "ul ol menu"},
	{.name = NAME("link"), .is_void = true, .block = true, .parents = "head"},
	{.name = NAME("main"), .block = true},
	{.name = NAME("mark"), .phrasing = true},
	{.name = NAME("menu"), .block = true, .children = "li"},
	{.name = NAME("meta"), .is_void = true, .block = true, .parents = "head"},
	{.name = NAME("meter"), .phrasing = true},
	{.name = NAME("nav"), .block = true},
	{.name = NAME("ol"), .block = true, .children = "li"},
	{.name = NAME("optgroup"), .block = true, .parents = "select", .children = "option"},
	{.name = NAME("option"), .block = true, .text_only = true, .parents = "select optgroup datalist"},
	{.name = NAME("output"), .phrasing = true},
	{.name = NAME("p"), .block = true},
	{.name = NAME("pre"), .block = true, .verbatim = true},
	{.name = NAME("progress"), .phrasing = true},
	{.name = NAME("q"), .phrasing = true},
	{.name = NAME("s"), .phrasing = true},
	{.name = NAME("samp"), .phrasing = true},
	{.name = NAME("script"), .block = true, .phrasing = true, .text_only = true},
	{.name = NAME("search"), .block = true},
	{.name = NAME("section"), .block = true},
	{.name = NAME("select"), .phrasing = true, .children = "option optgroup hr"},
	{.name = NAME("small"), .phrasing = true},
	{.name = NAME("span"), .phrasing = true},
	{.name = NAME("strong"), .phrasing = true},
	{.name = NAME("sub"), .phrasing = true},
	{.name = NAME("summary"), .block = true, .parents = "details"},
	{.name = NAME("sup"), .phrasing = true},
	{.name = NAME("table"), .block = true, .children = "caption colgroup " SECTIONS},
	{.name = NAME("tbody"), .block = true, .parents = "table", .children = "tr"},
	{.name = NAME("td"), .block = true, .parents = "tr"},
	{.name = NAME("template"), .block = true, .phrasing = true},
	{.name = NAME("textarea"), .phrasing = true, .text_only = true, .verbatim = true},
	{.name = NAME("tfoot"), .block = true, .parents = "table", .children = "tr"},
	{.name = NAME("th"), .block = true, .parents = "tr"},
	{.name = NAME("thead"), .block = true, .parents = "table", .children = "tr"},
	{.name = NAME("time"), .phrasing = true},
	{.name = NAME("title"), .block = true, .text_only = true, .phrasing = true},
	{.name = NAME("tr"), .block = true, .parents = SECTIONS, .children = "td th"},
	{.name = NAME("ul"), .block = true, .children = "li"},
	{.name = NAME("var"), .phrasing = true},
	{.name = NAME("wbr"), .is_void = true, .phrasing = true},
	/* drawings; spelled as SVG spells them */
	{.name = NAME("svg"), .phrasing = true, .svg = true},
	{.name = NAME("circle"), .svg = true, .block = true},
	{.name = NAME("clipPath"), .svg = true, .block = true},
	{.name = NAME("defs"), .svg = true, .block = true},
	{.name = NAME("desc"), .svg = true, .block = true, .text_only = true},
	{.name = NAME("ellipse"), .svg = true, .block = true},
	{.name = NAME("g"), .svg = true, .block = true},
	{.name = NAME("line"), .svg = true, .block = true},
	{.name = NAME("linearGradient"), .svg = true, .block = true},
	{.name = NAME("marker"), .svg = true, .block = true},
	{.name = NAME("mask"), .svg = true, .block = true},
	{.name = NAME("path"), .svg = true, .block = true},
	{.name = NAME("pattern"), .svg = true, .block = true},
	{.name = NAME("polygon"), .svg = true, .block = true},
	{.name = NAME("polyline"), .svg = true, .block = true},
	{.name = NAME("rect"), .svg = true, .block = true},
	{.name = NAME("stop"), .svg = true, .block = true},
	{.name = NAME("symbol"), .svg = true, .block = true},
	{.name = NAME("text"), .svg = true, .block = true},
	{.name = NAME("tspan"), .svg = true},
	{.name = NAME("use"), .svg = true, .block = true},
};

static const char only_here[] = "an address stands in href, src or action only";
static const struct attribute_facts attributes[] = {
	{NAME("alt"), ATTRIBUTE_READ, NULL},
	{NAME("title"), ATTRIBUTE_READ, NULL},
	{NAME("placeholder"), ATTRIBUTE_READ, NULL},
	{NAME("label"), ATTRIBUTE_READ, NULL},
	{NAME("summary"), ATTRIBUTE_REFUSED, "use <caption>"},
	{NAME("abbr"), ATTRIBUTE_READ, NULL},
	{NAME("aria-label"), ATTRIBUTE_READ, NULL},
	{NAME("aria-description"), ATTRIBUTE_READ, NULL},
	{NAME("aria-valuetext"), ATTRIBUTE_READ, NULL},
	{NAME("aria-roledescription"), ATTRIBUTE_READ, NULL},
	{NAME("aria-placeholder"), ATTRIBUTE_READ, NULL},
	{NAME("href"), ATTRIBUTE_URL, NULL},
	{NAME("src"), ATTRIBUTE_URL, NULL},
	{NAME("action"), ATTRIBUTE_URL, NULL},
	{NAME("formaction"), ATTRIBUTE_URL, NULL},
	{NAME("cite"), ATTRIBUTE_URL, NULL},
	{NAME("poster"), ATTRIBUTE_URL, NULL},
	{NAME("srcset"), ATTRIBUTE_REFUSED, only_here},
	{NAME("imagesrcset"), ATTRIBUTE_REFUSED, only_here},
	{NAME("srcdoc"), ATTRIBUTE_REFUSED, only_here},
	{NAME("data"), ATTRIBUTE_REFUSED, only_here},
	{NAME("ping"), ATTRIBUTE_REFUSED, only_here},
	{NAME("background"), ATTRIBUTE_REFUSED, only_here},
	{NAME("manifest"), ATTRIBUTE_REFUSED, only_here},
	{NAME("archive"), ATTRIBUTE_REFUSED, only_here},
	{NAME("codebase"), ATTRIBUTE_REFUSED, only_here},
	{NAME("longdesc"), ATTRIBUTE_REFUSED, only_here},
	{NAME("xlink:href"), ATTRIBUTE_REFUSED, "write href"},
	{NAME("xml:base"), ATTRIBUTE_REFUSED, only_here},
	{NAME("http-equiv"), ATTRIBUTE_REFUSED, "send a header instead"},
	{NAME("style"), ATTRIBUTE_REFUSED, "give the element a class and write the style in assets/site.css"},
	{NAME("accesskey"), ATTRIBUTE_REFUSED, "it collides with the keys of screen readers"},
	{NAME("align"), ATTRIBUTE_REFUSED, "give the element a class and write the style in assets/site.css"},
	{NAME("bgcolor"), ATTRIBUTE_REFUSED, "give the element a class and write the style in assets/site.css"},
	{NAME("async"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("autofocus"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("checked"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("default"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("defer"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("disabled"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("download"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("formnovalidate"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("hidden"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("inert"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("itemscope"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("multiple"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("novalidate"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("open"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("popover"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("readonly"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("required"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("reversed"), ATTRIBUTE_BOOLEAN, NULL},
	{NAME("selected"), ATTRIBUTE_BOOLEAN, NULL},
};

enum { ELEMENTS = sizeof elements / sizeof elements[0], ATTRIBUTES = sizeof attributes / sizeof attributes[0] };

const struct element_facts *element_named(str name)
{
	for (size_t i = 0; i < ELEMENTS; i++)
		if (str_eq(elements[i].name, name))
			return &elements[i];
	return NULL;
}

str element_nearest(str name)
{
	str names[ELEMENTS];
	for (size_t i = 0; i < ELEMENTS; i++)
		names[i] = elements[i].name;
	return str_nearest(name, names, ELEMENTS);
}

const struct attribute_facts *attribute_named(str name)
{
	static const struct attribute_facts handler = {NAME("on…"), ATTRIBUTE_REFUSED, "listen for the event in a module of assets/"};
	if (name.n > 2 && str_eq_nocase(str_first(name, 2), S("on")))
		return &handler;
	for (size_t i = 0; i < ATTRIBUTES; i++)
		if (str_eq(attributes[i].name, name))
			return &attributes[i];
	return NULL;
}

bool list_has(const char *names, str name)
{
	str word, rest = str_of(names);
	while (rest.n) {
		str_cut(rest, ' ', &word, &rest);
		if (str_eq(word, name))
			return true;
	}
	return false;
}
