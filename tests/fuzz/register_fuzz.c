/* Any bytes as an answer of the national register: it must end, and what it gives must be text of the expected forms. */
#include "actions/register.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/identifier.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(str s)
{
	always(!s.p || (utf8_valid(s) && utf8_count(s) <= LIMIT_LABEL_CHARS));
	for (size_t i = 0; i < s.n; i++)
		always((unsigned char)s.p[i] >= ' ');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const asked[] = {"00000001800010", "00000002600013", "00000003400025"};
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
		struct register_found f;
		if (register_parse(a, arena_str(a, (str){(const char *)data, size}), str_of(asked[i]), &f) == OK) {
			const str texts[] = {f.siret, f.siren, f.name, f.address, f.postcode, f.city, f.commune, f.naf, f.legal_form, f.kind, f.rna};
			for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
				check(texts[k]);
			always(str_is_set(f.name) && str_eq(f.siret, str_of(asked[i])) && (!f.rna.p || rna_is_well_formed(f.rna)));
			always(!f.postcode.p || postcode_is_well_formed(f.postcode));
		}
		arena_free(a);
	}
	return 0;
}
