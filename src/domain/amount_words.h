/* An amount written out in words, as orders and letters carry it: "douze mille euros", "mille deux cent trente-quatre euros et cinquante centimes". French follows the traditional
   spelling (soixante et onze, quatre-vingts, deux cents, mille without s); English the British one ("twelve thousand euros"). The words themselves are in po/. Pure. */
#ifndef DOMAIN_AMOUNT_WORDS_H
#define DOMAIN_AMOUNT_WORDS_H

#include "base/arena.h"
#include "base/values.h"

/* A whole number, 0 to 999 999 999 999; absent beyond. */
str number_words(struct arena *a, enum lang lang, int64_t number);
/* 0 to LIMIT_AMOUNT_CENTS; absent for a negative amount and beyond. */
str amount_words(struct arena *a, enum lang lang, money amount);

#endif
