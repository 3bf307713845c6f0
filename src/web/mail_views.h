/* What the pages of the area "mail" show; part of views.h, as the others. */
#ifndef WEB_MAIL_VIEWS_H
#define WEB_MAIL_VIEWS_H

#include "web/views.h"

struct mail_row {
	str id, subject, kind, recipient, when, state, answer, tries;
	bool tried, sending;
};
struct mail_rows {
	struct mail_row *at;
	size_t n, room;
};
/* Texts of each section live where it is written: waiting, failed, sent. */
struct outbox_view {
	struct layout_view layout;
	bool set, said, wrong, cut;
	int64_t problems;
	str server, said_text, email, more;
	str waiting_count, failed_count, sent_count, cancelled_count;
	struct mail_rows waiting, failed, sent;
};

struct reminders_view {
	struct layout_view layout;
	str lead;
	bool wanted;
	url action, back;
};

#endif
