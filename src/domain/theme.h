/* Does a contact's theme ("Emploi, création d'activités, ESS") speak of what a request is about? Pure; called by the page of help of a request. Compares words, understands nothing. */
#ifndef DOMAIN_THEME_H
#define DOMAIN_THEME_H

#include "base/arena.h"

/* True when one of the parts of `theme` (between commas) has all its words of four letters or more in `text`, whatever their accents, capitals and final s; a part of short words
   only ("ESS") is looked for whole. An absent theme is about nothing. Requirement B21. */
bool theme_concerns(struct arena *a, str theme, str text);

#endif
