/* The questions of a self-diagnosis (B19): the choice of calls, one question a page, and what an answer that was sent leads to. A good answer is
   answered by a redirection to the address that holds it, so that every page can be kept, shared and gone back to. */
#include "base/limits.h"
#include "web/diagnosis.h"
#include "web/handlers.h"
#include "web/respond.h"

/* 'self' for one module that refreshes the panel, and for what it fetches. */
#define POLICY \
	"default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; " \
	"frame-ancestors 'none'"

/* One more answer, every byte of it percent-encoded, still fits in what http/ reads. */
_Static_assert(LIMIT_ANSWERS_TARGET_BYTES + 6 * LIMIT_ANSWER_CHARS < LIMIT_TARGET_BYTES, "an address leaves room for the next answer");

static void respond_privately(struct page *pg)
{
	http_respond_header(pg->rs, S("Cache-Control"), S("private, no-cache"));
}

static enum status redirect_to(struct page *pg, url to)
{
	pg->rs->status = 303;
	respond_privately(pg);
	http_respond_header(pg->rs, S("Location"), to.s);
	return OK;
}

static void frame(struct page *pg, const struct diagnosis *d, struct layout_view *layout, str title)
{
	page_layout(pg, layout, title);
	layout->refuse_index = str_is_set(page_param(pg, S("a")));
	if (!d->single)
		return;
	layout->section = d->calls.at[0].row->title;
	page_crumb(pg, layout, d->calls.at[0].row->territory_name, LINK(pg, "/territories/:territory", d->calls.at[0].row->territory));
	page_crumb(pg, layout, d->calls.at[0].row->title, LINK(pg, "/calls/:call", d->calls.at[0].row->call));
}

/* ---- which calls ---- */

static enum status show_start(struct page *pg, const struct diagnosis *d)
{
	struct diagnosis_start_view *v = ARENA_NEW(pg->arena, struct diagnosis_start_view);
	page_layout(pg, &v->layout, word_text(pg->lang, W_diagnosis_title));
	v->action = LINK(pg, "/diagnosis");
	v->has_problem = str_is_set(page_param(pg, S("start")));
	struct q_page_filing_phases_rows phases;
	enum status s = q_page_filing_phases(pg->db, pg->arena, &phases);
	if (s)
		return s;
	struct filing_row *filings = ARENA_ARRAY(pg->arena, phases.n + 1, struct filing_row);
	for (size_t i = 0; i < phases.n; i++)
		filings[i] = FILING_ROW(&phases.at[i]);
	for (size_t i = 0; i < d->rows.n && i < LIMIT_DIAGNOSED_CALLS; i++) {
		const struct q_page_rulesets_row *row = &d->rows.at[i];
		struct filing filing = filing_of(pg, row->call, row->time_zone, filings, phases.n);
		bool open = filing.state == FILING_OPEN || filing.state == FILING_SOON;
		v->any_open = v->any_open || open;
		*LIST_ADD(pg->arena, &v->calls) = (struct diagnosed_choice){.code = row->call, .title = row->title, .territory = row->territory_name,
			.state = filing.label, .tone = filing.tone, .when = filing.when, .chosen = open};
	}
	for (size_t i = 0; i < v->calls.n && !v->any_open; i++)
		v->calls.at[i].chosen = true;
	RESPOND_HTML(pg, diagnosis_start_page, v);
	return OK;
}

/* The call exists, but nobody wrote its rules yet. */
static enum status show_no_rules(struct page *pg)
{
	struct q_page_call_by_code_row row;
	enum status s = q_page_call_by_code(pg->db, pg->arena, pg->in.call, &row);
	if (s)
		return s;
	struct no_rules_view *v = ARENA_NEW(pg->arena, struct no_rules_view);
	page_layout(pg, &v->layout, word_text(pg->lang, W_diagnosis_no_rules));
	v->layout.section = row.title;
	page_crumb(pg, &v->layout, row.territory_name, LINK(pg, "/territories/:territory", row.territory));
	page_crumb(pg, &v->layout, row.title, LINK(pg, "/calls/:call", row.code));
	v->call = row.title;
	v->link = LINK(pg, "/calls/:call", row.code);
	RESPOND_HTML(pg, no_rules_page, v);
	return OK;
}

/* ---- one question ---- */

static void add_answers(const struct diagnosis *d, struct diagnosis_view *v)
{
	for (size_t i = 0; i < d->answers.list.n; i++) {
		const struct answer *answer = &d->answers.list.at[i];
		*LIST_ADD(d->pg->arena, &v->answers) = answer_shown(d, diagnosis_question(d, answer->key), answer);
	}
	v->answer_count = (int64_t)v->answers.n;
	v->dropped = d->dropped;
}

/* The question before this one: the last that was answered, or the one before it when an answer is being changed. */
static void add_back(const struct diagnosis *d, const struct asked_question *asked, struct diagnosis_view *v)
{
	size_t before = d->answers.list.n;
	for (size_t i = 0; i < d->answers.list.n; i++)
		if (str_eq(d->answers.list.at[i].key, asked->key))
			before = i;
	v->has_back = before > 0;
	if (v->has_back)
		v->back = diagnosis_url(d, S(""), &d->answers, d->answers.list.at[before - 1].key);
}

static void add_hidden(const struct diagnosis *d, const struct asked_question *asked, struct diagnosis_view *v)
{
	struct arena *a = d->pg->arena;
	for (size_t i = 0; !d->single && i < d->calls.n; i++)
		*LIST_ADD(a, &v->hidden) = (struct hidden_field){S("call"), d->calls.at[i].row->call};
	if (d->answers.list.n)
		*LIST_ADD(a, &v->hidden) = (struct hidden_field){S("a"), answers_write(a, &d->answers)};
	*LIST_ADD(a, &v->hidden) = (struct hidden_field){S("q"), asked->key};
}

static str over_words(const struct diagnosis *d, const struct asked_question *asked)
{
	bool of_one_call = (asked->calls & (asked->calls - 1)) == 0; /* the priorities of one call are not those of another */
	for (size_t i = 0; of_one_call && i < d->calls.n; i++)
		if (asked->calls >> i & 1)
			return TEXT(d->pg, W_diagnosis_over_one, ARG("call", d->calls.at[i].row->title));
	if (d->calls.n == 1)
		return TEXT(d->pg, W_diagnosis_over_one, ARG("call", d->calls.at[0].row->title));
	return TEXT(d->pg, W_diagnosis_over_many, ARG("n", d->calls.n));
}

/* `typed` and `wrong` when an answer was sent and refused. */
struct refused_answer {
	bool is;
	str typed;
	enum word why;
};

static enum status show_question(const struct diagnosis *d, const struct asked_question *asked, const struct refused_answer *refused)
{
	struct page *pg = d->pg;
	struct diagnosis_view *v = ARENA_NEW(pg->arena, struct diagnosis_view);
	const struct answer *given = answers_find(&d->answers, asked->key);
	str value = given && given->value.p ? answer_field(pg->arena, pg->lang, asked->q, given->value) : STR_NONE;
	v->question = question_fields(pg, asked->q, refused->is ? refused->typed : value);
	diagnosis_narrow(d, asked, &v->question);
	v->question.has_problem = refused->is;
	if (refused->is)
		v->question.problem = word_text(pg->lang, refused->why);
	str title = v->question.text;
	frame(pg, d, &v->layout, refused->is ? arena_fmt(pg->arena, "%.*s %.*s", STR_ARGS(word_text(pg->lang, W_diagnosis_error)), STR_ARGS(title)) : title);
	v->single = d->single;
	v->begins = d->answers.list.n == 0;
	v->over = over_words(d, asked);
	v->action = d->single ? LINK(pg, "/calls/:call/diagnosis", pg->in.call) : LINK(pg, "/diagnosis");
	const struct answers skipped = answers_with(pg->arena, &d->answers, asked->key, STR_NONE), none = {0};
	v->skip = diagnosis_url(d, S(""), &skipped, STR_NONE);
	v->summary = diagnosis_url(d, S("/summary"), &d->answers, STR_NONE);
	v->again = d->single ? diagnosis_url(d, S(""), &none, STR_NONE) : LINK(pg, "/diagnosis");
	v->progress = given ? word_text(pg->lang, W_diagnosis_progress_change) : TEXT(pg, W_diagnosis_progress, ARG("n", d->left ? d->left : 1));
	add_hidden(d, asked, v);
	add_back(d, asked, v);
	add_answers(d, v);
	diagnosis_useful(d, asked, &v->question);
	diagnosis_panel(d, &v->panel);
	pg->rs->policy = S(POLICY);
	respond_privately(pg);
	RESPOND_HTML(pg, diagnosis_page, v);
	return OK;
}

/* An answer was sent for `asked`: kept in the next address, or shown again with what is wrong. */
static enum status take_answer(struct diagnosis *d, const struct asked_question *asked)
{
	struct page *pg = d->pg;
	struct refused_answer refused = {.is = true, .typed = page_param(pg, S("v")), .why = W_diagnosis_wrong_empty};
	str value;
	if (answer_typed(pg->arena, asked->q, refused.typed.p ? refused.typed : S(""), &value, &refused.why) == OK) {
		struct answers all = answers_with(pg->arena, &d->answers, asked->key, value);
		all = diagnosis_consistent(d, asked, &all);
		url to = diagnosis_url(d, S(""), &all, STR_NONE);
		if (to.s.n <= LIMIT_ANSWERS_TARGET_BYTES)
			return redirect_to(pg, to);
		refused.why = W_diagnosis_wrong_room;
	}
	enum status s = diagnosis_judge(d);
	return s ? s : show_question(d, asked, &refused);
}

static bool was_sent(const struct page *pg)
{
	for (size_t i = 0; i < pg->rq->params.n; i++)
		if (str_eq(pg->rq->params.at[i].name, S("v")))
			return true;
	return false;
}

/* All is known of the project, nothing yet of its file: the result comes first, and leads on to the file. */
static bool begins_file(const struct diagnosis *d)
{
	for (size_t i = 0; i < d->answers.list.n; i++)
		if (diagnosis_question(d, d->answers.list.at[i].key)->of_file)
			return false;
	return d->answers.list.n && d->next && d->next->of_file;
}

/* A form whose radio buttons are all empty sends no `v`: the question alone then means "show it", which is right too. */
enum status show_diagnosis(struct page *pg)
{
	struct diagnosis *d = ARENA_NEW(pg->arena, struct diagnosis);
	enum status s = diagnosis_calls(pg, d);
	if (!s && !d->calls.n)
		return d->single ? show_no_rules(pg) : show_start(pg, d);
	if (!s)
		s = diagnosis_answers(d);
	if (s)
		return s;
	str key = page_param(pg, S("q"));
	const struct asked_question *asked = str_is_set(key) ? diagnosis_question(d, key) : NULL;
	if (asked && was_sent(pg))
		return take_answer(d, asked);
	s = diagnosis_judge(d);
	if (s)
		return s;
	if (!asked && !begins_file(d))
		asked = d->next;
	static const struct refused_answer nothing = {0};
	return asked ? show_question(d, asked, &nothing) : redirect_to(pg, diagnosis_url(d, S("/summary"), &d->answers, STR_NONE));
}
