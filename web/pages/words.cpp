#include "web/pages/words.h"

#include <algorithm>
#include <array>

#include "api/headings.h"
#include "api/role_names.h"
#include "base/instant.h"
#include "web/host.h"
#include "web/pages/live.h"

namespace ch::web::pages {

std::string words_of(const Data& view, std::string_view prefix) {
  return view[std::string(prefix) + (language() == Language::zh ? "zh" : "en")].text();
}

std::string in_language(const Data& view, std::string_view name) {
  return view[std::string(name) + (language() == Language::zh ? "" : "_en")].text();
}

namespace {
// A clock of the browser's that is out of all reason is no reason to stop.
std::string iso_day(std::int64_t utc_ms) { return business_date(std::clamp(Instant{utc_ms}, first_instant, last_instant)).text(); }
}  // namespace

bool is_id(std::string_view text) {
  constexpr std::size_t most_digits = 15;  // more are no number to the core
  return !text.empty() && text.size() <= most_digits && text.find_first_not_of("0123456789") == text.npos;
}

bool is_past(std::string_view instant) {
  const auto at = Instant::parse(instant);
  return at && at->ms < host().now_ms();
}

std::string today() { return iso_day(host().now_ms()); }
std::string days_ago(int days) { return iso_day(host().now_ms() - std::int64_t{86'400'000} * days); }

std::string state_word(std::string_view state) { return tr_code("st.", state); }
std::string kind_word(std::string_view entry_kind) { return tr_code("kind.", entry_kind); }
std::string book_word(std::string_view book) { return tr_code("book.", book); }
std::string role_word(std::string_view role) {
  const Words words = words_of_role(role);
  return std::string(language() == Language::zh ? words.zh : words.en);
}

std::span<const std::string_view> roles_offered() {
  static constexpr std::array<std::string_view, 12> roles{"merchant_user",
                                                          "settlement_operations",
                                                          "finance",
                                                          "reseller_user",
                                                          "information_reviewer",
                                                          "value_added_services",
                                                          "risk_supervisor",
                                                          "channel",
                                                          "operations_manager",
                                                          "shop",
                                                          "auditor",
                                                          "administrator"};
  return roles;
}

std::vector<ui::Choice> role_choices() {
  std::vector<ui::Choice> choices;
  for (const std::string_view role : roles_offered()) choices.push_back({std::string(role), role_word(role)});
  return choices;
}

std::string_view field_word(std::string_view field) { return heading(field, language()); }
ui::Column field_column(std::string_view field, ColumnKind kind) { return {std::string(field_word(field)), kind}; }
std::vector<ui::Column> columns(std::initializer_list<ColumnOf> all) {
  std::vector<ui::Column> out;
  for (const ColumnOf& one : all) out.push_back(column(one.words, one.kind));
  return out;
}
ui::Column column(Key words, ColumnKind kind, bool sortable) { return {std::string(tr(words)), kind, sortable}; }

Tone state_tone(std::string_view state) {
  struct Row {
    std::string_view state;
    Tone tone;
  };
  static constexpr std::array rows{
      Row{"active", Tone::good},     Row{"credited", Tone::good},   Row{"paid", Tone::good},      Row{"running", Tone::good},
      Row{"completed", Tone::good},  Row{"owed_paid", Tone::good},  Row{"opened", Tone::warn},    Row{"alerts_set", Tone::warn},
      Row{"blocked", Tone::bad},     Row{"waiting", Tone::accent},  Row{"held", Tone::accent},    Row{"scheduled", Tone::accent},
      Row{"approved", Tone::accent}, Row{"retried", Tone::accent},  Row{"requested", Tone::warn}, Row{"in_suspense", Tone::warn},
      Row{"suspense", Tone::warn},   Row{"return_due", Tone::warn}, Row{"suspended", Tone::bad},  Row{"owed", Tone::bad},
      Row{"failed", Tone::bad},      Row{"open", Tone::warn},       Row{"refused", Tone::bad},    Row{"resolved", Tone::good},
  };
  for (const Row& row : rows)
    if (row.state == state) return row.tone;
  return Tone::plain;
}

int compare_money(std::string_view a, std::string_view b) {
  const Money x = Money::parse(a).value_or(Money{});
  const Money y = Money::parse(b).value_or(Money{});
  return x < y ? -1 : x > y ? 1 : 0;
}

bool nothing_yet(const LiveView& view) {
  if (!view.refusal.code.empty()) {
    ui::empty_state(tr("live.refused"), view.refusal.message.empty() ? tr_code("err.", view.refusal.code) : view.refusal.message);
    return true;
  }
  if (view.loading || view.view.empty()) {
    ui::small(tr("live.loading"));
    return true;
  }
  return false;
}

ui::Cell time_cell(std::string_view instant) { return {when(instant), Tone::plain, {}, when(instant, TimeForm::date_time)}; }

std::string named(std::string_view label, std::string_view what) { return tr("button.named", {{"label", label}, {"what", what}}); }

void copy_line(std::string_view label, std::string_view value) {
  ui::Line line(8);
  ui::small(label);
  ui::strong(value);
  // After the verb its first letter is small, but for one of an abbreviation.
  std::string what(label);
  auto between = [&](std::size_t at, char low, char high) { return at < what.size() && what[at] >= low && what[at] <= high; };
  if (between(0, 'A', 'Z') && between(1, 'a', 'z')) what[0] = static_cast<char>(what[0] - 'A' + 'a');
  const std::string name = tr("copy.name", {{"what", what}});
  if (ui::text_button(name, {.key = label, .small = true})) {
    host().copy_text(value);
    ui::toast(tr("copy.done", {{"what", label}}));
  }
}

void sub_heading(std::string_view words) { ui::heading(words, 3); }

}  // namespace ch::web::pages
