/* The ranking of a call as files: rank, score, mean of each criterion, spread, money. Pure writers from domain/ranking.h; called by the ranking's page and `faubourg scores`. */
#ifndef DOCUMENTS_RANKING_TABLE_H
#define DOCUMENTS_RANKING_TABLE_H

#include "domain/ranking.h"
#include "base/out.h"

void ranking_csv(struct arena *a, enum lang lang, const struct ranking *ranking, struct out *o);
/* An array of objects, marks as numbers, amounts in cents. */
void ranking_json(const struct ranking *ranking, struct out *o);
/* TOO_BIG, BROKEN. */
must_use enum status ranking_xlsx(struct arena *a, enum lang lang, const struct ranking *ranking, day made, struct out *o);

#endif
