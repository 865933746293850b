// The page's host: web::Host by way of page_host.js and mirror.js.
#pragma once

#include "web/host.h"

namespace ch::page {

[[nodiscard]] web::Host& browser_host();

// Backing pixels per CSS pixel, after the canvas has been fitted to the window.
[[nodiscard]] double fit_canvas();
[[nodiscard]] bool strict();  // a test wants items without role or name to abort
void started();
[[noreturn]] void fail(const char* why);

}  // namespace ch::page
