// Which inks a tone is drawn with; inside the widgets only.
#pragma once

#include "web/widgets/draw.h"
#include "web/widgets/widgets.h"

namespace ch::ui {

// "in hand", "to come": what a step's colour says.
[[nodiscard]] std::string_view state_word(StepState state);

[[nodiscard]] constexpr Ink ink_of(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return Ink::text;
    case Tone::good:
      return Ink::good;
    case Tone::warn:
      return Ink::warn;
    case Tone::bad:
      return Ink::bad;
    case Tone::accent:
      return Ink::accent;
    case Tone::muted:
      return Ink::text_2;
  }
  return Ink::text;
}

[[nodiscard]] constexpr Ink weak_of(Tone tone) {
  switch (tone) {
    case Tone::good:
      return Ink::good_weak;
    case Tone::warn:
      return Ink::warn_weak;
    case Tone::bad:
      return Ink::bad_weak;
    case Tone::accent:
      return Ink::accent_weak;
    case Tone::plain:
    case Tone::muted:
      return Ink::sunken;
  }
  return Ink::sunken;
}

[[nodiscard]] constexpr Icon icon_of(Tone tone) {
  return tone == Tone::good ? Icon::check : tone == Tone::warn || tone == Tone::bad ? Icon::warn : Icon::info;
}

void draw_chip(const Rect& r, std::string_view word, Tone tone);
[[nodiscard]] float chip_width(std::string_view word);
void focus_ring(const Rect& r, float radius = theme::radius);

}  // namespace ch::ui
