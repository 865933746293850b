// Pictures of documents (CON-13, WEB-5) as textures: asked for when they are drawn, and the few that were drawn last are kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "web/data.h"

namespace ch::web {

struct Picture {
  enum class State : std::uint8_t { loading, ready, none } state = State::loading;
  std::uint32_t texture = 0;
  float width = 0, height = 0;  // its own pixels
  std::string code = {};        // why there is none
};

// Of a case, by the document's hash.
[[nodiscard]] const Picture& picture(std::string_view process, std::string_view hash);
void picture_came(const Data& message);
// The graphics context is lost, or another actor sits there: all are asked for anew.
void forget_pictures(bool context_lost);

}  // namespace ch::web
