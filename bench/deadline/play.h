/* bench/deadline: what load.c (when, over which connection, how long) and play.c (what a bearer says, and what the answer must be) share. One process, one thread. */
#ifndef BENCH_DEADLINE_PLAY_H
#define BENCH_DEADLINE_PLAY_H

#include "bench/deadline/people.h"

enum act { ACT_SAVE, ACT_PAGE, ACT_LIVE, ACT_BEGIN, ACT_PIECE, ACT_FINISH, ACT_SIGN_PAGE, ACT_SIGN, ACT_RECEIPT, ACT_COUNT };

struct bearer {
	unsigned revision;
	unsigned short sent[TEXTS_MAX], told[TEXTS_MAX]; /* saves of each text: sent, and acknowledged */
	unsigned char saving; /* a bit for each text of the save under way */
	unsigned short saves, pages, pieces;
	bool signs, attached, filed; /* signs: asks for the page to sign, and writes no more */
	bool changed; /* a save was answered since the page to sign was */
	char upload[16];
	char shown[96]; /* what the page to sign showed, as its form sends it back */
};

/* The request of one act, whole, in `o`; its file is made into `pdf` (PDF_BYTES). */
void play_write(struct out *o, struct arena *a, const struct bench_plan *plan, size_t number, struct bearer *b, enum act act, char *pdf);
/* Takes the answer. False: it is not what it must be. *next: what this bearer does at once; ACT_COUNT: nothing. */
bool play_take(const struct bench_plan *plan, struct bearer *b, enum act act, int status, str body, enum act *next);

#endif
