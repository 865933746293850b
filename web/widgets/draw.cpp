#include "web/widgets/draw.h"

#include <cmath>

#include "web/base/wrap.h"
#include "imgui.h"
#include "imgui_internal.h"

namespace ch::ui {

namespace {

Canvas the_canvas;
Layer current_layer = Layer::page;

ImFontBaked* baked(const Type& type) {
  ImFont* font = type.strong ? the_canvas.strong : the_canvas.regular;
  return font->GetFontBaked(type.size, the_canvas.dpr);
}

ImVec2 min_of(const Rect& r) { return {snap(r.x), snap(r.y)}; }
ImVec2 max_of(const Rect& r) { return {snap(r.right()), snap(r.bottom())}; }

}  // namespace

Canvas& canvas() { return the_canvas; }

float snap(float v) { return std::round(v * the_canvas.dpr) / the_canvas.dpr; }
float hair() { return std::max(1.0f, std::floor(the_canvas.dpr)) / the_canvas.dpr; }

unsigned colour(Ink ink, float alpha) {
  const theme::Colour c = theme::ink_of(ink, the_canvas.dark);
  return IM_COL32(c.r, c.g, c.b, static_cast<int>(alpha * 255 + 0.5f));
}

void fill(const Rect& r, Ink ink, float radius, float alpha) {
  the_canvas.list->AddRectFilled(min_of(r), max_of(r), colour(ink, alpha), radius);
}

void edge(const Rect& r, Ink ink, float radius, float width) {
  const float w = hair() * width;
  const ImVec2 a = min_of(r);
  const ImVec2 b = max_of(r);
  the_canvas.list->PathRect({a.x + w / 2, a.y + w / 2}, {b.x - w / 2, b.y - w / 2}, std::max(0.0f, radius - w / 2));
  the_canvas.list->PathStroke(colour(ink), ImDrawFlags_Closed, w);
}

void rule(float x1, float x2, float y, Ink ink) {
  const float top = snap(y);
  the_canvas.list->AddRectFilled({snap(x1), top}, {snap(x2), top + hair()}, colour(ink));
}

void shadow(const Rect& r, float radius) {
  for (int i = 1; i <= 8; ++i) {
    const auto d = static_cast<float>(i) * 1.5f;
    the_canvas.list->AddRectFilled({r.x - d, r.y - d + 4}, {r.right() + d, r.bottom() + d + 4}, IM_COL32(0, 0, 0, the_canvas.dark ? 14 : 5),
                                   radius + d);
  }
}

// Segment by segment with round joints: as one path, the list's mitres thin the segments beside a sharp peak.
void stroke(const std::vector<std::pair<float, float>>& points, Ink ink, float width) {
  const unsigned tint = colour(ink);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const ImVec2 at{points[i].first, points[i].second};
    if (i > 0) {
      the_canvas.list->PathLineTo({points[i - 1].first, points[i - 1].second});
      the_canvas.list->PathLineTo(at);
      the_canvas.list->PathStroke(tint, 0, width);
    }
    the_canvas.list->AddCircleFilled(at, width / 2, tint);
  }
}

void area(const std::vector<std::pair<float, float>>& points, float base, Ink ink, float alpha) {
  ImDrawList* list = the_canvas.list;
  const unsigned tint = colour(ink, alpha);
  const ImVec2 uv = list->_Data->TexUvWhitePixel;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto& [x1, y1] = points[i - 1];
    const auto& [x2, y2] = points[i];
    list->PrimReserve(6, 4);
    list->PrimQuadUV({x1, y1}, {x2, y2}, {x2, base}, {x1, base}, uv, uv, uv, uv, tint);
  }
}

void dashes(float x1, float x2, float y, Ink ink) {
  for (float x = x1; x < x2; x += 8) rule(x, std::min(x + 4, x2), y, ink);
}

void disc(float cx, float cy, float radius, Ink ink) { the_canvas.list->AddCircleFilled({cx, cy}, radius, colour(ink), 32); }

void ring(float cx, float cy, float radius, Ink ink, float width) { the_canvas.list->AddCircle({cx, cy}, radius, colour(ink), 32, width); }

void words(float x, float y, std::string_view text, const Type& type, Ink ink) {
  ImFontBaked* font = baked(type);
  const float dpr = the_canvas.dpr;
  // As browsers do it: half leading above, in whole device pixels downwards; the pen walks unrounded, each glyph lands
  // on whole device pixels.
  const float leading = std::floor((type.line - (font->Ascent - font->Descent)) / 2 * dpr + 0.01f);
  const float top = std::round(y * dpr + leading) / dpr;
  const unsigned tint = colour(ink);
  ImDrawList* list = the_canvas.list;
  for (std::size_t i = 0; i < text.size();) {
    const web::Utf8 c = web::decode(text, i);
    i += c.size;
    const ImFontGlyph* glyph = font->FindGlyph(static_cast<ImWchar>(c.code));
    if (glyph->Visible) {
      const float gx = std::round((x + glyph->X0) * dpr) / dpr;
      const float gy = top + glyph->Y0;
      list->PrimReserve(6, 4);
      list->PrimRectUV({gx, gy}, {gx + (glyph->X1 - glyph->X0), gy + (glyph->Y1 - glyph->Y0)}, {glyph->U0, glyph->V0},
                       {glyph->U1, glyph->V1}, tint);
    }
    x += glyph->AdvanceX;
  }
}

float width(std::string_view text, const Type& type) {
  ImFontBaked* font = baked(type);
  float x = 0;
  for (std::size_t i = 0; i < text.size();) {
    const web::Utf8 c = web::decode(text, i);
    i += c.size;
    x += font->GetCharAdvance(static_cast<ImWchar>(c.code));
  }
  return x;
}

std::vector<std::string> lines(std::string_view text, const Type& type, float width) {
  ImFontBaked* font = baked(type);
  std::vector<std::string> out;
  for (std::string_view line : web::wrap(text, width, [&](char32_t c) { return font->GetCharAdvance(static_cast<ImWchar>(c)); }))
    out.emplace_back(line);
  return out;
}

std::string ellipsis(std::string_view text, const Type& type, float room) {
  if (width(text, type) <= room + 0.5f) return std::string(text);
  const float dots = width("…", type);
  ImFontBaked* font = baked(type);
  float x = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    const web::Utf8 c = web::decode(text, i);
    const float w = font->GetCharAdvance(static_cast<ImWchar>(c.code));
    if (x + w + dots > room) break;
    x += w;
    i += c.size;
  }
  return std::string(text.substr(0, i)) + "…";
}

void image(const Rect& r, std::uint32_t texture) {
  the_canvas.list->AddImage(ImTextureRef(static_cast<ImTextureID>(texture)), min_of(r), max_of(r));
}

void tip(float x, float y, float dx, float dy, Ink ink) {
  constexpr float length = 7, half = 3.5f;
  const float bx = x - dx * length, by = y - dy * length;
  the_canvas.list->AddTriangleFilled({x, y}, {bx - dy * half, by + dx * half}, {bx + dy * half, by - dx * half}, colour(ink));
}

void clip(const Rect& r, bool joined) { the_canvas.list->PushClipRect(min_of(r), max_of(r), joined); }
void unclip() { the_canvas.list->PopClipRect(); }

bool visible(const Rect& r) {
  const ImVec4& c = the_canvas.list->_ClipRectStack.back();
  return r.right() >= c.x && r.x <= c.z && r.bottom() >= c.y && r.y <= c.w;
}

void layer(Layer layer) {
  current_layer = layer;
  the_canvas.list->ChannelsSetCurrent(static_cast<int>(layer));
}
Layer layer() { return current_layer; }

}  // namespace ch::ui
