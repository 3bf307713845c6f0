/* The invented bearers of bench/deadline, which fill.c puts into an instance, load.c plays and check.c looks for: everything of a bearer follows from its number, so that no list
   of them is kept. Also the plan: which answers are typed. Static inline functions only. */
#ifndef BENCH_DEADLINE_PEOPLE_H
#define BENCH_DEADLINE_PEOPLE_H

#include "base/arena.h"
#include "base/limits.h"
#include "base/out.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECRET_LETTERS = 43, TEXTS_MAX = 8, ANSWERS_MAX = 64, TEXT_BYTES = 420, PDF_BYTES = 200 * 1024, PDF_PIECE_BYTES = 50 * 1024 };

enum bench_kind { BENCH_PERSON = 1, BENCH_APPLICANT, BENCH_IDENTITY, BENCH_SHEET };

/* As scattered as those that id_new gives: rows of one bearer do not lie beside those of the next. */
static inline int64_t bench_id(enum bench_kind kind, size_t bearer)
{
	uint64_t z = (uint64_t)bearer * 8 + kind + UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return (int64_t)((z ^ z >> 31) >> 4 | 1);
}

static inline void bench_cookie(char cookie[SECRET_LETTERS + 1], size_t bearer)
{
	(void)snprintf(cookie, SECRET_LETTERS + 1, "bench%038zu", bearer);
}

/* What a bearer has typed into a text the k-th time it was saved. */
static inline size_t bench_text(char text[TEXT_BYTES + 1], size_t bearer, size_t field, unsigned save)
{
	static const char filler[] = " Un atelier par semaine, ouvert aux familles du quartier, tenu par deux animatrices et des habitants.";
	int n = snprintf(text, TEXT_BYTES + 1, "Porteur %zu, texte %zu, saisie %u.", bearer, field, save);
	size_t at = (size_t)n, want = TEXT_BYTES - save % 90;
	for (size_t i = 0; at < want; i++)
		text[at++] = filler[i % (sizeof filler - 1)];
	if (text[at - 1] == ' ')
		text[at - 1] = '.'; /* an answer is kept without blanks at its ends */
	text[at] = 0;
	return at;
}

/* A sound PDF of PDF_BYTES bytes whose page names its bearer. */
static inline void bench_pdf(char *pdf, size_t bearer)
{
	static const char *const objects[] = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R>>"};
	enum { TAIL_BYTES = 400, OBJECTS = sizeof objects / sizeof *objects };
	int at = snprintf(pdf, PDF_BYTES, "%%PDF-1.4\n"), offsets[OBJECTS + 1];
	for (size_t i = 0; i < OBJECTS; i++) {
		offsets[i] = at;
		at += snprintf(pdf + at, PDF_BYTES - (size_t)at, "%zu 0 obj%s endobj\n", i + 1, objects[i]);
	}
	offsets[OBJECTS] = at;
	char head[80];
	int bytes = PDF_BYTES - TAIL_BYTES - at - 40;
	(void)snprintf(head, sizeof head, "4 0 obj<</Length %d>>stream\n", bytes);
	at += snprintf(pdf + at, PDF_BYTES - (size_t)at, "%s", head);
	int end = at + bytes;
	at += snprintf(pdf + at, PDF_BYTES - (size_t)at, "%% porteur %012zu\n", bearer);
	for (; at < end; at++)
		pdf[at] = (at % 64) ? (char)('a' + (at * 7 + at / 64) % 26) : (end - at > 1 ? '%' : ' ');
	for (int i = end - bytes; i < end; i++)
		if (i % 64 == 63)
			pdf[i] = '\n';
	at = end + snprintf(pdf + end, PDF_BYTES - (size_t)end, "\nendstream endobj\n");
	int xref = at;
	at += snprintf(pdf + at, PDF_BYTES - (size_t)at, "xref\n0 5\n0000000000 65535 f \n");
	for (size_t i = 0; i <= OBJECTS; i++)
		at += snprintf(pdf + at, PDF_BYTES - (size_t)at, "%010d 00000 n \n", offsets[i]);
	char trailer[120];
	int n = snprintf(trailer, sizeof trailer, "trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", xref);
	memset(pdf + at, ' ', (size_t)(PDF_BYTES - n - at));
	pdf[at] = '%';
	pdf[PDF_BYTES - n - 1] = '\n';
	memcpy(pdf + PDF_BYTES - n, trailer, (size_t)n);
}

/* What is typed: texts, each save another; and answers that are the same each time. A line of the file: "text KEY", "answer KEY VALUE"; "document CODE" is what is attached. */
struct bench_plan {
	char text[TEXTS_MAX][LIMIT_CODE_BYTES + 1];
	size_t texts;
	struct {
		char key[LIMIT_CODE_BYTES + 1], value[200];
	} answer[ANSWERS_MAX];
	size_t answers;
	char document[LIMIT_CODE_BYTES + 1];
};

static inline bool bench_plan_read(const char *path, struct bench_plan *plan)
{
	char line[600];
	FILE *f = fopen(path, "r");
	*plan = (struct bench_plan){.texts = 0};
	if (!f)
		return false;
	while (fgets(line, sizeof line, f)) {
		str word, key, value, rest = str_of(line);
		if (str_ends(rest, S("\n")))
			rest.n--;
		(void)str_cut(rest, ' ', &word, &rest);
		(void)str_cut(rest, ' ', &key, &value);
		if (str_eq(word, S("text")) && plan->texts == TEXTS_MAX)
			continue; /* it is left as it is */
		if (str_eq(word, S("text")))
			(void)snprintf(plan->text[plan->texts++], sizeof plan->text[0], "%.*s", STR_ARGS(key));
		else if (str_eq(word, S("document")))
			(void)snprintf(plan->document, sizeof plan->document, "%.*s", STR_ARGS(key));
		else if (plan->answers < ANSWERS_MAX && value.n < sizeof plan->answer[0].value) {
			(void)snprintf(plan->answer[plan->answers].key, sizeof plan->answer[0].key, "%.*s", STR_ARGS(key));
			(void)snprintf(plan->answer[plan->answers++].value, sizeof plan->answer[0].value, "%.*s", STR_ARGS(value));
		}
	}
	return fclose(f) == 0 && plan->texts > 0;
}

#endif
