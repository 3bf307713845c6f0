/* See tell_infected.h. */
#include "actions/tell_infected.h"

#include "actions/applicant_mail.h"
#include "base/ids.h"
#include "gen/queries.h"
#include "gen/words.h"
#include "store/audit.h"

enum status tell_infected(struct db *db, struct arena *a, str sha256, str found, str site, instant now)
{
	struct q_file_placed_rows places = {0};
	const struct audit_entry entry = {.at = now, .actor = S("job:rescan"), .verb = S("found_infected"), .thing = arena_fmt(a, "file:%.*s", STR_ARGS(sha256)), .detail = found};
	enum status s = audit_append(db, &entry);
	if (s == OK)
		s = q_file_placed(db, a, sha256, &places);
	for (size_t i = 0; s == OK && i < places.n; i++) {
		const struct q_file_placed_row *place = &places.at[i];
		const struct applicant_letter letter = {.kind = S("infected"), .organisation = place->organisation, .who = place->name, .detail = found, .site = site, .now = now,
			.about = arena_fmt(a, "infected:%.*s:%lld:%lld", STR_ARGS(sha256), (long long)place->applicant, (long long)place->sheet.value),
			.subject = W_files_infected_mail_subject, .body = W_files_infected_mail_body,
			.path = place->sheet.set ? arena_fmt(a, "/sheets/%.*s/attachments", STR_ARGS(id_code(a, place->sheet.value)))
			                         : arena_fmt(a, "/organisations/%.*s/documents", STR_ARGS(id_code(a, place->applicant)))};
		s = letter_to_person(db, a, (person_id){place->person}, &letter);
	}
	return s;
}
