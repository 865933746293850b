// Design tokens of both themes and densities: the one table that colours, sizes and the page's style sheet follow.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ch::theme {

struct Colour {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
};

consteval Colour hex(const char (&text)[8]) {
  auto nibble = [&](int at) {
    const char c = text[at];
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  auto byte = [&](int at) { return static_cast<std::uint8_t>(nibble(at) * 16 + nibble(at + 1)); };
  return {byte(1), byte(3), byte(5)};
}

enum class Ink : std::uint8_t {
  bg,
  surface,
  sunken,
  hover,
  chosen,
  neutral_weak,
  line,
  line_strong,
  edge,
  text,
  text_2,
  text_3,
  accent,
  accent_weak,
  on_accent,
  good,
  good_weak,
  warn,
  warn_weak,
  bad,
  bad_weak,
  scrim,
  count_
};

struct InkRow {
  Ink ink;
  std::string_view name;  // as a custom property of the style sheet: --name
  Colour light;
  Colour dark;
};

// WEB-12. Light text-3, dark warn-weak and the like are chosen so that every pair in `pairs` keeps its contrast.
inline constexpr std::array<InkRow, static_cast<std::size_t>(Ink::count_)> inks{{
    {Ink::bg, "bg", hex("#f6f7f9"), hex("#12161f")},
    {Ink::surface, "surface", hex("#ffffff"), hex("#1a202c")},
    {Ink::sunken, "sunken", hex("#eef0f4"), hex("#141925")},
    {Ink::hover, "hover", hex("#f4f6fa"), hex("#212939")},
    {Ink::chosen, "chosen", hex("#eff4fe"), hex("#1b2740")},
    {Ink::neutral_weak, "neutral-weak", hex("#e4e8ef"), hex("#2d374a")},
    {Ink::line, "line", hex("#dfe3ea"), hex("#2c3547")},
    {Ink::line_strong, "line-strong", hex("#c3c9d4"), hex("#3d4860")},
    {Ink::edge, "edge", hex("#868fa2"), hex("#68758f")},
    {Ink::text, "text", hex("#1a2233"), hex("#e8ecf4")},
    {Ink::text_2, "text-2", hex("#54607a"), hex("#a9b4c8")},
    {Ink::text_3, "text-3", hex("#626d85"), hex("#8490a6")},
    {Ink::accent, "accent", hex("#1f5fd6"), hex("#7aa7ff")},
    {Ink::accent_weak, "accent-weak", hex("#e8effc"), hex("#1d2c4a")},
    {Ink::on_accent, "on-accent", hex("#ffffff"), hex("#0d1424")},
    {Ink::good, "good", hex("#0f7b4f"), hex("#57c796")},
    {Ink::good_weak, "good-weak", hex("#e3f4ec"), hex("#14352a")},
    {Ink::warn, "warn", hex("#8f5400"), hex("#e9b45a")},
    {Ink::warn_weak, "warn-weak", hex("#fdf1dc"), hex("#3a2d14")},
    {Ink::bad, "bad", hex("#b3261e"), hex("#ff8a80")},
    {Ink::bad_weak, "bad-weak", hex("#fce8e6"), hex("#43201f")},
    {Ink::scrim, "scrim", hex("#1a2233"), hex("#05070c")},
}};

// Every pairing that is drawn, with the ratio it owes: 4.5 for words, 3 for the edges of controls (WCAG 2.2 AA).
struct Pair {
  Ink front;
  Ink back;
  double ratio;
};

inline constexpr std::array pairs{
    Pair{Ink::text, Ink::bg, 4.5},          Pair{Ink::text, Ink::surface, 4.5},   Pair{Ink::text, Ink::sunken, 4.5},
    Pair{Ink::text_2, Ink::bg, 4.5},        Pair{Ink::text_2, Ink::surface, 4.5}, Pair{Ink::text_2, Ink::sunken, 4.5},
    Pair{Ink::text_3, Ink::bg, 4.5},        Pair{Ink::text_3, Ink::surface, 4.5}, Pair{Ink::text_3, Ink::sunken, 4.5},
    Pair{Ink::accent, Ink::surface, 4.5},   Pair{Ink::accent, Ink::bg, 4.5},      Pair{Ink::accent, Ink::accent_weak, 4.5},
    Pair{Ink::on_accent, Ink::accent, 4.5}, Pair{Ink::good, Ink::surface, 4.5},   Pair{Ink::good, Ink::good_weak, 4.5},
    Pair{Ink::warn, Ink::surface, 4.5},     Pair{Ink::warn, Ink::warn_weak, 4.5}, Pair{Ink::bad, Ink::surface, 4.5},
    Pair{Ink::bad, Ink::bad_weak, 4.5},     Pair{Ink::on_accent, Ink::bad, 4.5},  Pair{Ink::text, Ink::accent_weak, 4.5},
    Pair{Ink::text, Ink::good_weak, 4.5},   Pair{Ink::text, Ink::warn_weak, 4.5}, Pair{Ink::text, Ink::bad_weak, 4.5},
    Pair{Ink::text, Ink::hover, 4.5},       Pair{Ink::text, Ink::chosen, 4.5},    Pair{Ink::text_2, Ink::hover, 4.5},
    Pair{Ink::text_2, Ink::chosen, 4.5},    Pair{Ink::text_3, Ink::hover, 4.5},   Pair{Ink::text_3, Ink::chosen, 4.5},
    Pair{Ink::good, Ink::hover, 4.5},       Pair{Ink::good, Ink::chosen, 4.5},    Pair{Ink::bad, Ink::hover, 4.5},
    Pair{Ink::bad, Ink::chosen, 4.5},       Pair{Ink::accent, Ink::hover, 4.5},   Pair{Ink::accent, Ink::chosen, 4.5},
    Pair{Ink::warn, Ink::hover, 4.5},       Pair{Ink::warn, Ink::chosen, 4.5},    Pair{Ink::text_2, Ink::neutral_weak, 4.5},
    Pair{Ink::edge, Ink::surface, 3.0},     Pair{Ink::edge, Ink::bg, 3.0},        Pair{Ink::accent, Ink::surface, 3.0},
};

constexpr double channel(std::uint8_t v) {
  // sRGB to linear; the 2.4th power by Newton steps, so that the check can run while compiling.
  const double c = v / 255.0;
  if (c <= 0.04045) return c / 12.92;
  const double base = (c + 0.055) / 1.055;
  double root = base;  // base^(1/5)
  for (int i = 0; i < 60; ++i) root -= (root * root * root * root * root - base) / (5 * root * root * root * root);
  return base * base * root * root;  // base^2.4
}

constexpr double luminance(Colour c) { return 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b); }

constexpr double contrast(Colour a, Colour b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05);
}

constexpr Colour ink_of(Ink ink, bool dark) {
  const InkRow& row = inks[static_cast<std::size_t>(ink)];
  return dark ? row.dark : row.light;
}

constexpr bool ordered() {
  for (std::size_t i = 0; i < inks.size(); ++i)
    if (inks[i].ink != static_cast<Ink>(i)) return false;
  return true;
}

constexpr bool readable(bool dark) {
  for (const Pair& p : pairs)
    if (contrast(ink_of(p.front, dark), ink_of(p.back, dark)) < p.ratio) return false;
  return true;
}

static_assert(ordered());
static_assert(readable(false), "WEB-11: a pair of the light theme is below WCAG AA");
static_assert(readable(true), "WEB-11: a pair of the dark theme is below WCAG AA");

// Sizes in CSS pixels.
struct Density {
  float row;      // table row
  float control;  // button, field
  float gap;      // between cards
  float pad;      // inside a card
  float stack;    // between blocks of a card
};

inline constexpr Density comfortable{36, 36, 16, 16, 12};
inline constexpr Density compact{28, 30, 12, 12, 8};

struct Type {
  float size;
  float line;
  bool strong;
};

inline constexpr Type body{14, 22, false};
inline constexpr Type body_strong{14, 22, true};
inline constexpr Type small{12, 18, false};
inline constexpr Type small_strong{12, 18, true};
inline constexpr Type label{13, 22, false};
inline constexpr Type title{22, 30, true};
inline constexpr Type heading{15, 22, true};
inline constexpr Type figure{26, 34, true};
inline constexpr Type brand{17, 24, true};

inline constexpr float radius = 6;
inline constexpr float card_radius = 8;
inline constexpr float chip_line = 20;
inline constexpr float side_bar = 212;
inline constexpr float top_bar = 52;
inline constexpr float bottom_bar = 58;
inline constexpr float narrow = 720;  // below: cards stack, bottom bar
inline constexpr float page_pad = 24;
inline constexpr float page_pad_narrow = 16;

}  // namespace ch::theme
