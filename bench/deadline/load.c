/* bench/deadline: the last hour of a deadline, played on one server. Every bearer keeps a connection (or shares one, as behind a proxy, when there are more bearers than
   CONNECTIONS), autosaves every 10 s, opens a page every minute, and those who file send their document in pieces, sign and read the receipt. Each act has its instant in
   advance; its time runs from that instant, whether or not the connection was free (no coordinated omission). usage: load PORT PID PLAN ACKS BEARERS FILERS CONNECTIONS
   WARM SECONDS [SPEED [FIRST]]. FIRST is the number of the first bearer that plays; SPEED 10 plays ten seconds in one. ACKS gets what was acknowledged, for check.c. Exit 0; 1 when an answer was wrong; 3 when the server went away. */
#include "bench/deadline/play.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 512, HEAD_BYTES = 8192, SAVE_US = 10 * 1000 * 1000, PAGE_US = 60 * 1000 * 1000, DRAIN_US = 20 * 1000 * 1000, ADDRESSES = 100, SHOWN_ERRORS = 6, SHOWN_BYTES = 400 };

struct asked { /* one act, waiting or under way */
	struct asked *next;
	int64_t due;
	unsigned bearer;
	enum act act;
	bool again; /* its connection was lost once: sent over a new one, as browsers do */
};

struct link {
	int fd;
	bool open, busy, writing;
	struct asked *first, *last; /* the first is under way when busy */
	char *in, *out;
	size_t in_n, in_room, out_n, out_at;
};

struct times {
	unsigned *at; /* microseconds */
	size_t n, room;
};

struct stream { /* one kind of act of all bearers, each at its own moment of the period */
	int64_t period;
	int64_t *phase; /* sorted */
	unsigned *who;
	size_t n, next;
};

static struct {
	struct bench_plan plan;
	struct bearer *bearers;
	struct link *links;
	size_t first, n, filers, link_count, errors, under_way, wrong_shown, sent_again, shown_again;
	struct stream saves, pages, filings;
	struct times times[ACT_COUNT];
	int64_t start, measure_from, end;
	int epoll;
	unsigned port;
	pid_t server;
	bool dead;
	struct arena *arena;
	struct out text;
	char pdf[PDF_BYTES], read[256 * 1024];
} g;

static int64_t now_us(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static uint64_t random_state = 88172645463325252u;
static uint64_t random_next(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	return random_state ^= random_state << 17;
}

/* ---- connections ---- */

static bool link_open(size_t i)
{
	struct link *l = &g.links[i];
	struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + (uint32_t)(i % ADDRESSES))};
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)g.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct linger at_once = {.l_onoff = 1};
	int one = 1;
	*l = (struct link){.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), .first = l->first, .last = l->last};
	if (l->fd < 0)
		return false;
	(void)setsockopt(l->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
	(void)setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	(void)setsockopt(l->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once); /* no port waits after the run */
	struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.u64 = i};
	l->open = bind(l->fd, (struct sockaddr *)&from, sizeof from) == 0 && connect(l->fd, (struct sockaddr *)&to, sizeof to) == 0 &&
	          fcntl(l->fd, F_SETFL, O_NONBLOCK) == 0 && epoll_ctl(g.epoll, EPOLL_CTL_ADD, l->fd, &event) == 0;
	if (!l->open)
		(void)close(l->fd);
	return l->open;
}

static void link_close(struct link *l)
{
	if (l->open)
		(void)close(l->fd);
	free(l->in);
	free(l->out);
	l->open = l->busy = l->writing = false;
	l->in = l->out = NULL;
	l->in_n = l->in_room = l->out_n = l->out_at = 0;
}

static void say_wrong(const struct asked *asked, int status, str body)
{
	g.errors++;
	if (g.wrong_shown++ >= SHOWN_ERRORS)
		return;
	size_t at = 0;
	if (str_find(body, S("<main"), &at))
		body = str_skip(body, at);
	(void)fprintf(stderr, "load: bearer %u, act %d: status %d ", asked->bearer, (int)asked->act, status);
	bool tag = false;
	for (size_t i = 0, shown = 0; i < body.n && shown < SHOWN_BYTES; i++) {
		tag = body.p[i] == '<' || (tag && body.p[i] != '>');
		if (!tag && body.p[i] != '>' && body.p[i] != '\n' && (++shown, true))
			(void)fputc(body.p[i], stderr);
	}
	(void)fputc('\n', stderr);
}

/* The server closed or broke it. It may close what it holds for idle in the instant in which a request leaves, as any server may: that act goes once more, over a new connection. */
static void link_lost(size_t i)
{
	struct link *l = &g.links[i];
	bool was_busy = l->busy;
	link_close(l);
	if (kill(g.server, 0) != 0 || g.dead) {
		g.dead = true;
		return;
	}
	if (was_busy && !l->first->again) {
		l->first->again = true;
		g.sent_again++;
	} else if (was_busy) {
		struct asked *asked = l->first;
		say_wrong(asked, 0, S("the connection was lost"));
		l->first = asked->next;
		free(asked);
		g.under_way--;
	}
}

static void watch_writing(size_t i, bool writing)
{
	struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | (writing ? (uint32_t)EPOLLOUT : 0), .data.u64 = i};
	g.links[i].writing = writing;
	(void)epoll_ctl(g.epoll, EPOLL_CTL_MOD, g.links[i].fd, &event);
}

/* Sends the first act that waits. */
static void link_send_first(size_t i)
{
	struct link *l = &g.links[i];
	if (!l->open && !link_open(i)) {
		g.dead = kill(g.server, 0) != 0 || errno == ECONNREFUSED;
		return;
	}
	out_reset(&g.text);
	arena_reset(g.arena);
	play_write(&g.text, g.arena, &g.plan, g.first + l->first->bearer, &g.bearers[l->first->bearer], l->first->act, g.pdf);
	l->busy = true;
	str all = out_text(&g.text);
	ssize_t sent = send(l->fd, all.p, all.n, MSG_NOSIGNAL);
	if (sent < 0 && errno != EAGAIN) {
		link_lost(i);
		return;
	}
	size_t gone = sent > 0 ? (size_t)sent : 0;
	if (gone == all.n)
		return;
	l->out = malloc(all.n - gone);
	always(l->out);
	memcpy(l->out, all.p + gone, all.n - gone);
	l->out_n = all.n - gone;
	l->out_at = 0;
	watch_writing(i, true);
}

/* When the connection is free; when it breaks at once, over another. */
static void link_send(size_t i)
{
	struct link *l = &g.links[i];
	for (bool broke = true; broke && !g.dead && !l->busy && l->first;) {
		link_send_first(i);
		broke = !l->open;
	}
}

static void link_send_more(size_t i)
{
	struct link *l = &g.links[i];
	ssize_t sent = send(l->fd, l->out + l->out_at, l->out_n - l->out_at, MSG_NOSIGNAL);
	if (sent < 0 && errno != EAGAIN) {
		link_lost(i);
		return;
	}
	l->out_at += sent > 0 ? (size_t)sent : 0;
	if (l->out_at < l->out_n)
		return;
	free(l->out);
	l->out = NULL;
	watch_writing(i, false);
}

/* ---- acts ---- */

static void add_time(struct times *t, int64_t us)
{
	if (t->n == t->room) {
		t->room = t->room ? t->room * 2 : 4096;
		t->at = realloc(t->at, t->room * sizeof *t->at);
		always(t->at);
	}
	t->at[t->n++] = us > 0 ? (unsigned)us : 0;
}

static void ask(unsigned bearer, enum act act, int64_t due)
{
	struct bearer *b = &g.bearers[bearer];
	size_t i = bearer % g.link_count;
	if (act == ACT_SAVE && b->signs)
		return; /* it is closed, or will be at once */
	if (act == ACT_SIGN_PAGE)
		b->signs = true; /* a save that came after the page to sign, and before the signature, would change what is signed */
	struct asked *asked = malloc(sizeof *asked);
	always(asked);
	*asked = (struct asked){.due = due, .bearer = bearer, .act = act};
	if (g.links[i].first)
		g.links[i].last->next = asked;
	else
		g.links[i].first = asked;
	g.links[i].last = asked;
	g.under_way++;
	link_send(i);
}

static void answered(size_t i, int status, str body)
{
	struct link *l = &g.links[i];
	struct asked *asked = l->first;
	enum act next;
	int64_t now = now_us();
	bool right = play_take(&g.plan, &g.bearers[asked->bearer], asked->act, status, body, &next);
	g.shown_again += right && asked->act == ACT_SIGN && status == 422;
	if (!right)
		say_wrong(asked, status, body);
	else if (asked->due >= g.measure_from && asked->due < g.end)
		add_time(&g.times[asked->act], now - asked->due);
	unsigned bearer = asked->bearer;
	l->first = asked->next;
	l->busy = false;
	free(asked);
	g.under_way--;
	if (right && next != ACT_COUNT)
		ask(bearer, next, now);
	link_send(i);
}

/* A whole answer at the beginning of `in`? */
static bool take_answer(size_t i, str in)
{
	size_t head, at;
	int64_t status = 0, length = 0;
	if (!str_find(in, S("\r\n\r\n"), &head))
		return false;
	str top = str_first(in, head);
	if (top.n > 12)
		(void)str_to_int64(str_first(str_skip(top, 9), 3), &status);
	if (str_find(top, S("Content-Length: "), &at)) {
		str rest = str_skip(top, at + 16), line, tail;
		(void)str_cut(rest, '\r', &line, &tail);
		(void)str_to_int64(line, &length);
	}
	if (in.n < head + 4 + (size_t)length)
		return false;
	answered(i, (int)status, str_first(str_skip(in, head + 4), (size_t)length));
	return true;
}

static void link_read(size_t i)
{
	struct link *l = &g.links[i];
	ssize_t n = recv(l->fd, g.read, sizeof g.read, 0);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0 || !l->busy) {
		link_lost(i);
		return;
	}
	if (!l->in_n && take_answer(i, (str){g.read, (size_t)n}))
		return;
	if (l->in_n + (size_t)n > l->in_room) {
		l->in_room = (l->in_n + (size_t)n) * 2;
		l->in = realloc(l->in, l->in_room);
		always(l->in);
	}
	memcpy(l->in + l->in_n, g.read, (size_t)n);
	l->in_n += (size_t)n;
	char *in = l->in;
	str all = {in, l->in_n};
	l->in = NULL; /* the next act of this connection may begin meanwhile */
	l->in_n = l->in_room = 0;
	if (take_answer(i, all)) {
		free(in);
		return;
	}
	l->in = in;
	l->in_n = all.n;
	l->in_room = all.n;
}

/* ---- when ---- */

static int by_phase(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static void stream_new(struct stream *s, size_t n, int64_t period, bool everybody)
{
	*s = (struct stream){.period = period, .n = n, .phase = malloc((n + 1) * sizeof *s->phase), .who = malloc((n + 1) * sizeof *s->who)};
	always(s->phase && s->who);
	for (size_t i = 0; i < n; i++) {
		s->phase[i] = (int64_t)(random_next() % (uint64_t)period);
		s->who[i] = (unsigned)i;
	}
	for (size_t i = n; everybody && i > 1; i--) {
		size_t k = random_next() % i;
		unsigned other = s->who[i - 1];
		s->who[i - 1] = s->who[k];
		s->who[k] = other;
	}
	qsort(s->phase, n, sizeof *s->phase, by_phase);
}

static int64_t stream_due(const struct stream *s)
{
	return s->n ? g.start + (int64_t)(s->next / s->n) * s->period + s->phase[s->next % s->n] : INT64_MAX;
}

/* Starts all that is due; returns when the next is. */
static int64_t start_due(struct stream *s, enum act act, int64_t now)
{
	for (int64_t due = stream_due(s); due <= now && due < g.end; due = stream_due(s))
		ask(s->who[s->next++ % s->n], act, due);
	return stream_due(s);
}

static int64_t start_all(int64_t now)
{
	int64_t save = start_due(&g.saves, ACT_SAVE, now), page = start_due(&g.pages, ACT_PAGE, now), file = INT64_MAX;
	if (g.filings.next < g.filings.n) {
		file = stream_due(&g.filings);
		while (file <= now && file < g.end && g.filings.next < g.filings.n) {
			ask(g.filings.who[g.filings.next++], ACT_BEGIN, file);
			file = stream_due(&g.filings);
		}
	}
	int64_t next = save < page ? save : page;
	return file < next ? file : next;
}

static void turn(int64_t until)
{
	struct epoll_event events[EVENTS];
	int64_t wait = until - now_us();
	wait = wait < 0 ? 0 : wait > 100000 ? 100000 : wait;
	struct timespec t = {.tv_nsec = wait * 1000};
	int n = epoll_pwait2(g.epoll, events, EVENTS, &t, NULL);
	for (int k = 0; k < n && !g.dead; k++) {
		size_t i = events[k].data.u64;
		if (g.links[i].writing && (events[k].events & EPOLLOUT))
			link_send_more(i);
		if (g.links[i].open && (events[k].events & ~(uint32_t)EPOLLOUT))
			link_read(i);
		link_send(i); /* what was under way when it closed */
	}
}

/* ---- the server's side ---- */

struct usage {
	double cpu;  /* seconds, its ended children included */
	long rss_kb;
};

static struct usage usage_of(pid_t pid)
{
	struct usage u = {0};
	char path[64], line[1024];
	(void)snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	FILE *f = fopen(path, "r");
	unsigned long user = 0, system = 0;
	long child_user = 0, child_system = 0;
	if (f && fgets(line, sizeof line, f) && strrchr(line, ')'))
		(void)sscanf(strrchr(line, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld", &user, &system, &child_user, &child_system);
	if (f)
		(void)fclose(f);
	u.cpu = (double)(user + system + (unsigned long)(child_user + child_system)) / (double)sysconf(_SC_CLK_TCK);
	(void)snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		(void)sscanf(line, "VmHWM: %ld", &u.rss_kb);
	if (f)
		(void)fclose(f);
	return u;
}

static double own_cpu(void)
{
	struct rusage r;
	(void)getrusage(RUSAGE_SELF, &r);
	return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) + (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

/* ---- the report ---- */

static int by_time(const void *a, const void *b)
{
	unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
	return (x > y) - (x < y);
}

static double at_share(const struct times *t, double share)
{
	size_t i = (size_t)((double)t->n * share);
	return t->n ? t->at[i < t->n ? i : t->n - 1] / 1000.0 : 0;
}

static void report(double seconds, const struct usage *before, const struct usage *after, double own)
{
	static const char *const names[ACT_COUNT] = {"autosave", "page", "live.json", "upload begun", "upload piece", "upload ended", "sign page", "filing", "receipt"};
	struct rusage r;
	(void)getrusage(RUSAGE_SELF, &r);
	(void)printf("%zu bearers, %zu connections, %.0f s measured, %zu wrong answers\n", g.n, g.link_count, seconds, g.errors);
	(void)printf("%zu acts went over a second connection; %zu signatures were refused because a save had come between, shown again and signed\n", g.sent_again, g.shown_again);
	(void)printf("%-14s %9s %10s %9s %9s %9s\n", "", "a second", "p50 ms", "p95 ms", "p99 ms", "max ms");
	for (size_t i = 0; i < ACT_COUNT; i++) {
		struct times *t = &g.times[i];
		qsort(t->at, t->n, sizeof *t->at, by_time);
		(void)printf("%-14s %9.1f %10.2f %9.2f %9.2f %9.2f\n", names[i], (double)t->n / seconds, at_share(t, 0.5), at_share(t, 0.95), at_share(t, 0.99), at_share(t, 1));
	}
	(void)printf("server: %.2f processors, %ld MB at most; load: %.2f processors, %ld MB\n", (after->cpu - before->cpu) / seconds, after->rss_kb / 1024, own / seconds,
	             r.ru_maxrss / 1024);
}

/* A line for each bearer that was told something: number revision attached filed, then "acknowledged:sent" of each text. */
static bool write_acks(const char *path)
{
	FILE *f = fopen(path, "w");
	if (!f)
		return false;
	for (size_t i = 0; i < g.n; i++) {
		const struct bearer *b = &g.bearers[i];
		if (b->revision == 1 && !b->attached && !b->filed)
			continue;
		(void)fprintf(f, "%zu %u %d %d", g.first + i, b->revision, b->attached, b->filed);
		for (size_t k = 0; k < g.plan.texts; k++)
			(void)fprintf(f, " %u:%u", b->told[k], b->sent[k]);
		(void)fprintf(f, "\n");
	}
	return fclose(f) == 0;
}

static void run(int64_t warm, int64_t seconds)
{
	struct usage before = {0}, after;
	double own = 0;
	bool measuring = false;
	g.start = now_us() + 100000;
	g.measure_from = g.start + warm * 1000000;
	g.end = g.measure_from + seconds * 1000000;
	for (int64_t now = now_us(); !g.dead && (now < g.end || (g.under_way && now < g.end + DRAIN_US)); now = now_us()) {
		if (!measuring && now >= g.measure_from) {
			measuring = true;
			before = usage_of(g.server);
			own = own_cpu();
		}
		turn(start_all(now));
	}
	after = usage_of(g.server);
	double took = (double)(now_us() - g.measure_from) / 1e6;
	if (g.under_way && !g.dead) {
		g.errors += g.under_way;
		(void)fprintf(stderr, "load: %zu acts had no answer at the end\n", g.under_way);
	}
	if (!g.dead && took > 0)
		report((double)seconds, &before, &after, own_cpu() - own);
}

static bool read_numbers(char **argv, int64_t *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!str_to_int64(str_of(argv[i]), &v[i]) || v[i] < 0)
			return false;
	return true;
}

int main(int argc, char **argv)
{
	int64_t v[5], port = 0, pid = 0, speed = 1, first = 0;
	bool sound = (argc >= 10 && argc <= 12) && str_to_int64(str_of(argv[1]), &port) && str_to_int64(str_of(argv[2]), &pid) && bench_plan_read(argv[3], &g.plan) && read_numbers(argv + 5, v, 5) &&
	             (argc == 10 || str_to_int64(str_of(argv[10]), &speed)) && (argc < 12 || str_to_int64(str_of(argv[11]), &first)) && v[0] > 0 && v[1] <= v[0] && v[2] > 0 && speed > 0 && first >= 0;
	if (!sound) {
		(void)fprintf(stderr, "usage: load PORT PID PLAN ACKS BEARERS FILERS CONNECTIONS WARM SECONDS [SPEED [FIRST]]\n");
		return 64;
	}
	g.first = (size_t)first;
	g.n = (size_t)v[0];
	g.filers = (size_t)v[1];
	g.link_count = (size_t)(v[2] < v[0] ? v[2] : v[0]);
	g.port = (unsigned)port;
	g.server = (pid_t)pid;
	g.arena = arena_new(LIMIT_STORE_ARENA);
	g.text = out_new(LIMIT_STORE_ARENA);
	g.epoll = epoll_create1(EPOLL_CLOEXEC);
	g.bearers = calloc(g.n, sizeof *g.bearers);
	g.links = calloc(g.link_count, sizeof *g.links);
	always(g.bearers && g.links && g.epoll >= 0);
	for (size_t i = 0; i < g.n; i++) {
		g.bearers[i].revision = 1;
		g.bearers[i].saves = (unsigned short)(i % 10); /* not all at the same point */
	}
	for (size_t i = 0; i < g.link_count; i++)
		if (!link_open(i)) {
			(void)fprintf(stderr, "load: connection %zu: %s\n", i, strerror(errno));
			return 74;
		}
	stream_new(&g.saves, g.n, SAVE_US / speed, true);
	stream_new(&g.pages, g.n, PAGE_US / speed, true);
	stream_new(&g.filings, g.filers, (v[3] + v[4]) * 1000000 + 1, false);
	run(v[3], v[4]);
	if (!write_acks(argv[4]))
		return 74;
	return g.dead ? 3 : g.errors ? 1 : 0;
}
