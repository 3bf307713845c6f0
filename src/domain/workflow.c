/* The table of steps. A row is a state and what may follow it: forward, which is how a request goes on, or back, which takes a decision back. Small committees decide without a
   review: from filed on, what comes later in the review may be skipped. What is not written is refused. */
#include "domain/workflow.h"

#include <string.h>

#define BIT(name) (1u << APPLICATION_##name)
#define DECIDED (BIT(proposed) | BIT(programmed) | BIT(reserve) | BIT(refused))

static const struct state_row {
	const char *name, *dauphin;
	unsigned forward, back;
} states[APPLICATION_STATE_COUNT] = {
#define ROW(name, dauphin) [APPLICATION_##name] = {#name, dauphin, FORWARD_##name, BACK_##name},
#define FORWARD_filed (BIT(completion_requested) | BIT(admissible) | BIT(inadmissible) | BIT(under_review) | DECIDED | BIT(withdrawn))
#define BACK_filed 0
#define FORWARD_completion_requested (BIT(filed) | BIT(inadmissible) | BIT(withdrawn))
#define BACK_completion_requested 0
#define FORWARD_admissible (BIT(completion_requested) | BIT(under_review) | DECIDED | BIT(withdrawn))
#define BACK_admissible (BIT(filed) | BIT(inadmissible))
#define FORWARD_inadmissible 0
#define BACK_inadmissible (BIT(filed) | BIT(admissible))
#define FORWARD_under_review (BIT(completion_requested) | DECIDED | BIT(withdrawn))
#define BACK_under_review (BIT(filed) | BIT(admissible) | BIT(inadmissible))
#define FORWARD_proposed (BIT(programmed) | BIT(reserve) | BIT(refused) | BIT(withdrawn))
#define BACK_proposed (BIT(filed) | BIT(admissible) | BIT(under_review))
#define FORWARD_programmed (BIT(agreed) | BIT(in_progress) | BIT(withdrawn))
#define BACK_programmed (BIT(filed) | BIT(admissible) | BIT(under_review) | BIT(proposed) | BIT(reserve) | BIT(refused))
#define FORWARD_reserve (BIT(proposed) | BIT(programmed) | BIT(refused) | BIT(withdrawn))
#define BACK_reserve (BIT(filed) | BIT(admissible) | BIT(under_review))
#define FORWARD_refused 0
#define BACK_refused (BIT(filed) | BIT(admissible) | BIT(under_review) | BIT(proposed) | BIT(programmed) | BIT(reserve))
#define FORWARD_agreed (BIT(in_progress) | BIT(withdrawn))
#define BACK_agreed BIT(programmed)
#define FORWARD_in_progress (BIT(report_due) | BIT(carried_over) | BIT(withdrawn))
#define BACK_in_progress (BIT(agreed) | BIT(programmed))
#define FORWARD_report_due BIT(report_filed)
#define BACK_report_due BIT(in_progress)
#define FORWARD_report_filed BIT(closed)
#define BACK_report_filed BIT(report_due)
#define FORWARD_closed 0
#define BACK_closed BIT(report_filed)
#define FORWARD_withdrawn 0
#define BACK_withdrawn BIT(filed)
#define FORWARD_carried_over (BIT(in_progress) | BIT(report_due) | BIT(withdrawn))
#define BACK_carried_over 0
	APPLICATION_STATES(ROW)
};

/* Codes and labels of DAUPHIN and of data.subvention, without case and accents (standards.md 1.5). What several of ours are exported as comes back as the first of them. */
static const struct {
	const char *said;
	enum application_state state;
} said_there[] = {
	{"waiting_for_certificate", APPLICATION_completion_requested}, {"en attente d'attestation", APPLICATION_completion_requested},
	{"transmitted", APPLICATION_filed}, {"transmise", APPLICATION_filed},
	{"supported", APPLICATION_under_review}, {"prise en charge", APPLICATION_under_review}, {"en attente d'instruction", APPLICATION_under_review}, {"en instruction", APPLICATION_under_review},
	{"acceptable", APPLICATION_admissible}, {"recevable", APPLICATION_admissible},
	{"unacceptable", APPLICATION_inadmissible}, {"non recevable", APPLICATION_inadmissible}, {"ineligible", APPLICATION_inadmissible},
	{"rejected", APPLICATION_refused}, {"rejetee", APPLICATION_refused}, {"refuse", APPLICATION_refused},
	{"accorde", APPLICATION_programmed},
	{"paid", APPLICATION_in_progress}, {"a ete verse", APPLICATION_in_progress},
	{"ready_to_justify", APPLICATION_report_due}, {"a justifier", APPLICATION_report_due}, {"justification a modifier", APPLICATION_report_due},
	{"justifying", APPLICATION_report_filed}, {"justification en cours", APPLICATION_report_filed},
	{"justified", APPLICATION_closed}, {"justifiee", APPLICATION_closed}, {"cloturee", APPLICATION_closed},
	{"withdrawn", APPLICATION_withdrawn}, {"retiree", APPLICATION_withdrawn},
};

const char *application_state_name(enum application_state state)
{
	return state < APPLICATION_STATE_COUNT ? states[state].name : "none";
}

enum word application_state_word(enum application_state state)
{
	static const enum word words[APPLICATION_STATE_COUNT] = {
#define STATE_WORD(name, dauphin) [APPLICATION_##name] = W_application_state_##name,
		APPLICATION_STATES(STATE_WORD)
#undef STATE_WORD
	};
	return state < APPLICATION_STATE_COUNT ? words[state] : W_application_state_filed;
}

enum application_state application_state_of_name(str name)
{
	if (str_eq(name, S("voted")))
		return APPLICATION_programmed; /* what packs of voted programmes say */
	enum application_state state = 0;
	while (state < APPLICATION_STATE_COUNT && !str_eq(name, str_of(states[state].name)))
		state++;
	return state;
}

enum step_kind application_step(enum application_state from, enum application_state to)
{
	if (from >= APPLICATION_STATE_COUNT || to >= APPLICATION_STATE_COUNT)
		return STEP_NONE;
	if (states[from].forward & (1u << to))
		return STEP_FORWARD;
	return states[from].back & (1u << to) ? STEP_BACK : STEP_NONE;
}

bool application_step_needs_reason(enum application_state from, enum application_state to)
{
	const unsigned refusals = BIT(inadmissible) | BIT(refused) | BIT(completion_requested) | BIT(withdrawn) | BIT(carried_over);
	return application_step(from, to) == STEP_BACK || (to < APPLICATION_STATE_COUNT && (refusals & (1u << to)));
}

const char *application_state_in_dauphin(enum application_state state)
{
	return state < APPLICATION_STATE_COUNT ? states[state].dauphin : "none";
}

/* Letters of French without their accents, small; the apostrophe of printers is the keyboard's. The second byte of U+00C0 to U+00FF in UTF-8 chooses. */
static char plain_letter(unsigned char first, unsigned char second)
{
	static const char latin[] = "aaaaaaaceeeeiiiidnooooo*ouuuuyp*aaaaaaaceeeeiiiidnooooo*ouuuuypy";
	return first == 0xC3 && second >= 0x80 && second <= 0xBF ? latin[second - 0x80] : '\0';
}

enum { SAID_BYTES = 64 };

static size_t fold_said(str s, char folded[SAID_BYTES])
{
	size_t n = 0;
	for (size_t i = 0; i < s.n && n + 1 < SAID_BYTES; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool two = i + 1 < s.n && (c == 0xC3 || c == 0xCC || c == 0xC2);
		if (two && c == 0xC3) {
			folded[n++] = plain_letter(c, (unsigned char)s.p[i + 1]);
		} else if (two && c == 0xC2 && (unsigned char)s.p[i + 1] == 0xA0) {
			folded[n++] = ' ';
		} else if (i + 2 < s.n && c == 0xE2 && (unsigned char)s.p[i + 1] == 0x80 && (unsigned char)s.p[i + 2] == 0x99) {
			folded[n++] = '\'';
			i++;
		} else if (!two) {
			folded[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : (char)c;
		}
		i += two ? 1 : c == 0xE2 ? 1 : 0; /* a combining mark (0xCC) is left out */
	}
	folded[n] = '\0';
	return n;
}

enum application_state application_state_from_dauphin(str state)
{
	char folded[SAID_BYTES];
	state = str_trim(state);
	if (state.n < SAID_BYTES && fold_said(state, folded))
		for (size_t i = 0; i < sizeof said_there / sizeof said_there[0]; i++)
			if (strcmp(folded, said_there[i].said) == 0)
				return said_there[i].state;
	return APPLICATION_STATE_COUNT;
}
