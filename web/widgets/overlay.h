// What the frame draws over the page; inside the widgets only.
#pragma once

namespace ch::ui {

void draw_toasts();

}  // namespace ch::ui
