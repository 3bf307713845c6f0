/* RFC 5545, the part that one event needs. See calendar_file.h. */
#include "documents/calendar_file.h"

#include "base/calendar.h"
#include "base/utf8.h"

#include <stdio.h>

enum { LINE_BYTES = 75 };

/* "NAME:value" folded: a new line begins with a blank, which counts; no character is cut. */
static void line(struct out *o, str name, str value)
{
	size_t at = name.n + 1;
	out_str(o, name);
	out_char(o, ':');
	while (value.n) {
		size_t n = utf8_length(value);
		n = n ? n : 1;
		if (at + n > LINE_BYTES) {
			out_str(o, S("\r\n "));
			at = 1;
		}
		out_bytes(o, value.p, n);
		at += n;
		value = str_skip(value, n);
	}
	out_str(o, S("\r\n"));
}

/* TEXT of the RFC: backslash, semicolon, comma and line feed are escaped; other controls are left out. */
static void text_line(struct out *o, str name, str value)
{
	if (!value.n)
		return;
	struct out escaped = out_new(4 * value.n + 16);
	for (size_t i = 0; i < value.n; i++) {
		const char c = value.p[i];
		if (c == '\n')
			out_str(&escaped, S("\\n"));
		else if (c == '\\' || c == ';' || c == ',')
			out_fmt(&escaped, "\\%c", c);
		else if ((unsigned char)c >= 0x20 && c != 0x7f)
			out_char(&escaped, c);
	}
	line(o, name, out_text(&escaped));
	out_free(&escaped);
}

/* 20250204T083000Z: the ISO text without its marks. */
static void time_line(struct out *o, str name, instant at)
{
	char iso[32], plain[32];
	size_t n = 0;
	for (const char *p = instant_iso(at, iso); *p; p++)
		if (*p != '-' && *p != ':')
			plain[n++] = *p;
	line(o, name, (str){plain, n});
}

void calendar_file(struct out *o, const struct calendar_event *e)
{
	char sequence[24];
	(void)snprintf(sequence, sizeof sequence, "%lld", (long long)e->sequence);
	line(o, S("BEGIN"), S("VCALENDAR"));
	line(o, S("VERSION"), S("2.0"));
	line(o, S("PRODID"), S("-//Faubourg//sessions//FR"));
	line(o, S("BEGIN"), S("VEVENT"));
	text_line(o, S("UID"), e->uid);
	line(o, S("SEQUENCE"), str_of(sequence));
	time_line(o, S("DTSTAMP"), e->stamp);
	time_line(o, S("DTSTART"), e->starts);
	time_line(o, S("DTEND"), e->ends);
	text_line(o, S("SUMMARY"), e->title);
	text_line(o, S("LOCATION"), e->place);
	text_line(o, S("DESCRIPTION"), e->text);
	if (e->url.n)
		line(o, S("URL"), e->url);
	line(o, S("STATUS"), e->cancelled ? S("CANCELLED") : S("CONFIRMED"));
	line(o, S("END"), S("VEVENT"));
	line(o, S("END"), S("VCALENDAR"));
}
