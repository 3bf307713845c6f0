/* What the pages of the area "organisation" show; part of views.h, as the others. */
#ifndef WEB_ORGANISATION_VIEWS_H
#define WEB_ORGANISATION_VIEWS_H

#include "web/views.h"

#endif
