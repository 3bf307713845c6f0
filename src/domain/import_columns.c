/* What the columns of somebody else's table are for: headings in French as tables of the field have them, funders of the territory, and what cells hold where a heading says
   nothing. A guess is only proposed: a person looks at it with the first lines before anything else. */
#include "domain/import.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/amount.h"
#include "domain/identifier.h"
#include "domain/reconcile_parts.h"

enum { HEADER_LINES = 60, CONTENT_LINES = 60, REFERENCE_LEAST = 10, SIRET_DIGITS = 14 };

static const char *const role_names[IMPORT_ROLE_COUNT] = {
#define NAME_OF_ROLE(name) #name,
	IMPORT_ROLES(NAME_OF_ROLE)
};
static const char *const stage_names[IMPORT_STAGE_COUNT] = {
#define NAME_OF_STAGE(name) #name,
	IMPORT_STAGES(NAME_OF_STAGE)
};

const char *import_role_name(enum import_role role)
{
	return role < IMPORT_ROLE_COUNT ? role_names[role] : "nothing";
}

enum import_role import_role_of_name(str name)
{
	enum import_role role = 0;
	while (role < IMPORT_ROLE_COUNT && !str_eq(name, str_of(role_names[role])))
		role++;
	return role;
}

const char *import_stage_name(enum import_stage stage)
{
	return stage < IMPORT_STAGE_COUNT ? stage_names[stage] : "any";
}

enum import_stage import_stage_of_name(str name)
{
	enum import_stage stage = 0;
	while (stage < IMPORT_STAGE_COUNT && !str_eq(name, str_of(stage_names[stage])))
		stage++;
	return stage;
}

/* ---- headings ---- */

/* Folded: no accents, small letters, one blank. The whole heading must be one of these. */
static const struct heading {
	str is;
	enum import_role role;
} headings[] = {
	{S("intitule"), IMPORT_title}, {S("intitule du projet"), IMPORT_title}, {S("intitule de l action"), IMPORT_title}, {S("intitule du dossier"), IMPORT_title}, {S("intitule action"), IMPORT_title},
	{S("titre"), IMPORT_title}, {S("titre du projet"), IMPORT_title}, {S("titre de l action"), IMPORT_title}, {S("action"), IMPORT_title}, {S("actions"), IMPORT_title},
	{S("projet"), IMPORT_title}, {S("projets"), IMPORT_title}, {S("nom du projet"), IMPORT_title}, {S("nom de l action"), IMPORT_title}, {S("libelle"), IMPORT_title},
	{S("libelle de l action"), IMPORT_title}, {S("action projet"), IMPORT_title}, {S("title"), IMPORT_title}, {S("project"), IMPORT_title},
	{S("porteur"), IMPORT_bearer}, {S("porteurs"), IMPORT_bearer}, {S("porteur de projet"), IMPORT_bearer}, {S("porteur du projet"), IMPORT_bearer}, {S("porteur de l action"), IMPORT_bearer},
	{S("beneficiaire"), IMPORT_bearer}, {S("association"), IMPORT_bearer}, {S("operateur"), IMPORT_bearer}, {S("organisme"), IMPORT_bearer}, {S("structure"), IMPORT_bearer},
	{S("structure porteuse"), IMPORT_bearer}, {S("demandeur"), IMPORT_bearer}, {S("nom du demandeur"), IMPORT_bearer}, {S("maitre d ouvrage"), IMPORT_bearer}, {S("bearer"), IMPORT_bearer},
	{S("nom de l association"), IMPORT_bearer}, {S("raison sociale"), IMPORT_bearer}, {S("applicant"), IMPORT_bearer},
	{S("siret"), IMPORT_siret}, {S("siren"), IMPORT_siret}, {S("n siren"), IMPORT_siret}, {S("n siret"), IMPORT_siret}, {S("no siret"), IMPORT_siret}, {S("numero siret"), IMPORT_siret}, {S("siret du demandeur"), IMPORT_siret},
	{S("numero"), IMPORT_number}, {S("n dossier"), IMPORT_number}, {S("numero de dossier"), IMPORT_number}, {S("n de dossier"), IMPORT_number}, {S("numero faubourg"), IMPORT_number}, {S("number"), IMPORT_number},
	{S("code action"), IMPORT_action}, {S("code de l action"), IMPORT_action}, {S("identifiant de l action"), IMPORT_action}, {S("action code"), IMPORT_action},
	{S("reference"), IMPORT_reference}, {S("reference dauphin"), IMPORT_reference}, {S("ref dauphin"), IMPORT_reference}, {S("n dauphin"), IMPORT_reference}, {S("numero dauphin"), IMPORT_reference},
	{S("code dossier"), IMPORT_reference}, {S("reference administrative"), IMPORT_reference}, {S("ref dossier"), IMPORT_reference}, {S("reference du dossier"), IMPORT_reference}, {S("dauphin"), IMPORT_reference},
	{S("cout total"), IMPORT_total}, {S("cout"), IMPORT_total}, {S("cout du projet"), IMPORT_total}, {S("cout de l action"), IMPORT_total}, {S("cout total du projet"), IMPORT_total},
	{S("cout total de l action"), IMPORT_total}, {S("total"), IMPORT_total}, {S("budget"), IMPORT_total}, {S("budget total"), IMPORT_total}, {S("budget previsionnel"), IMPORT_total},
	{S("montant total"), IMPORT_total}, {S("total budget"), IMPORT_total}, {S("budget global"), IMPORT_total}, {S("total cost"), IMPORT_total}, {S("cout global"), IMPORT_total},
	{S("autres recettes"), IMPORT_other}, {S("autres produits"), IMPORT_other}, {S("recettes"), IMPORT_other}, {S("recettes propres"), IMPORT_other},
	{S("axe"), IMPORT_axis}, {S("axes"), IMPORT_axis}, {S("pilier"), IMPORT_axis}, {S("orientation"), IMPORT_axis}, {S("axe du programme"), IMPORT_axis}, {S("axe strategique"), IMPORT_axis},
	{S("thematique"), IMPORT_axis}, {S("enjeu"), IMPORT_axis}, {S("axis"), IMPORT_axis},
	{S("description"), IMPORT_summary}, {S("resume"), IMPORT_summary}, {S("descriptif"), IMPORT_summary}, {S("objet"), IMPORT_summary}, {S("contenu"), IMPORT_summary}, {S("presentation"), IMPORT_summary},
	{S("descriptif de l action"), IMPORT_summary}, {S("description de l action"), IMPORT_summary}, {S("description du projet"), IMPORT_summary},
	{S("observation"), IMPORT_note}, {S("observations"), IMPORT_note}, {S("commentaire"), IMPORT_note}, {S("commentaires"), IMPORT_note}, {S("remarque"), IMPORT_note}, {S("remarques"), IMPORT_note},
	{S("avis"), IMPORT_note}, {S("note"), IMPORT_note},
	{S("etat faubourg"), IMPORT_state}, {S("statut"), IMPORT_state}, {S("etat"), IMPORT_state}, {S("statut du dossier"), IMPORT_state}, {S("etat du dossier"), IMPORT_state}, {S("statut demande"), IMPORT_state}, {S("state"), IMPORT_state},
	{S("financeur"), IMPORT_funder}, {S("financeurs"), IMPORT_funder}, {S("nom du financeur"), IMPORT_funder}, {S("funder"), IMPORT_funder},
	{S("section"), IMPORT_section}, {S("nature"), IMPORT_nature}, {S("nature de l aide"), IMPORT_nature},
	{S("ecart"), IMPORT_nothing}, {S("ligne"), IMPORT_nothing}, {S("cle"), IMPORT_nothing}, {S("gap"), IMPORT_nothing}, {S("exercice"), IMPORT_nothing}, {S("annee"), IMPORT_nothing},
};

/* How far the money of a column has come, by the beginning of a word of its heading. */
static const struct stage_word {
	str begins;
	enum import_stage stage;
} stage_words[] = {
	{S("demand"), IMPORT_STAGE_asked}, {S("sollicit"), IMPORT_STAGE_asked}, {S("request"), IMPORT_STAGE_asked}, {S("asked"), IMPORT_STAGE_asked}, {S("espere"), IMPORT_STAGE_hoped},
	{S("propos"), IMPORT_STAGE_proposed}, {S("preconis"), IMPORT_STAGE_proposed}, {S("vote"), IMPORT_STAGE_voted}, {S("accord"), IMPORT_STAGE_voted}, {S("attribu"), IMPORT_STAGE_voted},
	{S("octroy"), IMPORT_STAGE_voted}, {S("notifi"), IMPORT_STAGE_voted}, {S("retenu"), IMPORT_STAGE_voted}, {S("granted"), IMPORT_STAGE_voted}, {S("awarded"), IMPORT_STAGE_voted},
};
static const str money_words[] = {S("montant"), S("subvention"), S("aide"), S("part"), S("participation"), S("financement"), S("credits"), S("euros"), S("euro"), S("en"), S("de"), S("du"), S("la"), S("le"),
                                  S("l"), S("d"), S("des"), S("pour"), S("par"), S("amount"), S("valorise"), S("valorisee"), S("valorises"), S("valorisees"), S("2023"), S("2024"), S("2025"), S("2026"), S("2027"), S("2028")};

static enum import_stage stage_of_word(str word)
{
	for (size_t i = 0; i < sizeof stage_words / sizeof *stage_words; i++)
		if (str_starts(word, stage_words[i].begins))
			return stage_words[i].stage;
	return IMPORT_STAGE_any;
}

/* What is left of a heading without the words of money and of stages; *paid tells whether there were some. */
static str bare_heading(struct arena *a, str fold, enum import_stage *stage, bool *paid)
{
	str head, rest = fold, left = S("");
	*stage = IMPORT_STAGE_any;
	*paid = false;
	while (rest.p) {
		(void)str_cut(rest, ' ', &head, &rest);
		enum import_stage found = stage_of_word(head);
		bool of_money = fold_has_any(head, money_words, sizeof money_words / sizeof *money_words);
		if (found != IMPORT_STAGE_any)
			*stage = found;
		*paid = *paid || of_money || found != IMPORT_STAGE_any;
		if (found == IMPORT_STAGE_any && !of_money && head.n)
			left = left.n ? arena_fmt(a, "%.*s %.*s", STR_ARGS(left), STR_ARGS(head)) : head;
	}
	return left;
}

static bool names_funder(struct arena *a, str fold, str name)
{
	return str_is_set(name) && str_eq(fold, name_fold(a, name));
}

size_t import_funder_of(struct arena *a, str label, const struct import_funder *funders, size_t n)
{
	str fold = name_fold(a, label);
	for (size_t i = 0; i < n; i++)
		if (str_eq(label, funders[i].code) || names_funder(a, fold, funders[i].label) || names_funder(a, fold, funders[i].long_label) || names_funder(a, fold, funders[i].code))
			return i;
	return SIZE_MAX;
}

static struct import_column column_of_heading(struct arena *a, str text, const struct import_funder *funders, size_t n)
{
	str fold = name_fold(a, text);
	enum import_stage stage;
	bool paid;
	if (!fold.n)
		return (struct import_column){.money = S("")};
	size_t funder = import_funder_of(a, text, funders, n);
	if (funder != SIZE_MAX)
		return (struct import_column){IMPORT_money, funders[funder].code, IMPORT_STAGE_any};
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		if (str_eq(fold, headings[i].is))
			return (struct import_column){.role = headings[i].role, .money = S("")};
	str left = bare_heading(a, fold, &stage, &paid);
	if (!left.n)
		return (struct import_column){.role = paid ? IMPORT_money : IMPORT_nothing, .money = S(""), .stage = stage};
	funder = import_funder_of(a, left, funders, n);
	if (funder != SIZE_MAX)
		return (struct import_column){IMPORT_money, funders[funder].code, stage};
	return (struct import_column){.money = S("")};
}

static bool heading_is_known(struct arena *a, str text, const struct import_column *column)
{
	str fold = name_fold(a, text);
	if (column->role != IMPORT_nothing)
		return column->role != IMPORT_money || str_is_set(column->money) || fold.n > 0;
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		if (str_eq(fold, headings[i].is))
			return true;
	return false;
}

/* ---- the sheet and its line of headings ---- */

static size_t score_of(struct arena *a, const struct table_row *row, const struct import_funder *funders, size_t n)
{
	size_t score = 0;
	for (uint32_t c = 0; c < row->n; c++) {
		if (row->cells[c].kind != CELL_TEXT || row->cells[c].text.n > LIMIT_LABEL_BYTES)
			continue;
		struct import_column column = column_of_heading(a, row->cells[c].text, funders, n);
		score += heading_is_known(a, row->cells[c].text, &column);
	}
	return score;
}

static size_t filled(const struct table_row *row)
{
	size_t n = 0;
	for (uint32_t c = 0; c < row->n; c++)
		n += row->cells[c].kind == CELL_TEXT;
	return n;
}

/* Headings in two lines: the second holds texts only, some of them known, and fewer than the first. */
static void take_second_line(struct arena *a, const struct table_sheet *sheet, const struct import_funder *funders, size_t n, int64_t *header)
{
	for (size_t r = 0; *header && r + 1 < sheet->rows.n; r++) {
		const struct table_row *next = &sheet->rows.at[r + 1];
		if (sheet->rows.at[r].number != *header || next->number != *header + 1)
			continue;
		bool texts = true;
		size_t known = score_of(a, next, funders, n);
		for (uint32_t c = 0; c < next->n; c++)
			texts = texts && (next->cells[c].kind == CELL_EMPTY || next->cells[c].kind == CELL_TEXT) && amount_read(next->cells[c].text, HABIT_COMMA_DECIMAL).reading == AMOUNT_NONE;
		if (texts && known && known * 2 >= filled(next))
			*header = next->number;
		return;
	}
}

/* The best line of headings of a sheet and how many of its headings are known. */
static size_t header_of(struct arena *a, const struct table_sheet *sheet, const struct import_funder *funders, size_t n, int64_t *header)
{
	size_t best = 0;
	*header = 0;
	for (size_t r = 0; r < sheet->rows.n && r < HEADER_LINES; r++) {
		size_t score = score_of(a, &sheet->rows.at[r], funders, n);
		if (score > best && score > 1) {
			best = score;
			*header = sheet->rows.at[r].number;
		}
	}
	take_second_line(a, sheet, funders, n, header);
	for (size_t r = 0; !best && r < sheet->rows.n && r < HEADER_LINES && !*header; r++)
		if (filled(&sheet->rows.at[r]) > 1)
			*header = sheet->rows.at[r].number;
	return best;
}

static const struct table_row *row_numbered(const struct table_sheet *sheet, int64_t number)
{
	for (size_t r = 0; r < sheet->rows.n; r++)
		if (sheet->rows.at[r].number == number)
			return &sheet->rows.at[r];
	return NULL;
}

str import_heading(const struct table_book *book, const struct import_mapping *m, uint32_t column)
{
	if (m->sheet < 0 || (size_t)m->sheet >= book->sheets.n || !m->header)
		return S("");
	const struct table_sheet *sheet = &book->sheets.at[m->sheet];
	const struct table_row *lines[] = {row_numbered(sheet, m->header), row_numbered(sheet, m->header - 1)};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (lines[i] && column < lines[i]->n && lines[i]->cells[column].kind == CELL_TEXT)
			return lines[i]->cells[column].text;
	return S("");
}

/* ---- what cells hold ---- */

struct contents { /* of one column, below its heading */
	size_t texts, numbers, named, sirets, references;
	size_t letters;
};

static bool is_reference(str text)
{
	str digits = str_skip(text, 2);
	bool right = text.n >= REFERENCE_LEAST && str_eq_nocase(str_first(text, 2), S("DA"));
	for (size_t i = 0; i < digits.n && right; i++)
		right = (digits.p[i] >= '0' && digits.p[i] <= '9') || digits.p[i] == '-';
	return right;
}

static struct contents contents_of(struct arena *a, const struct table_sheet *sheet, int64_t header, uint32_t column)
{
	struct contents k = {0};
	size_t seen = 0;
	for (size_t r = 0; r < sheet->rows.n && seen < CONTENT_LINES; r++) {
		const struct table_row *row = &sheet->rows.at[r];
		if (row->number <= header || column >= row->n || row->cells[column].kind == CELL_EMPTY)
			continue;
		const struct table_cell *cell = &row->cells[column];
		struct amount_items items = {0};
		str compact = identifier_compact(a, cell->text);
		seen++;
		k.sirets += siret_is_well_formed(compact);
		k.references += is_reference(cell->text);
		if (cell->kind == CELL_NUMBER || (cell->kind == CELL_TEXT && amount_read(cell->text, HABIT_COMMA_DECIMAL).reading != AMOUNT_NONE))
			k.numbers++;
		else if (cell->kind == CELL_TEXT && amount_items_read(a, cell->text, HABIT_COMMA_DECIMAL, &items) && items.list.n > 1)
			k.named++;
		else if (cell->kind == CELL_TEXT) {
			k.texts++;
			k.letters += cell->text.n;
		}
	}
	return k;
}

static bool has_role(const struct import_mapping *m, enum import_role role)
{
	for (size_t i = 0; i < m->columns.n; i++)
		if (m->columns.at[i].role == role)
			return true;
	return false;
}

/* One column for each of these at the most: the first keeps it. */
static void drop_second(struct import_mapping *m)
{
	bool seen[IMPORT_ROLE_COUNT] = {false};
	for (size_t i = 0; i < m->columns.n; i++) {
		enum import_role role = m->columns.at[i].role;
		if (role != IMPORT_money && role != IMPORT_nothing && seen[role])
			m->columns.at[i] = (struct import_column){.money = S("")};
		seen[role] = true;
	}
}

static void guess_by_content(struct arena *a, const struct table_sheet *sheet, struct import_mapping *m)
{
	size_t title = SIZE_MAX, longest = 0;
	for (size_t i = 0; i < m->columns.n; i++) {
		struct import_column *c = &m->columns.at[i];
		struct contents k = contents_of(a, sheet, m->header, (uint32_t)i);
		size_t all = k.texts + k.numbers + k.named;
		if ((c->role == IMPORT_nothing || c->role == IMPORT_total) && k.named && k.named * 3 >= all) /* totals below are plain amounts */
			*c = (struct import_column){.role = IMPORT_named, .money = S("")};
		else if (c->role == IMPORT_nothing && k.references * 2 > all && !has_role(m, IMPORT_reference))
			c->role = IMPORT_reference;
		else if (c->role == IMPORT_nothing && k.sirets * 2 > all && !has_role(m, IMPORT_siret))
			c->role = IMPORT_siret;
		else if (c->role == IMPORT_nothing && k.texts * 2 > all && k.letters > longest) {
			longest = k.letters;
			title = i;
		}
	}
	if (!has_role(m, IMPORT_title) && title != SIZE_MAX)
		m->columns.at[title].role = IMPORT_title;
}

/* "Montant demandé" without a column that names the funder is nobody's money. */
static void settle_money(struct import_mapping *m)
{
	bool lines = has_role(m, IMPORT_funder);
	for (size_t i = 0; i < m->columns.n; i++)
		if (m->columns.at[i].role == IMPORT_money && !str_is_set(m->columns.at[i].money) && !lines)
			m->columns.at[i] = (struct import_column){.money = S("")};
}

void import_guess_columns(struct arena *a, const struct table_book *book, const struct import_funder *funders, size_t n, struct import_mapping *m)
{
	if (m->sheet < 0 || (size_t)m->sheet >= book->sheets.n)
		m->sheet = 0;
	m->columns.n = 0;
	if (!book->sheets.n)
		return;
	const struct table_sheet *sheet = &book->sheets.at[m->sheet];
	for (uint32_t c = 0; c < sheet->columns; c++)
		*LIST_ADD(a, &m->columns) = column_of_heading(a, import_heading(book, m, c), funders, n);
	drop_second(m);
	settle_money(m);
	guess_by_content(a, sheet, m);
}

void import_guess(struct arena *a, const struct table_book *book, const struct import_funder *funders, size_t n, struct import_mapping *m)
{
	size_t best = 0;
	m->sheet = 0;
	m->header = 0;
	for (size_t s = 0; s < book->sheets.n; s++) {
		int64_t header;
		size_t score = header_of(a, &book->sheets.at[s], funders, n, &header);
		if (s && score <= best)
			continue;
		best = score;
		m->sheet = (int64_t)s;
		m->header = header;
	}
	import_guess_columns(a, book, funders, n, m);
}

str import_headings(struct arena *a, const struct table_book *book, const struct import_mapping *m)
{
	str all = S("");
	if (m->sheet < 0 || (size_t)m->sheet >= book->sheets.n)
		return all;
	struct out o = out_new(LIMIT_TABLE_COLUMNS * LIMIT_LABEL_BYTES);
	for (uint32_t c = 0; m->header && c < book->sheets.at[m->sheet].columns; c++) {
		out_str(&o, name_fold(a, str_first(import_heading(book, m, c), LIMIT_LABEL_BYTES)));
		out_char(&o, '\n');
	}
	str text = out_keep(&o, a);
	return text.p ? text : all;
}

bool import_is_dauphin(const struct import_mapping *m)
{
	return has_role(m, IMPORT_reference) && has_role(m, IMPORT_funder);
}
