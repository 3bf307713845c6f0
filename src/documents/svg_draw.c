/* The few strokes that all drawings use. Colours keep 3:1 against a white and against a dark page (relative luminance 0.13 to 0.29), white hatching
   tells them apart in black and white. */
#include "documents/svg_draw.h"

#include "base/format.h"
#include "base/limits.h"

/* A tile of 8 by 8 over the colour; NULL is plain. */
static const struct {
	const char *colour, *hatching;
} fills[SVG_FILLS] = {
	{"#3a6fbe", NULL},
	{"#c2641c", "<path d=\"M-2 2l4-4M0 8l8-8M6 10l4-4\" stroke=\"#fff\" stroke-width=\"1.4\"/>"},
	{"#3f8a52", "<circle cx=\"2\" cy=\"2\" r=\"1.2\" fill=\"#fff\"/><circle cx=\"6\" cy=\"6\" r=\"1.2\" fill=\"#fff\"/>"},
	{"#8a5cc4", "<path d=\"M0 2h8M0 6h8\" stroke=\"#fff\" stroke-width=\"1.2\"/>"},
	{"#b8486b", "<path d=\"M-2 6l4 4M0 0l8 8M6-2l4 4\" stroke=\"#fff\" stroke-width=\"1.4\"/>"},
	{"#1f8a94", "<path d=\"M2 0v8M6 0v8\" stroke=\"#fff\" stroke-width=\"1.2\"/>"},
	{"#94761a", "<path d=\"M0 0l8 8M8 0l-8 8\" stroke=\"#fff\" stroke-width=\"1\"/>"},
	{"#6d7784", "<path d=\"M0 4h8M4 0v8\" stroke=\"#fff\" stroke-width=\"1\"/>"},
};

struct svg svg_start(struct arena *a, enum lang lang, str prefix, int width)
{
	always(width >= 100 && width <= 4000 && prefix.n > 0);
	for (size_t i = 0; i < prefix.n; i++) {
		char c = prefix.p[i];
		always((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
	}
	return (struct svg){.arena = a, .lang = lang, .prefix = prefix, .width = width, .body = out_new(LIMIT_RESPONSE_BYTES)};
}

html svg_finish(struct svg *s, int height, const char *role, str title, str description)
{
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	out_fmt(&o, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"drawing %s\" viewBox=\"0 0 %d %d\" width=\"100%%\" height=\"%d\" preserveAspectRatio=\"xMinYMin meet\"",
		s->width < SVG_DESK_FROM ? "drawing-phone" : "drawing-desk", s->width, height, height);
	out_fmt(&o, " role=\"%s\" aria-labelledby=\"%.*s-title\" aria-describedby=\"%.*s-desc\" fill=\"currentColor\" font-family=\"inherit\">", role, STR_ARGS(s->prefix),
		STR_ARGS(s->prefix));
	out_fmt(&o, "<title id=\"%.*s-title\">", STR_ARGS(s->prefix));
	html_escaped(&o, title);
	out_fmt(&o, "</title><desc id=\"%.*s-desc\">", STR_ARGS(s->prefix));
	html_escaped(&o, description);
	out_str(&o, S("</desc>"));
	out_str(&o, out_text(&s->body));
	out_str(&o, S("</svg>"));
	always(!o.full && !s->body.full);
	html drawn = html_drawn(s->arena, &o);
	out_free(&o);
	out_free(&s->body);
	return drawn;
}

void svg_text(struct svg *s, struct svg_text t, str text)
{
	static const char *const anchors[] = {[SVG_START] = "", [SVG_MIDDLE] = " text-anchor=\"middle\"", [SVG_END] = " text-anchor=\"end\""};
	out_fmt(&s->body, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\"%s%s%s", t.x, t.y, t.size, anchors[t.anchor], t.bold ? " font-weight=\"700\"" : "",
		t.muted ? " class=\"drawing-muted\"" : "");
	if (t.fill)
		out_fmt(&s->body, " fill=\"%s\"", t.fill);
	out_char(&s->body, '>');
	html_escaped(&s->body, text);
	out_str(&s->body, S("</text>"));
}

void svg_fill_definitions(struct svg *s)
{
	out_str(&s->body, S("<defs>"));
	for (size_t i = 0; i < SVG_FILLS; i++) {
		out_fmt(&s->body, "<pattern id=\"%.*s-fill-%zu\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" fill=\"%s\"/>", STR_ARGS(s->prefix), i,
			fills[i].colour);
		out_fmt(&s->body, "%s</pattern>", fills[i].hatching ? fills[i].hatching : "");
	}
	out_str(&s->body, S("</defs>"));
}

void svg_filled_box(struct svg *s, double x, double y, double width, double height, size_t fill)
{
	out_fmt(&s->body, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"url(#%.*s-fill-%zu)\"/>", x, y, width, height, STR_ARGS(s->prefix), fill);
}

void svg_hollow_box(struct svg *s, double x, double y, double width, double height)
{
	out_fmt(&s->body, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>", x + 0.8, y + 0.8,
		width > 1.6 ? width - 1.6 : 0.1, height - 1.6);
}

str svg_words(struct svg *s, enum word word, const struct word_arg *args, size_t count)
{
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	words_write(&o, s->lang, word, args, count);
	return out_keep(&o, s->arena);
}

str svg_money(struct svg *s, money amount)
{
	struct out o = out_new(64);
	out_money(&o, s->lang, amount);
	return out_keep(&o, s->arena);
}

str svg_percent(struct svg *s, int percent)
{
	return arena_fmt(s->arena, s->lang == LANG_FR ? "%d\xe2\x80\xaf%%" : "%d%%", percent);
}

html svg_pair(struct arena *a, html first, html second)
{
	struct out o = out_new(2 * (size_t)LIMIT_RESPONSE_BYTES);
	out_str(&o, first.s);
	out_str(&o, second.s);
	html pair = html_drawn(a, &o);
	out_free(&o);
	return pair;
}

str svg_prefix(struct arena *a, str prefix, const char *size)
{
	return arena_fmt(a, "%.*s-%s", STR_ARGS(prefix), size);
}
