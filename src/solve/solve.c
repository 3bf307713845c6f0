/* The parent's side, and what the child writes: the search runs in a thread of the child while its first thread keeps the time, so that the best answer comes back even when the solver
   does not look at its clock. The child is a fork: it reads the problem where it lies. Its answer is numbers only, each checked here, then judged by the domain. */
#include "solve/solve.h"

#include "base/clock.h"
#include "base/limits.h"
#include "imports/sandbox.h"
#include "imports/wire.h"
#include "solve/search.h"
#include "solve/answer.h"

#include <time.h>

enum { GRACE_MS = 1500, WORDS_AROUND = 64 };

struct question { /* what the child finds in its own copy of memory */
	const struct allocation *p;
	struct solve_limits limits;
};

static void *run(void *context)
{
	search_run(context);
	return NULL;
}

static struct timespec deadline_of(int64_t milliseconds)
{
	struct timespec at;
	(void)clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_sec += milliseconds / 1000;
	at.tv_nsec += milliseconds % 1000 * 1000000;
	if (at.tv_nsec >= 1000000000) {
		at.tv_sec++;
		at.tv_nsec -= 1000000000;
	}
	return at;
}

/* In the child. */
static enum status work(struct arena *a, str input, struct out *result, struct problems *ps)
{
	const struct question *q = (const struct question *)(const void *)input.p;
	struct search *s = ARENA_NEW(a, struct search);
	pthread_condattr_t monotonic;
	pthread_t thread;
	(void)ps;
	*s = (struct search){.arena = a, .p = q->p, .limits = q->limits, .began = clock_monotonic_ms(), .best = {.outcome = SOLVE_UNKNOWN, .bound = INT64_MAX / 2}};
	(void)pthread_mutex_init(&s->lock, NULL);
	(void)pthread_condattr_init(&monotonic);
	(void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&s->ended, &monotonic);
	if (pthread_create(&thread, NULL, run, s) != 0)
		return BROKEN;
	const struct timespec until = deadline_of(q->limits.milliseconds + GRACE_MS);
	(void)pthread_mutex_lock(&s->lock);
	while (!s->done)
		if (pthread_cond_timedwait(&s->ended, &s->lock, &until) != 0)
			break;
	if (!s->done && s->best.answer)
		s->best.outcome = SOLVE_IN_TIME;
	/* the lock is kept: nothing changes under the writer's hands, and the process ends behind it */
	answer_put(result, q->p, &s->best);
	return OK;
}

struct taking {
	const struct allocation *p;
	struct solution *solution;
};

static bool take(struct arena *a, str result, void *thing)
{
	struct taking *t = thing;
	return answer_take(a, t->p, result, t->solution);
}

enum status solve_allocation(struct arena *a, const struct allocation *p, const struct solve_limits *limits, struct solution *solution, struct problems *ps)
{
	if (p->projects.n > LIMIT_ALLOCATION_ROWS || p->cells.n > LIMIT_ALLOCATION_CELLS) {
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_allocation_too_big, ARG("n", (int64_t)LIMIT_ALLOCATION_ROWS));
		return TOO_BIG;
	}
	const struct question q = {p, *limits};
	struct taking t = {p, solution};
	const struct sandbox_job job = {.work = work, .take = take, .input_max = sizeof q, .memory_max = LIMIT_ALLOCATION_MEMORY, .threads = true, .stop = limits->stop,
		.result_max = (p->projects.n + p->cells.n + p->demands.n + p->envelopes.n + WORDS_AROUND) * 8,
		.seconds = (int)(limits->milliseconds / 1000) + 2 * (GRACE_MS / 1000) + 2};
	int64_t began = clock_monotonic_ms();
	*solution = (struct solution){0};
	enum status s = sandbox_run_bytes(a, &job, S("solver"), (str){(const char *)&q, sizeof q}, &t, ps);
	solution->milliseconds = clock_monotonic_ms() - began;
	return s;
}
