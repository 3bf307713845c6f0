/* The public face of showing values: rules_format, rules_unit_text, rules_value_json. Owns nothing; called by products. The typography is format.c's. */
#include "base/json.h"
#include "rules/date.h"

#include "rules/format.h"
#include "rules/run.h"

#include <math.h>

str rules_unit_text(const struct rules_run *run, uint32_t unit)
{
	return unit_text(&run->scratch->units, (unit_id)unit);
}

void rules_format(struct out *o, enum lang lang, const struct rules_run *run, const struct rules_value *v)
{
	format_value(o, lang, &run->scratch->units, v);
}

static void number_json(struct json *j, struct number n)
{
	enum { DIGITS_ROOM = 64 };
	char room[DIGITS_ROOM];
	struct out o = {.bytes = room, .room = sizeof room, .max = sizeof room};
	number_write_shortest(&o, n);
	if (isfinite(number_to_double(n)))
		json_number(j, S("value"), out_text(&o));
	else
		json_null(j, S("value"));
}

static void date_json(struct json *j, day d)
{
	enum { DATE_ROOM = 32 };
	char room[DATE_ROOM];
	struct out o = {.bytes = room, .room = sizeof room, .max = sizeof room};
	date_write(&o, d);
	json_text(j, S("value"), out_text(&o));
}

void rules_value_json(struct json *j, const struct rules_run *run, const struct rules_value *v)
{
	static const char *const states[] = {[RULES_NOT_DEFINED] = "not_defined", [RULES_NOT_APPLICABLE] = "not_applicable", [RULES_VALUE] = "value"};
	static const char *const types[] = {[RULES_TYPE_UNKNOWN] = "text", [RULES_NUMBER] = "number", [RULES_BOOLEAN] = "boolean",
	                                    [RULES_TEXT] = "text", [RULES_DATE] = "date"};
	json_text(j, S("state"), str_of(states[v->state]));
	if (v->state != RULES_VALUE)
		return;
	json_text(j, S("type"), str_of(types[v->type]));
	switch (v->type) {
	case RULES_NUMBER: number_json(j, v->number); break;
	case RULES_BOOLEAN: json_bool(j, S("value"), v->truth); break;
	case RULES_DATE: date_json(j, v->date); break;
	case RULES_TEXT:
	case RULES_TYPE_UNKNOWN: json_text(j, S("value"), v->text); break;
	}
	str unit = v->type == RULES_NUMBER ? rules_unit_text(run, v->unit) : STR_NONE;
	if (str_is_set(unit))
		json_text(j, S("unit"), unit);
}
