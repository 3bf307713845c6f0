/* Findings: gathered, written as text and as JSON. */
#include "domain/finding.h"

#include "base/calendar.h"

enum { FINDING_TEXT_BYTES = 8192 };

struct findings findings_new(struct arena *a)
{
	return (struct findings){.arena = a};
}

void finding_add(struct findings *fs, enum severity severity, str place, enum word message, const struct word_arg *args, size_t count)
{
	struct finding *f = LIST_ADD(fs->arena, &fs->list);
	*f = (struct finding){.severity = severity, .place = arena_str(fs->arena, place), .message = message};
	for (size_t i = 0; i < count && i < PROBLEM_ARGS; i++) {
		f->args[i] = args[i];
		if (args[i].kind == ARG_TEXT)
			f->args[i].text = arena_str(fs->arena, args[i].text);
		f->arg_count++;
	}
	fs->errors += severity == SEVERITY_ERROR;
	fs->warnings += severity == SEVERITY_WARNING;
}

const char *severity_name(enum severity s)
{
	static const char *const names[] = {[SEVERITY_INFORMATION] = "information", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};
	return names[s];
}

enum word severity_word(enum severity s)
{
	static const enum word words[] = {
		[SEVERITY_INFORMATION] = W_severity_information, [SEVERITY_WARNING] = W_severity_warning, [SEVERITY_ERROR] = W_severity_error};
	return words[s];
}

str finding_text(struct arena *a, enum lang lang, const struct finding *f)
{
	struct out o = out_new(FINDING_TEXT_BYTES);
	words_write(&o, lang, f->message, f->args, f->arg_count);
	return out_keep(&o, a);
}

void findings_write(struct out *o, enum lang lang, const struct findings *fs)
{
	for (size_t i = 0; i < fs->list.n; i++) {
		const struct finding *f = &fs->list.at[i];
		out_str(o, word_text(lang, severity_word(f->severity)));
		if (str_is_set(f->place)) {
			out_str(o, S(" · "));
			out_str(o, f->place);
		}
		out_str(o, lang == LANG_FR ? S("\xc2\xa0: ") : S(": "));
		words_write(o, lang, f->message, f->args, f->arg_count);
		out_char(o, '\n');
	}
}

static void figures_json(struct json *j, const struct finding *f)
{
	json_object_in(j, S("figures"));
	for (size_t i = 0; i < f->arg_count; i++) {
		const struct word_arg *arg = &f->args[i];
		char name[64];
		struct out o = out_new(sizeof name);
		out_str(&o, str_of(arg->name));
		if (arg->kind == ARG_MONEY)
			out_str(&o, S("_cents"));
		char text[32];
		switch (arg->kind) {
		case ARG_TEXT: json_text(j, out_text(&o), arg->text); break;
		case ARG_INT: json_int(j, out_text(&o), arg->number); break;
		case ARG_MONEY: json_int(j, out_text(&o), arg->amount.cents); break;
		case ARG_DAY: json_text(j, out_text(&o), str_of(day_iso(arg->date, text))); break;
		}
		out_free(&o);
	}
	json_end(j);
}

void findings_json(struct json *j, enum lang lang, const struct findings *fs)
{
	json_array_in(j, S("findings"));
	for (size_t i = 0; i < fs->list.n; i++) {
		const struct finding *f = &fs->list.at[i];
		json_object(j);
		json_text(j, S("severity"), str_of(severity_name(f->severity)));
		json_text(j, S("place"), f->place);
		json_text(j, S("message"), finding_text(fs->arena, lang, f));
		figures_json(j, f);
		json_end(j);
	}
	json_end(j);
}
