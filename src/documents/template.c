/* The package of a template: which of its parts hold text, compiling and filling each, and what is put back. Runs in the child for what strangers sent, in this process for what
   this program made. See template.h. */
#include "documents/template.h"

#include "base/limits.h"
#include "documents/package.h"
#include "documents/template_fields.h"
#include "documents/template_parts.h"
#include "documents/template_run.h"

#include <libxml/parser.h>
#include <string.h>
#include <zip.h>

enum { USES_MOST = 4000, PATH_MOST = 40 };

struct archive_part {
	const char *name;
	str bytes;
};
struct template_file {
	const struct template_run *run;
	LIST_OF(struct archive_part) parts;
	bool odt;
};

static enum status refuse(struct problems *ps, enum status s, enum word message)
{
	PROBLEM(ps, STR_NONE, 0, STR_NONE, message);
	return s;
}

/* ---- the archive ---- */

static enum status read_part(struct template_file *f, zip_t *zip, zip_uint64_t at, uint64_t *inflated)
{
	zip_stat_t info;
	struct arena *a = f->run->a;
	if (zip_stat_index(zip, at, 0, &info) != 0 || !(info.valid & ZIP_STAT_NAME) || !(info.valid & ZIP_STAT_SIZE))
		return refuse(f->run->ps, INVALID, W_adoption_template_damaged);
	if (info.size > LIMIT_TEMPLATE_INFLATED || (*inflated += info.size) > LIMIT_TEMPLATE_INFLATED)
		return refuse(f->run->ps, TOO_BIG, W_adoption_template_too_big);
	char *room = arena_alloc(a, (size_t)info.size + 1);
	zip_file_t *file = zip_fopen_index(zip, at, 0);
	zip_int64_t got = file ? zip_fread(file, room, info.size) : -1;
	if (file)
		(void)zip_fclose(file);
	if (got != (zip_int64_t)info.size)
		return refuse(f->run->ps, INVALID, W_adoption_template_damaged);
	size_t n = strlen(info.name);
	if (n && info.name[n - 1] != '/')
		*LIST_ADD(a, &f->parts) = (struct archive_part){arena_str(a, str_of(info.name)).p, {room, (size_t)info.size}};
	return OK;
}

static const struct archive_part *part_named(const struct template_file *f, const char *name)
{
	for (size_t i = 0; i < f->parts.n; i++)
		if (strcmp(f->parts.at[i].name, name) == 0)
			return &f->parts.at[i];
	return NULL;
}

static enum status open_file(struct template_file *f, str bytes)
{
	zip_error_t error;
	uint64_t inflated = 0;
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
	zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	zip_error_fini(&error);
	if (!zip) {
		zip_source_free(source);
		return refuse(f->run->ps, INVALID, W_adoption_template_not_text);
	}
	zip_int64_t count = zip_get_num_entries(zip, 0);
	enum status s = count > LIMIT_LOOK_PARTS ? refuse(f->run->ps, TOO_BIG, W_adoption_template_too_big) : OK;
	for (zip_int64_t i = 0; !s && i < count; i++)
		s = read_part(f, zip, (zip_uint64_t)i, &inflated);
	zip_discard(zip);
	if (s)
		return s;
	f->odt = !part_named(f, "word/document.xml") && part_named(f, "content.xml");
	return f->odt || part_named(f, "word/document.xml") ? OK : refuse(f->run->ps, INVALID, W_adoption_template_not_text);
}

/* ---- parts with text ---- */

static const struct text_part {
	const char *prefix; /* of the name, which ends with ".xml" */
	bool odt;
	enum template_place place;
} text_parts[] = {
	{"word/document", false, PLACE_BODY}, {"word/header", false, PLACE_HEADER}, {"word/footer", false, PLACE_FOOTER}, {"word/footnotes", false, PLACE_NOTE},
	{"word/endnotes", false, PLACE_NOTE}, {"content", true, PLACE_BODY}, {"styles", true, PLACE_HEADER},
};

static const struct text_part *text_part_of(const struct template_file *f, const char *name)
{
	str s = str_of(name);
	for (size_t i = 0; i < sizeof text_parts / sizeof *text_parts; i++) {
		str prefix = str_of(text_parts[i].prefix);
		if (text_parts[i].odt == f->odt && str_starts(s, prefix) && str_ends(s, S(".xml")) && !str_has(str_skip(s, prefix.n), S("/")))
			return &text_parts[i];
	}
	return NULL;
}

static xmlDocPtr parse(const struct template_file *f, str bytes)
{
	xmlDocPtr doc = xmlReadMemory(bytes.p, (int)bytes.n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NSCLEAN | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (doc && (doc->intSubset || !xmlDocGetRootElement(doc))) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	if (!doc)
		PROBLEM(f->run->ps, STR_NONE, 0, STR_NONE, W_adoption_template_damaged);
	return doc;
}

static str written(struct arena *a, xmlDocPtr doc)
{
	xmlChar *text = NULL;
	int n = 0;
	xmlDocDumpMemoryEnc(doc, &text, &n, "UTF-8");
	str kept = text && n > 0 ? arena_str(a, (str){(const char *)text, (size_t)n}) : STR_NONE;
	xmlFree(text);
	return kept;
}

static bool compile(const struct template_file *f, const struct archive_part *part, struct template_part *p)
{
	const struct text_part *text = text_part_of(f, part->name);
	*p = (struct template_part){.a = f->run->a, .format = f->odt ? &template_odt : &template_docx, .kind = f->run->kind, .place = text->place, .ps = f->run->ps};
	if (!(p->doc = parse(f, part->bytes)))
		return false;
	size_t before = p->ps->total;
	tree_gather_namespaces(p->doc);
	template_controls(p);
	template_tokens(p);
	template_blocks(p);
	return p->ps->total == before;
}

/* ---- what names stand where ---- */

struct looking {
	const struct template_run *run;
	struct template_part *part;
	struct template_look *look;
	str path[PATH_MOST];
	size_t depth;
};

static void note_use(struct looking *l, xmlNodePtr node, str name)
{
	for (size_t i = 0; i < l->look->uses.n; i++)
		if (str_eq(l->look->uses.at[i].name, name)) {
			l->look->uses.at[i].times++;
			return;
		}
	if (l->look->uses.n < USES_MOST)
		*LIST_ADD(l->run->a, &l->look->uses) = (struct template_use){.name = name, .excerpt = node_excerpt(l->run->a, node), .place = l->part->place, .times = 1};
}

/* The list in which such a field exists; absent when there is none. */
static str list_with(enum template_kind kind, str name)
{
	size_t n;
	const struct template_field *f = template_fields(&n);
	for (size_t i = 0; i < n; i++)
		if (str_eq(f[i].name, name) && f[i].within.n && (f[i].kinds & (1u << kind)))
			return f[i].within;
	return STR_NONE;
}

static void judge_name(struct looking *l, xmlNodePtr node, bool block)
{
	str name = node_attribute(l->run->a, node, "name"), excerpt = node_excerpt(l->run->a, node), place = word_text(l->run->lang, template_place_word(l->part->place));
	const struct template_path path = {l->path, l->depth};
	struct problems *ps = l->run->ps;
	note_use(l, node, name);
	if (template_knows(l->run->kind, l->run->funders, l->run->funder_count, &path, name)) {
		if (!block && template_is_list(l->run->kind, name))
			PROBLEM(ps, STR_NONE, 0, name, W_adoption_template_not_list, ARG("name", name), ARG("place", place), ARG("text", excerpt));
		return;
	}
	str list = list_with(l->run->kind, name), near = template_nearest(l->run->kind, name);
	if (list.p)
		PROBLEM(ps, STR_NONE, 0, name, W_adoption_template_misplaced, ARG("name", name), ARG("list", list), ARG("place", place), ARG("text", excerpt));
	else if (near.p)
		PROBLEM(ps, STR_NONE, 0, name, W_adoption_template_unknown_near, ARG("name", name), ARG("near", near), ARG("place", place), ARG("text", excerpt));
	else
		PROBLEM(ps, STR_NONE, 0, name, W_adoption_template_unknown, ARG("name", name), ARG("place", place), ARG("text", excerpt));
}

static void judge(struct looking *l, xmlNodePtr top)
{
	for (xmlNodePtr n = top->children; n; n = n->next) {
		bool block = node_is(n, MARK_BLOCK);
		if (block || node_is(n, MARK_FIELD))
			judge_name(l, n, block);
		if (n->type != XML_ELEMENT_NODE || !n->children)
			continue;
		bool deeper = block && l->depth < PATH_MOST;
		if (deeper)
			l->path[l->depth++] = node_attribute(l->run->a, n, "name");
		judge(l, n);
		if (deeper)
			l->depth--;
	}
}

enum status template_look_run(const struct template_run *run, str bytes, struct template_look *look)
{
	struct template_file f = {.run = run};
	*look = (struct template_look){0};
	enum status s = open_file(&f, bytes);
	for (size_t i = 0; !s && i < f.parts.n; i++) {
		struct template_part p;
		if (!text_part_of(&f, f.parts.at[i].name))
			continue;
		struct looking l = {.run = run, .part = &p, .look = look};
		if (compile(&f, &f.parts.at[i], &p))
			judge(&l, xmlDocGetRootElement(p.doc));
		if (p.doc)
			xmlFreeDoc(p.doc);
	}
	look->odt = f.odt;
	if (!s)
		template_unused(run->a, run->kind, look);
	return s ? s : run->ps->total ? INVALID : OK;
}

/* ---- filling ---- */

/* What a document would fetch by itself when it is opened or converted (a picture, a template elsewhere) points nowhere any more; links that a reader follows stay. */
static void cut_from_outside(const struct template_file *f, xmlDocPtr doc)
{
	xmlNodePtr root = xmlDocGetRootElement(doc);
	static const str nowhere = S("about:blank");
	for (xmlNodePtr n = root; n; n = node_next(n, root)) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		str mode = f->odt ? STR_NONE : node_attribute(f->run->a, n, "TargetMode"), type = f->odt ? STR_NONE : node_attribute(f->run->a, n, "Type");
		if (mode.p && str_eq_nocase(mode, S("External")) && !(type.p && str_ends(type, S("/hyperlink"))))
			(void)xmlSetProp(n, (const xmlChar *)"Target", (const xmlChar *)nowhere.p);
		for (xmlAttr *at = f->odt && !node_is(n, "a") ? n->properties : NULL; at; at = at->next)
			if (strcmp((const char *)at->name, "href") == 0 && at->children && at->children->content &&
			    (strstr((const char *)at->children->content, ":") || at->children->content[0] == '/'))
				(void)xmlSetNsProp(n, at->ns, at->name, (const xmlChar *)"");
	}
}

static str without_outside(const struct template_file *f, str bytes)
{
	xmlDocPtr doc = parse(f, bytes);
	if (!doc)
		return STR_NONE;
	cut_from_outside(f, doc);
	str text = written(f->run->a, doc);
	xmlFreeDoc(doc);
	return text;
}

/* A .dotx is a docx by another name; sources of a mail merge would be asked for when the letter is opened. */
static str put_right(const struct template_file *f, const struct archive_part *part)
{
	static const str dotx = S("wordprocessingml.template.main+xml"), docx = S("wordprocessingml.document.main+xml");
	size_t at;
	if (strcmp(part->name, "[Content_Types].xml") == 0 && str_find(part->bytes, dotx, &at)) {
		str rest = str_skip(part->bytes, at + dotx.n);
		return arena_fmt(f->run->a, "%.*s%.*s%.*s", (int)at, part->bytes.p, STR_ARGS(docx), STR_ARGS(rest));
	}
	if (str_ends(str_of(part->name), S(".rels")) && str_has(part->bytes, S("External")))
		return without_outside(f, part->bytes);
	if (strcmp(part->name, "word/settings.xml") != 0 || !str_has(part->bytes, S("mailMerge")))
		return part->bytes;
	xmlDocPtr doc = parse(f, part->bytes);
	if (!doc)
		return STR_NONE;
	struct node_list merges = nodes_named(f->run->a, xmlDocGetRootElement(doc), "mailMerge");
	for (size_t i = merges.list.n; i > 0; i--)
		node_drop(merges.list.at[i - 1]);
	str text = written(f->run->a, doc);
	xmlFreeDoc(doc);
	return text;
}

static enum status fill_one(const struct template_file *f, const struct template_scope *data, str *made)
{
	struct package_part *parts = ARENA_ARRAY(f->run->a, f->parts.n + 1, struct package_part);
	for (size_t i = 0; i < f->parts.n; i++) {
		parts[i] = (struct package_part){f->parts.at[i].name, put_right(f, &f->parts.at[i])};
		if (text_part_of(f, f->parts.at[i].name)) {
			struct template_part p;
			bool good = compile(f, &f->parts.at[i], &p);
			if (good && f->odt)
				cut_from_outside(f, p.doc);
			if (good)
				template_fill_part(&p, data);
			parts[i].bytes = good ? written(f->run->a, p.doc) : STR_NONE;
			if (p.doc)
				xmlFreeDoc(p.doc);
		}
		if (!parts[i].bytes.p)
			return f->run->ps->total ? INVALID : refuse(f->run->ps, INVALID, W_adoption_template_damaged);
	}
	return package_make(f->run->a, parts, f->parts.n, made);
}

enum status template_fill_run(const struct template_run *run, str bytes, const struct template_scope *const *data, size_t count, str *made)
{
	struct template_file f = {.run = run};
	enum status s = open_file(&f, bytes);
	for (size_t i = 0; !s && i < count; i++)
		s = fill_one(&f, data[i], &made[i]);
	return s;
}

enum status template_look_here(struct arena *a, enum template_kind kind, const str *funders, size_t funder_count, str bytes, struct template_look *look, struct problems *ps)
{
	const struct template_run run = {.a = a, .kind = kind, .funders = funders, .funder_count = funder_count, .ps = ps};
	return template_look_run(&run, bytes, look);
}

enum status template_fill_own(struct arena *a, enum template_kind kind, str bytes, const struct template_scope *data, str *made, struct problems *ps)
{
	const struct template_run run = {.a = a, .kind = kind, .ps = ps};
	return template_fill_run(&run, bytes, &data, 1, made);
}
