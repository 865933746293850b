// Live views: a page asks for a view each time it draws; the subscription behind it lives as long as somebody asks.
#pragma once

#include <string>
#include <string_view>

#include "web/client.h"

namespace ch::web::pages {

struct LiveView {
  Data view;
  bool loading = true;
  bool earlier = false;  // what was answered before, while another answer is on its way
  Refusal refusal;       // why there is none
};

// Valid until the next call of live().
[[nodiscard]] const LiveView& live(std::string_view query, std::string_view params_json = "{}");

// The same of a list that is asked for with other filters at the same `place`: what stood there stays until the new answer is there.
[[nodiscard]] const LiveView& live_at(std::string_view place, std::string_view query, std::string_view params_json);

// A pass of drawing begins: what was not asked for in the last ones is given up.
void live_pass();
[[nodiscard]] int live_pass_number();
constexpr int live_passes_kept = 24;  // a frame may take several passes; what one of them leaves out is not gone yet

// Another actor sees other things: all is asked again.
void live_reset();

}  // namespace ch::web::pages
