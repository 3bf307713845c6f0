/* A programme that the product adopted is read from its frozen text; the SHA-256 is worked out again each time, and a text that is not the one that was voted says so loudly. */
#include "actions/read_programme_parts.h"

#include "base/log.h"
#include "base/sha256.h"
#include "domain/programme_frozen.h"
#include "gen/queries.h"

/* What the annex of that version printed, of one that a pack brought: it stands beside the frozen text, and what differs from it goes on being told. */
static enum status read_printed(struct db *db, struct arena *a, territory_id territory, str call, struct programme *p)
{
	struct q_programme_version_row version;
	struct q_programme_groups_rows groups;
	enum status s = q_programme_version(db, a, territory, call, p->version, &version);
	if (!s)
		s = q_programme_groups(db, a, territory, call, p->version, &groups);
	if (s)
		return s == NOT_FOUND ? OK : s;
	p->printed_total = version.printed_total;
	for (size_t g = 0; g < groups.n; g++)
		for (size_t i = 0; i < p->groups.n; i++)
			if (str_eq(p->groups.at[i].code, groups.at[g].code)) {
				p->groups.at[i].printed_amount_set = groups.at[g].amount.set;
				p->groups.at[i].printed_amount = groups.at[g].amount.value;
				p->groups.at[i].printed_percent_set = groups.at[g].percent.set;
				p->groups.at[i].printed_percent = (int)groups.at[g].percent.value;
			}
	return OK;
}

/* With what a later version added, it is no more what was printed. */
static void forget_printed(struct programme *p)
{
	p->printed_total = (opt_money){0};
	for (size_t i = 0; i < p->groups.n; i++)
		p->groups.at[i].printed_amount_set = p->groups.at[i].printed_percent_set = false;
}

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
	if ((s = read_printed(db, a, territory, call, p)))
		return s;
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
	forget_printed(p);
	programme_cumulate(a, p, &top);
	for (size_t i = 0; i < top.receipts.n; i++)
		*LIST_ADD(a, &p->receipts) = top.receipts.at[i];
	compute(a, p);
	return OK;
}
