// The pages of the app, in the order of the navigation.
#include "web/app.h"

namespace ch::web {

void register_pages(App&) {}

}  // namespace ch::web
