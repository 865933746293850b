// Glyphs drawn by the browser's own canvas with the system's fonts, one at a time, as they are first needed (WEB-2).
#pragma once

struct ImFont;

namespace ch::page {

struct Fonts {
  ImFont* regular;
  ImFont* strong;
};

// Adds both weights to Dear ImGui's atlas; nothing is drawn or loaded yet.
Fonts add_fonts();

}  // namespace ch::page
