/* One look at each filed request, with memory of its own. */
#include "actions/examine_filings.h"

#include "actions/sheet.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "domain/frozen.h"
#include "gen/queries.h"

/* What the frozen answers ask, worked out again. */
static enum status frozen_sum(struct db *db, struct arena *a, int64_t id, const struct frozen *frozen, money *sum)
{
	struct sheet sheet;
	struct projected rows = {0};
	enum status s = sheet_read(db, a, (sheet_id){id}, NULL, LANG_FR, &sheet);
	if (s != OK)
		return s;
	form_project(a, form_build(a, &sheet.context, false, LANG_FR, &frozen->values), &frozen->values, &rows);
	for (size_t i = 0; i < rows.lines.n; i++)
		sum->cents += rows.lines.at[i].asked.cents;
	return OK;
}

static enum status examine(struct db *db, struct arena *a, const struct q_filing_all_row *row, enum filing_fault *fault)
{
	struct frozen frozen;
	struct q_filing_receipts_sent_row sent;
	struct q_filing_application_sum_row application;
	money sum = {0};
	*fault = FILING_ALTERED;
	if (!str_eq(sha256_text(a, row->frozen), row->sha256) || frozen_read(a, row->frozen, &frozen) != OK)
		return OK;
	str low = arena_fmt(a, "receipt:%lld:%lld:", (long long)row->sheet, (long long)row->version);
	str high = arena_fmt(a, "receipt:%lld:%lld;", (long long)row->sheet, (long long)row->version);
	enum status s = q_filing_receipts_sent(db, a, row->territory, low, high, &sent);
	*fault = FILING_WITHOUT_RECEIPT;
	if (s != OK || !sent.mails)
		return s;
	s = row->application.set ? q_filing_application_sum(db, a, row->territory, row->application.value, &application) : NOT_FOUND;
	*fault = FILING_WITHOUT_APPLICATION;
	if (s != OK)
		return s == NOT_FOUND ? OK : s;
	s = frozen_sum(db, a, row->sheet, &frozen, &sum);
	money kept = application.asked;
	if (s == OK && row->revised.set) { /* what was asked stays in the application; what was taken is beside it */
		struct q_revised_of_version_row revised;
		s = q_revised_of_version(db, a, row->territory, row->sheet, row->revised.value, &revised);
		kept = s == OK && row->version == row->revised.value ? revised.kept : sum;
	}
	*fault = sum.cents == kept.cents ? FILING_SOUND : FILING_SUM_DIFFERS;
	return s;
}

enum status examine_filings(struct db *db, struct arena *a, struct filings_examined *examined)
{
	struct q_filing_all_rows rows;
	*examined = (struct filings_examined){0};
	enum status s = q_filing_all(db, a, &rows);
	struct arena *own = arena_new(LIMIT_REQUEST_ARENA);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		enum filing_fault fault;
		s = examine(db, own, &rows.at[i], &fault);
		examined->filings++;
		if (s == OK && fault != FILING_SOUND && !examined->faults++) {
			examined->first = fault;
			examined->number = rows.at[i].number;
		}
		arena_reset(own);
	}
	arena_free(own);
	return s;
}

enum word filing_fault_word(enum filing_fault fault)
{
	static const enum word words[] = {[FILING_SOUND] = W_filing_doctor_sound, [FILING_ALTERED] = W_filing_doctor_altered, [FILING_WITHOUT_RECEIPT] = W_filing_doctor_receipt,
		[FILING_WITHOUT_APPLICATION] = W_filing_doctor_application, [FILING_SUM_DIFFERS] = W_filing_doctor_sum};
	return words[fault];
}
