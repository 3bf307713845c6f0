/* Opinions on applications (B14, N9, H6): asked of review services, institutions, citizen councils or one person, of several at once for many files; given by them, by a mailed link without
   an account, or noted by an officer from a letter; changed with their past kept; the reply that a citizen council is owed, published. Inside the caller's write transaction. */
#ifndef ACTIONS_OPINIONS_H
#define ACTIONS_OPINIONS_H

#include "actions/desk_work.h"

/* X(kind): as tables hold them. A review is asked by subject (B14), one opinion each. */
#define OPINION_KINDS(X) X(review) X(institution) X(citizen_council)
#define OPINION_SUBJECTS(X) X(eligibility) X(feasibility) X(capacity) X(indicators) X(in_depth)
#define OPINION_ANSWERS(X) X(favourable) X(reserved) X(unfavourable) X(no_opinion)

struct opinion_who {
	str institution;  /* code of a funder or a body, or a name that has none */
	person_id person; /* 0: the institution as a whole */
	str email;        /* of who has no account; or empty */
};
struct opinion_ask {
	str kind;
	const str *subjects; /* of a review: at least one; else none */
	size_t subject_count;
	const struct opinion_who *who;
	size_t who_count;
	str question;
	opt_day due, reply_due;
	bool confidential; /* read by officers only */
};
struct opinions_asked {
	int64_t asked, waiting, conflicts; /* written; already waited for; not asked for a conflict of interest */
	int64_t mails, silent;             /* written to; who was asked and has neither account nor address: a letter is theirs to send */
};
/* Of applications of step->territory (step->application is not used), in one mail to each. INVALID (ps): kind, subject, who, due (past), reply-due, question, email; TOO_BIG: more than
   LIMIT_OPINIONS_ASKED. DENIED: run_desk. NOT_FOUND: no such application. */
must_use enum status ask_opinions(const struct desk_step *step, const application_id *applications, size_t n, const struct opinion_ask *ask, struct opinions_asked *asked, struct problems *ps);

struct opinion_given {
	str answer, text;
	str received; /* the day of a letter, typed, for an officer who notes it; or empty: now */
};
/* step names neither territory nor application: the opinion does. A second time changes it, and the past is kept. INVALID (ps): answer, text (reserved and unfavourable say why; nothing
   changed), received. DENIED: nobody who was asked; with a problem: a conflict of interest. CONFLICT: it was taken back. NOT_FOUND. */
must_use enum status give_opinion(const struct desk_step *step, int64_t opinion, const struct opinion_given *given, struct problems *ps);
/* Is that opinion given by who acts in their own name (they, or an institution of theirs, were asked)? Else an officer notes it on behalf. */
bool opinion_is_own(const struct actor *actor, territory_id territory, str institution, opt_int person);

/* By the secret of a mail, without an account, once. NOT_FOUND: a secret never given, over, or of another opinion: all the same. CONFLICT: given already, or taken back. */
must_use enum status give_opinion_by_link(const struct desk_step *step, str secret, int64_t opinion, const struct opinion_given *given, struct problems *ps);

/* Before it is given. DENIED, NOT_FOUND, CONFLICT: given, or taken back already. */
must_use enum status cancel_opinion(const struct desk_step *step, int64_t opinion);
/* Of a citizen council, once; it is mailed and, unless the opinion is confidential, public from then on. INVALID: no text ("reply"). CONFLICT: not given yet, or replied already. */
must_use enum status reply_opinion(const struct desk_step *step, int64_t opinion, str reply, struct problems *ps);

/* Was it given after its day? Not given and past: late too. */
bool opinion_is_late(opt_day due, opt_instant given, instant now, str time_zone);

#endif
