// Drawing in CSS pixels, snapped to the device's own: the only place that knows Dear ImGui's draw list and fonts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/theme/tokens.h"
#include "web/widgets/icon.h"
#include "web/widgets/mirror.h"

struct ImDrawList;
struct ImFont;

namespace ch::ui {

using theme::Ink;
using theme::Type;

enum class Layer : int { page, dialog, over };

struct Canvas {
  ImDrawList* list = nullptr;
  ImFont* regular = nullptr;
  ImFont* strong = nullptr;
  float dpr = 1;
  bool dark = false;
};
[[nodiscard]] Canvas& canvas();

[[nodiscard]] float snap(float v);  // to the nearest device pixel
[[nodiscard]] float hair();         // one line's width: a CSS pixel, in whole device pixels
[[nodiscard]] unsigned colour(Ink ink, float alpha = 1);

void fill(const Rect& r, Ink ink, float radius = 0, float alpha = 1);
void edge(const Rect& r, Ink ink, float radius = 0, float width = 1);
void rule(float x1, float x2, float y, Ink ink);  // a horizontal hair line
void shadow(const Rect& r, float radius);
void stroke(const std::vector<std::pair<float, float>>& points, Ink ink, float width);
// The surface between a curve and a level.
void area(const std::vector<std::pair<float, float>>& points, float base, Ink ink, float alpha);
void dashes(float x1, float x2, float y, Ink ink);
void disc(float cx, float cy, float radius, Ink ink);
void ring(float cx, float cy, float radius, Ink ink, float width);

void icon(Icon icon, float cx, float cy, float size, Ink ink);

// `y` is the top of the line box; the baseline lies where the browser's own style sheet would put it.
void words(float x, float y, std::string_view text, const Type& type, Ink ink);
void image(const Rect& r, std::uint32_t texture);
void tip(float x, float y, float dx, float dy, Ink ink);  // an arrow's, at its end; it flies along (dx, dy)
[[nodiscard]] float width(std::string_view text, const Type& type);
[[nodiscard]] std::vector<std::string> lines(std::string_view text, const Type& type, float width);
[[nodiscard]] std::string ellipsis(std::string_view text, const Type& type, float width);

void clip(const Rect& r, bool joined = false);  // joined: with the clip around it
void unclip();
[[nodiscard]] bool visible(const Rect& r);
void layer(Layer layer);
[[nodiscard]] Layer layer();

}  // namespace ch::ui
