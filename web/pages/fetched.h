// What a server answers beside views, such as who may sign in: asked when a page comes to show it, and again when
// something has changed.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "web/client.h"
#include "web/texts/texts.h"

namespace ch::web::pages {

struct Fetched {
  Data value;
  bool loading = true;
  std::string wrong;  // why there is none, in words
};
// Valid until the next call.
[[nodiscard]] const Fetched& fetched(const std::string& path);
void fetch_again(const std::string& path);
// What somebody's request is answered: done in these words, or why not. Afterwards `again` is read anew.
void tell_server(std::string_view method, std::string_view path, std::string_view body_json, Key done, const std::string& again,
                 std::function<void(const Data& value)> then = {});
// As nothing_yet of a view.
[[nodiscard]] bool nothing_yet(const Fetched& one);

}  // namespace ch::web::pages
