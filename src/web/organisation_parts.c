/* The small pieces of organisation_parts.h. */
#include "web/organisation_parts.h"

#include "actions/members.h"
#include "base/format.h"
#include "base/ids.h"

enum { TEXT_MAX = 4096 };

static str problem_text(const struct page *pg, const struct problem *p)
{
	struct out o = out_new(TEXT_MAX);
	words_write(&o, pg->lang, p->message, p->args, p->arg_count);
	return out_keep(&o, pg->arena);
}

void organisation_wrongs(struct page *pg, const struct problems *ps, struct layout_view *layout, struct wrong_list *list)
{
	for (size_t i = 0; i < ps->list.n; i++)
		*LIST_ADD(pg->arena, &list->problems) = (struct wrong_link){url_here(pg->arena, ps->list.at[i].field), problem_text(pg, &ps->list.at[i])};
	list->count = (int64_t)list->problems.n;
	if (list->count)
		layout->title = TEXT(pg, W_organisation_error_title, ARG("title", layout->title));
}

str organisation_wrong(const struct page *pg, const struct problems *ps, const char *field)
{
	for (size_t i = 0; ps && i < ps->list.n; i++)
		if (str_eq(ps->list.at[i].field, str_of(field)))
			return problem_text(pg, &ps->list.at[i]);
	return STR_NONE;
}

/* How a browser may help with a field. */
static const struct {
	const char *name, *mode, *autocomplete;
} helps[] = {
	{"siret", "numeric", "off"},      {"name", "text", "organization"}, {"address", "text", "street-address"}, {"postcode", "numeric", "postal-code"},
	{"city", "text", "address-level2"}, {"email", "email", "off"},
};

struct organisation_field organisation_field(const struct page *pg, const struct problems *ps, const char *name, enum word label, enum word hint, str value)
{
	struct organisation_field field = {.name = str_of(name), .label = word_text(pg->lang, label), .value = value, .wrong = organisation_wrong(pg, ps, name),
		.mode = S("text"), .autocomplete = S("off")};
	if ((int)hint != (int)WORD_COUNT)
		field.hint = word_text(pg->lang, hint);
	for (size_t i = 0; i < sizeof helps / sizeof *helps; i++)
		if (str_eq(field.name, str_of(helps[i].name))) {
			field.mode = str_of(helps[i].mode);
			field.autocomplete = str_of(helps[i].autocomplete);
		}
	field.described = arena_fmt(pg->arena, "%s%s%s%s%s", field.hint.p ? name : "", field.hint.p ? "-hint" : "", field.hint.p && field.wrong.p ? " " : "",
	                            field.wrong.p ? name : "", field.wrong.p ? "-wrong" : "");
	return field;
}

void organisation_roles(const struct page *pg, str prefix, enum member_role chosen, struct organisation_choice *choice)
{
	static const enum word hints[] = {W_organisation_role_none, W_organisation_role_reader_hint, W_organisation_role_writer_hint, W_organisation_role_signatory_hint};
	choice->name = S("role");
	choice->label = word_text(pg->lang, W_organisation_role);
	for (enum member_role role = MEMBER_READER; role <= MEMBER_SIGNATORY; role++)
		*LIST_ADD(pg->arena, &choice->options) = (struct organisation_option){
			.id = arena_fmt(pg->arena, "%.*s%.*s", STR_ARGS(prefix), STR_ARGS(member_role_code(role))), .value = member_role_code(role),
			.label = word_text(pg->lang, member_role_word(role)), .hint = word_text(pg->lang, hints[role]), .chosen = role == chosen};
}

str organisation_instant(const struct page *pg, str time_zone, instant at)
{
	struct out o = out_new(TEXT_MAX);
	out_instant(&o, pg->lang, at, zone_of(time_zone));
	return out_keep(&o, pg->arena);
}

str organisation_day(const struct page *pg, instant at)
{
	return page_day(pg, day_at(at, zone_of(STR_NONE)));
}

bool organisation_id(const struct page *pg, const char *field, int64_t *id)
{
	str code = page_form(pg, str_of(field));
	return str_is_set(code) && id_of_code(code, id);
}

applicant_id organisation_of(const struct page *pg)
{
	applicant_id id = {0};
	always(id_of_code(pg->in.applicant, &id.v));
	return id;
}
