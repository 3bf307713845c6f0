/* What a refusal of a form shows: what was typed goes with it, so that nothing is lost. Part of views.h, as the others. */
#ifndef WEB_CORE_VIEWS_H
#define WEB_CORE_VIEWS_H

#include "web/views.h"

struct resent_field {
	str name, value;
};

struct resend_view {
	struct layout_view layout;
	int64_t status;
	str heading, explanation;
	bool can_resend, asks_to_sign_in;
	url action, sign_in;
	LIST_OF(struct resent_field) fields;
};

#endif
