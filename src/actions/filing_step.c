/* Reading, moving, telling, mailing: the parts that steps are made of. */
#include "actions/filing_step.h"

#include "actions/application_state.h"
#include "base/format.h"
#include "base/ids.h"
#include "base/limits.h"
#include "domain/letter.h"
#include "store/audit.h"

bool filing_state_is(const struct filing_step *f, const char *state)
{
	return str_eq(f->head.state, str_of(state));
}

bool filing_may(const struct filing_step *f, enum verb verb)
{
	const struct thing thing = {.territory = f->head.territory, .call = f->head.call, .applicant = {f->head.applicant}, .sheet = f->sheet, .state = f->head.state,
		.typed_by = {f->head.to_confirm ? f->head.created_by : 0}};
	return may(f->actor, verb, &thing);
}

enum status filing_begin(struct filing_step *f, enum verb verb)
{
	enum status s = q_filing_head(f->db, f->arena, f->sheet.v, &f->head);
	if (s != OK)
		return s;
	f->zone = zone_of(f->head.time_zone);
	f->code = id_code(f->arena, f->sheet.v);
	return filing_may(f, verb) ? OK : DENIED;
}

enum status filing_tell(struct filing_step *f, const char *verb, str detail)
{
	const struct audit_entry entry = {.territory = f->head.territory, .at = f->now, .actor = arena_fmt(f->arena, "user:%lld", (long long)f->actor->person.v),
		.on_behalf = arena_fmt(f->arena, "applicant:%.*s", STR_ARGS(id_code(f->arena, f->head.applicant))), .verb = str_of(verb), .thing = arena_fmt(f->arena, "sheet:%.*s", STR_ARGS(f->code)), .detail = detail};
	return audit_append(f->db, &entry);
}

str filing_event_state(const struct filing_step *f)
{
	return f->head.revises ? S("budget_requested") : f->head.state;
}

enum status filing_move_sheet(struct filing_step *f, const char *to, const char *verb, str reason)
{
	/* what somebody typed stays in its row, where a name can be taken out of it; the audit is for ever */
	str moved = arena_fmt(f->arena, "before=%.*s after=%s", STR_ARGS(f->head.state), to);
	enum status s = q_filing_set_state(f->db, f->head.territory, f->sheet.v, str_of(to));
	if (s == OK)
		s = q_filing_add_event(f->db, &(struct q_filing_add_event_in){.territory = f->head.territory, .sheet = f->sheet.v, .at = f->now, .by = f->actor->person.v,
			.before = filing_event_state(f), .after = str_of(to), .reason = reason});
	if (s == OK)
		s = filing_tell(f, verb, moved);
	f->head.state = str_of(to);
	f->head.revises = false;
	return s;
}

enum status filing_move(struct filing_step *f, const char *to, const char *verb, str reason)
{
	enum status s = filing_move_sheet(f, to, verb, reason);
	if (s == OK && f->head.application.set)
		s = application_follows_sheet(f->db, f->arena, &(struct state_change){.territory = f->head.territory, .application = {f->head.application.value},
			.to = application_state_of_name(str_of(to)), .reason = reason}, f->actor->person.v, f->now);
	return s;
}

/* A line of a header holds no line break, whatever somebody called their project. */
static str one_line(struct arena *a, str s)
{
	char *text = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		text[i] = (unsigned char)s.p[i] < 0x20 ? ' ' : s.p[i];
	return (str){text, s.n};
}

enum status filing_send(struct filing_step *f, const struct filing_mail *mail)
{
	struct outgoing m = {.territory = f->head.territory, .sheet = f->sheet.v, .kind = str_of(mail->kind), .recipient = mail->recipient, .reply_to = mail->reply_to,
		.subject = one_line(f->arena, mail->subject), .now = f->now, .due = f->now,
		.body = letter_text(f->arena, &(struct letter){.lang = mail->lang, .text = mail->body, .site = f->public_url, .is_read = str_is_set(mail->reply_to)})};
	if (!str_is_set(mail->recipient))
		return OK;
	m.once = arena_fmt(f->arena, "%s:%lld:%lld:%.*s", mail->kind, (long long)f->sheet.v, (long long)mail->turn, STR_ARGS(mail->recipient));
	if (mail->attached_version) {
		static const char *const kinds[] = {"pdf", "docx"};
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
			*LIST_ADD(f->arena, &m.attachments) = (struct outgoing_attachment){
				.name = arena_fmt(f->arena, "%.*s.%s", STR_ARGS(f->head.number), kinds[i]),
				.what = arena_fmt(f->arena, "sheet.%s:%lld:%lld", kinds[i], (long long)f->sheet.v, (long long)mail->attached_version)};
	}
	return outbox_add(f->db, &m);
}

str filing_link(const struct filing_step *f, enum lang lang, const char *under)
{
	return arena_fmt(f->arena, "%.*s%s/sheets/%.*s%s%s", STR_ARGS(f->public_url), lang == LANG_EN ? "/en" : "", STR_ARGS(f->code), *under ? "/" : "", under);
}

enum lang filing_lang(str code)
{
	return str_eq(code, S("en")) ? LANG_EN : LANG_FR;
}

str filing_words(struct arena *a, enum lang lang, enum word word, const struct word_arg *args, size_t count)
{
	struct out o = out_new(LIMIT_MAIL_BYTES);
	words_write(&o, lang, word, args, count);
	return out_keep(&o, a);
}

/* "heure de Paris": the words of the last part of the zone's name. */
static str zone_words(struct arena *a, enum lang lang, str zone)
{
	str continent, place;
	if (!str_cut(zone, '/', &continent, &place))
		place = zone;
	str key = arena_fmt(a, "filing.zone.%.*s", STR_ARGS(place));
	char *lower = arena_alloc(a, key.n + 1);
	for (size_t i = 0; i < key.n; i++)
		lower[i] = key.p[i] >= 'A' && key.p[i] <= 'Z' ? (char)(key.p[i] - 'A' + 'a') : key.p[i];
	enum word word = word_named((str){lower, key.n}, WORD_COUNT);
	return word == WORD_COUNT ? zone : word_text(lang, word);
}

str filing_instant(const struct filing_step *f, enum lang lang, instant at)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	struct local_time t = local_of(at, f->zone);
	out_day(&o, lang, day_of(t.date));
	str on = out_keep(&o, f->arena), hour = arena_fmt(f->arena, "%02d:%02d:%02d", t.hour, t.minute, t.second);
	return FILING_TEXT(f->arena, lang, W_filing_instant, ARG("day", on), ARG("hour", hour), ARG("zone", zone_words(f->arena, lang, f->head.time_zone)));
}
