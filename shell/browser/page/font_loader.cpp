#include "shell/browser/page/font_loader.h"

#include <emscripten.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

#include "imgui.h"
#include "imgui_internal.h"

#pragma clang diagnostic ignored "-Wextra-semi"  // EM_JS wants one after each function
// clang-format off
EM_JS(void, font_canvas_setup, (), {
  const canvas = typeof OffscreenCanvas === 'undefined' ? document.createElement('canvas') : new OffscreenCanvas(64, 64);
  const f = { canvas, ctx: canvas.getContext('2d', { willReadFrequently: true }), font: String() };
  f.use = (weight, px) => {
    const font = weight + ' ' + px + 'px ' + Module.ch.family;
    if (f.font !== font) f.ctx.font = f.font = font;
    f.ctx.textBaseline = 'alphabetic';
    return f.ctx;
  };
  Module.ch.fontCanvas = f;
});
// out: advance, left, ascent, right, descent of the ink, in pixels of that em size
EM_JS(void, font_canvas_measure, (int code, int weight, double px, double* out), {
  const m = Module.ch.fontCanvas.use(weight, px).measureText(String.fromCodePoint(code));
  HEAPF64.set([m.width, m.actualBoundingBoxLeft, m.actualBoundingBoxAscent, m.actualBoundingBoxRight, m.actualBoundingBoxDescent], out >> 3);
});
// out: ascent and descent of the line
EM_JS(void, font_canvas_line, (int weight, double px, double* out), {
  const m = Module.ch.fontCanvas.use(weight, px).measureText('国Mg');
  HEAPF64.set([m.fontBoundingBoxAscent, m.fontBoundingBoxDescent], out >> 3);
});
EM_JS(void, font_canvas_draw, (int code, int weight, double px, int w, int h, double x, double y, unsigned char* out), {
  const f = Module.ch.fontCanvas;
  if (f.canvas.width < w || f.canvas.height < h) {
    f.canvas.width = Math.max(w, f.canvas.width);
    f.canvas.height = Math.max(h, f.canvas.height);
    f.font = String();
  }
  const ctx = f.use(weight, px);
  ctx.clearRect(0, 0, w, h);
  ctx.fillStyle = '#000';
  ctx.fillText(String.fromCodePoint(code), x, y);
  const data = ctx.getImageData(0, 0, w, h).data;
  for (let i = 0, n = w * h; i < n; ++i) HEAPU8[out + i] = data[i * 4 + 3];
});
// clang-format on

namespace ch::page {

namespace {

constexpr unsigned strong_flag = 1;

int weight_of(const ImFontConfig* src) { return (src->FontLoaderFlags & strong_flag) != 0 ? 600 : 400; }

bool contains(ImFontAtlas*, ImFontConfig*, ImWchar code) { return code >= 32 && (code < 0xD800 || code > 0xDFFF); }

// A baked font's Size is the em in CSS pixels; the line's own height is the widgets' affair.
bool baked_init(ImFontAtlas*, ImFontConfig* src, ImFontBaked* baked, void*) {
  // Measured at the very size: the browser rounds both to device pixels, and not always to the nearest.
  std::array<double, 2> line{};
  const float density = src->RasterizerDensity * baked->RasterizerDensity;
  font_canvas_line(weight_of(src), static_cast<double>(baked->Size) * static_cast<double>(density), line.data());
  baked->Ascent = static_cast<float>(std::round(line[0])) / density;
  baked->Descent = -static_cast<float>(std::round(line[1])) / density;
  return true;
}

// Figures of one width, so that amounts align by digit whatever the system's font does.
double digit_advance(int weight, double px) {
  static std::array<std::array<double, 2>, 2> last{};  // by weight: em, advance
  auto& [at, width] = last[weight == 400 ? 0 : 1];
  if (at != px) {
    at = px;
    width = 0;
    for (int digit = '0'; digit <= '9'; ++digit) {
      std::array<double, 5> m{};
      font_canvas_measure(digit, weight, px, m.data());
      width = std::max(width, m[0]);
    }
  }
  return width;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* src, ImFontBaked* baked, void*, ImWchar code, ImFontGlyph* glyph, float* only_advance) {
  if (!contains(atlas, src, code) || code > 0x10FFFF) return false;
  const int weight = weight_of(src);
  const float density = src->RasterizerDensity * baked->RasterizerDensity;
  const double px = static_cast<double>(baked->Size) * static_cast<double>(density);
  std::array<double, 5> m{};
  font_canvas_measure(static_cast<int>(code), weight, px, m.data());
  double shift = 0;
  if (code >= '0' && code <= '9') {
    const double even = digit_advance(weight, px);
    shift = std::round((even - m[0]) / 2);
    m[0] = even;
  }
  const auto advance = static_cast<float>(m[0] / static_cast<double>(density));
  if (only_advance != nullptr) {
    *only_advance = advance;
    return true;
  }
  glyph->Codepoint = code;
  glyph->AdvanceX = advance;
  const int left = static_cast<int>(std::ceil(m[1])) + 1;
  const int top = static_cast<int>(std::ceil(m[2])) + 1;
  const int w = left + static_cast<int>(std::ceil(m[3])) + 1;
  const int h = top + static_cast<int>(std::ceil(m[4])) + 1;
  if (code == ' ' || code == 0x3000 || code == 0xA0 || w <= 0 || h <= 0) {
    glyph->Visible = false;
    return true;
  }
  const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, w, h);
  if (id == ImFontAtlasRectId_Invalid) return false;
  ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
  std::vector<unsigned char> pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h));
  font_canvas_draw(static_cast<int>(code), weight, px, w, h, left, top, pixels.data());
  auto css = [&](double device) { return static_cast<float>(device) / density; };
  glyph->X0 = css(shift - left);
  glyph->X1 = css(shift - left + w);
  glyph->Y0 = css(-top) + baked->Ascent;
  glyph->Y1 = css(h - top) + baked->Ascent;
  glyph->Visible = true;
  glyph->PackId = id;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, src, glyph, rect, pixels.data(), ImTextureFormat_Alpha8, w);
  return true;
}

ImFont* add(const char* name, unsigned flags) {
  static ImFontLoader loader;
  loader.Name = "browser canvas";
  loader.FontSrcContainsGlyph = contains;
  loader.FontBakedInit = baked_init;
  loader.FontBakedLoadGlyph = load_glyph;
  ImFontConfig config;
  std::strncpy(config.Name, name, sizeof config.Name - 1);
  config.FontLoader = &loader;
  config.FontLoaderFlags = flags;
  config.SizePixels = 14;
  return ImGui::GetIO().Fonts->AddFont(&config);
}

}  // namespace

Fonts add_fonts() {
  font_canvas_setup();
  return {add("regular", 0), add("strong", strong_flag)};
}

}  // namespace ch::page
