/* What the reader makes of each mechanism: the operations, conditions and references that stand for it, in the order in which they are asked. The shapes are
   the reference's, for that order decides what is missing. How a shape is written: lib/rules_shape.h. */
#include "lib/rules_shape.h"

#include "rules/names.h"

/* ---- each mechanism ---- */

static const struct {
	const char *what, *model, *rule, *shape;
} shapes[] = {
	{"a number with a unit", "{\"a\":\"5 €/mois\"}", "a",
	 "(if (nd (ref a!))(const 5 €/mois)(ref a!))"},
	{"several words in a unit", "{\"a\":\"2 heures de nuit + 1\"}", "a",
	 "(if (nd (ref a!))(+ (const 2 heures de nuit)(const 1))(ref a!))"},
	{"a unit under a line", "{\"a\":\"3 /mois\"}", "a",
	 "(if (nd (ref a!))(const 3 /mois)(ref a!))"},
	{"a percentage", "{\"a\":\"0.57 %\"}", "a",
	 "(if (nd (ref a!))(const 0.57 %)(ref a!))"},
	{"a text with apostrophes", "{\"a\":\"'l'association'\"}", "a",
	 "(if (nd (ref a!))(const 'l'association')(ref a!))"},
	{"a text in quotes", "{\"a\":\"\\\"a b\\\"\"}", "a",
	 "(if (nd (ref a!))(const 'a b')(ref a!))"},
	{"a day", "{\"a\":\"13/09/2024\"}", "a",
	 "(if (nd (ref a!))(const '13/09/2024')(ref a!))"},
	{"a month", "{\"a\":\"9/2024\"}", "a",
	 "(if (nd (ref a!))(const '01/09/2024')(ref a!))"},
	{"yes", "{\"a\":\"oui\"}", "a",
	 "(if (nd (ref a!))(const true)(ref a!))"},
	{"no", "{\"a\":{\"valeur\":\"non\"}}", "a",
	 "(if (nd (ref a!))(const false)(ref a!))"},
	{"nothing", "{\"a\":null}", "a",
	 "(if (nd (ref a!))(const undef)(ref a!))"},
	{"a number of YAML", "{\"a\":{\"valeur\":-5.25}}", "a",
	 "(if (nd (ref a!))(const -5.25)(ref a!))"},
	{"products before sums before comparisons", "{\"a\":\"1 + 2 * 3 >= 4 - 5 / 6 // 7\"}", "a",
	 "(if (nd (ref a!))(>= (+ (const 1)(* (const 2)(const 3)))(- (const 4)(// (/ (const 5)(const 6))(const 7))))(ref a!))"},
	{"sums from the left", "{\"a\":\"1 - 2 - 3\"}", "a",
	 "(if (nd (ref a!))(- (- (const 1)(const 2))(const 3))(ref a!))"},
	{"powers from the right", "{\"a\":\"2 ** 3 ** 2\"}", "a",
	 "(if (nd (ref a!))(** (const 2)(** (const 3)(const 2)))(ref a!))"},
	{"a minus before all", "{\"a\":\"-2 ** 2\"}", "a",
	 "(if (nd (ref a!))(** (- (const 0)(const 2))(const 2))(ref a!))"},
	{"parentheses", "{\"a\":\"( 1 + 2 ) * -(3)\"}", "a",
	 "(if (nd (ref a!))(* (+ (const 1)(const 2))(- (const 0)(const 3)))(ref a!))"},
	{"lines joined", "{\"x\":1,\"a\":\"x +\\n   2\\n * 4\"}", "a",
	 "(if (nd (ref a!))(+ (ref x)(* (const 2)(const 4)))(ref a!))"},
	{"two comparisons", "{\"x\":1,\"a\":\"x = 3 != oui\"}", "a",
	 "(if (nd (ref a!))(!= (= (ref x)(const 3))(const true))(ref a!))"},
	{"a name before a nearer one", "{\"x\":1,\"a\":\"x\",\"a . x\":2}", "a",
	 "(if (nd (ref a!))(ref a . x)(ref a!))"},
	{"a name of the parent", "{\"a\":null,\"a . x\":2,\"a . b\":\"x\"}", "a . b",
	 "(if (nd (ref a . b!))(ref a . x)(ref a . b!))"},
	{"a name from above", "{\"a\":null,\"a . x\":2,\"a . b\":{\"valeur\":\"^ . x\",\"avec\":{\"x\":3}}}", "a . b",
	 "(if (nd (ref a . b!))(ref a . x)(ref a . b!))"},
	{"a rule that names itself", "{\"prix\":\"prix * 2\"}", "prix",
	 "(if (nd (ref prix!))(* (ref prix)(const 2))(ref prix!))"},
	{"somme", "{\"x\":1,\"a\":{\"somme\":[\"x\",2,\"3 €\"]}}", "a",
	 "(if (nd (ref a!))(+ (ref x)(+ (const 2)(+ (const 3 €)(const null))))(ref a!))"},
	{"an empty somme", "{\"a\":{\"somme\":[]}}", "a",
	 "(if (nd (ref a!))(const null)(ref a!))"},
	{"produit", "{\"x\":1,\"a\":{\"produit\":[\"x\",\"5 %\",3]}}", "a",
	 "(if (nd (ref a!))(simpl (* (const 3)(* (const 5 %)(* (ref x)(const 1)))))(ref a!))"},
	{"moyenne", "{\"x\":1,\"a\":{\"moyenne\":[\"x\",{\"somme\":[\"x\"]},5]}}", "a",
	 "(if (nd (ref a!))(/ (+ (ref x)(+ (+ (ref x)(const null))(+ (const 5)(const null))))(+ (if (!= (= (na (const 5))(const false))(const false))(const 1)(const null))(+ (if (!= (= (na (+ (ref x)(const null)))(const false))(const false))(const 1)(const null))(+ (if (!= (= (na (ref x))(const false))(const false))(const 1)(const null))(const null)))))(ref a!))"},
	{"toutes ces conditions", "{\"x\":1,\"a\":{\"toutes ces conditions\":[\"x > 1\",\"oui\"]}}", "a",
	 "(if (nd (ref a!))(et (et (const true)(> (ref x)(const 1)))(const true))(ref a!))"},
	{"une de ces conditions", "{\"x\":1,\"a\":{\"une de ces conditions\":[\"x > 1\",\"oui\"]}}", "a",
	 "(if (nd (ref a!))(ou (ou (const false)(> (ref x)(const 1)))(const true))(ref a!))"},
	{"le maximum de", "{\"x\":1,\"a\":{\"le maximum de\":[\"x\",5]}}", "a",
	 "(if (nd (ref a!))(if (na (ref $INTERNAL valeur))(ref $INTERNAL acc)(if (ou (na (ref $INTERNAL acc))(> (ref $INTERNAL valeur)(ref $INTERNAL acc)))(ref $INTERNAL valeur)(ref $INTERNAL acc)))(ref a!))"},
	{"le minimum de", "{\"x\":1,\"a\":{\"le minimum de\":[\"x\"]}}", "a",
	 "(if (nd (ref a!))(if (na (ref $INTERNAL valeur))(ref $INTERNAL acc)(if (ou (na (ref $INTERNAL acc))(< (ref $INTERNAL valeur)(ref $INTERNAL acc)))(ref $INTERNAL valeur)(ref $INTERNAL acc)))(ref a!))"},
	{"condition", "{\"x\":1,\"a\":{\"condition\":{\"si\":\"x > 2\",\"alors\":1,\"sinon\":{\"valeur\":2,\"unité\":\"€\"}}}}", "a",
	 "(if (nd (ref a!))(if (> (ref x)(const 2))(const 1)(unit € (const 2)))(ref a!))"},
	{"variations", "{\"x\":1,\"a\":{\"variations\":[{\"si\":\"x > 2\",\"alors\":1},{\"sinon\":\"x\"}]}}", "a",
	 "(if (nd (ref a!))(var (> (ref x)(const 2))(const 1)(const true)(ref x))(ref a!))"},
	{"barème", "{\"x\":1,\"a\":{\"barème\":{\"assiette\":\"x\",\"multiplicateur\":2,\"tranches\":[{\"taux\":\"5 %\",\"plafond\":10},{\"taux\":\"1 %\"}]}}}", "a",
	 "(if (nd (ref a!))(bareme (ref x)(const 2)[(const 10)(const 5 %)][inf(const 1 %)])(ref a!))"},
	{"grille", "{\"x\":1,\"a\":{\"grille\":{\"assiette\":\"x\",\"tranches\":[{\"montant\":5,\"plafond\":10},{\"montant\":\"6 €\"}]}}}", "a",
	 "(if (nd (ref a!))(grille (ref x)(const 1)[(const 10)(const 5)][inf(const 6 €)])(ref a!))"},
	{"taux progressif", "{\"x\":1,\"a\":{\"taux progressif\":{\"assiette\":\"x\",\"tranches\":[{\"taux\":\"5 %\",\"plafond\":10}]}}}", "a",
	 "(if (nd (ref a!))(taux (ref x)(const 1)[(const 10)(const 5 %)])(ref a!))"},
	{"durée since a day", "{\"a\":{\"durée\":{\"depuis\":\"01/01/2020\"}}}", "a",
	 "(if (nd (ref a!))(duree jour (const '01/01/2020')today)(ref a!))"},
	{"durée between days", "{\"a\":{\"durée\":{\"depuis\":\"01/01/2020\",\"jusqu'à\":\"02/2021\",\"unité\":\"trimestre civil\"}}}", "a",
	 "(if (nd (ref a!))(duree trimestre civil (const '01/01/2020')(const '01/02/2021'))(ref a!))"},
	{"arrondi", "{\"a\":{\"valeur\":\"10 / 3\",\"arrondi\":\"2 décimales\"}}", "a",
	 "(arrondi (if (nd (ref a!))(/ (const 10)(const 3))(ref a!))(const 2 décimales))"},
	{"logarithme", "{\"x\":1,\"a\":{\"logarithme\":\"x\"}}", "a",
	 "(if (nd (ref a!))(log (ref x))(ref a!))"},
	{"texte", "{\"x\":1,\"a\":{\"texte\":\"Il y a {{ x }} et {{\\n x + 2\\n}}.\"}}", "a",
	 "(if (nd (ref a!))(txt 7(ref x)4(+ (ref x)(const 2))1)(ref a!))"},
	{"est non défini", "{\"x\":1,\"a\":{\"est non défini\":\"x\"}}", "a",
	 "(if (nd (ref a!))(nd (ref x))(ref a!))"},
	{"est défini", "{\"x\":1,\"a\":{\"est défini\":\"x\"}}", "a",
	 "(if (nd (ref a!))(= (nd (ref x))(const false))(ref a!))"},
	{"est non applicable", "{\"x\":1,\"a\":{\"est non applicable\":\"x\"}}", "a",
	 "(if (nd (ref a!))(na (ref x))(ref a!))"},
	{"est applicable", "{\"x\":1,\"a\":{\"est applicable\":\"x\"}}", "a",
	 "(if (nd (ref a!))(= (na (ref x))(const false))(ref a!))"},
	{"applicable si", "{\"x\":1,\"a\":{\"applicable si\":\"x > 1\",\"valeur\":2}}", "a",
	 "(if (!= (> (ref x)(const 1))(const false))(if (nd (ref a!))(const 2)(ref a!))(const null))"},
	{"non applicable si", "{\"x\":1,\"a\":{\"non applicable si\":\"x > 1\",\"valeur\":2}}", "a",
	 "(if (= (> (ref x)(const 1))(const false))(if (nd (ref a!))(const 2)(ref a!))(const null))"},
	{"plafond", "{\"x\":1,\"a\":{\"valeur\":\"x\",\"plafond\":\"2 €\"}}", "a",
	 "(if (et (!= (const 2 €)(const false))(> (if (nd (ref a!))(ref x)(ref a!))(const 2 €)))(const 2 €)(if (nd (ref a!))(ref x)(ref a!)))"},
	{"plancher", "{\"x\":1,\"a\":{\"valeur\":\"x\",\"plancher\":\"2 €\"}}", "a",
	 "(if (et (!= (const 2 €)(const false))(< (if (nd (ref a!))(ref x)(ref a!))(const 2 €)))(const 2 €)(if (nd (ref a!))(ref x)(ref a!)))"},
	{"abattement", "{\"x\":1,\"a\":{\"valeur\":\"x\",\"abattement\":\"2 €\"}}", "a",
	 "(if (nd (ref a!))(if (et (!= (const 0)(const false))(< (- (ref x)(const 2 €))(const 0)))(const 0)(- (ref x)(const 2 €)))(ref a!))"},
	{"par défaut", "{\"a\":{\"par défaut\":3}}", "a",
	 "(if (nd (if (nd (ref a!))(const undef)(ref a!)))(miss a (const 3))(if (nd (ref a!))(const undef)(ref a!)))"},
	{"dans la situation", "{\"x\":1,\"a\":{\"valeur\":{\"valeur\":2,\"dans la situation\":\"x\"}}}", "a",
	 "(if (nd (ref a!))(if (nd (ref x))(const 2)(ref x))(ref a!))"},
	{"unité", "{\"x\":1,\"a\":{\"valeur\":\"x\",\"unité\":\"€\"}}", "a",
	 "(unit € (if (nd (ref a!))(ref x)(ref a!)))"},
	{"simplifier l'unité", "{\"x\":1,\"a\":{\"valeur\":\"x\",\"simplifier l'unité\":\"oui\"}}", "a",
	 "(simpl (if (nd (ref a!))(ref x)(ref a!)))"},
	{"variable manquante", "{\"x\":1,\"a\":{\"valeur\":\"x\",\"variable manquante\":\"x\"}}", "a",
	 "(miss x (if (nd (ref a!))(ref x)(ref a!)))"},
	{"contexte", "{\"x\":1,\"b\":2,\"a\":{\"valeur\":\"x\",\"contexte\":{\"x\":5,\"b\":\"x + 1\"}}}", "a",
	 "(ctx (if (nd (ref a!))(ref x)(ref a!))[(ref b)(+ (ref x)(const 1))][(ref x)(const 5)])"},
	{"inversion numérique", "{\"a\":{\"inversion numérique\":{\"avec\":[\"b\"],\"min\":5,\"max\":100}},\"b\":\"a * 2\"}", "a",
	 "(if (nd (ref a!))(inv a b 5 100 0.1)(ref a!))"},
	{"résoudre la référence circulaire", "{\"a\":{\"valeur\":\"a + 1\",\"résoudre la référence circulaire\":\"oui\"}}", "a",
	 "(if (nd (ref a!))(circ a (+ (ref a)(const 1)))(ref a!))"},
	{"an operation as a mechanism", "{\"x\":1,\"a\":{\"+\":[1,{\"*\":[\"x\",2]}]}}", "a",
	 "(if (nd (ref a!))(+ (const 1)(* (ref x)(const 2)))(ref a!))"},
	{"all that applies to a value", "{\"x\":1,\"a\":{\"abattement\":1,\"résoudre la référence circulaire\":\"oui\",\"par défaut\":2,\"plafond\":3,\"plancher\":4,\"simplifier l'unité\":\"oui\",\"unité\":\"€\",\"arrondi\":\"oui\",\"non applicable si\":\"x > 5\",\"applicable si\":\"x > 6\",\"contexte\":{\"x\":7},\"valeur\":8}}", "a",
	 "(ctx (if (!= (> (ref x)(const 6))(const false))(if (= (> (ref x)(const 5))(const false))(arrondi (unit € (simpl (if (et (!= (const 4)(const false))(< (if (et (!= (const 3)(const false))(> (if (nd (if (nd (ref a!))(circ a (if (et (!= (const 0)(const false))(< (- (const 8)(const 1))(const 0)))(const 0)(- (const 8)(const 1))))(ref a!)))(miss a (const 2))(if (nd (ref a!))(circ a (if (et (!= (const 0)(const false))(< (- (const 8)(const 1))(const 0)))(const 0)(- (const 8)(const 1))))(ref a!)))(const 3)))(const 3)(if (nd (if (nd (ref a!))(circ a (if (et (!= (const 0)(const false))(< (- (const 8)(const 1))(const 0)))(const 0)(- (const 8)(const 1))))(ref a!)))(miss a (const 2))(if (nd (ref a!))(circ a (if (et (!= (const 0)(const false))(< (- (const 8)(const 1))(const 0)))(const 0)(- (const 8)(const 1))))(ref a!))))(const 4)))(const 4)(if (et (!= (const 3)(const false))(> (if (nd (if (nd (ref a!))(circ a (if (et (!= (const 0)(const false))(< (- (const 8)(const 1))(const 0)))(const 0)(- (const 8)(const 1))))(ref a!)))(miss a (const 2))(if (nd (ref a!))(circ a (if (et (!= (const 0)(const false))(< (- (const 8)(const 1))(const 0)))(const 0)(- (const 8)(const 1))))(ref a!)))(const 3)))(const 3)(if (nd (if (nd (ref a!))(circ a (if (et (!= (const 0)(const false))(< (- (const 8)(const 1))(const 0)))(const 0)(- (const 8)(const 1))))(ref a!)))(miss a (const 2))(if (nd (ref a!))(circ a (if (et (!= (const 0)(const false))(< (- (const 8)(const 1))(const 0)))(const 0)(- (const 8)(const 1))))(ref a!)))))))(const true))(const null))(const null))[(ref x)(const 7)])"},
	{"formule before valeur", "{\"a\":{\"formule\":2,\"valeur\":1}}", "a",
	 "(if (nd (ref a!))(const 2)(ref a!))"},
	{"a rule inside a rule", "{\"a\":{\"valeur\":\"b\",\"avec\":{\"b\":3}}}", "a",
	 "(if (nd (ref a!))(ref a . b)(ref a!))"},
	{"a private rule", "{\"[privé] a\":{\"valeur\":3}}", "a",
	 "(const 3)"},
	{"options that are texts", "{\"a\":{\"une possibilité\":[\"'x'\",\"'y'\"]}}", "a",
	 "(poss string (const 'x') (const 'y')) (if (nd (ref a!))(const undef)(ref a!))"},
	{"options that are rules", "{\"a\":{\"une possibilité\":[\"b\",{\"c\":{\"titre\":\"Le C\"}}],\"avec\":{\"b\":null}}}", "a",
	 "(poss reference (ref a . b) (ref a . c)) (if (nd (ref a!))(const undef)(ref a!))"},
	{"options as older texts write them", "{\"a\":{\"formule\":{\"une possibilité\":{\"choix obligatoire\":\"oui\",\"possibilités\":[\"1 €\",\"2 €\"]}}}}", "a",
	 "(poss number (const 1 €) (const 2 €)) (if (nd (ref a!))(const undef)(ref a!))"},
	{"remplace", "{\"x\":1,\"b\":{\"valeur\":2,\"remplace\":\"x\"},\"a\":\"x\"}", "a",
	 "(if (nd (ref a!))(var (if (na (ref b))(const false)(const true))(ref b)(const true)(ref x))(ref a!))"},
	{"rend non applicable", "{\"x\":1,\"b\":{\"valeur\":\"oui\",\"rend non applicable\":\"x\"},\"a\":\"x\"}", "a",
	 "(if (nd (ref a!))(var (ref b)(const null)(const true)(ref x))(ref a!))"},
	{"the greatest priority first", "{\"x\":1,\"b\":{\"valeur\":2,\"remplace\":\"x\"},\"c\":{\"valeur\":2,\"remplace\":{\"références à\":\"x\",\"priorité\":2}},\"a\":\"x\"}", "a",
	 "(if (nd (ref a!))(var (if (na (ref c))(const false)(const true))(ref c)(if (na (ref b))(const false)(const true))(ref b)(const true)(ref x))(ref a!))"},
	{"remplace only somewhere", "{\"x\":1,\"b\":{\"valeur\":2,\"remplace\":{\"références à\":\"x\",\"dans\":\"a\"}},\"a\":\"x\",\"c\":\"x\"}", "c",
	 "(if (nd (ref c!))(ref x)(ref c!))"},
	{"remplace save somewhere", "{\"x\":1,\"b\":{\"valeur\":2,\"remplace\":{\"références à\":\"x\",\"sauf dans\":[\"a\"]}},\"a\":\"x\",\"c\":\"x\"}", "a",
	 "(if (nd (ref a!))(ref x)(ref a!))"},
	{"no replacement in the rule that replaces", "{\"x\":1,\"a\":{\"valeur\":\"x + 1\",\"remplace\":\"x\"}}", "a",
	 "(if (nd (ref a!))(+ (ref x)(const 1))(ref a!))"},
};

static void each_mechanism_is_what_the_reference_makes_of_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++) {
		(void)sealed(shapes[i].model);
		const struct rule *r = inside(shapes[i].rule);
		const char *found = shape_of(r->possibilities, r->value);
		if (strcmp(found, shapes[i].shape) != 0)
			print_message("%s\n", shapes[i].what);
		assert_string_equal(found, shapes[i].shape);
	}
}

static void a_value_used_twice_is_one_node(void **state)
{
	(void)state;
	(void)sealed("x: 1\na: {valeur: {condition: {si: {est non applicable: x}, alors: 1, sinon: x}}, plafond: 5}\n");
	const struct node *a = node_of(inside("a")->value);
	assert_int_equal(node_of(node_of(a->condition.si)->operands.right)->operands.left, a->condition.sinon);
}

static void what_replaces_a_rule_is_one_node_wherever_it_stands(void **state)
{
	(void)state;
	(void)sealed("x: 1\nb: {valeur: 2, remplace: x}\na: x + x\nc: x\n");
	const struct node *sum = node_of(node_of(inside("a")->value)->condition.alors);
	assert_int_equal(sum->operands.left, sum->operands.right);
	assert_int_equal(node_of(inside("c")->value)->condition.alors, sum->operands.left);
}

static void a_replaced_rule_asked_from_outside_gives_what_replaces_it(void **state)
{
	(void)state;
	(void)sealed("x: 1\nb: {valeur: 2, remplace: x}\n");
	assert_string_equal(shape_of(0, inside("x")->entry), "(var (if (na (ref b))(const false)(const true))(ref b)(const true)(ref x))");
	assert_int_equal(inside("b")->entry, 0);
}

static void what_was_written_is_kept_for_explaining(void **state)
{
	(void)state;
	(void)sealed("x: 1\na:\n  somme:\n    - x\n    - 2\n");
	const struct node *sum = node_of(node_of(inside("a")->value)->condition.alors);
	assert_string_equal(sum->mechanism, "somme");
	assert_int_equal(sum->arg_count, 1);
	assert_string_equal(sum->args[0].role, "valeur");
	assert_int_equal(sum->args[0].n, 2);
	assert_string_equal(shape_of(0, sum->args[0].nodes[1]), "(const 2)");
	assert_int_equal(sum->line, 3);
	assert_int_equal(node_of(sum->args[0].nodes[0])->line, 4);
	assert_int_equal(node_of(sum->args[0].nodes[0])->column, 7);
}

/* ---- what a model holds ---- */

static void rules_are_numbered_in_the_order_of_the_text_without_private_ones(void **state)
{
	(void)state;
	struct rules_model *model = sealed("b: {valeur: 1, avec: {c: 2, '[privé] d': 3}}\na: 1\ne: {privé: oui}\ne . f: {privé: oui}\n");
	assert_int_equal(rules_count(model), 3);
	assert_text(rules_name(model, (rule_id){1}), "b");
	assert_text(rules_name(model, (rule_id){2}), "b . c");
	assert_text(rules_name(model, (rule_id){3}), "a");
	assert_int_equal(rules_find(model, S("b . d")).v, 0);
	assert_int_equal(rules_find(model, S("b . $SITUATION")).v, 0);
	assert_int_equal(rules_parent(model, (rule_id){2}).v, 1);
	assert_int_equal(rules_parent(model, (rule_id){1}).v, 0);
}

static void several_texts_make_one_model(void **state)
{
	(void)state;
	struct rules_source sources[] = {{S("un"), S("a: b + 1\n")}, {S("deux"), S("\nb: 2\n")}};
	struct rules_model *model = NULL;
	str file;
	assert_int_equal(rules_load(arena, sources, 2, &problems, &model), OK);
	assert_int_equal(rules_count(model), 2);
	assert_int_equal(rules_line(model, (rule_id){2}, &file), 2);
	assert_text(file, "deux");
}

static void a_title_is_written_or_is_the_last_name_with_a_capital(void **state)
{
	(void)state;
	struct rules_model *model = sealed("a: {titre: un titre}\na . état: 1\na . œuvre: {titre: null}\n");
	assert_text(rules_title(model, rule("a")), "Un titre");
	assert_text(rules_title(model, rule("a . état")), "État");
	assert_text(rules_title(model, rule("a . œuvre")), "Œuvre");
}

static void keys_that_the_language_does_not_know_are_kept_for_products(void **state)
{
	(void)state;
	struct rules_model *model = sealed("a:\n  règlement: {clauses: [x, y]}\n  note: ok\n");
	const struct rules_raw *own = rules_attribute(model, rule("a"), S("règlement"));
	assert_int_equal(own->kind, RULES_RAW_MAP);
	assert_int_equal(own->key_line, 2);
	assert_int_equal(own->key_column, 3);
	assert_int_equal(rules_raw_child(own, S("clauses"))->count, 2);
	assert_text(rules_attribute_text(model, rule("a"), S("note")), "ok");
	assert_null(rules_attribute(model, rule("a"), S("absent")));
}

static void types_and_units_are_known_as_far_as_the_text_tells(void **state)
{
	(void)state;
	static const struct {
		const char *rule;
		enum rules_type type;
		const char *unit;
	} known[] = {
		{"q", RULES_BOOLEAN, NULL}, {"montant", RULES_NUMBER, "€"}, {"part", RULES_NUMBER, "€"}, {"texte", RULES_TEXT, NULL}, {"jour", RULES_DATE, NULL},
		{"choix", RULES_TEXT, NULL}, {"par mois", RULES_NUMBER, "€/mois"}, {"rien", RULES_TYPE_UNKNOWN, NULL}, {"test", RULES_BOOLEAN, NULL},
	};
	struct rules_model *model = sealed("q: {question: Oui ?}\nmontant: {question: Combien ?, unité: €}\npart: montant * 20 %\ntexte: {type: texte}\njour: {type: date}\n"
	                                   "choix: {une possibilité: [\"'a'\", \"'b'\"]}\npar mois: montant / 3 mois\nrien:\ntest: montant > 5 €\n");
	for (size_t i = 0; i < COUNT(known); i++) {
		assert_int_equal(rules_type_of(model, rule(known[i].rule)), known[i].type);
		str unit = rules_unit_of(model, rule(known[i].rule));
		if (known[i].unit)
			assert_text(unit, known[i].unit);
		else
			assert_null(unit.p);
	}
}

static void options_are_values_or_rules(void **state)
{
	(void)state;
	struct rules_model *model = sealed("a: {une possibilité: [\"'x y'\", \"'z'\"]}\nb: {une possibilité: [c, {d: {titre: le d}}], avec: {c: }}\ne: {une possibilité: [5 €, 6 €]}\n");
	size_t n;
	const struct rules_option *options = rules_options(model, rule("a"), &n);
	assert_int_equal(n, 2);
	assert_text(options[0].value, "x y");
	options = rules_options(model, rule("b"), &n);
	assert_int_equal(n, 2);
	assert_text(options[1].value, "d");
	assert_text(options[1].title, "Le d");
	assert_int_equal(options[1].rule.v, rule("b . d").v);
	options = rules_options(model, rule("e"), &n);
	assert_text(options[1].value, "6 €");
	(void)rules_options(model, rule("b . d"), &n);
	assert_int_equal(n, 0);
}

static void a_rule_names_the_rules_of_its_formula_each_once(void **state)
{
	(void)state;
	struct rules_model *model = sealed("p:\np . x: 1\np . y: 2\np . r: {valeur: 3, remplace: x}\np . a: {le maximum de: [x + x, y], plafond: x}\n");
	size_t n;
	const rule_id *named = rules_references(model, rule("p . a"), &n);
	assert_int_equal(n, 2);
	assert_int_equal(named[0].v + named[1].v, rule("p . x").v + rule("p . y").v);
}

static void a_parent_that_can_disable_a_rule_is_the_nearest_yes_or_no(void **state)
{
	(void)state;
	(void)sealed("a: oui\na . b: 5 €\na . b . c: 1\nd: {applicable si: a, valeur: 5}\nd . e: 1\nf: 1\nf . g: 2\n");
	assert_int_equal(node_of(inside("a . b . c")->nullable_parent)->target, model_find(m, S("a")));
	assert_int_equal(node_of(inside("d . e")->nullable_parent)->target, model_find(m, S("d")));
	assert_int_equal(inside("f . g")->nullable_parent, 0);
}

/* ---- circles ---- */

static void a_circle_is_told_the_shortest_way(void **state)
{
	(void)state;
	struct rules_model *model = sealed("a: b + 1\nb: c * d\nc: d\nd: b\ne: e + 1\nf: a\n");
	size_t n;
	const struct rules_cycle *cycles = rules_cycles(model, arena, &n);
	assert_int_equal(n, 2);
	assert_int_equal(cycles[0].count, 2);
	assert_text(rules_name(model, cycles[0].rules[0]), "b");
	assert_text(rules_name(model, cycles[0].rules[1]), "d");
	assert_int_equal(cycles[1].count, 1);
	assert_text(rules_name(model, cycles[1].rules[0]), "e");
}

static void a_circle_that_the_text_means_is_not_told(void **state)
{
	(void)state;
	struct rules_model *model = sealed("a: {inversion numérique: [b]}\nb: a * 2\nc: {valeur: c / 2 + 1, résoudre la référence circulaire: oui}\np: q\np . x: p\nq: 1\n");
	size_t n;
	(void)rules_cycles(model, arena, &n);
	assert_int_equal(n, 0);
}

/* ---- names ---- */

/* The order in which replacements of one priority are tried, the reference's (Unicode's default, as far as names of rules go). */
static void names_are_ordered_as_in_a_dictionary(void **state)
{
	(void)state;
	static const char *const ordered[] = {"a . b", "a % b", "a b", "a-b", "a'b", "a€", "a1", "a2", "a²", "ab", "aB", "Ab", "àb", "åb", "abc", "aéa", "aeb", "âeb", "b", "e", "E", "é", "è", "ê", "ë", "oe", "œ", "Œ", "of", "ùa", "ûa", "zà"};
	for (size_t i = 1; i < COUNT(ordered); i++) {
		if (name_compare(str_of(ordered[i - 1]), str_of(ordered[i])) >= 0)
			print_message("%s, %s\n", ordered[i - 1], ordered[i]);
		assert_int_equal(name_compare(str_of(ordered[i - 1]), str_of(ordered[i])), -1);
		assert_int_equal(name_compare(str_of(ordered[i]), str_of(ordered[i - 1])), 1);
		assert_int_equal(name_compare(str_of(ordered[i]), str_of(ordered[i])), 0);
	}
}

/* ---- expressions outside rules ---- */

static void an_expression_is_compiled_where_it_stands(void **state)
{
	(void)state;
	struct rules_model *model = load("a:\na . x: 1\nb: {valeur: 2, remplace: a . x}\n");
	rules_expr in, out, text;
	assert_int_equal(rules_expression(model, rule("a"), S("f"), 3, S("x + 1"), &problems, &in), OK);
	assert_int_equal(rules_expression(model, (rule_id){0}, S("f"), 3, S("x + 1"), &problems, &out), INVALID);
	assert_int_equal(problems.list.at[0].line, 3);
	assert_int_equal(rules_template(model, rule("a"), S("f"), 3, S("Il y a {{ x }}."), &problems, &text), OK);
	rules_seal(model);
	const char *x = "(var (if (na (ref b))(const false)(const true))(ref b)(const true)(ref a . x))";
	assert_string_equal(shape_of(0, in.v), arena_fmt(arena, "(+ %s(const 1))", x).p);
	assert_string_equal(shape_of(0, text.v), arena_fmt(arena, "(txt 7%s1)", x).p);
	assert_int_equal(out.v, 0);
}

static void an_expression_of_a_situation_leaves_the_model_as_it_is(void **state)
{
	(void)state;
	struct rules_model *model = sealed("a:\na . x: 1\nb: {valeur: 2, remplace: a . x}\nc: {unité: €/mois}\n");
	struct units units = units_above(arena, &model->units);
	struct node nodes[32];
	struct expression_place place = {.arena = arena, .units = &units, .nodes = nodes, .room = COUNT(nodes)};
	size_t before = model->nodes.n;
	node_id node;
	rule_no hidden = inside("c")->situation;
	assert_int_equal(expression_in_run(model, &place, hidden, S("a . x * 2 €"), &problems, &node), OK);
	run_place = &place;
	assert_string_equal(shape_of(0, node), "(* (var (if (na (ref b))(const false)(const true))(ref b)(const true)(ref a . x))(const 2 €))");
	assert_int_equal(node_of(node)->type, RULES_NUMBER);
	assert_int_equal(model->nodes.n, before);
	assert_int_equal(expression_in_run(model, &place, hidden, S("a . y"), &problems, &node), INVALID);
	assert_int_equal(expression_in_run(model, &place, hidden, S(" "), &problems, &node), INVALID);
	place.room = place.count + 1;
	assert_int_equal(expression_in_run(model, &place, hidden, S("1 + 2"), &problems, &node), INVALID);
	assert_int_equal(problems.list.at[problems.list.n - 1].message, W_rules_read_expression_too_big);
}

int main(void)
{
	shape = out_new(64 * 1024);
	const struct CMUnitTest cases[] = {
		IN_ARENA(each_mechanism_is_what_the_reference_makes_of_it),
		IN_ARENA(a_value_used_twice_is_one_node),
		IN_ARENA(what_replaces_a_rule_is_one_node_wherever_it_stands),
		IN_ARENA(a_replaced_rule_asked_from_outside_gives_what_replaces_it),
		IN_ARENA(what_was_written_is_kept_for_explaining),
		IN_ARENA(rules_are_numbered_in_the_order_of_the_text_without_private_ones),
		IN_ARENA(several_texts_make_one_model),
		IN_ARENA(a_title_is_written_or_is_the_last_name_with_a_capital),
		IN_ARENA(keys_that_the_language_does_not_know_are_kept_for_products),
		IN_ARENA(types_and_units_are_known_as_far_as_the_text_tells),
		IN_ARENA(options_are_values_or_rules),
		IN_ARENA(a_rule_names_the_rules_of_its_formula_each_once),
		IN_ARENA(a_parent_that_can_disable_a_rule_is_the_nearest_yes_or_no),
		IN_ARENA(a_circle_is_told_the_shortest_way),
		IN_ARENA(a_circle_that_the_text_means_is_not_told),
		IN_ARENA(names_are_ordered_as_in_a_dictionary),
		IN_ARENA(an_expression_is_compiled_where_it_stands),
		IN_ARENA(an_expression_of_a_situation_leaves_the_model_as_it_is),
	};
	int failed = cmocka_run_group_tests(cases, NULL, NULL);
	out_free(&shape);
	return failed;
}
