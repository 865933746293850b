#include "web/pages/fetched.h"

#include <map>

#include "web/widgets/widgets.h"

namespace ch::web::pages {

namespace {

std::map<std::string, Fetched> held;

std::string words_of_answer(const Answer& answer) {
  const Refusal refusal = refusal_of(answer.value);
  return refusal.message.empty() ? tr_code("err.", answer.code) : refusal.message;
}

}  // namespace

const Fetched& fetched(const std::string& path) {
  const auto [at, fresh] = held.try_emplace(path);
  if (fresh) fetch_again(path);
  return at->second;
}

void fetch_again(const std::string& path) {
  client().http("GET", path, {}, [path](const Answer& answer) {
    Fetched& one = held[path];
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
