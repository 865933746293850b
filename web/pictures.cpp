#include "web/pictures.h"

#include <algorithm>
#include <vector>

#include "web/host.h"

namespace ch::web {

namespace {

constexpr std::size_t most_pictures = 8;

struct Kept {
  int slot;
  std::string process, hash;
  Picture picture;
};
std::vector<Kept> kept;  // the one drawn last at the end
int last_slot = 0;

}  // namespace

const Picture& picture(std::string_view process, std::string_view hash) {
  const auto at = std::ranges::find_if(kept, [&](const Kept& one) { return one.process == process && one.hash == hash; });
  if (at != kept.end()) {
    std::rotate(at, at + 1, kept.end());
    return kept.back().picture;
  }
  if (kept.size() == most_pictures) {
    host().drop_picture(kept.front().picture.texture);
    kept.erase(kept.begin());
  }
  JsonObject params;
  params.put_json("process", process).put("hash", hash);
  kept.push_back({++last_slot, std::string(process), std::string(hash), {}});
  kept.back().picture.texture = host().load_picture(last_slot, params.take());
  return kept.back().picture;
}

void picture_came(const Data& message) {
  const auto at = std::ranges::find(kept, static_cast<int>(message["slot"].integer()), &Kept::slot);
  if (at == kept.end()) return;
  at->picture.code = message["code"].text();
  at->picture.width = static_cast<float>(message["width"].integer());
  at->picture.height = static_cast<float>(message["height"].integer());
  at->picture.state = at->picture.width > 0 ? Picture::State::ready : Picture::State::none;
}

void forget_pictures(bool context_lost) {
  if (!context_lost)
    for (const Kept& one : kept) host().drop_picture(one.picture.texture);
  kept.clear();
}

}  // namespace ch::web
