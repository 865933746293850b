// Lays out every procedure's flow chart when the page is built (PRO-7): to do it takes a second, and the page only draws. A file for
// each version in each language, as `ID.VERSION.zh.json`, which the page asks for when a case is looked at.
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "house/house.h"
#include "procedure/chart.h"

namespace {

using namespace ch;
using nlohmann::ordered_json;

ordered_json rect(const flow::Rect& r) { return ordered_json::array({r.x, r.y, r.width, r.height}); }

ordered_json written(const Procedure& procedure, const Chart& chart, Language language) {
  constexpr std::array<const char*, 4> kinds{"start", "task", "waiting", "end"};
  ordered_json lanes = ordered_json::array(), boxes = ordered_json::array(), edges = ordered_json::array();
  for (const ChartLane& lane : chart.lanes) lanes.push_back({{"name", Words{lane.zh, lane.en}.in(language)}, {"at", rect(lane.area)}});
  for (const ChartBox& box : chart.boxes) {
    boxes.push_back({{"step", box.step},
                     {"kind", kinds[static_cast<std::size_t>(box.kind)]},
                     {"failed", box.failed},
                     {"at", rect(box.rect)},
                     {"lines", box.lines}});
    if (box.kind == ChartBox::Kind::start) boxes.back()["name_at"] = rect(box.name);
  }
  for (const ChartEdge& edge : chart.edges) {
    const Transition& one = procedure.transitions[edge.transition];
    ordered_json line = ordered_json::array();
    for (const flow::Point& point : edge.line) line.push_back(ordered_json::array({point.x, point.y}));
    edges.push_back({{"takes", std::string(one.from) + ">" + std::string(one.on) + ">" + std::string(one.to)}, {"line", std::move(line)}});
    if (edge.words.empty()) continue;
    edges.back()["from"] = one.from;
    edges.back()["number"] = edge.lines.front();
    edges.back()["number_at"] = rect(edge.label);
    edges.back()["words"] = edge.words;
  }
  return {{"width", chart.whole.width}, {"height", chart.whole.height}, {"lanes", lanes}, {"boxes", boxes}, {"edges", edges}};
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return std::cerr << "charts FOLDER\n", 2;
  for (const Procedure* one : house_procedures().all())
    for (const Language language : {Language::zh, Language::en}) {
      const std::string name = std::string(one->id) + "." + std::to_string(one->version) + (language == Language::zh ? ".zh" : ".en");
      std::ofstream file(std::string(words[1]) + "/" + name + ".json");
      file << written(*one, chart_of(*one, language, {}, ChartForm::compact), language).dump();
      if (!file.flush()) return std::cerr << name << " cannot be written\n", 1;
    }
  return 0;
}
