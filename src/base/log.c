/* Structured logs. A line is built on the stack and written with one write(2), so lines of threads do not mix. */
#include "base/log.h"

#include "base/calendar.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/out.h"

#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 16 * 1024, NO_ROOM_QUIET_MS = 10000 };

static _Atomic(int) threshold = LOG_INFO;
static atomic_uint_fast32_t fault_count;
static _Atomic(int64_t) no_room_said; /* clock_monotonic_ms, 0: never */
static _Thread_local char fault_reference[32];

void log_threshold(enum log_level lowest)
{
	atomic_store(&threshold, (int)lowest);
}

static const char *level_name(enum log_level level)
{
	switch (level) {
	case LOG_DEBUG: return "debug";
	case LOG_INFO: return "info";
	case LOG_WARNING: return "warning";
	case LOG_ERROR: return "error";
	}
	return "?";
}

void log_write(enum log_level level, const char *event, const struct log_field *fields, size_t count)
{
	if ((int)level < atomic_load(&threshold))
		return;
	char now[32];
	struct out o = out_new(LINE_MAX_BYTES);
	struct json j = json_new(&o);
	json_object(&j);
	json_text(&j, S("t"), str_of(instant_iso(clock_now(), now)));
	json_text(&j, S("level"), str_of(level_name(level)));
	json_text(&j, S("event"), str_of(event));
	for (size_t i = 0; i < count; i++) {
		if (fields[i].is_number)
			json_int(&j, str_of(fields[i].name), fields[i].number);
		else
			json_text(&j, str_of(fields[i].name), str_first(fields[i].text, 2000));
	}
	json_end(&j);
	out_char(&o, '\n');
	str line = out_text(&o);
	if (write(STDERR_FILENO, line.p, line.n) < 0) {
		/* nowhere left to say so */
	}
	out_free(&o);
}

enum status broken(const char *where, str detail)
{
	unsigned n = (unsigned)atomic_fetch_add(&fault_count, 1);
	(void)snprintf(fault_reference, sizeof fault_reference, "F%llX-%X", (unsigned long long)(clock_now().ms / 1000) & 0xffffff, n & 0xfff);
	LOG(LOG_ERROR, "fault", log_text("reference", str_of(fault_reference)), log_text("where", str_of(where)), log_text("detail", detail));
	return BROKEN;
}

enum status no_room(const char *where)
{
	int64_t now = clock_monotonic_ms(), said = atomic_load(&no_room_said);
	if ((said == 0 || now - said >= NO_ROOM_QUIET_MS) && atomic_compare_exchange_strong(&no_room_said, &said, now))
		LOG(LOG_ERROR, "no room on the disk", log_text("where", str_of(where)));
	return FULL;
}

str last_fault_reference(void)
{
	return str_of(fault_reference);
}
