/* The queries generator on any bytes: reading, every refusal, and for what is accepted the promises that the generated C relies on. The
   generator's files are included, so that this target builds like the others. */
#include "../../tools/query_check.c"
#include "../../tools/query_parse.c"
#include "../../tools/query_territory.c"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool promise)
{
	if (!promise)
		abort();
}

static void check_accepted(const struct query *q)
{
	must(q->kind != KIND_NONE && q->token_count > 1 && q->tokens[q->token_count - 1].kind == TOKEN_END);
	must((q->kind == KIND_EXEC) == (q->out_count == 0));
	for (size_t i = 0; i + 1 < q->token_count; i++) {
		const struct token *t = &q->tokens[i];
		must(t->text.n > 0 && t->depth >= 0 && t->depth <= DEPTH_MAX);
		must(!token_is(t, "::") && !token_is(t, "||") && !token_is(t, "\"") && !token_is(t, "create") && !token_is(t, "pragma"));
		must(t->kind == TOKEN_STRING || !memchr(t->text.p, '\n', t->text.n));
	}
	for (size_t i = 0; i < q->in_count; i++)
		must(q->in[i].type && is_name(q->in[i].name) && !is_taken(q->in[i].name));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static FILE *nowhere;
	if (!nowhere)
		nowhere = fopen("/dev/null", "w");
	struct query_set set = {.errors = nowhere};
	query_read(&set, "fuzz.sql", (const char *)data, size);
	if (!set.refused)
		for (size_t i = 0; i < set.n; i++)
			check_accepted(set.at[i]);
	query_set_free(&set);
	return 0;
}
