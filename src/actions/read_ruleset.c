/* Text of the table to compiled ruleset. Nothing is kept between two calls: caches are the caller's (web/rulesets.h). */
#include "actions/read_ruleset.h"

#include "base/log.h"
#include "gen/embedded.h"
#include "gen/queries.h"

struct rules_source ruleset_vocabulary(void)
{
	const str name = S("packs/vocabulary.publicodes");
	for (size_t i = 0; i < embedded_count; i++)
		if (str_eq(str_of(embedded_files[i].path), name))
			return (struct rules_source){S("vocabulary.publicodes"), {(const char *)embedded_files[i].bytes, embedded_files[i].n}};
	const bool the_vocabulary_is_embedded = false;
	always(the_vocabulary_is_embedded);
	return (struct rules_source){STR_NONE, STR_NONE};
}

enum status read_ruleset_versions(struct db *db, struct arena *a, territory_id territory, str call, struct ruleset_versions *versions)
{
	struct q_ruleset_versions_rows rows;
	enum status s = q_ruleset_versions(db, a, territory, call, &rows);
	*versions = (struct ruleset_versions){0};
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, versions) = (struct ruleset_version){.version = rows.at[i].version, .hash = rows.at[i].hash, .from = rows.at[i].starts,
			.to = rows.at[i].ends, .note = {rows.at[i].note_fr, rows.at[i].note_en}, .loaded = rows.at[i].loaded};
	return s;
}

static enum status not_readable(str call, const struct problems *ps)
{
	struct out o = out_new(4096);
	out_str(&o, call);
	out_str(&o, S(": "));
	problems_write(&o, LANG_EN, ps);
	enum status s = broken("read_ruleset", out_text(&o));
	out_free(&o);
	return s;
}

enum status read_ruleset(struct db *db, struct arena *a, territory_id territory, str call, int64_t version, struct ruleset **set)
{
	struct q_ruleset_text_row row;
	enum status s = q_ruleset_text(db, a, territory, call, version, &row);
	if (s != OK)
		return s;
	struct problems ps = problems_new(a);
	const struct rules_source vocabulary = ruleset_vocabulary(), rules = {S("rules.publicodes"), row.text};
	return ruleset_read(a, &vocabulary, &rules, &ps, set) == OK ? OK : not_readable(call, &ps);
}

enum status read_verdict_clauses(struct db *db, struct arena *a, territory_id territory, str call, struct verdict_clauses *clauses)
{
	struct q_ruleset_clauses_rows rows;
	enum status s = q_ruleset_clauses(db, a, territory, call, &rows);
	*clauses = (struct verdict_clauses){0};
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, clauses) = (struct verdict_clause){
			.code = rows.at[i].code, .label = rows.at[i].label, .article = rows.at[i].article, .document = rows.at[i].document};
	return s;
}
