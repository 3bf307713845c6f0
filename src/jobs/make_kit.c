/* From a kit to its zip. See make_kit.h. */
#include "jobs/make_kit.h"

#include "base/calendar.h"
#include "base/format.h"
#include "base/limits.h"
#include "documents/kit_sheet.h"
#include "documents/kit_zip.h"
#include "documents/raster.h"

enum { LOGO_SIDE = 900 }; /* pixels of a logo that was given as a PDF, on the page of instructions */

static str words_of(const struct document_maker *m, enum word word, const struct word_arg *args, size_t count)
{
	struct out o = out_new(LIMIT_MAIL_BYTES);
	words_write(&o, m->lang, word, args, count);
	str made = out_keep(&o, m->arena);
	return made.p ? made : S("");
}
#define SAID(m, word, ...) words_of((m), (word), (const struct word_arg[]){__VA_ARGS__}, sizeof((const struct word_arg[]){__VA_ARGS__}) / sizeof(struct word_arg))

static str joined(const struct document_maker *m, const struct kit *kit)
{
	str all = S(""), comma = S(", "), last = word_text(m->lang, W_notify_kit_and);
	for (size_t i = 1; i < kit->parts.n; i++) {
		str link = i == 1 ? S("") : i + 1 == kit->parts.n ? last : comma;
		all = arena_fmt(m->arena, "%.*s%.*s%.*s", STR_ARGS(all), STR_ARGS(link), STR_ARGS(kit->parts.at[i].label));
	}
	return all;
}

str kit_sentence(const struct document_maker *m, const struct kit *kit)
{
	return kit->funded ? SAID(m, W_notify_kit_sentence, ARG("funders", joined(m, kit))) : word_text(m->lang, W_notify_kit_sentence_none);
}

str kit_mention(const struct document_maker *m, const struct kit_part *part)
{
	if (str_is_set(part->mention))
		return part->mention;
	return str_is_set(part->funder) ? SAID(m, W_notify_kit_mention_usual, ARG("funder", part->label)) : word_text(m->lang, W_notify_kit_sentence_none);
}

str kit_places(const struct document_maker *m, const struct kit_part *part)
{
	return str_is_set(part->places) ? part->places : word_text(m->lang, W_notify_kit_places_usual);
}

/* As the page can show it: a PDF becomes a picture where that is possible. */
static str picture_of(const struct document_maker *m, const struct kit_part *part, str bytes)
{
	str picture = STR_NONE;
	const struct raster_wish wish = {.pdf = bytes, .page = 1, .kind = RASTER_PNG, .long_side = LOGO_SIDE};
	if (str_starts(part->media, S("image/")))
		return bytes;
	return raster_page(m->arena, &wish, &picture) == OK ? picture : STR_NONE;
}

static enum status sheet_of(const struct document_maker *m, const struct kit_wish *wish, const struct kit_line *lines, str *name, str *bytes)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	out_day(&o, m->lang, day_at(m->now, zone_of(wish->time_zone)));
	str docx, pdf, today = out_keep(&o, m->arena), stem = word_text(m->lang, W_notify_kit_sheet_name);
	const struct kit_sheet sheet = {.lang = m->lang, .title = wish->title, .call = wish->call, .sentence = kit_sentence(m, wish->kit), .rules = word_text(m->lang, W_notify_kit_rules),
		.note = SAID(m, W_notify_kit_note, ARG("day", today)), .lines = lines, .count = wish->kit->parts.n};
	enum status s = kit_sheet_docx(m->arena, &sheet, &docx);
	if (s)
		return s;
	s = documents_convert(m) ? make_pdf(m, docx, "docx", &pdf) : NOT_FOUND;
	if (s && s != NOT_FOUND)
		return s;
	*bytes = s ? docx : pdf;
	*name = arena_fmt(m->arena, "0-%.*s.%s", STR_ARGS(stem), s ? "docx" : "pdf");
	return OK;
}

enum status make_kit(const struct document_maker *m, const struct kit_wish *wish, str *zip)
{
	const struct kit *kit = wish->kit;
	struct kit_file *files = ARENA_ARRAY(m->arena, kit->parts.n + 1, struct kit_file);
	struct kit_line *lines = ARENA_ARRAY(m->arena, kit->parts.n + 1, struct kit_line);
	struct kit_package package = {.files = files, .text_name = word_text(m->lang, W_notify_kit_text_name)};
	enum status s = OK;
	for (size_t i = 0; !s && i < kit->parts.n; i++) {
		const struct kit_part *p = &kit->parts.at[i];
		lines[i] = (struct kit_line){.label = p->label, .mention = kit_mention(m, p), .places = kit_places(m, p)};
		if (!p->logo || !m->files)
			continue;
		files[package.count] = (struct kit_file){.place = i + 1, .label = p->label, .name = p->name};
		s = files_get(m->files, m->arena, p->sha256, LIMIT_UPLOAD_BYTES, &files[package.count].bytes);
		if (!s)
			lines[i].picture = picture_of(m, p, files[package.count++].bytes);
	}
	package.text = arena_fmt(m->arena, "%.*s\r\n", STR_ARGS(kit_sentence(m, kit)));
	if (!s)
		s = sheet_of(m, wish, lines, &package.sheet_name, &package.sheet);
	return s ? s : kit_zip(m->arena, &package, zip);
}
