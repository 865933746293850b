// The procedure's flow chart with the case's place and path on it (PRO-7). It was laid out when the page was built.
#include <algorithm>

#include "web/client.h"
#include "web/pages/cases.h"

namespace ch::web::pages {

namespace {

float number(const Data& list, std::size_t i) { return static_cast<float>(list.at(i).integer()); }

ui::FlowChart::Area area_of(const Data& at) { return {number(at, 0), number(at, 1), number(at, 2), number(at, 3)}; }

std::vector<std::string> texts_of(const Data& list) {
  std::vector<std::string> texts(list.size());
  for (std::size_t i = 0; i < texts.size(); ++i) texts[i] = list.at(i).text();
  return texts;
}

// Where it stands, and through where it has come.
ui::StepState state_of(const std::string& step, const Data& row, const std::vector<std::string>& taken) {
  using enum ui::StepState;
  if (step == row["step"].text()) return row["open"].flag() ? now : row["failed"].flag() ? failed : done;
  const auto leaves = [&](const std::string& way) { return way.starts_with(step + ">"); };
  return std::ranges::any_of(taken, leaves) ? done : todo;
}

ui::FlowChart chart_with_path(const Data& drawn, const Data& view) {
  const std::vector<std::string> taken = texts_of(view["taken"]);
  ui::FlowChart chart{.key = "chart",
                      .name = tr("case.chart"),
                      .width = static_cast<float>(drawn["width"].integer()),
                      .height = static_cast<float>(drawn["height"].integer())};
  for (std::size_t i = 0; i < drawn["lanes"].size(); ++i)
    chart.lanes.push_back({drawn["lanes"].at(i)["name"].text(), area_of(drawn["lanes"].at(i)["at"])});
  for (std::size_t i = 0; i < drawn["boxes"].size(); ++i) {
    const Data box = drawn["boxes"].at(i);
    const std::string kind = box["kind"].text();
    chart.boxes.push_back({texts_of(box["lines"]), area_of(box["at"]),
                           kind == "start" ? ui::StepState::done : state_of(box["step"].text(), view["row"], taken), kind == "start",
                           kind == "end", area_of(box["name_at"])});
  }
  for (std::size_t i = 0; i < drawn["edges"].size(); ++i) {
    const Data edge = drawn["edges"].at(i);
    ui::FlowChart::Edge line{{}, std::ranges::contains(taken, edge["takes"].text()), edge["number"].text(), area_of(edge["number_at"])};
    for (std::size_t p = 0; p < edge["line"].size(); ++p)
      line.line.emplace_back(number(edge["line"].at(p), 0), number(edge["line"].at(p), 1));
    chart.edges.push_back(std::move(line));
  }
  return chart;
}

// What the numbers stand for, of one step or (empty) step by step; the ways that were taken have a tick.
void way_legend(const Data& drawn, const Data& view, const std::string& of) {
  const std::vector<std::string> taken = texts_of(view["taken"]);
  std::vector<ui::Pair> ways;
  for (std::size_t i = 0; i < drawn["boxes"].size(); ++i) {
    const Data box = drawn["boxes"].at(i);
    if (!of.empty() && box["step"].text() != of) continue;
    std::string words, name;
    for (std::size_t e = 0; e < drawn["edges"].size(); ++e) {
      const Data edge = drawn["edges"].at(e);
      if (edge["number"].empty() || edge["from"].text() != box["step"].text()) continue;
      const bool went = std::ranges::contains(taken, edge["takes"].text());
      words += (words.empty() ? "" : " · ") + edge["number"].text() + (went ? " ✓ " : " ") + edge["words"].text();
    }
    for (const std::string& line : texts_of(box["lines"])) name += (name.empty() || language() == Language::zh ? "" : " ") + line;
    if (!words.empty()) ways.push_back({name, words});
  }
  if (ways.empty()) return;
  ui::gap(8);
  ui::key_values(ways);
}

Data drawn_of(const Data& view) {
  return client().loaded("charts/" + view["row"]["procedure"].text() + "." + view["version"].text() +
                         (language() == Language::zh ? ".zh" : ".en") + ".json");
}

}  // namespace

bool case_chart(const Data& view) {
  const Data drawn = drawn_of(view);
  if (drawn.empty()) return false;
  ui::Card card;
  ui::flow_chart(chart_with_path(drawn, view));
  return true;
}

void case_next(const Data& view) {
  if (view["row"]["open"].flag()) way_legend(drawn_of(view), view, view["row"]["step"].text());
}

void case_ways(const Data& view) {
  const Data drawn = drawn_of(view);
  if (drawn.empty()) return;
  ui::Card card(tr("case.ways"));
  way_legend(drawn, view, {});
}

}  // namespace ch::web::pages
