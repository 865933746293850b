// Icons as strokes on a grid of 16, so that they stay crisp at any size without a font or a file.
#include <cmath>

#include "web/widgets/draw.h"

namespace ch::ui {

namespace {

using Points = std::vector<std::pair<float, float>>;

struct Pen {
  float x, y, unit;
  Ink ink;
  void line(const Points& points) const {
    Points at;
    for (const auto& [px, py] : points) at.emplace_back(x + px * unit, y + py * unit);
    stroke(at, ink, 1.5f * std::max(1.0f, unit));
  }
  void box(float x1, float y1, float x2, float y2) const { line({{x1, y1}, {x2, y1}, {x2, y2}, {x1, y2}, {x1, y1}}); }
};

void sun(const Pen& p, float cx, float cy) {
  disc(cx, cy, 3.2f * p.unit, p.ink);
  for (int i = 0; i < 8; ++i) {
    const float a = static_cast<float>(i) * 0.785398f;
    p.line({{8 + 5 * std::cos(a), 8 + 5 * std::sin(a)}, {8 + 7 * std::cos(a), 8 + 7 * std::sin(a)}});
  }
}

void moon(const Pen& p) {
  Points outline;
  for (int i = 0; i <= 20; ++i) {
    const float a = 0.9f + static_cast<float>(i) * 0.2145f;
    outline.emplace_back(8 + 5.8f * std::cos(a - 1.2f + 0.4f), 8 + 5.8f * std::sin(a - 1.2f + 0.4f));
  }
  for (int i = 20; i >= 0; --i) {
    const float a = 1.15f + static_cast<float>(i) * 0.19f;
    outline.emplace_back(10.2f + 4.9f * std::cos(a - 0.8f), 6.2f + 4.9f * std::sin(a - 0.8f));
  }
  p.line(outline);
}

}  // namespace

void icon(Icon what, float cx, float cy, float size, Ink ink) {
  const Pen p{cx - size / 2, cy - size / 2, size / 16, ink};
  switch (what) {
    case Icon::none:
      return;
    case Icon::check:
      return p.line({{3.5f, 8.5f}, {6.5f, 11.5f}, {12.5f, 4.8f}});
    case Icon::down:
      return p.line({{4, 6}, {8, 10}, {12, 6}});
    case Icon::up:
      return p.line({{4, 10}, {8, 6}, {12, 10}});
    case Icon::up_down:
      return p.line({{5, 6}, {8, 3}, {11, 6}}), p.line({{5, 10}, {8, 13}, {11, 10}});
    case Icon::close:
      return p.line({{4, 4}, {12, 12}}), p.line({{12, 4}, {4, 12}});
    case Icon::plus:
      return p.line({{8, 3}, {8, 13}}), p.line({{3, 8}, {13, 8}});
    case Icon::warn:
      p.line({{8, 2.5f}, {14.5f, 13.5f}, {1.5f, 13.5f}, {8, 2.5f}, {8.4f, 3.2f}});
      p.line({{8, 6.4f}, {8, 9.6f}});
      return disc(cx, p.y + 11.6f * p.unit, 0.9f * p.unit, ink);
    case Icon::info:
      ring(cx, cy, 6.2f * p.unit, ink, 1.4f * std::max(1.0f, p.unit));
      p.line({{8, 7.4f}, {8, 11.2f}});
      return disc(cx, p.y + 5 * p.unit, 0.9f * p.unit, ink);
    case Icon::sun:
      return sun(p, cx, cy);
    case Icon::moon:
      return moon(p);
    case Icon::rows:
      return p.line({{2.5f, 4}, {13.5f, 4}}), p.line({{2.5f, 8}, {13.5f, 8}}), p.line({{2.5f, 12}, {13.5f, 12}});
    case Icon::more:
      for (float x : {3.5f, 8.0f, 12.5f}) disc(p.x + x * p.unit, cy, 1.4f * p.unit, ink);
      return;
    case Icon::account:
      return p.box(2, 4, 14, 13), p.line({{2, 7}, {14, 7}}), p.line({{10, 10.2f}, {12, 10.2f}});
    case Icon::list:
      for (float y : {4.0f, 8.0f, 12.0f}) p.line({{6, y}, {14, y}}), disc(p.x + 3 * p.unit, p.y + y * p.unit, 1.1f * p.unit, ink);
      return;
    case Icon::gear:
      ring(cx, cy, 2.6f * p.unit, ink, 1.5f * std::max(1.0f, p.unit));
      for (int i = 0; i < 8; ++i) {
        const float a = static_cast<float>(i) * 0.785398f + 0.39f;
        p.line({{8 + 4.4f * std::cos(a), 8 + 4.4f * std::sin(a)}, {8 + 6.4f * std::cos(a), 8 + 6.4f * std::sin(a)}});
      }
      return ring(cx, cy, 4.6f * p.unit, ink, 1.5f * std::max(1.0f, p.unit));
    case Icon::download:
      return p.line({{8, 2}, {8, 10}}), p.line({{4.5f, 7}, {8, 10.5f}, {11.5f, 7}}), p.line({{3, 13.5f}, {13, 13.5f}});
    case Icon::copy:
      return p.box(5.5f, 5.5f, 13.5f, 13.5f), p.line({{3, 10.5f}, {2.5f, 10.5f}, {2.5f, 2.5f}, {10.5f, 2.5f}, {10.5f, 3}});
    case Icon::search:
      return ring(p.x + 7 * p.unit, p.y + 7 * p.unit, 4.2f * p.unit, ink, 1.5f * std::max(1.0f, p.unit)),
             p.line({{10.2f, 10.2f}, {13.5f, 13.5f}});
  }
}

}  // namespace ch::ui
