/* A template that somebody sent is only opened in the sandboxed child: what it is filled with goes there over the wire, the documents come back. See template.h, decision 0026. */
#include "base/limits.h"
#include "documents/template_parts.h"
#include "documents/template_run.h"
#include "imports/document.h"
#include "imports/sandbox.h"
#include "imports/wire.h"

enum { DEPTH_MOST = 12, USE_LEAST = 16, TEXT_LEAST = 8, LIST_LEAST = 8, DOCUMENT_LEAST = 4 };

/* ---- data over the wire ---- */

static void put_scope(struct out *o, const struct template_scope *scope)
{
	wire_put_u32(o, (uint32_t)scope->texts.n);
	for (size_t i = 0; i < scope->texts.n; i++) {
		wire_put_str(o, scope->texts.at[i].name);
		wire_put_str(o, scope->texts.at[i].text);
	}
	wire_put_u32(o, (uint32_t)scope->lists.n);
	for (size_t i = 0; i < scope->lists.n; i++) {
		wire_put_str(o, scope->lists.at[i].name);
		wire_put_u32(o, (uint32_t)scope->lists.at[i].items.n);
		for (size_t k = 0; k < scope->lists.at[i].items.n; k++)
			put_scope(o, scope->lists.at[i].items.at[k]);
	}
}

static void take_scope(struct wire *w, struct arena *a, struct template_scope *scope, int depth)
{
	uint32_t texts = wire_count(w, TEXT_LEAST, LIMIT_TEMPLATE_DATA);
	for (uint32_t i = 0; i < texts && !w->bad; i++) {
		str name = wire_str(w);
		template_put(a, scope, name, wire_str(w));
	}
	uint32_t lists = wire_count(w, LIST_LEAST, LIMIT_TEMPLATE_DATA);
	for (uint32_t i = 0; i < lists && !w->bad; i++) {
		struct template_list *list = LIST_ADD(a, &scope->lists);
		list->name = wire_str(w);
		uint32_t items = wire_count(w, LIST_LEAST, LIMIT_TEMPLATE_DATA);
		for (uint32_t k = 0; k < items && !w->bad; k++) {
			struct template_scope *item = template_new(a);
			item->above = scope;
			*LIST_ADD(a, &scope->lists.at[i].items) = item;
			if (depth >= DEPTH_MOST)
				w->bad = true;
			else
				take_scope(w, a, item, depth + 1);
		}
	}
}

/* ---- in the child ---- */

static enum status look_work(struct arena *a, str input, struct out *result, struct problems *ps)
{
	struct wire w = {.rest = input};
	struct template_run run = {.a = a, .kind = (enum template_kind)wire_u32(&w), .lang = (enum lang)wire_u32(&w), .ps = ps};
	run.funder_count = wire_count(&w, DOCUMENT_LEAST, LIMIT_TEMPLATE_DATA);
	str *funders = ARENA_ARRAY(a, run.funder_count + 1, str);
	for (size_t i = 0; i < run.funder_count; i++)
		funders[i] = wire_str(&w);
	run.funders = funders;
	struct template_look look;
	enum status s = template_look_run(&run, wire_str(&w), &look);
	wire_put_u32(result, look.odt);
	wire_put_u32(result, (uint32_t)look.uses.n);
	for (size_t i = 0; i < look.uses.n; i++) {
		wire_put_str(result, look.uses.at[i].name);
		wire_put_str(result, look.uses.at[i].excerpt);
		wire_put_u32(result, (uint32_t)look.uses.at[i].place);
		wire_put_u32(result, look.uses.at[i].times);
	}
	wire_put_u32(result, (uint32_t)look.unused.n);
	for (size_t i = 0; i < look.unused.n; i++)
		wire_put_str(result, look.unused.at[i]);
	return s;
}

static enum status fill_work(struct arena *a, str input, struct out *result, struct problems *ps)
{
	struct wire w = {.rest = input};
	struct template_run run = {.a = a, .kind = (enum template_kind)wire_u32(&w), .ps = ps};
	str bytes = wire_str(&w);
	uint32_t count = wire_count(&w, LIST_LEAST, LIMIT_TEMPLATE_DATA);
	const struct template_scope **data = ARENA_ARRAY(a, count + 1, const struct template_scope *);
	str *made = ARENA_ARRAY(a, count + 1, str);
	for (uint32_t i = 0; i < count && !w.bad; i++) {
		struct template_scope *scope = template_new(a);
		take_scope(&w, a, scope, 0);
		data[i] = scope;
	}
	always(!w.bad);
	struct template_look look;
	run.funder_count = ANY_FUNDER; /* one that gives nothing in this programme is empty; codes were looked at when the template came */
	enum status s = template_look_run(&run, bytes, &look);
	if (!s)
		s = template_fill_run(&run, bytes, data, count, made);
	wire_put_u32(result, count);
	for (uint32_t i = 0; !s && i < count; i++)
		wire_put_str(result, made[i]);
	return s;
}

/* ---- in the parent ---- */

static bool take_look(struct arena *a, str result, void *thing)
{
	struct wire w = {.rest = result};
	struct template_look *look = thing;
	*look = (struct template_look){.odt = wire_u32(&w) == 1};
	uint32_t uses = wire_count(&w, USE_LEAST, LIMIT_TEMPLATE_DATA);
	for (uint32_t i = 0; i < uses && !w.bad; i++) {
		struct template_use *use = LIST_ADD(a, &look->uses);
		use->name = arena_str(a, wire_str(&w));
		use->excerpt = arena_str(a, wire_str(&w));
		uint32_t place = wire_u32(&w);
		use->place = place < TEMPLATE_PLACES ? (enum template_place)place : PLACE_BODY;
		use->times = wire_u32(&w);
	}
	uint32_t unused = wire_count(&w, DOCUMENT_LEAST, LIMIT_TEMPLATE_DATA);
	for (uint32_t i = 0; i < unused && !w.bad; i++)
		*LIST_ADD(a, &look->unused) = arena_str(a, wire_str(&w));
	return wire_ended(&w);
}

struct filled {
	str *made;
	size_t count;
};

static bool take_filled(struct arena *a, str result, void *thing)
{
	struct wire w = {.rest = result};
	struct filled *filled = thing;
	if (wire_u32(&w) != filled->count)
		return false;
	for (size_t i = 0; i < filled->count; i++)
		filled->made[i] = arena_str(a, wire_str(&w));
	return wire_ended(&w);
}

/* Is it a text document at all, without macros or password? */
static enum status look_first(struct arena *a, str name, str bytes, struct problems *ps)
{
	struct document document = {0};
	enum status s = document_look(a, name, bytes, &document, ps);
	if (s == OK && !str_eq(document.extension, S("docx")) && !str_eq(document.extension, S("odt"))) {
		PROBLEM(ps, name, 0, STR_NONE, W_adoption_template_not_text);
		s = INVALID;
	}
	return s;
}

enum status template_look_at(struct arena *a, enum template_kind kind, const str *funders, size_t funder_count, str name, str bytes, struct template_look *look, struct problems *ps)
{
	static const struct sandbox_job job = {.work = look_work, .take = take_look, .input_max = LIMIT_UPLOAD_BYTES + LIMIT_TEMPLATE_DATA, .result_max = LIMIT_TEMPLATE_DATA,
		.memory_max = LIMIT_LOOK_MEMORY, .seconds = LIMIT_LOOK_SECONDS};
	*look = (struct template_look){0};
	enum status s = look_first(a, name, bytes, ps);
	if (s)
		return s;
	struct out o = out_new(LIMIT_UPLOAD_BYTES + LIMIT_TEMPLATE_DATA);
	wire_put_u32(&o, (uint32_t)kind);
	wire_put_u32(&o, (uint32_t)LANG_FR);
	wire_put_u32(&o, (uint32_t)funder_count);
	for (size_t i = 0; i < funder_count; i++)
		wire_put_str(&o, funders[i]);
	wire_put_str(&o, bytes);
	s = o.full ? TOO_BIG : sandbox_run_bytes(a, &job, name, out_text(&o), look, ps);
	out_free(&o);
	return s;
}

enum status template_fill(struct arena *a, enum template_kind kind, str name, str bytes, const struct template_scope *const *data, size_t count, str *made, struct problems *ps)
{
	static const struct sandbox_job job = {.work = fill_work, .take = take_filled, .input_max = LIMIT_UPLOAD_BYTES + LIMIT_TEMPLATE_DATA, .result_max = LIMIT_TEMPLATE_RESULT,
		.memory_max = LIMIT_LOOK_MEMORY, .seconds = LIMIT_TEMPLATE_SECONDS};
	struct filled filled = {.made = made, .count = count};
	enum status s = look_first(a, name, bytes, ps);
	if (s)
		return s;
	struct out o = out_new(LIMIT_UPLOAD_BYTES + LIMIT_TEMPLATE_DATA);
	wire_put_u32(&o, (uint32_t)kind);
	wire_put_str(&o, bytes);
	wire_put_u32(&o, (uint32_t)count);
	for (size_t i = 0; i < count; i++)
		put_scope(&o, data[i]);
	if (o.full) {
		PROBLEM(ps, name, 0, STR_NONE, W_adoption_template_too_big);
		s = TOO_BIG;
	} else {
		s = sandbox_run_bytes(a, &job, name, out_text(&o), &filled, ps);
	}
	out_free(&o);
	return s;
}
