/* Jobs that wait for a thread of their own kind: the slow pool or the writer. Bounded; safe from any thread. Owns the jobs that are in it. */
#include "http/inside.h"

void queue_open(struct job_queue *q, unsigned room)
{
	*q = (struct job_queue){.room = room};
	(void)pthread_mutex_init(&q->lock, NULL);
	(void)pthread_cond_init(&q->changed, NULL);
}

void queue_close(struct job_queue *q)
{
	(void)pthread_mutex_destroy(&q->lock);
	(void)pthread_cond_destroy(&q->changed);
}

bool queue_give(struct job_queue *q, struct job *job)
{
	(void)pthread_mutex_lock(&q->lock);
	bool taken = !q->stopping && q->waiting < q->room;
	if (taken) {
		job->next = NULL;
		if (q->first)
			q->last->next = job;
		else
			q->first = job;
		q->last = job;
		q->waiting++;
		(void)pthread_cond_signal(&q->changed);
	}
	(void)pthread_mutex_unlock(&q->lock);
	return taken;
}

size_t queue_take(struct job_queue *q, struct job **jobs, size_t most)
{
	size_t n = 0;
	(void)pthread_mutex_lock(&q->lock);
	while (!q->first && !q->stopping)
		(void)pthread_cond_wait(&q->changed, &q->lock);
	while (q->first && n < most) {
		jobs[n++] = q->first;
		q->first = q->first->next;
		q->waiting--;
	}
	(void)pthread_mutex_unlock(&q->lock);
	return n;
}

void queue_stop(struct job_queue *q)
{
	(void)pthread_mutex_lock(&q->lock);
	q->stopping = true;
	(void)pthread_cond_broadcast(&q->changed);
	(void)pthread_mutex_unlock(&q->lock);
}
