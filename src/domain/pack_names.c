/* Codes of a pack: each given once where it must be unique, and every reference to a code that is given. One sorted index serves both. */
#include "domain/pack_check.h"

#include "base/limits.h"

#include <stdlib.h>

/* Where each kind of code is given, in words of the format, and whether it is unique in the whole pack or only in its call or programme. */
static const struct {
	const char *list;
	bool global;
} kinds[PACK_KIND_COUNT] = {
	[PACK_NOTHING] = {"", true},
	[PACK_SOURCE] = {"sources", true},
	[PACK_MUNICIPALITY] = {"municipalities", true},
	[PACK_FIGURE] = {"printed_figures", true},
	[PACK_DISTRICT] = {"districts", true},
	[PACK_AGREEMENT] = {"agreements", true},
	[PACK_THEME] = {"lists.themes", true},
	[PACK_PUBLIC] = {"lists.publics", true},
	[PACK_CROSS_CUTTING] = {"lists.cross_cutting", true},
	[PACK_SCHEME] = {"lists.schemes", true},
	[PACK_EVENT] = {"lists.events", true},
	[PACK_PARTNER] = {"lists.partners", true},
	[PACK_GOAL] = {"goals", true},
	[PACK_INDICATOR] = {"goals.indicators", true},
	[PACK_BODY] = {"governance", true},
	[PACK_COOPERATION] = {"cooperations", true},
	[PACK_CONTACT] = {"contacts", true},
	[PACK_CALL] = {"calls", true},
	[PACK_PHASE] = {"phases", false},
	[PACK_CLAUSE] = {"clauses", false},
	[PACK_DOCUMENT] = {"required_documents", false},
	[PACK_CRITERION] = {"criteria", false},
	[PACK_ENVELOPE] = {"envelopes", false},
	[PACK_GROUP] = {"funder_groups", true},
	[PACK_FUNDER] = {"funders", true},
	[PACK_ORGANISATION] = {"organisations", true},
	[PACK_AXIS] = {"axes", false},
};

struct entry {
	enum pack_kind kind;
	uint64_t scope;
	str code;
	size_t position; /* in the definitions */
};

static int compare_codes(const struct entry *a, const struct entry *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->scope != b->scope)
		return a->scope < b->scope ? -1 : 1;
	return str_cmp(a->code, b->code);
}

static int in_order(const void *pa, const void *pb)
{
	const struct entry *a = pa, *b = pb;
	int order = compare_codes(a, b);
	return order != 0 ? order : (a->position > b->position) - (a->position < b->position);
}

static int same_code(const void *pa, const void *pb)
{
	return compare_codes(pa, pb);
}

static struct entry *index_definitions(struct arena *a, const struct pack *pack)
{
	size_t n = pack->definitions.n;
	struct entry *index = ARENA_ARRAY(a, n + 1, struct entry);
	for (size_t i = 0; i < n; i++) {
		const struct pack_definition *d = &pack->definitions.at[i];
		index[i] = (struct entry){.kind = d->kind, .scope = kinds[d->kind].global ? 0 : d->scope, .code = d->code, .position = i};
	}
	qsort(index, n, sizeof *index, in_order);
	return index;
}

static void find_twins(const struct pack *pack, const struct entry *index, struct problems *ps)
{
	for (size_t i = 1; i < pack->definitions.n; i++) {
		if (compare_codes(&index[i - 1], &index[i]) != 0)
			continue;
		const struct pack_definition *first = &pack->definitions.at[index[i - 1].position], *again = &pack->definitions.at[index[i].position];
		PACK_PROBLEM(ps, &again->at, W_pack_duplicate_code, ARG("found", again->code), ARG("line", first->at.line));
	}
}

/* The codes of one kind, nearest to what was written; bounded, as it only helps. */
static str nearest(struct arena *a, const struct pack *pack, const struct pack_reference *r)
{
	enum { CANDIDATES_MAX = 2000 };
	size_t n = 0;
	str *codes = ARENA_ARRAY(a, CANDIDATES_MAX, str);
	for (size_t i = 0; i < pack->definitions.n && n < CANDIDATES_MAX; i++)
		if (pack->definitions.at[i].kind == r->kind)
			codes[n++] = pack->definitions.at[i].code;
	return str_nearest(r->code, codes, n);
}

static void refuse_reference(struct arena *a, const struct pack *pack, const struct pack_reference *r, struct problems *ps)
{
	if (ps->list.n >= LIMIT_PROBLEMS) {
		ps->total++; /* only counted */
		return;
	}
	str near = nearest(a, pack, r), list = str_of(kinds[r->kind].list);
	str found = str_first(r->code, LIMIT_CODE_BYTES);
	if (near.p)
		PACK_PROBLEM(ps, &r->at, W_pack_unknown_code_near, ARG("found", found), ARG("list", list), ARG("near", near));
	else
		PACK_PROBLEM(ps, &r->at, W_pack_unknown_code, ARG("found", found), ARG("list", list));
}

void pack_check_names(struct arena *a, const struct pack *pack, struct problems *ps)
{
	const struct entry *index = index_definitions(a, pack);
	find_twins(pack, index, ps);
	if (pack->incomplete)
		return; /* what the unreadable file defines is not known */
	for (size_t i = 0; i < pack->references.n; i++) {
		const struct pack_reference *r = &pack->references.at[i];
		struct entry wanted = {.kind = r->kind, .code = r->code};
		always(kinds[r->kind].global);
		if (!bsearch(&wanted, index, pack->definitions.n, sizeof *index, same_code))
			refuse_reference(a, pack, r, ps);
	}
}
