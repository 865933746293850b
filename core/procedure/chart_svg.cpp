// A flow chart as SVG: for documents, and for whoever wants it on paper.
#include <algorithm>
#include <ranges>

#include "procedure/chart.h"
#include "procedure/chart_words.h"
#include "procedure/xml_out.h"

namespace ch {

namespace {

constexpr const char* style = R"(
  text { font-family: "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; fill: #1a2233; }
  .sheet { fill: #ffffff; }
  .lane { fill: #f5f6f8; }
  .lane-name { font-size: 11px; fill: #5b6780; }
  .box { fill: #ffffff; stroke: #c2c9d6; }
  .task { stroke: #8fa3c7; }
  .waiting { stroke-dasharray: 4 3; }
  .reached { fill: #e2f3ea; stroke: #12805a; }
  .failed { fill: #fdf1f0; stroke: #d9a29c; }
  .start { fill: #5b6780; stroke: none; }
  .step { font-size: 12px; text-anchor: middle; }
  .edge { fill: none; stroke: #8a94a8; stroke-width: 1.2; }
  .by-clock { stroke-dasharray: 3 3; }
  .by-event { stroke-dasharray: 7 3; }
  .tip { fill: #8a94a8; }
  .under { fill: #ffffff; }
  .shaded { fill: #f5f6f8; }
  .words { font-size: 11px; fill: #46536b; text-anchor: middle; }
  .of-clock { fill: #8a5a00; }
  .beside { text-anchor: start; }
)";

std::string number(std::int32_t value) { return std::to_string(value); }

std::string rect(std::string_view kind, const flow::Rect& at, std::int32_t round, std::string_view more = {}) {
  return "<rect class=\"" + std::string(kind) + "\"" + std::string(more) + " x=\"" + number(at.x) + "\" y=\"" + number(at.y) +
         "\" width=\"" + number(at.width) + "\" height=\"" + number(at.height) + "\"" + (round > 0 ? " rx=\"" + number(round) + "\"" : "") +
         "/>\n";
}

std::string text(std::string_view kind, std::int32_t x, std::int32_t y, std::string_view words) {
  return "<text class=\"" + std::string(kind) + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">" + xml_text(words) + "</text>\n";
}

std::string lines(std::string_view kind, const flow::Rect& at, const std::vector<std::string>& words, bool beside) {
  std::string out;
  std::int32_t y = at.y + (at.height - static_cast<std::int32_t>(words.size()) * chart_line_height) / 2 + 11;
  for (const std::string& line : words) {
    out += text(kind, beside ? at.x : at.x + at.width / 2, y, line);
    y += chart_line_height;
  }
  return out;
}

std::string box(const ChartBox& one) {
  using enum ChartBox::Kind;
  const std::string step = " data-step=\"" + std::string(one.step) + "\"";
  const std::string outcome = one.failed ? " failed" : one.kind == end ? " reached" : "";
  switch (one.kind) {
    case start:
      return rect("start", one.rect, one.rect.height / 2, step);
    case task:
      return rect("box task" + outcome, one.rect, 5, step) + lines("step", one.rect, one.lines, false);
    case waiting:
      return rect("box waiting" + outcome, one.rect, 5, step) + lines("step", one.rect, one.lines, false);
    case end:
      return rect("box" + outcome, one.rect, one.rect.height / 2, step) + lines("step", one.rect, one.lines, false);
  }
  return {};
}

// Dashed where nobody's hand takes it along; a line that stands for several is as firm as the firmest.
std::string edge_line(const Chart& chart, const ChartEdge& edge, Trigger by) {
  std::string points;
  for (const flow::Point& point : edge.line) points += (points.empty() ? "" : " ") + number(point.x) + "," + number(point.y);
  const std::string kind = by == Trigger::clock ? "edge by-clock" : by == Trigger::event ? "edge by-event" : "edge";
  const std::string from(chart.boxes[edge.from].step), to(chart.boxes[edge.to].step);
  return "<polyline class=\"" + kind + "\" data-from=\"" + from + "\" data-to=\"" + to + "\" points=\"" + points +
         "\" marker-end=\"url(#tip)\"/>\n";
}

std::string edge_words(const Chart& chart, const ChartEdge& edge, Trigger by) {
  const std::string clock = by == Trigger::clock ? " of-clock" : "";
  if (edge.mark) return lines("words beside" + clock, edge.label, edge.lines, true);
  const std::int32_t middle = edge.label.y + edge.label.height / 2;
  std::size_t lane = 0;
  while (lane + 1 < chart.lanes.size() && chart.lanes[lane].area.bottom() <= middle) ++lane;
  return rect(lane % 2 == 1 ? "under shaded" : "under", edge.label, 0) + lines("words" + clock, edge.label, edge.lines, false);
}

}  // namespace

std::string chart_svg(const Procedure& procedure, const Chart& chart, Language language) {
  const bool zh = language == Language::zh;
  const std::string width = number(chart.whole.width), height = number(chart.whole.height);
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height + "\" viewBox=\"0 0 " + width +
                    " " + height + "\" role=\"img\" lang=\"" + (zh ? "zh" : "en") + "\">\n<title>" +
                    xml_text(zh ? procedure.zh : procedure.en) + "</title>\n<style>" + style + "</style>\n" +
                    "<defs><marker id=\"tip\" markerWidth=\"9\" markerHeight=\"8\" refX=\"8\" refY=\"4\" orient=\"auto\" "
                    "markerUnits=\"userSpaceOnUse\"><path class=\"tip\" d=\"M0,0 L9,4 L0,8 z\"/></marker></defs>\n" +
                    rect("sheet", chart.whole, 0);
  for (std::size_t i = 0; i < chart.lanes.size(); ++i) {
    const ChartLane& lane = chart.lanes[i];
    if (i % 2 == 1) out += rect("lane", lane.area, 0);
    out += text("lane-name", 8, lane.area.y + 18, zh ? lane.zh : lane.en);
  }
  const auto trigger = [&](const ChartEdge& edge) { return procedure.transitions[edge.transition].by; };
  for (const ChartEdge& edge : chart.edges) {
    const auto same = [&](const ChartEdge& other) { return other.from == edge.from && other.to == edge.to; };
    const auto firmest = std::ranges::min(chart.edges | std::views::filter(same) | std::views::transform(trigger));
    if (&edge == &*std::ranges::find_if(chart.edges, same)) out += edge_line(chart, edge, firmest);
  }
  for (const ChartBox& one : chart.boxes) out += box(one);
  for (const ChartEdge& edge : chart.edges) out += edge_words(chart, edge, trigger(edge));
  return out + "</svg>\n";
}

}  // namespace ch
