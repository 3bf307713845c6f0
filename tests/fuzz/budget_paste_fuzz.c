/* Any bytes pasted into a budget: every value is a kept amount on a line of the same side and year, no line gets two, and nothing is lost without being told. */
#include "base/limits.h"
#include "base/status.h"
#include "domain/budget.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct pasted_cells *cells, const struct form *form)
{
	always(cells->n <= 2 * LIMIT_PASTE_CELLS);
	for (size_t i = 0; i < cells->n; i++) {
		money amount;
		const struct pasted_cell *cell = &cells->at[i];
		always(cell->typed.p);
		if (!cell->value.p)
			continue;
		always(money_kept(cell->value, &amount));
		always(cell->key.p && str_starts(cell->key, S("budget.1.")) && form_field_of(form, cell->key));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1 << 28);
	struct form_context context = {.call = S("call"), .year = 2025, .request = S("first"), .applicant_kind = S("association")};
	*LIST_ADD(a, &context.funders) = (struct form_funder){.code = S("agglo"), .label = S("Agglomeration"), .kind = S("agglomeration")};
	const struct form_values values = {0};
	const struct form *form = form_build(a, &context, false, LANG_FR, &values);
	str text = arena_str(a, (str){(const char *)data, size});
	struct pasted_cells cells;
	budget_paste(a, form, &values, S("budget.1.604"), text, &cells);
	check(&cells, form);
	budget_paste(a, form, &values, S("budget.1.74.agglo"), text, &cells);
	check(&cells, form);
	arena_free(a);
	return 0;
}
