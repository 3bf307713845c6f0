/* Lists of problems. */
#include "base/problem.h"

#include "base/limits.h"

struct problems problems_new(struct arena *a)
{
	return (struct problems){.arena = a};
}

void problem_add(struct problems *ps, str file, int64_t line, str field, enum word message, const struct word_arg *args, size_t count)
{
	problem_add_at(ps, file, line, 0, field, message, args, count);
}

void problem_add_at(struct problems *ps, str file, int64_t line, int64_t column, str field, enum word message, const struct word_arg *args, size_t count)
{
	ps->total++;
	if (ps->list.n >= LIMIT_PROBLEMS)
		return;
	struct problem *p = LIST_ADD(ps->arena, &ps->list);
	*p = (struct problem){.file = arena_str(ps->arena, file), .line = line, .column = column, .field = arena_str(ps->arena, field), .message = message};
	for (size_t i = 0; i < count && i < PROBLEM_ARGS; i++) {
		p->args[i] = args[i];
		if (args[i].kind == ARG_TEXT)
			p->args[i].text = arena_str(ps->arena, args[i].text);
		p->arg_count++;
	}
}

static void write_one(struct out *o, enum lang lang, const struct problem *p)
{
	if (str_is_set(p->file)) {
		out_str(o, p->file);
		if (p->line > 0)
			out_fmt(o, ":%lld", (long long)p->line);
		if (p->line > 0 && p->column > 0)
			out_fmt(o, ":%lld", (long long)p->column);
		out_str(o, S(": "));
	}
	if (str_is_set(p->field)) {
		out_str(o, p->field);
		out_str(o, S(": "));
	}
	words_write(o, lang, p->message, p->args, p->arg_count);
	out_char(o, '\n');
}

void problems_add(struct problems *ps, const struct problems *others)
{
	for (size_t i = 0; i < others->list.n; i++) {
		const struct problem *p = &others->list.at[i];
		problem_add_at(ps, p->file, p->line, p->column, p->field, p->message, p->args, p->arg_count);
	}
	ps->total += others->total - others->list.n;
}

void problems_write(struct out *o, enum lang lang, const struct problems *ps)
{
	for (size_t i = 0; i < ps->list.n; i++)
		write_one(o, lang, &ps->list.at[i]);
	if (ps->total > ps->list.n) {
		WORDS(o, lang, W_problem_more, ARG("n", ps->total - ps->list.n));
		out_char(o, '\n');
	}
}
