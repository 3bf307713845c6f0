/* Programmes for the tests of documents/: the Libercourt annex of 2025 (facts of packs/libercourt-2025), and made-up ones of any size. */
#ifndef TESTS_LIB_DOCUMENTS_FIXTURE_H
#define TESTS_LIB_DOCUMENTS_FIXTURE_H

#include "base/arena.h"
#include "base/calendar.h"
#include "domain/programme.h"

enum { VILLE, CCAS, ANCT, REGION, CAF, MAISONS_ET_CITES, PDC_HABITAT, SIA_HABITAT, TFPB, CAHC, AUTRES, LIBERCOURT_FUNDERS };

static inline void fixture_line(struct arena *a, struct programme_action *action, size_t funder, int64_t cents)
{
	if (cents)
		*LIST_ADD(a, &action->lines) = (struct programme_line){.funder = funder, .amount = {cents}};
}

static inline void libercourt_lists(struct arena *a, struct programme *p)
{
	static const char *const groups[] = {"Ville", "CCAS", "ANCT", "Région", "CAF", "TFPB", "Autres"};
	static const int64_t printed[] = {48207, 29950, 97494, 5000, 20000, 33765, 14240};
	static const int percents[] = {19, 12, 39, 2, 8, 14, 6};
	static const struct {
		const char *label;
		size_t group;
		bool valued;
	} funders[LIBERCOURT_FUNDERS] = {
		[VILLE] = {"Ville", 0, false}, [CCAS] = {"CCAS", 1, false}, [ANCT] = {"ANCT", 2, false}, [REGION] = {"Région", 3, false}, [CAF] = {"CAF", 4, false},
		[MAISONS_ET_CITES] = {"Maisons et Cités", 5, true}, [PDC_HABITAT] = {"PDC Habitat", 5, true}, [SIA_HABITAT] = {"SIA Habitat", 5, true}, [TFPB] = {"TFPB", 5, true},
		[CAHC] = {"CAHC", 6, false}, [AUTRES] = {"Autres", 6, false},
	};
	for (size_t i = 0; i < 7; i++)
		*LIST_ADD(a, &p->groups) = (struct programme_group){.code = str_of(groups[i]), .label = str_of(groups[i]), .printed_amount_set = true,
			.printed_percent_set = true, .printed_amount = {printed[i] * 100}, .printed_percent = percents[i]};
	for (size_t i = 0; i < LIBERCOURT_FUNDERS; i++)
		*LIST_ADD(a, &p->funders) = (struct programme_funder){.code = str_of(funders[i].label), .label = str_of(funders[i].label), .group = funders[i].group, .valued = funders[i].valued};
}

static inline void libercourt_actions(struct arena *a, struct programme *p)
{
	static const char *const axes[] = {"Emancipation des habitants du QPV", "Améliorer la santé des habitants du QPV", "Engager la transition économique dans les QPV",
		"Encourager la transition écologique. Garantir un cadre de vie de qualité"};
	static const struct {
		size_t axis;
		const char *title, *summary, *bearer;
		int64_t total, amounts[LIBERCOURT_FUNDERS];
	} actions[] = {
		{0, "Fonctionnement du PRE (INGENIERIE)", "Finance le poste de coordination du PRE : salaire et charges, déplacements, formation.", "CCAS", 50950, {[CCAS] = 14985, [ANCT] = 31465, [CAF] = 4500}},
		{0, "Actions spécifiques du PRE", "Propose aux enfants suivis par le PRE et à leurs familles des activités par âge (2-5, 6-10 et 10-15 ans) : sorties culturelles du mercredi, parcours musical avec l'école municipale de musique (Pass Culture de la CAHC), musique en famille avec l'association Interstisse. Soutient la parentalité dans les trois écoles de la ville en deux temps : à la rentrée sur l'orthophonie et les écrans, puis en cours d'année, avec les écoles, sur les émotions et la communication non violente.", "CCAS", 13770, {[CCAS] = 4565, [ANCT] = 7700, [CAHC] = 240, [TFPB] = 1265}},
		{0, "Accompagnement à la scolarité : un enjeu de réussite et d'égalité des chances (préfiguration d'un CLAS)", "Deux heures hebdomadaires d'aide scolaire dans les trois écoles élémentaires municipales, et des « Mercredis Réussite » pour les collégiens à l'ESCALE, reliés au dispositif contre le décrochage du collège Jean de Saint Aubert et au club de prévention Rencontres et Loisirs. Prépare un futur contrat local d'accompagnement à la scolarité (CLAS).", "VILLE", 10636, {[VILLE] = 5457, [ANCT] = 5179}},
		{0, "Faire valoir ses droits et lutter contre toutes formes de violences", "Accès aux droits : ateliers numériques ouverts à tous au PIJ, prise en main d'ameli.fr avec la CPAM, information du personnel municipal sur les dispositifs de la CPAM (mutuelle solidaire, mission accompagnement santé, 100% santé) et sur le repérage de l'illettrisme, retour d'une permanence d'écrivain public au PAD. Violences conjugales et intrafamiliales : conférence d'une psychologue de France Victime 62, self défense. Le 8 mars 2025, droits des femmes : exposition sur dix pionnières avec les associations du QPV (ALFA, Conseil Citoyens, Créative Féminine), tables rondes, marche nordique, escape game sur l'égalité, soirée dansante. Le 20 novembre 2025, droits des enfants et harcèlement scolaire : ateliers parents/enfants, restitution du travail mené dans les écoles avec CITEO et le PRE, exposition. Réunion sur le métier d'assistant familial avec le Conseil Départemental du Pas-de-Calais et le CDAD.", "CCAS", 15800, {[CCAS] = 7900, [ANCT] = 7900}},
		{0, "S'épanouir ensemble sur le QPV de la Haute Voie (Sport/Santé/Familles et Parentalité/Intergénérationnalité)", "Bien-être et vivre ensemble par quatre entrées : défi sport/familles, color-run et intervilles ; ateliers alimentation et activité physique, petits déjeuners équilibrés dans les écoles du QPV ; centres de loisirs intergénérationnels le mercredi et aux vacances ; sport pour les personnes en situation de précarité avec le CCAS, le service des sports et l'UFOLEP. Met aussi en valeur « 62, elles partent en vacances », action du Comité Olympique Départemental que finance l'ANCT.", "VILLE", 21000, {[VILLE] = 10500, [ANCT] = 10500}},
		{0, "Quartiers d'été 2025", "Réunit l'offre sportive et de loisirs pour les 6-17 ans du quartier prioritaire (CAJ, séjours, colonies, itinérant vélo) et un chantier citoyen : douze jeunes de 16 à 25 ans, encadrés par les Compagnons Bâtisseurs, aménagent des bancs à la résidence Les Charmilles.", "VILLE", 67000, {[VILLE] = 18750, [ANCT] = 18750, [CAF] = 15500, [AUTRES] = 14000}},
		{0, "Promouvoir le Bien Vivre sur le QPV de la Haute Voie grâce à la Médiation Urbaine Facilitation CITEO", "Présence de proximité assurée par l'association CITEO, cofinancée par les trois bailleurs (ATFPB), la Région et la ville. Quatre missions : prévenir et apaiser les conflits d'usage et de voisinage ; aider les habitants dans leurs démarches et les orienter ; veiller à la tranquillité publique ; former, sensibiliser, informer et faire participer. En 2025 : cafés d'échange, Fête des Voisins, rencontres entre locataires et bailleurs, prévention des incivilités (stationnement), gestes éco-citoyens et dépôts sauvages, kits d'éco-énergie chez les locataires des trois bailleurs, réunions sur l'énergie (civigaz, EDF). S'y ajoutent des ateliers contre l'isolement des séniors avec Unis-Cité (Solidarité Séniors, local prêté par PDC Habitat au titre de l'ATFPB), sur la mobilité avec TADAO et l'Espace Mobilité de l'Artois, et pour la jeunesse avec les services et partenaires de l'ESCALE.", "VILLE", 47500, {[VILLE] = 5000, [REGION] = 5000, [ANCT] = 5000, [MAISONS_ET_CITES] = 19334, [PDC_HABITAT] = 6583, [SIA_HABITAT] = 6583}},
		{1, "Forum sur la santé mentale et les différentes formes d'addictions", "Un forum sur les troubles psychiques et les addictions, avec le réseau local : CLSM, Cheval bleu, centre d'addictologie du CH d'Hénin-Beaumont, EPDEF (addiction aux écrans), PAEJ Equinoxe, CPAM, CPTS.", "CCAS", 5000, {[CCAS] = 2500, [ANCT] = 2500}},
		{2, "Bouges ta mobilité", "Lève les freins à toutes les mobilités : mobilité virtuelle pour les personnes âgées à domicile, permanence de l'Espace Mobilité de l'Artois à l'ESCALE, « bouges ta ville » et V'Lib pour les déplacements doux, garage solidaire, parcours menant les familles du QPV au nouveau centre culturel qui ouvre en 2025.", "VILLE", 9000, {[VILLE] = 4500, [ANCT] = 4500}},
		{3, "Agir pour l'environnement et notre cadre de vie", "Déchets et dépôts sauvages, en lien avec l'action éco-citoyenne de l'ATFPB ; défi possible sur le tri au restaurant municipal et à la demi-pension du collège ; participation à Hauts de France propres les 14, 15 et 16 mars 2025. Suite de l'espace participatif près de l'ESCALE (pétanque, tennis de table en béton) avec les jeunes du CAJ et les habitants, à l'initiative du Conseil Citoyen ; écriture collective d'une charte de vie.", "VILLE", 8000, {[VILLE] = 4000, [ANCT] = 4000}},
	};
	for (size_t i = 0; i < 4; i++)
		*LIST_ADD(a, &p->axes) = (struct programme_axis){.code = str_of(axes[i]), .label = str_of(axes[i])};
	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
		struct programme_action *action = LIST_ADD(a, &p->axes.at[actions[i].axis].actions);
		*action = (struct programme_action){.title = str_of(actions[i].title), .summary = str_of(actions[i].summary), .bearer = str_of(actions[i].bearer), .total = {actions[i].total * 100}};
		for (size_t f = 0; f < LIBERCOURT_FUNDERS; f++)
			fixture_line(a, action, f, actions[i].amounts[f] * 100);
	}
	struct programme_action *mediation = &p->axes.at[0].actions.at[6];
	*LIST_ADD(a, &mediation->results) = (struct programme_result){S("Interventions"), S("interventions"), 411000, 2024};
	*LIST_ADD(a, &mediation->results) = (struct programme_result){S("Heures d'interventions"), S("heures"), 417000, 2024};
	*LIST_ADD(a, &mediation->results) = (struct programme_result){S("Habitants rencontrés"), S("habitants"), 160000, 2024};
}

static inline struct programme libercourt(struct arena *a)
{
	opt_day december = {true, day_of((struct civil){2024, 12, 18})};
	struct programme p = {.call = S("libercourt-2025"), .call_title = S("Programmation politique de la ville 2025"), .territory = S("libercourt"), .territory_name = S("Libercourt"),
		.title = S("Proposition programmation politique de la ville 2025"), .annex = S("Annexe n°2"), .state = S("proposed"), .version = 1, .year = 2025,
		.decision_day = december, .printed_total = {true, {24865600}}};
	*LIST_ADD(a, &p.receipts) = (struct programme_receipt){S("062-216209072-20241218-DELIB-2024-1179"), S("premier accusé, après le tableau des totaux"), december, december};
	*LIST_ADD(a, &p.receipts) = (struct programme_receipt){S("062-216209072-20241218-DELIB-2024-69-DE"), S("second accusé, après les pourcentages"), december, december};
	libercourt_lists(a, &p);
	libercourt_actions(a, &p);
	programme_compute(a, &p);
	return p;
}

/* Any size: amounts from a fixed sequence, so that runs compare. Every seventh action misses a cent when there are cents. */
struct fixture_size {
	size_t axes, actions, groups, funders;
	bool cents;
};

static inline uint32_t fixture_next(uint32_t *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 8;
}

static inline struct programme made_up(struct arena *a, struct fixture_size size)
{
	struct programme p = {.call = S("essai"), .call_title = S("2026 & suites : appel"), .territory = S("essai"), .territory_name = S("Ville d'essai"), .title = S("Programme d'essai"), .state = S("voted"), .version = 3, .year = 2026};
	uint32_t seed = 7;
	for (size_t i = 0; i < size.groups; i++)
		*LIST_ADD(a, &p.groups) = (struct programme_group){.label = arena_fmt(a, "Groupe %zu", i + 1)};
	for (size_t i = 0; i < size.funders; i++)
		*LIST_ADD(a, &p.funders) = (struct programme_funder){.label = arena_fmt(a, "Financeur n° %zu du groupe", i + 1), .group = i % size.groups, .valued = i % 11 == 10};
	for (size_t i = 0; i < size.axes; i++)
		*LIST_ADD(a, &p.axes) = (struct programme_axis){.label = arena_fmt(a, "Axe %zu", i + 1)};
	for (size_t i = 0; i < size.actions; i++) {
		struct programme_action *action = LIST_ADD(a, &p.axes.at[i * size.axes / size.actions].actions);
		*action = (struct programme_action){.title = arena_fmt(a, "Action %zu pour le quartier", i + 1), .bearer = S("Association"), .summary = S("Une description de longueur moyenne, qui tient sur deux lignes ou trois dans la colonne des descriptions du tableau.")};
		int64_t total = 0;
		for (size_t k = 0; size.funders && k < 4; k++) {
			int64_t cents = (int64_t)(fixture_next(&seed) % 20000) * 100 + (size.cents ? fixture_next(&seed) % 100 : 0);
			fixture_line(a, action, fixture_next(&seed) % size.funders, cents);
			total += cents;
		}
		action->total.cents = total + (size.cents && i % 7 == 6 ? 1 : 0);
	}
	programme_compute(a, &p);
	return p;
}

#endif
