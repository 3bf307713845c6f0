/* The audit chain. Called by every action inside its write, by verify, doctor, backup and copy. Never changes a row. */
#include "store/audit.h"

#include "base/limits.h"
#include "gen/queries.h"
#include "store/driver.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { HASH_BYTES = 32, HEX_BYTES = 2 * HASH_BYTES + 1 };

static const char no_previous[] = "0000000000000000000000000000000000000000000000000000000000000000";

/* A field as "length:bytes,"; an absent one as "-,": no two rows give the same bytes. */
static void add_text(crypto_generichash_state *state, str s)
{
	char head[32];
	if (s.p)
		(void)snprintf(head, sizeof head, "%zu:", s.n);
	else
		(void)snprintf(head, sizeof head, "-");
	(void)crypto_generichash_update(state, (const unsigned char *)head, strlen(head));
	if (s.n)
		(void)crypto_generichash_update(state, (const unsigned char *)s.p, s.n);
	(void)crypto_generichash_update(state, (const unsigned char *)",", 1);
}

static void add_int(crypto_generichash_state *state, int64_t value)
{
	char text[32];
	(void)snprintf(text, sizeof text, "%lld", (long long)value);
	add_text(state, str_of(text));
}

static void hash_row(const struct q_store_audit_all_row *row, char hex[HEX_BYTES])
{
	crypto_generichash_state state;
	unsigned char hash[HASH_BYTES];
	(void)crypto_generichash_init(&state, NULL, 0, HASH_BYTES);
	add_text(&state, row->previous_hash);
	add_int(&state, row->seq);
	add_int(&state, row->territory.v);
	add_int(&state, row->at.ms);
	const str texts[] = {row->actor, row->on_behalf, row->verb, row->thing, row->detail};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		add_text(&state, texts[i]);
	(void)crypto_generichash_final(&state, hash, sizeof hash);
	(void)sodium_bin2hex(hex, HEX_BYTES, hash, sizeof hash);
}

enum status audit_append(struct db *db, const struct audit_entry *entry)
{
	always(db->writing);
	struct arena *a = arena_new(LIMIT_CELL_BYTES);
	struct q_store_audit_last_row last = {.hash = str_of(no_previous)};
	enum status s = q_store_audit_last(db, a, &last);
	char hash[HEX_BYTES];
	if (s == OK || s == NOT_FOUND) {
		struct q_store_audit_all_row row = {.seq = last.seq + 1,
		                                    .territory = entry->territory,
		                                    .at = entry->at,
		                                    .actor = entry->actor,
		                                    .on_behalf = entry->on_behalf,
		                                    .verb = entry->verb,
		                                    .thing = entry->thing,
		                                    .detail = entry->detail,
		                                    .previous_hash = last.hash};
		hash_row(&row, hash);
		s = q_store_audit_add(db, &(struct q_store_audit_add_in){row.seq, row.territory, row.at, row.actor, row.on_behalf, row.verb, row.thing, row.detail,
		                                                         row.previous_hash, str_of(hash)});
	}
	if (s == CONFLICT) /* another writer took the number: the whole transaction begins again */
		db->failed = s = BUSY;
	arena_free(a);
	return s;
}

static bool continues(const struct audit_report *report, const struct q_store_audit_all_row *row)
{
	char hash[HEX_BYTES];
	hash_row(row, hash);
	str previous = report->rows ? str_of(report->last_hash) : str_of(no_previous);
	return row->seq == report->rows + 1 && str_eq(row->previous_hash, previous) && str_eq(row->hash, str_of(hash));
}

enum status audit_verify(struct db *db, struct audit_report *report)
{
	*report = (struct audit_report){0};
	struct q_store_audit_all_cursor cursor;
	struct q_store_audit_all_row row;
	bool more = true;
	enum status s = q_store_audit_all_open(db, &cursor);
	while (s == OK && (s = q_store_audit_all_next(&cursor, &row, &more)) == OK && more) {
		if (!report->first_broken && !continues(report, &row))
			report->first_broken = row.seq;
		report->rows++;
		(void)snprintf(report->last_hash, sizeof report->last_hash, "%.*s", STR_ARGS(row.hash));
	}
	q_store_audit_all_close(&cursor);
	return s;
}
