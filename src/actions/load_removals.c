/* What is in the database and no longer in the pack. By now every row that the pack makes has been written again, so whatever still refers to
   such a code is somebody's own work: it is named, and the load is refused. */
#include "actions/loading.h"

static enum status delete_district(struct db *db, territory_id territory, str code)
{
	enum status s = q_load_delete_district_perimeter(db, territory, code);
	return s == OK ? q_load_delete_district(db, territory, code) : s;
}

static bool has_action(const struct pack *pack, str code)
{
	for (size_t i = 0; i < pack->programmes.n; i++)
		for (size_t x = 0; x < pack->programmes.at[i].axes.n; x++)
			for (size_t k = 0; k < pack->programmes.at[i].axes.at[x].actions.n; k++)
				if (str_eq(pack->programmes.at[i].axes.at[x].actions.at[k].code, code))
					return true;
	return false;
}

/* `list` as load_codes says it, which is also the word of the format. */
static const struct removable {
	str list;
	enum pack_kind kind; /* PACK_NOTHING for actions, which are not defined once but live across programmes */
	enum status (*remove)(struct db *, territory_id, str);
} removables[] = {
	{{"calls", 5}, PACK_CALL, q_load_delete_call},
	{{"actions", 7}, PACK_NOTHING, q_load_delete_action},
	{{"organisations", 13}, PACK_ORGANISATION, q_load_delete_organisation},
	{{"funders", 7}, PACK_FUNDER, q_load_delete_funder},
	{{"funder_groups", 13}, PACK_GROUP, q_load_delete_funder_group},
	{{"goals", 5}, PACK_GOAL, q_load_delete_goal},
	{{"districts", 9}, PACK_DISTRICT, delete_district},
};

static bool pack_has(const struct pack *pack, const struct removable *r, str code)
{
	if (r->kind == PACK_NOTHING)
		return has_action(pack, code);
	for (size_t i = 0; i < pack->definitions.n; i++)
		if (pack->definitions.at[i].kind == r->kind && str_eq(pack->definitions.at[i].code, code))
			return true;
	return false;
}

/* Removes one code, or says what still uses it. */
static void remove_code(struct loading *l, const struct removable *r, str code)
{
	struct q_load_use_row use;
	enum status s = q_load_use(l->db, l->arena, l->territory, r->list, code, &use);
	if (s == OK) {
		PROBLEM(l->ps, l->pack->folder, 0, r->list, W_pack_still_used, ARG("found", code), ARG("used", use.title));
		return;
	}
	l->status = s == NOT_FOUND ? r->remove(l->db, l->territory, code) : s;
}

void load_removals(struct loading *l)
{
	struct q_load_codes_rows rows = {0};
	size_t before = l->ps->total;
	if (l->status == OK)
		l->status = q_load_codes(l->db, l->arena, l->territory, &rows);
	for (size_t i = 0; i < rows.n && l->status == OK; i++)
		for (size_t k = 0; k < sizeof removables / sizeof removables[0] && l->status == OK; k++)
			if (str_eq(removables[k].list, rows.at[i].list) && !pack_has(l->pack, &removables[k], rows.at[i].code))
				remove_code(l, &removables[k], rows.at[i].code);
	if (l->status == OK && l->ps->total != before)
		l->status = CONFLICT;
}
