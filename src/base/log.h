/* Structured logs: one JSON object a line on stderr: {"t":"…Z","level":"info","event":"request","path":"/","status":200}.
   Safe from any thread. Never log what a person typed beyond a path, and never an address of a person. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/status.h"
#include "base/str.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

struct log_field {
	const char *name;
	bool is_number;
	str text;
	int64_t number;
};

static inline struct log_field log_text(const char *name, str v)
{
	return (struct log_field){.name = name, .text = v};
}
static inline struct log_field log_int(const char *name, int64_t v)
{
	return (struct log_field){.name = name, .is_number = true, .number = v};
}

void log_threshold(enum log_level lowest); /* default LOG_INFO */
void log_write(enum log_level level, const char *event, const struct log_field *fields, size_t count);
#define LOG(level, event, ...) \
	log_write((level), (event), (const struct log_field[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	          sizeof((const struct log_field[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct log_field) - 1)

/* Logs a fault of ours with a short reference and returns BROKEN; the reference of the thread's last fault is what a person is shown. */
must_use enum status broken(const char *where, str detail);
/* FULL, logged as an error at most once in ten seconds: the log may be on the same disk. Any thread. */
enum status no_room(const char *where);
str last_fault_reference(void);

#endif
