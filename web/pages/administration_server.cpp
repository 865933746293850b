// What happened at the server's door (SRV-18), and how the server is (SRV-19), by its own metrics.
#include <cmath>
#include <cstdlib>

#include "web/host.h"
#include "web/pages/administration.h"
#include "web/pages/fetched.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

constexpr int refreshed_ms = 3'000;

double number_in(std::string_view text) { return std::strtod(std::string(text).c_str(), nullptr); }

// The lines of one name: what stands in its braces, and its value.
std::vector<std::pair<std::string, double>> lines_of(std::string_view all, std::string_view name) {
  std::vector<std::pair<std::string, double>> out;
  while (!all.empty()) {
    const std::size_t end = std::min(all.find('\n'), all.size());
    const std::string_view line = all.substr(0, end);
    all.remove_prefix(std::min(end + 1, all.size()));
    if (!line.starts_with(name) || line.size() <= name.size() || (line[name.size()] != ' ' && line[name.size()] != '{')) continue;
    const std::size_t space = line.rfind(' ');
    out.emplace_back(line.substr(name.size(), space - name.size()), number_in(line.substr(space + 1)));
  }
  return out;
}

std::int64_t sum_of(std::string_view all, std::string_view name, std::string_view label = {}) {
  double sum = 0;
  for (const auto& [labels, value] : lines_of(all, name))
    if (labels.find(label) != std::string::npos) sum += value;
  return std::llround(sum);
}

// The bound below which this part of the measured lies; a histogram says no more.
std::string quantile(std::string_view all, const std::string& name, double part, bool seconds) {
  const auto buckets = lines_of(all, name + "_bucket");
  if (buckets.empty() || buckets.back().second == 0) return "–";
  for (const auto& [labels, value] : buckets) {
    if (value < part * buckets.back().second) continue;
    const std::string bound = labels.substr(5, labels.size() - 7);  // {le="…"}
    if (bound == "+Inf") return "∞";
    if (!seconds) return "≤ " + bound;
    const double ms = number_in(bound) * 1'000;
    return "≤ " + (ms < 1 ? std::to_string(std::lround(ms * 1'000)) + " µs" : std::to_string(std::lround(ms)) + " ms");
  }
  return "–";
}

struct Measured {
  Key label;
  const char* name;
  bool seconds;
};
constexpr Measured measured[] = {{"server.request", "ch_request_seconds", true},
                                 {"server.queue", "ch_queue_seconds", true},
                                 {"server.flush", "ch_group_seconds", true},
                                 {"server.group", "ch_group_commands", false}};

}  // namespace

void draw_door_events(Route&) {
  ui::Card card;
  const Fetched& events = fetched("/v1/access_events");
  {
    ui::Line line;
    ui::small(tr("door.intro"));
    line.spring();
    if (ui::button(tr("storage.again"), {.key = "again", .small = true})) fetch_again("/v1/access_events");
  }
  if (nothing_yet(events)) return;
  const Data rows = events.value;
  ui::table({.key = "door",
             .label = tr("admin.door"),
             .columns = columns({{"door.at", ColumnKind::time},
                                 {"door.what", ColumnKind::chip},
                                 {"users.user"},
                                 {"door.by", ColumnKind::muted},
                                 {"own.address", ColumnKind::muted},
                                 {"door.detail", ColumnKind::prose}}),
             .rows = static_cast<std::int64_t>(rows.size()),
             .cells = [&](std::int64_t i, std::vector<ui::Cell>& cells) {
               const Data row = rows.at(static_cast<std::size_t>(i));
               const std::string kind = row["kind"].text();
               const bool refused = kind.find("refused") != std::string::npos || kind == "locked_out";
               cells = {time_cell(row["at"].text()), {tr_code("door.", kind), refused ? Tone::bad : Tone::plain},
                        {row["user"].text()},        {row["by"].text()},
                        {row["address"].text()},     {row["detail"].text()}};
             }});
}

void draw_server(Route&) {
  static std::int64_t asked = 0;
  const Fetched& now = fetched("/metrics");
  if (nothing_yet(now)) return;
  if (host().now_ms() - asked >= refreshed_ms) {
    asked = host().now_ms();
    fetch_again("/metrics");
    host().wake_after(refreshed_ms + 50);
  }
  const std::string all = now.value.text();
  {
    ui::Columns four({1, 1, 1, 1}, 720, 2);
    const std::int64_t refused = sum_of(all, "ch_commands_total", "refused"), failed = sum_of(all, "ch_store_failures_total");
    ui::figure(tr("server.commands"), count(sum_of(all, "ch_commands_total")), tr("server.refused", {{"n", count(refused)}}));
    four.next();
    ui::figure(tr("server.waiting"), count(sum_of(all, "ch_queue_depth")),
               tr("server.turned_away", {{"n", count(sum_of(all, "ch_overloaded_total"))}}));
    four.next();
    ui::figure(tr("server.sockets"), count(sum_of(all, "ch_sockets")),
               tr("server.connections", {{"n", count(sum_of(all, "ch_connections"))}}));
    four.next();
    ui::figure(tr("server.failures"), count(failed), tr("server.failures_note"), failed > 0 ? Tone::bad : Tone::good);
  }
  ui::Card card(tr("server.times"));
  ui::table(
      {.key = "times",
       .label = tr("server.times"),
       .columns = columns(
           {{"server.what"}, {"server.half", ColumnKind::number}, {"server.p99", ColumnKind::number}, {"server.p999", ColumnKind::number}}),
       .rows = std::size(measured),
       .cells = [&](std::int64_t i, std::vector<ui::Cell>& cells) {
         const Measured& one = measured[i];
         cells = {{std::string(tr(one.label))},
                  {quantile(all, one.name, 0.5, one.seconds)},
                  {quantile(all, one.name, 0.99, one.seconds)},
                  {quantile(all, one.name, 0.999, one.seconds)}};
       }});
}

}  // namespace ch::web::pages
