// What the demo's cases have filed: pictures of assets/demo, known by their hashes (CON-13).
#pragma once

#include <cstdint>
#include <string_view>

namespace ch {

struct DemoPicture {
  std::string_view name, hash;
  std::int64_t size;
};
// "receipt", "screenshot"
const DemoPicture& demo_picture(std::string_view name);

}  // namespace ch
