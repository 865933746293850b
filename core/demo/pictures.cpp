#include "demo/pictures.h"

#include <algorithm>

#include "base/fault.h"

namespace ch {

const DemoPicture& demo_picture(std::string_view name) {
#define CH_PICTURE(name, hash, size, bytes) {name, hash, size},
  static constexpr DemoPicture all[] = {
#include "demo_pictures.inc"
  };
#undef CH_PICTURE
  const auto* const found = std::ranges::find(all, name, &DemoPicture::name);
  require(found != std::end(all), "the demo has such a picture");
  return *found;
}

}  // namespace ch
