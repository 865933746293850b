// What has to be said over every page: nothing will be kept, the clock is halted.
#pragma once

#include "web/app.h"

namespace ch::web::pages {

void draw_banners(Route& route);

}  // namespace ch::web::pages
