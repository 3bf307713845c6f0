/* The review on both engines (B14, B8, A13, N4, N9): marks added up exactly, changed with a reason, not counted in a conflict of interest; opinions asked, given, changed, late, by a link;
   reminders once; the reply that a council is owed; admissibility with its history. */
#include "accounts/actor.h"
#include "actions/admissibility.h"
#include "actions/conflict.h"
#include "actions/give_scores.h"
#include "actions/load_pack.h"
#include "actions/opinions.h"
#include "actions/read_ranking.h"
#include "actions/remind_opinions.h"
#include "base/ids.h"
#include "gen/queries.h"

#include "lib/both.h"

enum { OFFICER = 4, REVIEWER = 5, AGENT = 6, STRANGER = 7 };
#define DAY INT64_C(86400000)
#define NOW ((instant){20000 * DAY + 10 * 3600000}) /* a morning in Paris */

static territory_id territory;
static application_id first, second;
static struct problems ps;
static struct actor officer, reviewer, agent, stranger;
static struct desk_step step;

static void begin(void)
{
	struct findings fs = findings_new(fixture.arena);
	struct load_result result;
	const struct load_options options = {.actor = S("cli:0"), .folder = "packs/libercourt-2025", .force = true};
	ps = fresh_problems();
	assert_int_equal(load_pack(db, fixture.arena, &options, &result, &ps, &fs), OK);
	territory = (territory_id){ask_number(db, "SELECT territory_id FROM call WHERE code = 'libercourt-2025'")};
	first = (application_id){ask_number(db, "SELECT MIN(application_id) FROM application")};
	second = (application_id){first.v + 1};
	assert_int_equal(script("INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES (4, 'a@ville.example', 'Chargée de mission', 'fr', 1, 1, 0), "
	                        "(5, 'b@ville.example', 'Instructeur', 'fr', 1, 1, 0), (6, 'c@region.example', 'Agente', 'en', 1, 1, 0), (7, 'd@club.example', 'Voisine', 'fr', 1, 1, 0)"), OK);
	assert_int_equal(script("INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 4, 'officer', '', 1, 'cli:0' FROM territory "
	                        "UNION ALL SELECT territory_id, 5, 'reviewer', '', 1, 'cli:0' FROM territory UNION ALL SELECT territory_id, 6, 'funder_agent', 'region', 1, 'cli:0' FROM territory"), OK);
	assert_int_equal(script("UPDATE application SET state = 'filed'"), OK);
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){OFFICER}, &officer), OK);
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){REVIEWER}, &reviewer), OK);
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){AGENT}, &agent), OK);
	assert_int_equal(actor_of_person(db, fixture.arena, (person_id){STRANGER}, &stranger), OK);
	step = (struct desk_step){.arena = fixture.arena, .actor = &officer, .now = NOW, .territory = territory, .application = first, .public_url = S("https://aides.ville.example")};
}

/* Whatever the case asks, in one write. */
static enum status (*act)(void);
static enum status run(struct db *d, void *arg)
{
	(void)arg;
	step.db = d;
	ps = fresh_problems();
	return act();
}
static enum status write_by(const struct actor *actor, enum status (*what)(void))
{
	act = what;
	step.actor = actor;
	step.now.ms++;
	return db_write(db, run, NULL);
}

/* ---- marks ---- */

static const char *mark_one, *mark_two;
static str reason;
static str criterion_one, criterion_two;

static enum status add_criteria_now(void)
{
	enum status s = add_criterion(&step, S("libercourt-2025"), S("Innovation"), S("3"), S("A13"), &ps);
	return s == OK ? add_criterion(&step, S("libercourt-2025"), S("Partenariat"), S("1"), S("B8"), &ps) : s;
}
static enum status mark_now(void)
{
	const struct score_typed marks[] = {{criterion_one, str_of(mark_one)}, {criterion_two, str_of(mark_two)}};
	return give_scores(&step, marks, 2, reason, &ps);
}
static enum status mark(const struct actor *actor, const char *one, const char *two, str why)
{
	mark_one = one;
	mark_two = two;
	reason = why;
	return write_by(actor, mark_now);
}
static void with_criteria(void)
{
	begin();
	assert_int_equal(write_by(&officer, add_criteria_now), OK);
	criterion_one = ask(db, "SELECT criterion_code FROM own_criterion WHERE label = 'Innovation'");
	criterion_two = ask(db, "SELECT criterion_code FROM own_criterion WHERE label = 'Partenariat'");
}
static int64_t score_of(application_id application)
{
	struct scored_list list;
	assert_int_equal(read_scores(db, fixture.arena, territory, S("libercourt-2025"), &list), OK);
	const struct score_sum *sum = scores_of(&list, application);
	return sum && sum->milli.set ? sum->milli.value : -1;
}

static void the_weighted_mean_is_exact_and_a_change_keeps_its_past(void **state)
{
	(void)state;
	with_criteria();
	assert_int_equal(mark(&officer, "9", "5", S("")), OK);
	assert_int_equal(mark(&reviewer, "5", "6,5", S("")), OK);
	assert_int_equal(score_of(first), 6688); /* (3 × 7 + 5.75) / 4 */
	assert_int_equal(mark(&reviewer, "8", "", S("  ")), INVALID);
	assert_true(str_eq(ps.list.at[0].field, S("reason")));
	assert_int_equal(mark(&reviewer, "8", "", S("Après l’audition")), OK);
	assert_int_equal(score_of(first), 7813); /* (3 × 8.5 + 5.75) / 4 */
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM score"), 5);
	assert_int_equal(mark(&reviewer, "8", "6.5", S("")), OK); /* nothing changes: nothing is asked, nothing written */
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM score"), 5);
	assert_int_equal(score_of(second), -1);
}

static void a_mark_goes_by_half_points_from_nought_to_ten(void **state)
{
	(void)state;
	static const char *const wrong[] = {"7,3", "10,5", "-1", "sept", "7,55", "11", "7,", ",5"};
	int64_t tenths = -1;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(score_read(str_of(wrong[i]), &tenths));
	assert_true(score_read(S(" 7,5 "), &tenths) && tenths == 75);
	assert_true(score_read(S("10"), &tenths) && tenths == 100);
	assert_true(score_read(S("0.5"), &tenths) && tenths == 5);
	assert_true(score_read(S("8,0"), &tenths) && tenths == 80);
	with_criteria();
	assert_int_equal(mark(&officer, "7,3", "5", S("")), INVALID);
	assert_int_equal(mark(&officer, "", "", S("")), INVALID);
	assert_int_equal(mark(&stranger, "7", "", S("")), DENIED);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM score"), 0);
}

static enum status declare_now(void)
{
	int64_t id;
	const struct conflict_declaration c = {.territory = territory, .application = first, .person = {REVIEWER}, .institution = S(""), .reason = S("Membre du bureau")};
	return declare_conflict(step.db, step.arena, step.actor, step.now, &c, &id, &ps);
}

static void marks_of_who_has_a_conflict_do_not_count(void **state)
{
	(void)state;
	with_criteria();
	assert_int_equal(mark(&officer, "9", "5", S("")), OK);
	assert_int_equal(mark(&reviewer, "1", "1", S("")), OK);
	assert_int_equal(write_by(&reviewer, declare_now), OK);
	assert_int_equal(score_of(first), 8000);
	assert_int_equal(mark(&reviewer, "0", "0", S("Encore")), DENIED);
	assert_int_equal(ps.total, 1);
	assert_int_equal(script("UPDATE conflict_of_interest SET withdrawn_ms = 1, withdrawn_by = 4, withdrawn_reason = 'x'"), OK);
	assert_int_equal(score_of(first), 4500); /* (3 × 5 + 3) / 4 */
}

static enum status weigh_now(void)
{
	return weigh_criterion(&step, S("libercourt-2025"), criterion_one, S("0"), S("Écarté"), &ps);
}

static void a_criterion_of_weight_nought_does_not_count_and_ranks_share_equal_scores(void **state)
{
	(void)state;
	struct ranking ranking;
	with_criteria();
	assert_int_equal(mark(&officer, "9", "5", S("")), OK);
	step.application = second;
	assert_int_equal(mark(&officer, "2", "5", S("")), OK);
	assert_int_equal(write_by(&reviewer, weigh_now), DENIED);
	assert_int_equal(write_by(&officer, weigh_now), OK);
	assert_int_equal(score_of(first), 5000);
	assert_int_equal(read_ranking(db, fixture.arena, territory, S("libercourt-2025"), &ranking), OK);
	assert_int_equal(ranking.rows.at[0].rank, 1);
	assert_int_equal(ranking.rows.at[1].rank, 1);
	assert_int_equal(ranking.rows.at[2].rank, 0);
	assert_int_equal(ranking.criteria.n, 1);
}

/* ---- opinions ---- */

static struct opinion_ask wish;
static struct opinions_asked done;
static struct opinion_given given;
static int64_t opinion;
static str secret;

static enum status ask_now(void)
{
	const application_id both[] = {first, second};
	return ask_opinions(&step, both, 2, &wish, &done, &ps);
}
static enum status give_now(void)
{
	return give_opinion(&step, opinion, &given, &ps);
}
static enum status link_now(void)
{
	return give_opinion_by_link(&step, secret, opinion, &given, &ps);
}
static enum status reply_now(void)
{
	return reply_opinion(&step, opinion, S("Le comité vous suit."), &ps);
}
static enum status cancel_now(void)
{
	return cancel_opinion(&step, opinion);
}
static const struct opinion_who region = {.institution = S("region")}, landlord = {.institution = S("Bailleur"), .email = S("Avis@Bailleur.example")},
	council = {.institution = S("Conseil citoyen")}, service = {.institution = S(""), .person = {REVIEWER}};

static void ask_of(const char *kind, const struct opinion_who *who, int64_t days)
{
	wish = (struct opinion_ask){.kind = str_of(kind), .who = who, .who_count = 1, .due = {true, {20000 + days}}};
	assert_int_equal(write_by(&officer, ask_now), OK);
	opinion = ask_number(db, "SELECT MIN(opinion_id) FROM opinion WHERE given_ms IS NULL");
}

static void several_files_are_asked_in_one_mail_and_nobody_twice(void **state)
{
	(void)state;
	begin();
	ask_of("institution", &region, 10);
	assert_int_equal(done.asked, 2);
	assert_int_equal(done.mails, 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'opinion'"), 1);
	ask_of("institution", &region, 10);
	assert_int_equal(done.asked, 0);
	assert_int_equal(done.waiting, 2);
	ask_of("institution", &council, 10);
	assert_int_equal(done.silent, 1);
	assert_int_equal(write_by(&reviewer, declare_now), OK);
	static const str subjects[] = {S("feasibility"), S("capacity")};
	wish = (struct opinion_ask){.kind = S("review"), .who = &service, .who_count = 1, .subjects = subjects, .subject_count = 2};
	assert_int_equal(write_by(&officer, ask_now), OK);
	assert_int_equal(done.asked, 2); /* points of the second file */
	assert_int_equal(done.conflicts, 2);
	assert_int_equal(write_by(&reviewer, ask_now), DENIED);
	wish.subject_count = 0;
	assert_int_equal(write_by(&officer, ask_now), INVALID);
	assert_true(str_eq(ps.list.at[0].field, S("subject")));
}

static void an_opinion_that_changes_keeps_its_past_and_a_letter_is_noted_as_such(void **state)
{
	(void)state;
	begin();
	ask_of("institution", &region, 10);
	given = (struct opinion_given){.answer = S("reserved")};
	assert_int_equal(write_by(&agent, give_now), INVALID);
	assert_true(str_eq(ps.list.at[0].field, S("text")));
	assert_int_equal(write_by(&reviewer, give_now), DENIED);
	given.text = S("Trop cher");
	assert_int_equal(write_by(&agent, give_now), OK);
	assert_int_equal(write_by(&agent, give_now), INVALID);
	given = (struct opinion_given){.answer = S("favourable")};
	assert_int_equal(write_by(&agent, give_now), OK);
	assert_true(str_eq(ask(db, "SELECT text FROM opinion_past"), S("Trop cher")));
	assert_int_equal(ask_number(db, "SELECT on_behalf FROM opinion WHERE given_ms IS NOT NULL"), 0);
	given = (struct opinion_given){.answer = S("no_opinion"), .received = S("2099-01-01")};
	assert_int_equal(write_by(&officer, give_now), INVALID);
	given.received = STR_NONE;
	assert_int_equal(write_by(&officer, give_now), OK);
	assert_int_equal(ask_number(db, "SELECT on_behalf FROM opinion WHERE given_ms IS NOT NULL"), 1);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM opinion_past"), 2);
	assert_int_equal(write_by(&officer, cancel_now), CONFLICT);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM audit WHERE detail LIKE '%cher%'"), 0);
}

static void read_secret(void)
{
	str body = ask(db, "SELECT body FROM outbox WHERE recipient = 'avis@bailleur.example' ORDER BY created_ms DESC, mail_id DESC LIMIT 1");
	size_t at = 0;
	assert_true(str_find(body, S("?t="), &at));
	secret = str_first(str_skip(body, at + 3), 43);
}

static void a_link_gives_its_own_opinions_once_until_it_is_over(void **state)
{
	(void)state;
	begin();
	ask_of("institution", &region, 10);
	const int64_t of_region = opinion;
	wish.who = &landlord;
	assert_int_equal(write_by(&officer, ask_now), OK);
	const int64_t of_landlord = ask_number(db, "SELECT MIN(opinion_id) FROM opinion WHERE institution = 'Bailleur'");
	read_secret();
	given = (struct opinion_given){.answer = S("favourable")};
	opinion = of_region;
	assert_int_equal(write_by(&stranger, link_now), NOT_FOUND);
	opinion = of_landlord;
	str right = secret;
	secret = S("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	assert_int_equal(write_by(&stranger, link_now), NOT_FOUND);
	secret = right;
	assert_int_equal(write_by(&stranger, link_now), OK);
	assert_int_equal(write_by(&stranger, link_now), CONFLICT);
	opinion = ask_number(db, "SELECT MAX(opinion_id) FROM opinion WHERE institution = 'Bailleur'");
	step.now.ms += 60 * DAY;
	assert_int_equal(write_by(&stranger, link_now), NOT_FOUND);
}

/* ---- reminders and the reply ---- */

static size_t remind(int64_t days, int64_t hour)
{
	size_t written = 99;
	assert_int_equal(remind_opinions_round(db, S("https://aides.ville.example"), (instant){(20000 + days) * DAY + hour * 3600000}, 100, &written), OK);
	return written;
}

static void reminders_leave_by_day_once_for_a_due_day(void **state)
{
	(void)state;
	begin();
	ask_of("institution", &region, 10);
	assert_int_equal(remind(6, 10), 0);
	assert_int_equal(remind(7, 2), 0); /* night */
	assert_int_equal(remind(7, 10), 2);
	assert_int_equal(remind(8, 10), 0);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM outbox WHERE kind = 'opinion_reminder'"), 1); /* both files in one mail */
	assert_int_equal(remind(10, 10), 0); /* its day is not over */
	assert_int_equal(remind(11, 10), 2);
	assert_int_equal(remind(12, 10), 0);
	assert_int_equal(script("UPDATE opinion SET due_day = 20020"), OK); /* a day that moved reminds anew */
	assert_int_equal(remind(18, 10), 2);
}

static void a_council_is_owed_a_reply_that_is_public_once_given(void **state)
{
	(void)state;
	begin();
	ask_of("citizen_council", &council, 2);
	assert_int_equal(write_by(&officer, reply_now), CONFLICT);
	step.now.ms += 5 * DAY;
	given = (struct opinion_given){.answer = S("favourable"), .text = S("Utile au quartier.")};
	assert_int_equal(write_by(&officer, give_now), OK);
	assert_true(opinion_is_late((opt_day){true, {20002}}, (opt_instant){true, step.now}, step.now, S("Europe/Paris")));
	assert_int_equal(ask_number(db, "SELECT reply_due_day FROM opinion WHERE given_ms IS NOT NULL"), 20005 + 30);
	assert_int_equal(remind(35, 10), 1); /* the file that is not given yet is past its day */
	assert_int_equal(remind(36, 10), 1); /* and the reply is late: the office */
	assert_int_equal(remind(37, 10), 0);
	struct q_review_published_count_row published;
	assert_int_equal(q_review_published_count(db, fixture.arena, territory, S("libercourt-2025"), &published), OK);
	assert_int_equal(published.opinions, 0);
	assert_int_equal(write_by(&reviewer, reply_now), DENIED);
	assert_int_equal(write_by(&officer, reply_now), OK);
	assert_int_equal(write_by(&officer, reply_now), CONFLICT);
	assert_int_equal(q_review_published_count(db, fixture.arena, territory, S("libercourt-2025"), &published), OK);
	assert_int_equal(published.opinions, 1);
	assert_int_equal(script("UPDATE opinion SET confidential = 1"), OK);
	assert_int_equal(q_review_published_count(db, fixture.arena, territory, S("libercourt-2025"), &published), OK);
	assert_int_equal(published.opinions, 0);
}

/* ---- admissibility ---- */

static struct admissibility_decision decision;
static enum status decide_now(void)
{
	return decide_admissibility(&step, &decision, &ps);
}

static void a_decision_moves_the_state_and_all_are_kept(void **state)
{
	(void)state;
	begin();
	decision = (struct admissibility_decision){.admissible = false};
	assert_int_equal(write_by(&officer, decide_now), INVALID);
	assert_true(str_eq(ps.list.at[0].field, S("reason")));
	decision.reason = S("Hors périmètre");
	assert_int_equal(write_by(&reviewer, decide_now), DENIED);
	assert_int_equal(write_by(&officer, decide_now), OK);
	decision = (struct admissibility_decision){.admissible = true, .reason = S("Recours accepté")};
	assert_int_equal(write_by(&officer, decide_now), OK);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM admissibility"), 2);
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM application_event"), 2);
	assert_int_equal(script("UPDATE application SET state = 'completion_requested'"), OK);
	decision = (struct admissibility_decision){.admissible = true};
	assert_int_equal(write_by(&officer, decide_now), INVALID);
	assert_true(str_eq(ps.list.at[0].field, S("despite")));
	decision.despite = S("Vu au téléphone");
	assert_int_equal(write_by(&officer, decide_now), OK);
	step.base = (opt_int){true, 1};
	assert_int_equal(write_by(&officer, decide_now), CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(the_weighted_mean_is_exact_and_a_change_keeps_its_past), BOTH(a_mark_goes_by_half_points_from_nought_to_ten), BOTH(marks_of_who_has_a_conflict_do_not_count),
		BOTH(a_criterion_of_weight_nought_does_not_count_and_ranks_share_equal_scores), BOTH(several_files_are_asked_in_one_mail_and_nobody_twice),
		BOTH(an_opinion_that_changes_keeps_its_past_and_a_letter_is_noted_as_such), BOTH(a_link_gives_its_own_opinions_once_until_it_is_over),
		BOTH(reminders_leave_by_day_once_for_a_due_day), BOTH(a_council_is_owed_a_reply_that_is_public_once_given), BOTH(a_decision_moves_the_state_and_all_are_kept),
	};
	return both_run("review", tests, sizeof tests / sizeof tests[0]);
}
