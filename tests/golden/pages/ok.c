/* Writes one test page with the fixed view: ok PAGE LANG. Called by run.sh, which compares what comes out with ok/PAGE.LANG.out. */
#include "gen/pages.h"

#include <stdio.h>
#include <string.h>

static struct all_view view(struct arena *a, enum lang lang)
{
	static struct goal leaves[] = {{.code = {"1.1", 3}, .label = {"x < y", 5}}};
	static struct goal_list under = {.goals = {.at = leaves, .n = 1}};
	static struct goal roots[] = {{.code = {"1", 1}, .label = {"a & b", 5}, .children = &under}, {.code = {"2", 1}, .label = {"c", 1}}};
	static str tags[] = {{"t<1>", 4}, {"t2", 2}};
	static struct action twin = {.title = {"Jumelle", 7}};
	static struct action actions[] = {
		{.code = {"A1", 2}, .title = {"Été <b>", 9}, .late = true, .twin = &twin, .tags = {.at = tags, .n = 2}},
		{.code = {"A2", 2}, .title = {"Deux", 4}, .selected = true, .twin = &twin},
	};
	static const struct action *pointers[] = {&actions[1], &actions[0]};
	str base = lang == LANG_EN ? S("/en") : S("");
	return (struct all_view){
		.layout = {.lang = lang, .base = base, .csrf = S("to\"ken"), .title = S("Page & co"), .other = URL_PATH(a, S("/en"), "/")},
		.title = S("Titre"),
		.hostile = S("\"><script>alert('1')</script>&amp;\xff\x01`"),
		.empty = S(""),
		.drawing = {S("<svg><path d=\"M0 0\"/></svg>")},
		.total = {1234567},
		.opened = day_of((struct civil){2024, 9, 1}),
		.closes = instant_of((struct local_time){.date = {2024, 9, 13}, .hour = 12}, zone_named(S("Europe/Paris"))),
		.count = -3,
		.big = 9876543210,
		.size = 1000,
		.yes = true,
		.maybe = {.set = true, .value = 1500},
		.page = URL_PATH(a, base, "/calls/:call/x?q=:q", S("a/b é"), S("c&d")),
		.web = url_web(S("https://example.org/?a=1&b=\"2\"")),
		.evil = url_web(S("javascript:alert(1)")),
		.kind = W_golden_total,
		.outer = {.inner = {.name = S("Interne")}},
		.lead = &actions[0],
		.actions = {.at = actions, .n = 2},
		.pointers = {.at = pointers, .n = 2},
		.tree = {.goals = {.at = roots, .n = 2}},
	};
}

static const struct {
	const char *name;
	void (*write)(struct out *o, const struct all_view *v);
} pages[] = {{"values", values}, {"flow", flow}};

int main(int argc, char **argv)
{
	if (argc != 3)
		return 64;
	struct arena *a = arena_new(1 << 20);
	struct all_view v = view(a, strcmp(argv[2], "en") == 0 ? LANG_EN : LANG_FR);
	struct out o = out_new(1 << 20);
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
		if (strcmp(pages[i].name, argv[1]) == 0)
			pages[i].write(&o, &v);
	(void)fwrite(o.bytes, 1, o.n, stdout);
	int status = o.n == 0 || o.full;
	out_free(&o);
	arena_free(a);
	return status;
}
