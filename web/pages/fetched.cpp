#include "web/pages/fetched.h"

#include <map>
#include <utility>

#include "web/pages/live.h"
#include "web/widgets/widgets.h"

namespace ch::web::pages {

namespace {

struct Held {
  Fetched now;
  int asked = 0;
};
std::map<std::string, Held> held;

std::string words_of_answer(const Answer& answer) {
  const Refusal refusal = refusal_of(answer.value);
  return refusal.message.empty() ? tr_code("err.", answer.code) : refusal.message;
}

}  // namespace

const Fetched& fetched(const std::string& path) {
  Held& one = held[path];
  const int before = std::exchange(one.asked, live_pass_number());
  if (before == 0 || one.asked - before > live_passes_kept) fetch_again(path);  // whoever comes back sees what is now
  return one.now;
}

void fetch_again(const std::string& path) {
  client().http("GET", path, {}, [path](const Answer& answer) {
    Fetched& one = held[path].now;
    one.loading = false;
    one.wrong = answer.ok ? std::string{} : words_of_answer(answer);
    if (answer.ok) one.value = answer.value;
  });
}

void tell_server(std::string_view method, std::string_view path, std::string_view body_json, Key done, const std::string& again,
                 std::function<void(const Data&)> then) {
  client().http(method, path, body_json, [done = std::string(tr(done)), again, then = std::move(then)](const Answer& answer) {
    if (!answer.ok) return ui::toast(words_of_answer(answer), ui::Tone::bad);
    ui::toast(done);
    if (then) then(answer.value);
    fetch_again(again);
  });
}

bool nothing_yet(const Fetched& one) {
  if (!one.wrong.empty()) return ui::empty_state(tr("live.refused"), one.wrong), true;
  if (one.loading) ui::small(tr("live.loading"));
  return one.loading;
}

}  // namespace ch::web::pages
