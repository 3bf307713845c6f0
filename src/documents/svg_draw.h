/* Strokes shared by the drawings: opening with title and description, escaped text, the eight fills that can be told apart without colour.
   Private to svg_*.c. */
#ifndef DOCUMENTS_SVG_DRAW_H
#define DOCUMENTS_SVG_DRAW_H

#include "base/html.h"

enum { SVG_FILLS = 8, SVG_DESK_FROM = 600 };

struct svg {
	struct arena *arena;
	enum lang lang;
	str prefix;
	int width;
	struct out body; /* what stands between <svg> and </svg> */
};

struct svg svg_start(struct arena *a, enum lang lang, str prefix, int width);
/* role: "img", or "group" when the drawing holds links. */
html svg_finish(struct svg *s, int height, const char *role, str title, str description);

/* Two drawings, one after the other. */
html svg_pair(struct arena *a, html first, html second);
str svg_prefix(struct arena *a, str prefix, const char *size);

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };
struct svg_text {
	double x, y;
	int size; /* pixels */
	enum svg_anchor anchor;
	bool bold, muted;
	const char *fill; /* NULL: currentColor */
};
void svg_text(struct svg *s, struct svg_text t, str text);

/* <defs> of the fills, then "url(#prefix-fill-3)" for each. A rectangle with a fill is coloured and hatched. */
void svg_fill_definitions(struct svg *s);
void svg_filled_box(struct svg *s, double x, double y, double width, double height, size_t fill);
/* Not funded: hollow, dashed. */
void svg_hollow_box(struct svg *s, double x, double y, double width, double height);

str svg_words(struct svg *s, enum word word, const struct word_arg *args, size_t count);
#define SVG_WORDS(s, word, ...) \
	svg_words((s), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	          sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)
str svg_money(struct svg *s, money amount);
str svg_percent(struct svg *s, int percent);

#endif
