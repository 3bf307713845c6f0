/* Times in words: phases of calls with the precision that the source gives, whether one may file now, how long is left. */
#ifndef WEB_WHEN_H
#define WEB_WHEN_H

#include "base/calendar.h"
#include "web/page.h"

/* One end of a phase: an instant and how precisely the source gives it (minute, day, month, quarter, year). */
struct moment {
	opt_instant at;
	str precision;
};

struct span {
	struct moment start, end;
};

/* "du lundi 7 octobre 2019 au dimanche 3 novembre 2019", "jusqu'au vendredi 13 septembre 2024 à midi", "mai 2021". */
str when_text(const struct page *pg, const struct zone *zone, const struct span *span);

/* -1 over, 0 now, 1 to come. */
int when_side(instant now, const struct span *span);

enum filing_state { FILING_UNKNOWN, FILING_OPEN, FILING_SOON, FILING_CLOSED };
struct filing {
	enum filing_state state;
	str tone;  /* open | soon | closed: the CSS word */
	str label; /* "Ouvert" */
	str when;  /* "jusqu'au …", "dépôt à partir du …", "clos depuis le …"; empty when not known */
};

/* The state of a call from its filing phases; also tells the page when it will change. */
struct filing when_filing(struct page *pg, const struct zone *zone, const struct span *spans, size_t n);

/* How long that is: "2 jours et 3 heures", "3 heures et 20 minutes", "12 minutes"; two units at most, rounded down so that nobody is promised more than there is. */
str when_left(const struct page *pg, int64_t ms);
/* Less than a week: a deadline that near is shown as pressing. */
bool when_left_is_short(int64_t ms);

/* The zone of that name, or Europe/Paris. */
const struct zone *when_zone(str name);

#endif
