/* What the pages of the area "files" show; part of views.h, as the others. */
#ifndef WEB_FILES_VIEWS_H
#define WEB_FILES_VIEWS_H

#include "web/views.h"

#endif
