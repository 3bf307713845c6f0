/* See allocation_page.h. */
#include "web/allocation_page.h"

#include "base/limits.h"

void allocation_frame(struct page *pg, struct layout_view *layout, str title, bool wrong)
{
	page_layout(pg, layout, wrong ? TEXT(pg, W_grid_title_wrong, ARG("title", title)) : title);
	layout->refuse_index = true;
	page_crumb(pg, layout, word_text(pg->lang, W_grid_title), grid_link(pg, "", GRID_SESSION));
}

url allocation_run_link(const struct page *pg, int64_t run)
{
	return grid_link(pg, arena_cstr(pg->arena, arena_fmt(pg->arena, "/allocate/%lld", (long long)run)), GRID_SESSION);
}

bool allocation_runs(const struct page *pg)
{
	const struct thing thing = {.territory = pg->thing.territory, .call = pg->in.call};
	return may(&pg->actor, VERB_run_desk, &thing);
}

str allocation_change(const struct page *pg, money before, money after)
{
	money change = money_subtract(after, before);
	if (!change.cents)
		return S("");
	str text = page_money(pg, change.cents > 0 ? change : money_subtract(MONEY_ZERO, change));
	return arena_fmt(pg->arena, change.cents > 0 ? "+%.*s" : "−%.*s", STR_ARGS(text));
}

str allocation_change_tone(money before, money after)
{
	return after.cents > before.cents ? S("gain") : after.cents < before.cents ? S("loss") : S("");
}
