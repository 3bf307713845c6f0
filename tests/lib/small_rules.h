/* A small vocabulary and a small règlement for tests of rulesets and verdicts: one condition of the whole call, one funder with a threshold, a rate that
   falls with the years, a ceiling and a choice. Included by unit tests only, after lib/in_arena.h. */
#ifndef TESTS_LIB_SMALL_RULES_H
#define TESTS_LIB_SMALL_RULES_H

#include "domain/verdict.h"

#define SMALL_WORDS \
	"porteur:\n  titre: Porteur\n" \
	"porteur . type:\n  question: Qui porte ?\n  question en: Who applies?\n  titre: Type de porteur\n  titre en: Type of applicant\n" \
	"  identifiant court: porteur\n  une possibilité:\n    - association: {titre: Association, titre en: Non-profit}\n" \
	"    - conseil citoyen: {titre: Conseil citoyen, titre en: Citizen council}\n" \
	"public:\n  titre: Public\n" \
	"public . part:\n  question: Quelle part ?\n  question en: What share?\n  titre: Part du public\n  titre en: Share\n  identifiant court: part\n  unité: '%'\n" \
	"budget:\n  titre: Budget\n" \
	"budget . coût total:\n  question: Combien ?\n  question en: How much?\n  titre: Coût total\n  titre en: Total cost\n  identifiant court: cout\n  unité: €\n" \
	"dossier:\n  titre: Dossier\n" \
	"dossier . RIB:\n  question: RIB joint ?\n  titre: RIB\n  identifiant court: rib\n  type: booléen\n" \
	"dossier . date de dépôt:\n  question: Quel jour ?\n  titre: Jour\n  identifiant court: jour\n  type: date\n  fourni par: dépôt\n" \
	"dossier . heure de dépôt:\n  question: Quelle heure ?\n  titre: Heure\n  identifiant court: heure\n  unité: s\n  fourni par: dépôt\n" \
	"historique:\n  titre: Historique\n" \
	"historique . année:\n  question: Quelle année ?\n  titre: Année\n  identifiant court: annee\n  type: nombre\n  fourni par: historique\n" \
	"historique . bilan manquant:\n  question: Bilan dû ?\n  titre: Bilan en retard\n  identifiant court: bilan\n  type: booléen\n  fourni par: historique\n" \
	"historique . coût total de la première année:\n  question: Coût ?\n  titre: Premier coût\n  identifiant court: premier\n  unité: €\n  fourni par: historique\n"

#define SMALL_HEAD "règlement:\n  titre: Petit appel\n  titre en: Small call\n  appel: petit\n  version: 1\n  en vigueur: {du: 01/01/2020, au: 31/12/2020}\n"

#define SMALL_PUBLIC \
	"recevable:\n  titre: Recevable\n" \
	"recevable . public:\n  titre: Public des quartiers\n  titre en: Public of the districts\n  valeur: public . part >= 60 %\n" \
	"  règlement:\n    rôle: condition\n    clause: public-60\n    sévérité: bloque le dépôt\n" \
	"    dérogation: {fr: le sous-préfet, en: the sub-prefect}\n" \
	"    phrases:\n      oui: {fr: \"{{public . part}} du public : assez.\", en: \"{{public . part}} of the public: enough.\"}\n" \
	"      non: {fr: \"{{public . part}} du public : il faut 60 %.\", en: \"{{public . part}} of the public: 60 % are needed.\"}\n" \
	"    exemples:\n      - {situation: {public . part: 60 %}, attendu: oui}\n      - {situation: {public: {part: 59 %}}, attendu: non}\n      - {attendu: inconnu}\n"

#define SMALL_STATE \
	"État:\n  titre: L’État\n  titre en: The State\n  règlement: {rôle: financeur, financeur: etat}\n  valeur: oui\n" \
	"État . montant demandé:\n  question: Combien à l’État ?\n  question en: How much of the State?\n  titre: Demandé à l’État\n  identifiant court: demande-etat\n  unité: €\n" \
	"État . première subvention:\n  question: Première ?\n  titre: Première subvention\n  identifiant court: premiere-etat\n  unité: €\n  fourni par: historique\n" \
	"État . subvention précédente:\n  question: Précédente ?\n  titre: Subvention précédente\n  identifiant court: precedente-etat\n  unité: €\n  fourni par: historique\n" \
	"État . année de financement:\n  question: Quelle année de l'État ?\n  titre: Année de l'État\n  identifiant court: annee-etat\n  type: nombre\n  fourni par: historique\n" \
	"État . coût total de la première année:\n  question: Quel coût ?\n  titre: Premier coût de l'État\n  identifiant court: cout-etat\n  unité: €\n  fourni par: historique\n" \
	"État . seuil:\n  titre: Au moins 2 500 €\n  titre en: At least €2,500\n  valeur:\n    une de ces conditions:\n" \
	"      - porteur . type = 'conseil citoyen'\n      - budget . coût total >= 2500 €\n" \
	"  règlement:\n    rôle: condition\n    financeur: etat\n    clause: [seuil, exception]\n    sévérité: bloque le vote\n" \
	"    exemples:\n      - {situation: {budget . coût total: 2500 €, porteur . type: \"'association'\"}, attendu: oui}\n" \
	"      - {situation: {budget . coût total: 2499.99 €, porteur . type: \"'association'\"}, attendu: non}\n" \
	"État . conseil:\n  titre: RIB conseillé\n  valeur: dossier . RIB\n  règlement: {rôle: condition, financeur: etat, clause: rib, sévérité: avertissement}\n" \
	"État . base:\n  titre: Base de la dégressivité\n  titre en: Base\n  une possibilité:\n    - coût: {titre: Le coût, titre en: The cost}\n" \
	"    - première: {titre: La première subvention, titre en: The first grant}\n  par défaut: \"'coût'\"\n" \
	"  règlement:\n    rôle: paramètre\n    financeur: etat\n    clause: seuil\n    pourquoi: {fr: Le texte ne dit pas de quoi., en: The text does not say of what.}\n" \
	"État . assiette:\n  titre: Assiette\n  variations:\n    - si: État . base = 'première'\n      alors: État . première subvention\n    - sinon: budget . coût total\n" \
	"  unité: €\n  règlement: {rôle: étape, financeur: etat, étape: assiette, clause: seuil}\n" \
	"État . taux:\n  titre: Taux\n  variations:\n    - si: historique . année = 1\n      alors: 57 %\n    - sinon: 30 %\n" \
	"  règlement: {rôle: étape, financeur: etat, étape: taux, clause: seuil}\n" \
	"État . maximum:\n  titre: Maximum de l’État\n  titre en: Maximum of the State\n  valeur: État . assiette * État . taux\n  plafond: 20000 €\n" \
	"  règlement: {rôle: maximum, financeur: etat, étape: plafond, clause: seuil, arrondi: {fr: aucun, en: none}}\n" \
	"État . limite:\n  titre: Dans la limite\n  valeur: État . montant demandé <= État . maximum\n" \
	"  règlement: {rôle: condition, financeur: etat, clause: seuil, sévérité: bloque le dépôt}\n"

#define SMALL_RULES SMALL_HEAD SMALL_PUBLIC SMALL_STATE

static inline enum status small_read(str rules, struct ruleset **set)
{
	const struct rules_source words = {S("words"), S(SMALL_WORDS)}, source = {S("rules"), rules};
	return ruleset_read(arena, &words, &source, &problems, set);
}

#endif
