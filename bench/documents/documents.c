/* bench/documents FORMAT ACTIONS FUNDERS FILE: the annex of a made programme in one format, by our own writers; time on stderr. Run by bench/documents/run. */
#include "base/limits.h"
#include "documents/annex.h"
#include "documents/programme_ods.h"
#include "documents/programme_xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static struct programme made(struct arena *a, size_t actions, size_t funders)
{
	struct programme p = {.title = S("Programmation 2025"), .call = S("banc"), .call_title = S("Programmation 2025"), .territory_name = S("Ville"), .state = S("voted"), .year = 2025,
		.version = 1, .sha256 = S("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")};
	for (size_t g = 0; g < 3; g++)
		*LIST_ADD(a, &p.groups) = (struct programme_group){.code = arena_fmt(a, "g%zu", g), .label = arena_fmt(a, "Groupe %zu", g)};
	for (size_t k = 0; k < funders; k++)
		*LIST_ADD(a, &p.funders) = (struct programme_funder){.code = arena_fmt(a, "f-%zu", k), .label = arena_fmt(a, "Financeur %zu", k), .group = k % 3, .valued = k + 1 == funders};
	for (size_t x = 0; x < 10; x++) {
		struct programme_axis *axis = LIST_ADD(a, &p.axes);
		*axis = (struct programme_axis){.code = arena_fmt(a, "x%zu", x), .label = arena_fmt(a, "Axe %zu : emploi et développement économique", x)};
		for (size_t i = 0; i < actions / 10; i++) {
			struct programme_action *action = LIST_ADD(a, &axis->actions);
			*action = (struct programme_action){.code = arena_fmt(a, "a%zu-%zu", x, i), .title = arena_fmt(a, "Action %zu.%zu en faveur des habitants", x, i), .bearer = S("Association de quartier"),
				.summary = S("Deux ateliers par semaine dans les locaux du centre social, ouverts aux habitants du quartier prioritaire.")};
			for (size_t k = 0; k < funders; k++) {
				money amount = {(int64_t)((x * 37 + i * 11 + k * 5) % 97) * 10000 + 50};
				*LIST_ADD(a, &action->lines) = (struct programme_line){.funder = k, .amount = amount};
				action->total.cents += amount.cents;
			}
		}
	}
	programme_compute(a, &p);
	return p;
}

static double seconds(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum status write_format(struct arena *a, const struct programme *p, str format, str *bytes)
{
	struct out o = out_new(LIMIT_TEMPLATE_INFLATED);
	enum status s = OK;
	if (str_eq(format, S("docx")))
		return annex_docx(a, LANG_FR, p, (day){20000}, bytes);
	if (str_eq(format, S("ods")))
		return programme_ods(a, LANG_FR, p, bytes);
	if (str_eq(format, S("xlsx")))
		s = programme_xlsx(a, LANG_FR, p, &o);
	else
		programme_csv(&o, LANG_FR, p);
	*bytes = out_keep(&o, a);
	return s;
}

int main(int argc, char **argv)
{
	int64_t actions, funders;
	str bytes;
	if (argc != 5 || !str_to_int64(str_of(argv[2]), &actions) || !str_to_int64(str_of(argv[3]), &funders))
		return 64;
	struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
	struct programme p = made(a, (size_t)actions, (size_t)funders);
	double start = seconds();
	if (write_format(a, &p, str_of(argv[1]), &bytes) != OK)
		return 70;
	(void)fprintf(stderr, "%.3f\n", seconds() - start);
	FILE *f = fopen(argv[4], "wb");
	if (!f || fwrite(bytes.p, 1, bytes.n, f) != bytes.n || fclose(f) != 0)
		return 74;
	arena_free(a);
	return 0;
}
