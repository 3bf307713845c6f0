/* One page, one process. See raster.h. */
#include "documents/raster.h"

#include "base/file.h"
#include "base/limits.h"
#include "documents/walled.h"

#include <stdlib.h>
#include <unistd.h>

static const char *const usual_places[] = {"/usr/bin/pdftoppm", "/usr/local/bin/pdftoppm"};

static const char *program(void)
{
	for (size_t i = 0; i < sizeof usual_places / sizeof *usual_places; i++)
		if (access(usual_places[i], X_OK) == 0)
			return usual_places[i];
	return NULL;
}

bool raster_is_possible(struct arena *a)
{
	(void)a;
	return program() != NULL;
}

static const struct {
	const char *option, *ending;
} kinds[] = {[RASTER_GREY] = {"-gray", "pgm"}, [RASTER_PNG] = {"-png", "png"}};

static enum status make_in(struct arena *a, const struct raster_wish *wish, const char *folder, str *picture)
{
	str page = arena_fmt(a, "%lld", (long long)wish->page), side = arena_fmt(a, "%lld", (long long)wish->long_side);
	char *const arguments[] = {(char *)(uintptr_t)program(), (char *)(uintptr_t)"-singlefile", (char *)(uintptr_t)kinds[wish->kind].option, (char *)(uintptr_t)"-f",
		(char *)(uintptr_t)page.p, (char *)(uintptr_t)"-l", (char *)(uintptr_t)page.p, (char *)(uintptr_t)"-scale-to", (char *)(uintptr_t)side.p, (char *)(uintptr_t)"scan.pdf",
		(char *)(uintptr_t)"page", NULL};
	char *const environment[] = {(char *)(uintptr_t)"PATH=/usr/bin:/bin", (char *)(uintptr_t)"LANG=C.UTF-8", NULL};
	enum status s = file_replace(arena_fmt(a, "%s/scan.pdf", folder).p, wish->pdf);
	if (s == OK)
		s = walled_run(arguments, environment, folder);
	if (s == BROKEN)
		return INVALID;
	if (s == OK)
		s = file_read(a, arena_fmt(a, "%s/page.%s", folder, kinds[wish->kind].ending).p, LIMIT_PICTURE_BYTES, picture);
	return s == NOT_FOUND ? INVALID : s;
}

enum status raster_page(struct arena *a, const struct raster_wish *wish, str *picture)
{
	char folder[] = "/tmp/faubourg-raster-XXXXXX";
	if (!program())
		return NOT_FOUND;
	enum status s = mkdtemp(folder) ? make_in(a, wish, folder, picture) : BROKEN;
	walled_remove(folder);
	return s;
}
