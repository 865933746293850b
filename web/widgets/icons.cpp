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

// A part of a circle or of an ellipse, from one angle to another, in degrees.
Points arc(float cx, float cy, float rx, float ry, float from, float to) {
  constexpr int steps = 16;
  Points points;
  for (int i = 0; i <= steps; ++i) {
    const float a = (from + (to - from) * static_cast<float>(i) / steps) * 0.0174533f;
    points.emplace_back(cx + rx * std::cos(a), cy + ry * std::sin(a));
  }
  return points;
}

// A circle of 6 around the middle without another of 4.9 around (10.6, 5.4): the angles are those where they cross.
void moon(const Pen& p) {
  Points outline = arc(8, 8, 6, 6, 9.7f, 260.3f);
  const Points inside = arc(10.6f, 5.4f, 4.9f, 4.9f, 222.6f, 47.4f);
  outline.insert(outline.end(), inside.begin(), inside.end());
  outline.push_back(outline.front());
  p.line(outline);
}

void bell(const Pen& p) {
  p.line({{2.8f, 11.6f},
          {4.2f, 9.8f},
          {4.4f, 6.8f},
          {5.6f, 4.6f},
          {8, 3.7f},
          {10.4f, 4.6f},
          {11.6f, 6.8f},
          {11.8f, 9.8f},
          {13.2f, 11.6f},
          {2.8f, 11.6f}});
  p.line({{8, 2.2f}, {8, 3.7f}});
  p.line({{6.6f, 13.8f}, {9.4f, 13.8f}});
}

// An arrow into a tray, or out of it.
void wire(const Pen& p, bool in) {
  p.line({{2.5f, 9.5f}, {2.5f, 13.5f}, {13.5f, 13.5f}, {13.5f, 9.5f}});
  p.line({{8, 2.5f}, {8, 10}});
  if (in)
    p.line({{5, 7}, {8, 10}, {11, 7}});
  else
    p.line({{5, 5.5f}, {8, 2.5f}, {11, 5.5f}});
}

void scales(const Pen& p) {
  p.line({{8, 2.5f}, {8, 13.5f}}), p.line({{5, 13.5f}, {11, 13.5f}}), p.line({{3, 4.5f}, {13, 4.5f}});
  for (const float x : {3.4f, 12.6f}) p.line({{x, 4.5f}, {x - 2.2f, 9.5f}, {x + 2.2f, 9.5f}, {x, 4.5f}});
}

void sliders(const Pen& p) {
  for (const auto& [x, y] : Points{{5.5f, 4}, {10.5f, 8}, {6.5f, 12}}) {
    p.line({{2.5f, y}, {13.5f, y}});
    disc(p.x + x * p.unit, p.y + y * p.unit, 2 * p.unit, p.ink);
  }
}

void storage(const Pen& p) {
  p.line(arc(8, 4, 5.5f, 2, 0, 360));
  for (const float y : {8.0f, 12.0f}) p.line(arc(8, y, 5.5f, 2, 0, 180));
  p.line({{2.5f, 4}, {2.5f, 12}}), p.line({{13.5f, 4}, {13.5f, 12}});
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
    case Icon::download:
      return p.line({{8, 2}, {8, 10}}), p.line({{4.5f, 7}, {8, 10.5f}, {11.5f, 7}}), p.line({{3, 13.5f}, {13, 13.5f}});
    case Icon::copy:
      return p.box(5.5f, 5.5f, 13.5f, 13.5f), p.line({{3, 10.5f}, {2.5f, 10.5f}, {2.5f, 2.5f}, {10.5f, 2.5f}, {10.5f, 3}});
    case Icon::search:
      return ring(p.x + 7 * p.unit, p.y + 7 * p.unit, 4.2f * p.unit, ink, 1.5f * std::max(1.0f, p.unit)),
             p.line({{10.2f, 10.2f}, {13.5f, 13.5f}});
    case Icon::statement:
      p.box(3, 2, 13, 14);
      for (const float y : {5.5f, 8.0f, 10.5f}) p.line({{5.5f, y}, {10.5f, y}});
      return;
    case Icon::flag:
      return p.line({{4, 14}, {4, 2.5f}, {13, 2.5f}, {10.8f, 5.8f}, {13, 9}, {4, 9}});
    case Icon::bell:
      return bell(p);
    case Icon::wire_in:
    case Icon::wire_out:
      return wire(p, what == Icon::wire_in);
    case Icon::bag:
      return p.line({{3.5f, 5.5f}, {12.5f, 5.5f}, {13.3f, 13.8f}, {2.7f, 13.8f}, {3.5f, 5.5f}}), p.line(arc(8, 5.5f, 2.4f, 3, 180, 360));
    case Icon::scales:
      return scales(p);
    case Icon::sliders:
      return sliders(p);
    case Icon::person:
      return p.line(arc(8, 5, 2.6f, 2.6f, 0, 360)), p.line(arc(8, 14, 5.2f, 4.4f, 180, 360));
    case Icon::storage:
      return storage(p);
  }
}

}  // namespace ch::ui
