/* What is written of a value: a number, an expression, or a map of mechanisms. Those of a chain apply to the value that the others make, always in the
   same order whatever the order in which they are written. Called by read_rule.c for each rule; knows no rule but the one being read. */
#include "rules/read.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "rules/characters.h"
#include "rules/date.h"
#include "rules/names.h"

/* From the outermost: the value of a rule is first what the last ones say. */
const char *const chain_names[CHAIN_COUNT] = {
	[CHAIN_CONTEXTE] = "contexte",
	[CHAIN_VARIABLE_MANQUANTE] = "variable manquante",
	[CHAIN_AVEC] = "avec",
	[CHAIN_APPLICABLE] = "applicable si",
	[CHAIN_NON_APPLICABLE] = "non applicable si",
	[CHAIN_ARRONDI] = "arrondi",
	[CHAIN_UNITE] = "unité",
	[CHAIN_SIMPLIFIER] = "simplifier l'unité",
	[CHAIN_PLANCHER] = "plancher",
	[CHAIN_PLAFOND] = "plafond",
	[CHAIN_PAR_DEFAUT] = "par défaut",
	[CHAIN_SITUATION] = "dans la situation",
	[CHAIN_CIRCULAIRE] = "résoudre la référence circulaire",
	[CHAIN_ABATTEMENT] = "abattement",
};

/* ---- arguments ---- */

/* The argument, or NULL after saying that it is missing. */
static const struct rules_raw *argument(struct reading *r, const struct rules_raw *map, const char *key, const char *mechanism)
{
	const struct rules_raw *c = rules_raw_child(map, str_of(key));
	if (!c)
		REFUSE(r, map->kind == RULES_RAW_MAP ? place_of_key(map) : place_of(map), W_rules_read_missing_key, ARG("key", str_of(key)), ARG("mechanism", str_of(mechanism)));
	return c;
}

node_id read_child(struct reading *r, const struct rules_raw *map, const char *key, const char *mechanism)
{
	const struct rules_raw *c = argument(r, map, key, mechanism);
	return c ? read_value(r, c) : node_undefined(r, place_of_key(map));
}

static bool is_map(struct reading *r, const struct rules_raw *raw, const char *mechanism)
{
	if (raw->kind == RULES_RAW_MAP)
		return true;
	REFUSE(r, place_of(raw), W_rules_read_map_expected, ARG("mechanism", str_of(mechanism)));
	return false;
}

static bool is_list(struct reading *r, const struct rules_raw *raw, const char *mechanism)
{
	if (raw->kind == RULES_RAW_LIST)
		return true;
	REFUSE(r, place_of(raw), W_rules_read_list_expected, ARG("mechanism", str_of(mechanism)));
	return false;
}

/* Marks a mechanism that is a node of its own. */
static node_id called(struct reading *r, node_id node, const char *mechanism)
{
	node_at(r, node)->mechanism = mechanism;
	return node;
}

/* ---- mechanisms that make a value ---- */

static node_id read_condition(struct reading *r, const struct rules_raw *v)
{
	if (!is_map(r, v, "condition"))
		return NODE_NOTHING;
	node_id si = read_child(r, v, "si", "condition");
	node_id alors = read_child(r, v, "alors", "condition");
	node_id sinon = read_child(r, v, "sinon", "condition");
	return called(r, node_condition(r, si, alors, sinon, place_of_key(v)), "condition");
}

static struct variation read_variation(struct reading *r, const struct rules_raw *v)
{
	struct variation variation = {.consequence = NODE_NOTHING};
	if (!is_map(r, v, "variations"))
		return variation;
	const struct rules_raw *sinon = rules_raw_child(v, S("sinon"));
	if (sinon) {
		variation.consequence = read_value(r, sinon);
		return variation;
	}
	variation.consequence = read_child(r, v, "alors", "variations");
	variation.condition = read_child(r, v, "si", "variations");
	return variation;
}

static node_id read_variations(struct reading *r, const struct rules_raw *v)
{
	if (!is_list(r, v, "variations"))
		return NODE_NOTHING;
	struct variation *at = ARENA_ARRAY(r->arena, v->count ? v->count : 1, struct variation);
	uint32_t n = 0;
	for (const struct rules_raw *c = v->first; c && !r->full; c = c->next)
		at[n++] = read_variation(r, c);
	node_id id = node_new(r, NODE_VARIATIONS, place_of_key(v));
	node_at(r, id)->variations.at = at;
	node_at(r, id)->variations.n = n;
	for (uint32_t i = 0; i < n; i++) {
		node_holds(r, id, at[i].condition);
		node_holds(r, id, at[i].consequence);
	}
	return called(r, id, "variations");
}

static struct tranche read_tranche(struct reading *r, const struct rules_raw *v, enum node_kind kind, const char *mechanism)
{
	struct tranche t = {0};
	if (!is_map(r, v, mechanism))
		return t;
	const struct rules_raw *taux = rules_raw_child(v, S("taux")), *montant = rules_raw_child(v, S("montant")), *plafond = rules_raw_child(v, S("plafond"));
	if (kind == NODE_GRILLE ? !montant : !taux)
		REFUSE(r, place_of(v), W_rules_read_missing_key, ARG("key", kind == NODE_GRILLE ? S("montant") : S("taux")), ARG("mechanism", str_of(mechanism)));
	t.taux = taux ? read_value(r, taux) : 0;
	t.montant = montant ? read_value(r, montant) : 0;
	t.plafond = plafond ? read_value(r, plafond) : 0;
	return t;
}

static node_id read_tranches(struct reading *r, const struct rules_raw *v, enum node_kind kind, const char *mechanism)
{
	if (!is_map(r, v, mechanism))
		return NODE_NOTHING;
	const struct rules_raw *multiplicateur = rules_raw_child(v, S("multiplicateur"));
	node_id assiette = read_child(r, v, "assiette", mechanism);
	struct number plain;
	bool none = !multiplicateur || raw_is_null(multiplicateur) || (raw_number(multiplicateur, &plain) && number_is_zero(plain)); /* 0 written bare is nothing */
	node_id times = none ? 0 : read_value(r, multiplicateur);
	const struct rules_raw *list = argument(r, v, "tranches", mechanism);
	if (!list || !is_list(r, list, "tranches"))
		return assiette;
	if (!list->count)
		REFUSE(r, place_of(list), W_rules_read_no_tranche, ARG("mechanism", str_of(mechanism)));
	struct tranche *at = ARENA_ARRAY(r->arena, list->count ? list->count : 1, struct tranche);
	uint32_t n = 0;
	for (const struct rules_raw *c = list->first; c && !r->full; c = c->next)
		at[n++] = read_tranche(r, c, kind, mechanism);
	node_id id = node_new(r, kind, place_of_key(v));
	struct node *node = node_at(r, id);
	node->tranches.assiette = assiette;
	node->tranches.multiplicateur = times;
	node->tranches.at = at;
	node->tranches.n = n;
	node_holds(r, id, assiette);
	node_holds(r, id, times);
	for (uint32_t i = 0; i < n; i++) {
		node_holds(r, id, at[i].plafond);
		node_holds(r, id, at[i].montant);
		node_holds(r, id, at[i].taux);
	}
	return called(r, id, mechanism);
}

static node_id read_bareme(struct reading *r, const struct rules_raw *v)
{
	return read_tranches(r, v, NODE_BAREME, "barème");
}

static node_id read_taux_progressif(struct reading *r, const struct rules_raw *v)
{
	return read_tranches(r, v, NODE_TAUX_PROGRESSIF, "taux progressif");
}

static node_id read_grille(struct reading *r, const struct rules_raw *v)
{
	return read_tranches(r, v, NODE_GRILLE, "grille");
}

static node_id read_duree(struct reading *r, const struct rules_raw *v)
{
	if (!is_map(r, v, "durée"))
		return NODE_NOTHING;
	const struct rules_raw *depuis = rules_raw_child(v, S("depuis")), *jusqua = rules_raw_child(v, S("jusqu'à")), *unite = rules_raw_child(v, S("unité"));
	node_id from = depuis && !raw_is_null(depuis) ? read_value(r, depuis) : 0;
	node_id to = jusqua && !raw_is_null(jusqua) ? read_value(r, jusqua) : 0;
	str unit = unite && unite->kind == RULES_RAW_TEXT && unite->text.n ? trim_spaces(unite->text) : S("jour");
	enum duration_unit known;
	unit_id u = UNIT_DAY;
	if (!duration_unit_named(unit, &known) || !unit_parse(r->units, unit, &u))
		REFUSE(r, place_of(unite ? unite : v), W_rules_read_duration_unit, ARG("found", excerpt(r->arena, unit)));
	node_id id = node_new(r, NODE_DUREE, place_of_key(v));
	struct node *n = node_at(r, id);
	n->unit = u;
	n->duration.depuis = from;
	n->duration.jusqua = to;
	node_holds(r, id, from);
	node_holds(r, id, to);
	return called(r, id, "durée");
}

static void read_bound(struct reading *r, const struct rules_raw *map, const char *key, struct number *n)
{
	const struct rules_raw *c = rules_raw_child(map, str_of(key));
	if (c && !raw_number(c, n))
		REFUSE(r, place_of(c), W_rules_read_number_expected, ARG("key", str_of(key)));
}

/* Candidates: rules from whose known value the rule is found back. */
static node_id read_inversion(struct reading *r, const struct rules_raw *v)
{
	const struct rules_raw *with = v->kind == RULES_RAW_MAP ? argument(r, v, "avec", "inversion numérique") : v;
	struct inversion *how = ARENA_NEW(r->arena, struct inversion);
	how->min = number_of(-1000000);
	how->max = number_of(100000000);
	how->tolerance = number_ratio(1, 10);
	if (!with)
		return NODE_NOTHING;
	read_bound(r, v, "min", &how->min);
	read_bound(r, v, "max", &how->max);
	read_bound(r, v, "tolérance d'erreur", &how->tolerance);
	how->candidates = ARENA_ARRAY(r->arena, with->count + 1, node_id);
	if (with->kind != RULES_RAW_LIST)
		how->candidates[how->n++] = read_value(r, with);
	for (const struct rules_raw *c = with->kind == RULES_RAW_LIST ? with->first : NULL; c && !r->full; c = c->next)
		how->candidates[how->n++] = read_value(r, c);
	for (uint32_t i = 0; i < how->n; i++)
		if (node_at(r, how->candidates[i])->kind != NODE_REFERENCE)
			REFUSE(r, place_of(with), W_rules_read_rule_expected, ARG("mechanism", S("inversion numérique")));
	node_id id = node_new(r, NODE_INVERSION, place_of_key(v));
	node_at(r, id)->inversion.rule = r->rule;
	node_at(r, id)->inversion.how = how;
	return called(r, id, "inversion numérique");
}

static node_id read_non_defini(struct reading *r, const struct rules_raw *v)
{
	node_id of = read_value(r, v);
	return called(r, node_one(r, NODE_EST_NON_DEFINI, of, place_of_key(v)), "est non défini");
}

static node_id read_non_applicable(struct reading *r, const struct rules_raw *v)
{
	node_id of = read_value(r, v);
	return called(r, node_one(r, NODE_EST_NON_APPLICABLE, of, place_of_key(v)), "est non applicable");
}

static node_id read_defini(struct reading *r, const struct rules_raw *v)
{
	return inline_est_defini(r, read_value(r, v), place_of_key(v));
}

static node_id read_applicable(struct reading *r, const struct rules_raw *v)
{
	return inline_est_applicable(r, read_value(r, v), place_of_key(v));
}

static node_id read_logarithme(struct reading *r, const struct rules_raw *v)
{
	node_id of = read_value(r, v);
	return called(r, node_one(r, NODE_LOGARITHME, of, place_of_key(v)), "logarithme");
}

static node_id read_texte(struct reading *r, const struct rules_raw *v)
{
	if (v->kind != RULES_RAW_TEXT) {
		REFUSE(r, place_of(v), W_rules_read_text_expected, ARG("mechanism", S("texte")));
		return NODE_NOTHING;
	}
	struct place at = place_of(v);
	at.column += v->quoted;
	return read_text(r, v->text, at);
}

static node_id read_variable(struct reading *r, const struct rules_raw *v)
{
	if (v->kind != RULES_RAW_TEXT || !v->text.n) {
		REFUSE(r, place_of(v), W_rules_read_text_expected, ARG("mechanism", S("variable")));
		return NODE_NOTHING;
	}
	return node_reference(r, v->text, place_of(v));
}

static const struct {
	const char *name;
	enum operation operation;
} operations[] = {
	{"*", OP_MUL}, {"/", OP_DIV}, {"//", OP_DIV_WHOLE}, {"**", OP_POW}, {"+", OP_ADD}, {"-", OP_SUB}, {"<", OP_LT},
	{"<=", OP_LE}, {">", OP_GT}, {">=", OP_GE}, {"=", OP_EQ}, {"!=", OP_NE}, {"et", OP_AND}, {"ou", OP_OR},
};
enum { OPERATIONS = sizeof operations / sizeof operations[0] };

static int operation_named(str name)
{
	for (int i = 0; i < OPERATIONS; i++)
		if (str_eq(name, str_of(operations[i].name)))
			return i;
	return -1;
}

static node_id read_operation(struct reading *r, const struct rules_raw *v, int which)
{
	if (v->kind != RULES_RAW_LIST || v->count < 2) {
		REFUSE(r, place_of(v), W_rules_read_two_expected, ARG("mechanism", v->key));
		return NODE_NOTHING;
	}
	node_id left = read_value(r, v->first), right = read_value(r, v->first->next);
	return node_operation(r, operations[which].operation, left, right, place_of_key(v));
}

static const struct {
	const char *name;
	node_id (*read)(struct reading *r, const struct rules_raw *v);
} mechanisms[] = {
	{"valeur", read_value},
	{"variable", read_variable},
	{"condition", read_condition},
	{"variations", read_variations},
	{"somme", read_somme},
	{"produit", read_produit},
	{"multiplication", read_produit},
	{"moyenne", read_moyenne},
	{"toutes ces conditions", read_toutes},
	{"une de ces conditions", read_une_de},
	{"le maximum de", read_maximum},
	{"le minimum de", read_minimum},
	{"barème", read_bareme},
	{"taux progressif", read_taux_progressif},
	{"grille", read_grille},
	{"durée", read_duree},
	{"inversion numérique", read_inversion},
	{"est non défini", read_non_defini},
	{"est défini", read_defini},
	{"est non applicable", read_non_applicable},
	{"est applicable", read_applicable},
	{"logarithme", read_logarithme},
	{"texte", read_texte},
};
enum { MECHANISMS = sizeof mechanisms / sizeof mechanisms[0] };

static int mechanism_named(str name)
{
	for (int i = 0; i < MECHANISMS; i++)
		if (str_eq(name, str_of(mechanisms[i].name)))
			return i;
	return -1;
}

bool is_mechanism(str key)
{
	return mechanism_named(key) >= 0 || operation_named(key) >= 0;
}

int chain_named(str key)
{
	for (int i = 0; i < CHAIN_COUNT; i++)
		if (str_eq(key, str_of(chain_names[i])))
			return i;
	return -1;
}

node_id read_core(struct reading *r, const struct rules_raw *core)
{
	int mechanism = mechanism_named(core->key);
	if (mechanism >= 0)
		return mechanisms[mechanism].read(r, core);
	return read_operation(r, core, operation_named(core->key));
}

/* ---- mechanisms that apply to a value ---- */

static int by_name(const struct pending_reference *a, const struct pending_reference *b)
{
	return name_compare(a->name, b->name);
}

/* Sorted by the names of the rules, as written: that is the order in which they are compared with what they replace. */
static void sort_entries(struct context_entry *entries, struct pending_reference *names, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++)
		for (uint32_t j = i; j > 0 && by_name(&names[j - 1], &names[j]) > 0; j--) {
			struct pending_reference name = names[j];
			struct context_entry entry = entries[j];
			names[j] = names[j - 1];
			entries[j] = entries[j - 1];
			names[j - 1] = name;
			entries[j - 1] = entry;
		}
}

static node_id read_contexte(struct reading *r, const struct rules_raw *v, node_id valeur)
{
	if (!is_map(r, v, "contexte"))
		return valeur;
	if (v->count > LIMIT_RULES_CONTEXT) {
		refuse_limit(r, place_of(v), W_rules_read_list_too_long, LIMIT_RULES_CONTEXT);
		return valeur;
	}
	struct context_entry *at = ARENA_ARRAY(r->arena, v->count + 1, struct context_entry);
	struct pending_reference *names = ARENA_ARRAY(r->arena, v->count + 1, struct pending_reference);
	uint32_t n = 0;
	for (const struct rules_raw *c = v->first; c && !r->full; c = c->next) {
		node_id reference = read_expression(r, c->key, place_of_key(c), true);
		if (node_at(r, reference)->kind != NODE_REFERENCE)
			REFUSE(r, place_of_key(c), W_rules_read_rule_expected, ARG("mechanism", S("contexte")));
		names[n].name = trim_spaces(c->key);
		at[n++] = (struct context_entry){reference, read_value(r, c)};
	}
	sort_entries(at, names, n);
	node_id id = node_new(r, NODE_CONTEXTE, place_of_key(v));
	struct node *node = node_at(r, id);
	node->context.valeur = valeur;
	node->context.at = at;
	node->context.n = n;
	node->context.number = r->m->contexts++;
	node_holds(r, id, valeur);
	for (uint32_t i = 0; i < n; i++)
		node_holds(r, id, at[i].value);
	return called(r, id, "contexte");
}

static node_id read_arrondi(struct reading *r, const struct rules_raw *v, node_id valeur)
{
	node_id to = read_value(r, v);
	node_id id = node_new(r, NODE_ARRONDI, place_of_key(v));
	node_at(r, id)->rounding.valeur = valeur;
	node_at(r, id)->rounding.arrondi = to;
	node_holds(r, id, valeur);
	node_holds(r, id, to);
	return called(r, id, "arrondi");
}

static node_id read_unite(struct reading *r, const struct rules_raw *v, node_id valeur)
{
	unit_id unit = UNIT_NONE;
	if (v->kind != RULES_RAW_TEXT || !unit_parse(r->units, trim_spaces(v->text), &unit))
		REFUSE(r, place_of(v), W_rules_read_bad_unit_key, ARG("found", v->kind == RULES_RAW_TEXT ? excerpt(r->arena, v->text) : S("…")));
	node_id id = node_one(r, NODE_UNITE, valeur, place_of_key(v));
	node_at(r, id)->unit = unit;
	return called(r, id, "unité");
}

static node_id read_manquante(struct reading *r, const struct rules_raw *v, node_id valeur)
{
	node_id id = node_one(r, NODE_VARIABLE_MANQUANTE, valeur, place_of_key(v));
	if (v->kind == RULES_RAW_TEXT) {
		*LIST_ADD(r->arena, &r->missing) = trim_spaces(v->text);
		node_at(r, id)->operation = MISSING_IS_PENDING;
		node_at(r, id)->one.rule = (rule_no)r->missing.n - 1;
	} else {
		REFUSE(r, place_of(v), W_rules_read_rule_expected, ARG("mechanism", S("variable manquante")));
	}
	return called(r, id, "variable manquante");
}

node_id apply_chain(struct reading *r, enum chain c, const struct rules_raw *v, node_id valeur)
{
	struct place at = place_of_key(v);
	switch (c) {
	case CHAIN_CONTEXTE: return read_contexte(r, v, valeur);
	case CHAIN_VARIABLE_MANQUANTE: return read_manquante(r, v, valeur);
	case CHAIN_APPLICABLE: return inline_applicable(r, valeur, read_value(r, v), at);
	case CHAIN_NON_APPLICABLE: return inline_non_applicable(r, valeur, read_value(r, v), at);
	case CHAIN_ARRONDI: return read_arrondi(r, v, valeur);
	case CHAIN_UNITE: return read_unite(r, v, valeur);
	case CHAIN_SIMPLIFIER: return called(r, node_one(r, NODE_SIMPLIFIER_UNITE, valeur, at), "simplifier l'unité");
	case CHAIN_PLANCHER: return inline_plancher(r, valeur, read_value(r, v), at);
	case CHAIN_PLAFOND: return inline_plafond(r, valeur, read_value(r, v), at);
	case CHAIN_PAR_DEFAUT: return inline_par_defaut(r, valeur, read_value(r, v), at);
	case CHAIN_SITUATION: return inline_situation(r, valeur, read_value(r, v), at);
	case CHAIN_CIRCULAIRE: return called(r, node_one(r, NODE_CIRCULAIRE, valeur, at), "résoudre la référence circulaire");
	case CHAIN_ABATTEMENT: return inline_abattement(r, valeur, read_value(r, v), at);
	case CHAIN_AVEC:
	case CHAIN_COUNT: break;
	}
	return valeur;
}

/* ---- values ---- */

static str nearest_mechanism(str key)
{
	str names[MECHANISMS + CHAIN_COUNT];
	size_t n = 0;
	for (int i = 0; i < MECHANISMS; i++)
		names[n++] = str_of(mechanisms[i].name);
	for (int i = 0; i < CHAIN_COUNT; i++)
		names[n++] = str_of(chain_names[i]);
	return str_nearest(key, names, n);
}

static void refuse_mechanism(struct reading *r, const struct rules_raw *v)
{
	str near = nearest_mechanism(v->key);
	if (near.p)
		REFUSE(r, place_of_key(v), W_rules_read_unknown_mechanism_near, ARG("found", excerpt(r->arena, v->key)), ARG("near", near));
	else
		REFUSE(r, place_of_key(v), W_rules_read_unknown_mechanism, ARG("found", excerpt(r->arena, v->key)));
}

static bool sort_keys(struct reading *r, const struct rules_raw *map, struct formula *f)
{
	bool known = true;
	for (const struct rules_raw *c = map->first; c; c = c->next) {
		int chain = chain_named(c->key);
		if (chain >= 0) {
			f->chain[chain] = c;
		} else if (is_mechanism(c->key)) {
			if (f->core) {
				REFUSE(r, place_of_key(c), W_rules_read_two_mechanisms, ARG("first", f->core->key), ARG("second", c->key));
				known = false;
			}
			f->core = c;
		} else if (map != r->options_in || !str_eq(c->key, S("une possibilité"))) {
			refuse_mechanism(r, c);
			known = false;
		}
	}
	return known;
}

static node_id read_map(struct reading *r, const struct rules_raw *map)
{
	struct formula f = {0};
	if (!sort_keys(r, map, &f))
		return node_undefined(r, place_of(map));
	if (f.chain[CHAIN_AVEC])
		read_rules(r, f.chain[CHAIN_AVEC]);
	node_id node = f.core ? read_core(r, f.core) : node_undefined(r, place_of(map));
	for (int c = CHAIN_COUNT - 1; c >= 0 && !r->full; c--)
		if (f.chain[c])
			node = apply_chain(r, (enum chain)c, f.chain[c], node);
	return node;
}

node_id read_value(struct reading *r, const struct rules_raw *raw)
{
	struct number n;
	struct place at = place_of(raw);
	if (r->full)
		return NODE_NOTHING;
	if (raw->kind == RULES_RAW_MAP)
		return read_map(r, raw);
	if (raw->kind == RULES_RAW_LIST) {
		REFUSE(r, at, W_rules_read_list_alone);
		return node_undefined(r, at);
	}
	if (raw_is_null(raw) || !trim_spaces(raw->text).n) {
		REFUSE(r, raw->key.p ? place_of_key(raw) : at, W_rules_read_empty);
		return node_undefined(r, at);
	}
	if (raw_is_boolean(raw)) {
		REFUSE(r, at, W_rules_read_boolean, ARG("found", raw->text));
		return node_undefined(r, at);
	}
	if (raw_number(raw, &n))
		return node_number(r, n, at);
	at.column += raw->quoted;
	return read_expression(r, raw->text, at, true);
}
