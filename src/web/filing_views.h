/* What the pages of the area "filing" show; part of views.h, as the others. */
#ifndef WEB_FILING_VIEWS_H
#define WEB_FILING_VIEWS_H

#include "web/views.h"

#endif
