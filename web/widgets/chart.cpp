// Balance over time, with a threshold and the same figures as a table (WEB-13).
#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "web/widgets/tones.h"
#include "web/widgets/ui.h"
#include "web/widgets/widgets.h"

namespace ch::ui {

namespace {

// Charts that the user asked to see as a table, and how it is sorted: the newest first, until he says otherwise.
struct Sorted {
  int column = 0;
  bool descending = true;
};
std::unordered_map<Id, Sorted> as_table;

// Minor units of an amount, for places on the screen only.
std::int64_t minor(std::string_view amount) { return Money::parse(amount).value_or(Money{}).minor(); }

// A round step that makes three to five lines up to `top`.
std::int64_t step_for(std::int64_t top) {
  std::int64_t step = 100;
  for (std::int64_t unit = 100;; unit *= 10)
    for (const std::int64_t times : {1, 2, 5}) {
      step = unit * times;
      if (top / step <= 4) return step;
    }
}

// One unit for a whole axis: the largest that its step is a whole number of.
struct Unit {
  std::int64_t yuan;
  std::string_view name;
};

Unit unit_of(std::int64_t step) {
  static constexpr Unit zh[] = {{100'000'000, "亿"}, {10'000, "万"}};
  static constexpr Unit en[] = {{1'000'000, "M"}, {1'000, "k"}};
  for (const Unit& unit : web::language() == Language::zh ? zh : en)
    if (step % (unit.yuan * 100) == 0) return unit;
  return {1, {}};
}

std::string short_amount(std::int64_t fen, const Unit& unit) {
  return fen == 0 ? "0" : web::count(fen / 100 / unit.yuan) + std::string(unit.name);
}

struct Plot {
  float x1, x2, y0, y1;  // y0: where nothing stands
  std::int64_t low, high;
  std::size_t n;
  [[nodiscard]] float x(std::size_t i) const { return n < 2 ? x1 : x1 + (x2 - x1) * static_cast<float>(i) / static_cast<float>(n - 1); }
  [[nodiscard]] float y(std::int64_t v) const {
    return y0 - (y0 - y1) * static_cast<float>(v - low) / static_cast<float>(std::max<std::int64_t>(1, high - low));
  }
};

constexpr Type tick{11, 16, false};
constexpr float legend_h = 20;

void draw_grid(const Plot& p, std::int64_t step) {
  const Unit unit = unit_of(step);
  for (std::int64_t v = p.low; v <= p.high; v += step) {
    rule(p.x1, p.x2, p.y(v), Ink::line);
    const std::string name = short_amount(v, unit);
    words(p.x1 - 8 - width(name, tick), p.y(v) - 8, name, tick, Ink::text_3);
  }
}

void draw_dates(const Plot& p, std::span<const Point> points) {
  const std::size_t marks = std::clamp<std::size_t>(static_cast<std::size_t>((p.x2 - p.x1) / 110), 1, 4);
  for (std::size_t k = 0; k <= marks; ++k) {
    const std::size_t i = (points.size() - 1) * k / marks;
    const std::string name = web::date(points[i].date, TimeForm::month_day);
    const float w = width(name, tick);
    words(std::clamp(p.x(i) - w / 2, p.x1 - 20, p.x2 - w), p.y0 + 5, name, tick, Ink::text_3);
  }
}

void draw_curve(const Plot& p, std::span<const Point> points) {
  std::vector<std::pair<float, float>> at;
  for (std::size_t i = 0; i < points.size(); ++i) at.emplace_back(p.x(i), p.y(minor(points[i].amount)));
  // The surface under the curve as upright slices that share their edges, without smoothing between them.
  area(at, p.y(0), Ink::accent, 0.10f);
  stroke(at, Ink::accent, 2);
}

// What the dashed line is stands above the plot: within it, it would cover the curve sooner or later.
void draw_legend(const Plot& p, float y, std::string_view name) {
  const float x = p.x2 - width(name, tick);
  dashes(x - 26, x - 6, y + 8, Ink::bad);
  words(x, y, name, tick, Ink::bad);
}

}  // namespace

void balance_chart(const Chart& chart) {
  Ui& u = ui();
  const Id id = u.id('c', chart.key);
  u.push(id);
  bool table_now = as_table.contains(id);
  {
    Line line(16);
    heading(chart.title);
    line.spring();
    if (!chart.note.empty()) small(chart.note);
    if (text_button(table_now ? tr("chart.as_chart") : tr("chart.as_table"), {.look = Look::quiet, .key = "switch", .small = true})) {
      if (table_now)
        as_table.erase(id);
      else
        as_table.try_emplace(id);
      table_now = !table_now;
      say(table_now ? tr("chart.as_table") : tr("chart.as_chart"));
    }
  }
  if (chart.points.empty()) {
    u.pop();
    return;
  }
  if (table_now) {
    Sorted& sorted = as_table[id];
    std::vector<std::size_t> order(chart.points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
      if (sorted.descending) std::swap(a, b);
      return sorted.column == 0 ? chart.points[a].date < chart.points[b].date
                                : minor(chart.points[a].amount) < minor(chart.points[b].amount);
    });
    const TableEvents events =
        table({.key = "table",
               .label = chart.title,
               .columns = {{std::string(tr("chart.date")), ColumnKind::time, true},
                           {std::string(chart.figures.empty() ? chart.title : chart.figures), ColumnKind::money, true}},
               .rows = static_cast<std::int64_t>(order.size()),
               .cells =
                   [&](std::int64_t row, std::vector<Cell>& cells) {
                     const Point& p = chart.points[order[static_cast<std::size_t>(row)]];
                     cells = {{web::date(p.date)}, {p.amount}};
                   },
               .sort_column = sorted.column,
               .descending = sorted.descending});
    if (events.sort_column >= 0) sorted = {events.sort_column, events.descending};
    u.pop();
    return;
  }
  std::int64_t high = chart.threshold.empty() ? 0 : minor(chart.threshold);
  std::int64_t low = 0;
  std::size_t lowest = 0;
  std::size_t highest = 0;
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    const std::int64_t v = minor(chart.points[i].amount);
    if (v < minor(chart.points[lowest].amount)) lowest = i;
    if (v > minor(chart.points[highest].amount)) highest = i;
    high = std::max(high, v);
    low = std::min(low, v);
  }
  const std::int64_t step = step_for(std::max(high - low, std::int64_t{10000}));
  high = (high / step + 1) * step;
  if (low < 0) low = (low / step - 1) * step;
  const float legend = chart.threshold.empty() ? 0 : legend_h;
  // It takes the room beside a longer card, but no more of it than is seen at once.
  constexpr float around = 150;
  const float spare = u.take_spare(std::max(chart.height, u.screen().h - theme::top_bar - around - chart.height));
  const Rect r = u.take(chart.height + legend + spare);
  Node node;
  node.id = u.id("picture");
  node.role = Role::image;
  node.rect = r;
  node.name = tr("chart.summary", {{"name", chart.title},
                                   {"first", web::money(chart.points.front().amount)},
                                   {"last", web::money(chart.points.back().amount)},
                                   {"low", web::money(chart.points[lowest].amount)},
                                   {"high", web::money(chart.points[highest].amount)}});
  const std::string threshold = chart.threshold_name + " " + web::money(chart.threshold);
  if (legend > 0) node.name += " · " + threshold;
  u.mirror().leaf(std::move(node));
  if (visible(r)) {
    const Plot p{r.x + 44, r.right(), r.bottom() - 24, r.y + 10 + legend, low, high, chart.points.size()};
    draw_grid(p, step);
    draw_dates(p, chart.points);
    draw_curve(p, chart.points);
    if (legend > 0) {
      dashes(p.x1, p.x2, p.y(minor(chart.threshold)), Ink::bad);
      draw_legend(p, r.y, threshold);
    }
  }
  u.pop();
}

}  // namespace ch::ui
