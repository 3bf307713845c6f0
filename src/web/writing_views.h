/* What the pages of the area "writing" show; part of views.h, as the others. */
#ifndef WEB_WRITING_VIEWS_H
#define WEB_WRITING_VIEWS_H

#include "web/views.h"

#endif
