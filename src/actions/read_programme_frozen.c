/* A programme that the product adopted is read from its frozen text; the SHA-256 is worked out again each time, and a text that is not the one that was voted says so loudly. */
#include "actions/read_programme_parts.h"

#include "base/log.h"
#include "base/sha256.h"
#include "domain/programme_frozen.h"
#include "gen/queries.h"

static enum status read_one(struct db *db, struct arena *a, territory_id territory, str call, int64_t version, struct programme *p)
{
	struct q_adoption_frozen_row row;
	struct q_programme_receipts_rows receipts;
	enum status s = q_adoption_frozen(db, a, territory, call, version, &row);
	if (s)
		return s;
	if (programme_thaw(a, row.frozen, p))
		return broken("programme", S("the frozen text of a programme does not read"));
	p->sha256 = row.sha256;
	p->altered = !str_eq(sha256_text(a, row.frozen), row.sha256);
	p->frozen = (opt_instant){true, row.frozen_at};
	p->decision_number = row.decision_number;
	p->decision_day = row.decision;
	p->version = version;
	if ((s = q_programme_receipts(db, a, territory, call, version, &receipts)))
		return s;
	for (size_t i = 0; i < receipts.n; i++)
		*LIST_ADD(a, &p->receipts) = (struct programme_receipt){
			.number = receipts.at[i].number, .place = receipts.at[i].place, .sent = receipts.at[i].sent, .received = receipts.at[i].received};
	return OK;
}

static void compute(struct arena *a, struct programme *p)
{
	programme_compute(a, p);
	if (p->altered)
		FINDING(&p->findings, SEVERITY_ERROR, p->title, W_adoption_finding_altered, ARG("sha256", p->sha256));
}

enum status read_frozen_version(struct db *db, struct arena *a, territory_id territory, str call, int64_t version, struct programme *p)
{
	enum status s = read_one(db, a, territory, call, version, p);
	if (!s)
		compute(a, p);
	return s;
}

enum status read_cumulated(struct db *db, struct arena *a, territory_id territory, str call, int64_t version, struct programme *p)
{
	struct programme top, below;
	enum status s = read_one(db, a, territory, call, version, &top);
	if (!s && !top.added_to) {
		*p = top;
		compute(a, p);
		return OK;
	}
	if (!s && top.added_to >= version)
		return BROKEN;
	struct q_adoption_frozen_row row;
	enum status frozen = s ? s : q_adoption_frozen(db, a, territory, call, top.added_to, &row);
	if (!s)
		s = frozen == OK ? read_cumulated(db, a, territory, call, top.added_to, &below) : frozen == NOT_FOUND ? read_programme(db, a, call, top.added_to, &below) : frozen;
	if (s)
		return s;
	*p = below;
	programme_cumulate(a, p, &top);
	for (size_t i = 0; i < top.receipts.n; i++)
		*LIST_ADD(a, &p->receipts) = top.receipts.at[i];
	compute(a, p);
	return OK;
}
