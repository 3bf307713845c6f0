/* What a distribution says: as JSON for programs, and as the text that the table allocation_run keeps, a line each of words between tabs. See distribute.h. */
#include "actions/distribute.h"
#include "base/json.h"
#include "base/limits.h"

static const str outcomes[SOLVE_OUTCOMES] = {[SOLVE_OPTIMAL] = S("optimal"), [SOLVE_IN_TIME] = S("in_time"), [SOLVE_INFEASIBLE] = S("infeasible"), [SOLVE_UNKNOWN] = S("unknown")};
static const str kinds[DEMAND_KINDS] = {[DEMAND_ENVELOPE] = S("envelope"), [DEMAND_MUST] = S("must"), [DEMAND_COUNT_LEAST] = S("count_least"), [DEMAND_COUNT_MOST] = S("count_most"),
	[DEMAND_MONEY_LEAST] = S("money_least"), [DEMAND_MONEY_MOST] = S("money_most"), [DEMAND_PART_LEAST] = S("part_least")};

/* ---- as JSON ---- */

static void put_demands(struct json *j, str name, const struct distribution_demand *at, size_t n)
{
	json_array_in(j, name);
	for (size_t i = 0; i < n; i++) {
		json_object(j);
		json_text(j, S("kind"), kinds[at[i].kind]);
		json_text(j, S("code"), at[i].code);
		json_text(j, S("label"), at[i].label);
		json_int(j, S("number"), at[i].number);
		json_end(j);
	}
	json_end(j);
}

static void put_figures(struct json *j, const struct distribution *d)
{
	json_text(j, S("outcome"), outcomes[d->outcome]);
	json_int(j, S("mark"), d->mark);
	json_int(j, S("bound"), d->bound);
	json_int(j, S("gap_ppm"), d->gap_ppm);
	json_int(j, S("milliseconds"), d->milliseconds);
	json_int(j, S("rounds"), d->rounds);
	json_int(j, S("projects"), (int64_t)d->projects);
	json_int(j, S("funded"), (int64_t)d->count);
	json_int(j, S("given_cents"), d->given.cents);
	json_bool(j, S("reduced"), d->reduced);
	json_bool(j, S("judged"), d->judged);
	json_bool(j, S("stale"), d->stale);
	json_int(j, S("unbounded"), (int64_t)d->unbounded);
	json_object_in(j, S("ranking"));
	json_int(j, S("mark"), d->rank_mark);
	json_int(j, S("funded"), (int64_t)d->rank_count);
	json_int(j, S("given_cents"), d->rank_given.cents);
	put_demands(j, S("unmet"), d->rank_unmet.at, d->rank_unmet.n);
	json_end(j);
}

static void put_envelopes(struct json *j, const struct distribution *d)
{
	json_array_in(j, S("envelopes"));
	for (size_t i = 0; i < d->envelopes.n; i++) {
		const struct distribution_envelope *e = &d->envelopes.at[i];
		json_object(j);
		json_text(j, S("code"), e->code);
		json_text(j, S("label"), e->label);
		json_int(j, S("amount_cents"), e->amount.cents);
		json_int(j, S("taken_cents"), e->taken.cents);
		json_bool(j, S("binds"), e->binds);
		json_bool(j, S("changed"), e->changed);
		json_int(j, S("mark_per_thousand"), e->mark_per_thousand);
		json_text(j, S("next"), e->next);
		json_int(j, S("more_cents"), e->more.cents);
		json_end(j);
	}
	json_end(j);
}

static void put_moved(struct json *j, const struct distribution *d)
{
	json_array_in(j, S("moved"));
	for (size_t i = 0; i < d->moved.n; i++) {
		const struct distribution_moved *m = &d->moved.at[i];
		json_object(j);
		json_int(j, S("application"), m->application.v);
		json_text(j, S("title"), m->title);
		json_text(j, S("funder"), m->funder);
		json_int(j, S("was_cents"), m->was.cents);
		json_int(j, S("is_cents"), m->is.cents);
		json_bool(j, S("still"), m->still);
		json_end(j);
	}
	json_end(j);
}

void distribution_json(struct out *o, const struct distribution *d)
{
	struct json j = json_new(o);
	json_object(&j);
	put_figures(&j, d);
	put_envelopes(&j, d);
	put_demands(&j, S("binding"), d->binding.at, d->binding.n);
	put_demands(&j, S("conflict"), d->conflict.at, d->conflict.n);
	json_bool(&j, S("conflict_is_small"), d->conflict_is_small);
	put_moved(&j, d);
	json_end(&j);
	out_char(o, '\n');
}

/* ---- as it is kept ---- */

static void put_word(struct out *o, str word)
{
	out_char(o, '\t');
	for (size_t i = 0; i < word.n; i++)
		out_char(o, (unsigned char)word.p[i] < ' ' ? ' ' : word.p[i]);
}

static void put_numbers(struct out *o, const int64_t *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		out_char(o, '\t');
		out_int(o, numbers[i]);
	}
}

static void keep_demands(struct out *o, char list, const struct distribution_demand *at, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		out_char(o, list);
		put_word(o, kinds[at[i].kind]);
		put_word(o, at[i].code);
		put_word(o, at[i].label);
		put_numbers(o, &at[i].number, 1);
		out_char(o, '\n');
	}
}

enum { FIGURES = 16, ENVELOPE_NUMBERS = 6, MOVED_NUMBERS = 4 };

str distribution_text(struct arena *a, const struct distribution *d)
{
	struct out o = out_new(LIMIT_RESPONSE_BYTES);
	const int64_t figures[FIGURES] = {d->mark, d->bound, d->gap_ppm, d->milliseconds, d->rounds, (int64_t)d->projects, (int64_t)d->count, d->given.cents, d->reduced, d->judged, d->stale,
		(int64_t)d->unbounded, d->rank_mark, (int64_t)d->rank_count, d->rank_given.cents, d->conflict_is_small};
	out_char(&o, 'F');
	put_word(&o, outcomes[d->outcome]);
	put_numbers(&o, figures, FIGURES);
	out_char(&o, '\n');
	keep_demands(&o, 'U', d->rank_unmet.at, d->rank_unmet.n);
	keep_demands(&o, 'B', d->binding.at, d->binding.n);
	keep_demands(&o, 'C', d->conflict.at, d->conflict.n);
	for (size_t i = 0; i < d->envelopes.n; i++) {
		const struct distribution_envelope *e = &d->envelopes.at[i];
		out_char(&o, 'E');
		put_word(&o, e->code);
		put_word(&o, e->label);
		put_word(&o, e->next);
		put_numbers(&o, (const int64_t[]){e->amount.cents, e->taken.cents, e->binds, e->changed, e->mark_per_thousand, e->more.cents}, ENVELOPE_NUMBERS);
		out_char(&o, '\n');
	}
	for (size_t i = 0; i < d->moved.n; i++) {
		const struct distribution_moved *m = &d->moved.at[i];
		out_char(&o, 'M');
		put_word(&o, m->title);
		put_word(&o, m->funder);
		put_numbers(&o, (const int64_t[]){m->application.v, m->was.cents, m->is.cents, m->still}, MOVED_NUMBERS);
		out_char(&o, '\n');
	}
	return out_keep(&o, a);
}

/* ---- and back ---- */

static str next_word(str *rest)
{
	str word = *rest;
	if (!rest->p || !str_cut(*rest, '\t', &word, rest))
		*rest = STR_NONE;
	return word;
}

static bool next_numbers(str *rest, int64_t *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!str_to_int64(next_word(rest), &numbers[i]))
			return false;
	return true;
}

static size_t index_of(const str *names, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(names[i], name))
			return i;
	return n;
}

static bool read_figures(str rest, struct distribution *d)
{
	int64_t f[FIGURES];
	const size_t outcome = index_of(outcomes, SOLVE_OUTCOMES, next_word(&rest));
	if (outcome == SOLVE_OUTCOMES || !next_numbers(&rest, f, FIGURES))
		return false;
	*d = (struct distribution){.outcome = (enum solve_outcome)outcome, .mark = f[0], .bound = f[1], .gap_ppm = f[2], .milliseconds = f[3], .rounds = f[4], .projects = (size_t)f[5],
		.count = (size_t)f[6], .given = {f[7]}, .reduced = f[8] != 0, .judged = f[9] != 0, .stale = f[10] != 0, .unbounded = (size_t)f[11], .rank_mark = f[12], .rank_count = (size_t)f[13],
		.rank_given = {f[14]}, .conflict_is_small = f[15] != 0};
	return true;
}

static bool read_demand(str rest, struct distribution_demand *d)
{
	const size_t kind = index_of(kinds, DEMAND_KINDS, next_word(&rest));
	d->kind = kind < DEMAND_KINDS ? (enum allocation_demand_kind)kind : DEMAND_ENVELOPE;
	d->code = next_word(&rest);
	d->label = next_word(&rest);
	return next_numbers(&rest, &d->number, 1) && kind < DEMAND_KINDS;
}

static bool read_envelope(str rest, struct distribution_envelope *e)
{
	int64_t n[ENVELOPE_NUMBERS];
	*e = (struct distribution_envelope){.code = next_word(&rest)};
	e->label = next_word(&rest);
	e->next = next_word(&rest);
	if (!next_numbers(&rest, n, ENVELOPE_NUMBERS))
		return false;
	e->amount.cents = n[0];
	e->taken.cents = n[1];
	e->binds = n[2] != 0;
	e->changed = n[3] != 0;
	e->mark_per_thousand = n[4];
	e->more.cents = n[5];
	return true;
}

static bool read_moved(str rest, struct distribution_moved *m)
{
	int64_t n[MOVED_NUMBERS];
	*m = (struct distribution_moved){.title = next_word(&rest)};
	m->funder = next_word(&rest);
	if (!next_numbers(&rest, n, MOVED_NUMBERS))
		return false;
	m->application.v = n[0];
	m->was.cents = n[1];
	m->is.cents = n[2];
	m->still = n[3] != 0;
	return true;
}

static bool read_line(struct arena *a, char list, str rest, struct distribution *d)
{
	switch (list) {
	case 'U':
		return read_demand(rest, LIST_ADD(a, &d->rank_unmet));
	case 'B':
		return read_demand(rest, LIST_ADD(a, &d->binding));
	case 'C':
		return read_demand(rest, LIST_ADD(a, &d->conflict));
	case 'E':
		return read_envelope(rest, LIST_ADD(a, &d->envelopes));
	case 'M':
		return read_moved(rest, LIST_ADD(a, &d->moved));
	default:
		return false;
	}
}

enum status distribution_read(struct arena *a, str text, struct distribution *d)
{
	str line, first;
	bool right = str_cut(text, '\n', &line, &text) && str_cut(line, '\t', &first, &line) && str_eq(first, S("F")) && read_figures(line, d);
	while (right && str_cut(text, '\n', &line, &text))
		right = str_cut(line, '\t', &first, &line) && first.n == 1 && read_line(a, first.p[0], line, d);
	return right ? OK : INVALID;
}
