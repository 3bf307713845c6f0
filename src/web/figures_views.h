/* What the pages of the area "figures" show; part of views.h, as the others. */
#ifndef WEB_FIGURES_VIEWS_H
#define WEB_FIGURES_VIEWS_H

#include "web/views.h"

#endif
