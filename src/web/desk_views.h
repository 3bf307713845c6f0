/* What the pages of the area "desk" show; part of views.h, as the others. */
#ifndef WEB_DESK_VIEWS_H
#define WEB_DESK_VIEWS_H

#include "web/views.h"

#endif
