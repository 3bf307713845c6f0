/* What the pages of the area "accounts" show; part of views.h, as the others. */
#ifndef WEB_ACCOUNTS_VIEWS_H
#define WEB_ACCOUNTS_VIEWS_H

#include "web/views.h"

#endif
