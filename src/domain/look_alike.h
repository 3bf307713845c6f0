/* Two applications of one call that may be one: the same organisation and nearly the same title, the same SIREN under another name, the same action by two bearers. Only says so: a
   person decides. Pure; called by the page of a file. */
#ifndef DOMAIN_LOOK_ALIKE_H
#define DOMAIN_LOOK_ALIKE_H

#include "base/arena.h"

enum look_alike { ALIKE_NOT, ALIKE_TITLE, ALIKE_SIREN, ALIKE_ACTION };

struct alike_side {
	str title, bearer_code, siren;
};
/* TITLE: one bearer, titles that share most of their words. SIREN: one SIREN, two bearers, titles alike. ACTION: two bearers, nearly the same title. */
enum look_alike look_alike(struct arena *a, const struct alike_side *one, const struct alike_side *other);

/* Words of three letters or more that both titles have, out of all, in percent. */
int title_likeness(struct arena *a, str one, str other);

#endif
