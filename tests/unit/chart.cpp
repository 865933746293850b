// Flow charts, made from the procedures' tables (PRO-7).
#include "procedure/chart.h"

#include <catch_amalgamated.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "house/house.h"
#include "procedure/chart_words.h"
#include "procedure/procedure_markdown.h"

using namespace ch;

namespace {

std::optional<std::int64_t> five(std::string_view) { return 5; }

// Each procedure in each language, drawn once for all tests.
struct Drawn {
  const Procedure* procedure;
  Language language;
  Chart chart;
};
const std::vector<Drawn>& all_drawn() {
  static const std::vector<Drawn> all = [] {
    std::vector<Drawn> made;
    for (const Procedure* one : house_procedures().all())
      for (const Language language : {Language::zh, Language::en}) made.push_back({one, language, chart_of(*one, language, five)});
    return made;
  }();
  return all;
}

std::string name_of(const Drawn& one) { return std::string(one.procedure->id) + (one.language == Language::zh ? " zh" : " en"); }

// A line's straight piece as a rectangle of no, or hardly any, width.
std::vector<flow::Rect> pieces_of(const ChartEdge& edge) {
  std::vector<flow::Rect> pieces;
  for (std::size_t i = 1; i < edge.line.size(); ++i) {
    const auto [left, right] = std::minmax(edge.line[i - 1].x, edge.line[i].x);
    const auto [top, bottom] = std::minmax(edge.line[i - 1].y, edge.line[i].y);
    CHECK((left == right || top == bottom));
    pieces.push_back({left, top, right - left, bottom - top});
  }
  return pieces;
}

// Whether it passes through the inside; to touch the edge is not to pass.
bool passes_through(const flow::Rect& piece, const flow::Rect& box) {
  return piece.x < box.right() && piece.right() > box.x && piece.y < box.bottom() && piece.bottom() > box.y;
}

bool on_edge(flow::Point point, const flow::Rect& box) {
  const bool within = point.x >= box.x && point.x <= box.right() && point.y >= box.y && point.y <= box.bottom();
  return within && (point.x == box.x || point.x == box.right() || point.y == box.y || point.y == box.bottom());
}

std::size_t crossings_of(const Chart& chart) {
  std::vector<std::vector<flow::Point>> lines;
  for (const ChartEdge& edge : chart.edges)
    if (!edge.mark) lines.push_back(edge.line);
  return flow::crossings(lines).size();
}

bool same(const Chart& one, const Chart& other) {
  const auto same_box = [](const ChartBox& a, const ChartBox& b) { return a.rect == b.rect && a.lane == b.lane && a.lines == b.lines; };
  const auto same_edge = [](const ChartEdge& a, const ChartEdge& b) {
    return a.line == b.line && a.label == b.label && a.lines == b.lines;
  };
  return one.whole == other.whole && std::ranges::equal(one.boxes, other.boxes, same_box) &&
         std::ranges::equal(one.edges, other.edges, same_edge);
}

Procedure guarded() {
  static const Guard fits{"fits", "五点全部符合", "All fits", nullptr};
  return {.id = "sample",
          .zh = "样本",
          .en = "Sample",
          .steps = {{.name = "check", .zh = "核查", .en = "Check", .acts = Role::finance, .within = {"days"}},
                    {.name = "good", .zh = "通过", .en = "Good", .end = true},
                    {.name = "bad", .zh = "拒绝", .en = "Bad", .end = true, .failed = true}},
          .transitions = {{"", filed, "check", "提交", "File", Trigger::person, {Role::reseller_user}},
                          {"check", "decide", "good", "核查", "Decide", Trigger::person, {Role::finance}, {}, fits},
                          {"check", "decide", "bad", "核查", "Decide", Trigger::person, {Role::finance}, {}, fits.otherwise()},
                          {"check", overdue, "check", "", "", Trigger::clock}}};
}

const ChartEdge& edge_of(const Chart& chart, std::size_t transition) {
  return *std::ranges::find(chart.edges, transition, &ChartEdge::transition);
}

}  // namespace

TEST_CASE("PRO-7: every transition is drawn, from the edge of its step to the edge of the next") {
  for (const Drawn& one : all_drawn()) {
    INFO(name_of(one));
    REQUIRE(one.chart.boxes.size() == one.procedure->steps.size() + 1);
    REQUIRE(one.chart.edges.size() == one.procedure->transitions.size());
    for (const ChartEdge& edge : one.chart.edges) {
      const Transition& transition = one.procedure->transitions[edge.transition];
      INFO(transition.from << " " << transition.on << " " << transition.to);
      const ChartBox &from = one.chart.boxes[edge.from], &to = one.chart.boxes[edge.to];
      CHECK(from.step == transition.from);
      CHECK(to.step == transition.to);
      REQUIRE(edge.line.size() >= 2);
      CHECK(on_edge(edge.line.front(), from.rect));
      CHECK(on_edge(edge.line.back(), to.rect));
      CHECK(!edge.lines.empty());
      CHECK(edge.label.width > 0);
    }
  }
}

TEST_CASE("PRO-7: a step lies in the lane of who acts there, and in nobody else's") {
  for (const Drawn& one : all_drawn()) {
    INFO(name_of(one));
    for (const ChartBox& box : one.chart.boxes) {
      const flow::Rect& lane = one.chart.lanes.at(box.lane).area;
      CHECK(box.rect.y >= lane.y);
      CHECK(box.rect.bottom() <= lane.bottom());
      if (box.kind == ChartBox::Kind::task || box.kind == ChartBox::Kind::waiting)
        CHECK(one.chart.lanes[box.lane].role == one.procedure->step(box.step).acts);
    }
    for (std::size_t i = 1; i < one.chart.lanes.size(); ++i) CHECK(one.chart.lanes[i].area.y == one.chart.lanes[i - 1].area.bottom());
  }
}

TEST_CASE("PRO-7: no line passes through a box, and none through the words of another") {
  for (const Drawn& one : all_drawn()) {
    INFO(name_of(one));
    for (const ChartEdge& edge : one.chart.edges) {
      for (const flow::Rect& piece : pieces_of(edge)) {
        for (const ChartBox& box : one.chart.boxes) CHECK(!passes_through(piece, box.rect));
        for (const ChartEdge& other : one.chart.edges)
          if (other.from != edge.from || other.to != edge.to) CHECK(!passes_through(piece, other.label));
      }
    }
  }
}

TEST_CASE("PRO-7: no words overlap others or a box, all are on the sheet, and all fit into their rectangle") {
  for (const Drawn& one : all_drawn()) {
    INFO(name_of(one));
    for (std::size_t i = 0; i < one.chart.edges.size(); ++i) {
      const ChartEdge& edge = one.chart.edges[i];
      INFO(edge.lines.front());
      for (const ChartBox& box : one.chart.boxes) CHECK(!flow::overlap(edge.label, box.rect));
      for (std::size_t j = 0; j < i; ++j) CHECK(!flow::overlap(edge.label, one.chart.edges[j].label));
      CHECK((edge.label.x >= 0 && edge.label.y >= 0));
      CHECK((edge.label.right() <= one.chart.whole.width && edge.label.bottom() <= one.chart.whole.height));
      for (const std::string& line : edge.lines) CHECK(chart_text_width(line, chart_label_size) <= edge.label.width);
    }
    for (const ChartBox& box : one.chart.boxes)
      for (const std::string& line : box.lines) CHECK(chart_text_width(line, chart_step_size) <= box.rect.width);
    for (std::size_t i = 0; i < one.chart.boxes.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) CHECK(!flow::overlap(one.chart.boxes[i].rect, one.chart.boxes[j].rect));
  }
}

TEST_CASE("PRO-7: lines cross no more often than they have to") {
  // A table that comes to need some gets its number here, once its picture was looked at. A second failure goes down to the refusal between
  // the account filed anew and the receipt, to which what was paid after all leads straight (VER-5).
  const std::map<std::string_view, std::size_t> most{{"corporate_verification", 1}};
  for (const Drawn& one : all_drawn()) {
    const std::size_t count = crossings_of(one.chart);
    std::cout << "crossings of " << name_of(one) << ": " << count << "\n";
    INFO(name_of(one));
    const auto bound = most.find(one.procedure->id);
    CHECK(count <= (bound == most.end() ? 0 : bound->second));
  }
}

TEST_CASE("PRO-7: the same table gives the same chart") {
  for (const Drawn& one : all_drawn()) {
    INFO(name_of(one));
    CHECK(same(one.chart, chart_of(*one.procedure, one.language, five)));
  }
}

TEST_CASE("PRO-7: where a guard decides, its words stand on both ways, and a deadline's beside the step that stays") {
  const Procedure procedure = guarded();
  const Chart zh = chart_of(procedure, Language::zh, five), en = chart_of(procedure, Language::en);
  using Lines = std::vector<std::string>;
  CHECK(edge_of(zh, 0).lines == Lines{"提交"});
  CHECK(edge_of(zh, 1).lines == Lines{"核查", "五点全部符合"});
  CHECK(edge_of(zh, 2).lines == Lines{"核查", "否：五点全部符合"});
  CHECK(edge_of(en, 2).lines == Lines{"Decide", "No: All fits"});
  CHECK(edge_of(zh, 3).lines == Lines{"逾期 · 5 个工作日"});
  CHECK(edge_of(en, 3).lines == Lines{"Overdue"});
  Procedure nobody = guarded();
  nobody.steps.front().acts = Role::clock;
  CHECK(edge_of(chart_of(nobody, Language::zh, five), 3).lines == Lines{"期满 · 5 个工作日"});
  CHECK(edge_of(chart_of(nobody, Language::en), 3).lines == Lines{"Time over"});
  CHECK(edge_of(zh, 3).mark);
  CHECK(zh.boxes.front().kind == ChartBox::Kind::start);
}

TEST_CASE("PRO-7: words are measured by a table and broken where a line may end") {
  CHECK(chart_text_width("提交", 10) == 20);
  CHECK(chart_text_width("", 10) == 0);
  CHECK(chart_text_width("ab", 100) == 114);
  using Lines = std::vector<std::string>;
  CHECK(chart_lines("Waiting for payment", 12, 80) == Lines{"Waiting for", "payment"});
  CHECK(chart_lines("一二三四五六", 10, 40) == Lines{"一二三", "四五六"});
  CHECK(chart_lines("一二三，四五", 10, 30) == Lines{"一二", "三，", "四五"});
  CHECK(chart_lines("unbreakable", 10, 20) == Lines{"unbreakable"});
}

TEST_CASE("PRO-7: the picture has every step's and every transition's words, and marks what XML would take for its own") {
  Procedure procedure = guarded();
  procedure.en = "A & <B>";
  const std::string svg = chart_svg(procedure, chart_of(procedure, Language::en, five), Language::en);
  for (const char* part :
       {"A &amp; &lt;B&gt;", ">Check<", ">Good<", ">Decide<", ">No: All fits<", "Overdue · 5", ">Finance<", ">Reseller<"}) {
    INFO(part);
    CHECK(svg.contains(part));
  }
  CHECK(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
}

TEST_CASE("PRO-7: the text has every step, transition, form, guard and effect of its table") {
  for (const Procedure* one : house_procedures().all()) {
    for (const Language language : {Language::zh, Language::en}) {
      const std::string text = procedure_markdown(*one, language, five);
      INFO(one->id);
      const auto has = [&](std::string_view name) { return name.empty() || text.contains("`" + std::string(name) + "`"); };
      for (const Step& step : one->steps) CHECK((has(step.name) && has(step.within.policy) && has(step.within.since)));
      for (const Transition& transition : one->transitions) {
        CHECK((has(transition.on) && has(transition.guard.name)));
        for (const Question& question : transition.form) CHECK(has(question.name));
        for (const Effect& effect : transition.does) CHECK(has(effect.name));
      }
    }
  }
}

TEST_CASE("PRO-7: on a page each way out of a step that has several has a number of its own, and what it stands for") {
  for (const Procedure* procedure : house_procedures().all())
    for (const Language language : {Language::zh, Language::en}) {
      const Chart chart = chart_of(*procedure, language, five, ChartForm::compact);
      INFO(procedure->id);
      std::set<std::string> numbers;
      for (const ChartEdge& edge : chart.edges) {
        const Transition& one = procedure->transitions[edge.transition];
        const auto ways = std::ranges::count_if(procedure->transitions,
                                                [&](const Transition& other) { return other.from == one.from && other.to != one.from; });
        INFO(one.from << " " << one.on << " " << one.to);
        if (edge.mark || ways < 2) {
          CHECK((edge.lines.empty() && edge.words.empty()));
          continue;
        }
        REQUIRE(edge.lines.size() == 1);
        CHECK(numbers.insert(edge.lines.front()).second);
        CHECK(edge.words.starts_with(transition_words(*procedure, one, language, five)));
        for (const ChartBox& box : chart.boxes) CHECK(!flow::overlap(edge.label, box.rect));
        for (const ChartEdge& other : chart.edges)
          if (&other != &edge && other.label.width > 0) CHECK(!flow::overlap(edge.label, other.label));
        for (const ChartEdge& other : chart.edges)
          if (other.from != edge.from || other.to != edge.to)
            for (const flow::Rect& piece : pieces_of(other)) CHECK(!passes_through(piece, edge.label));
      }
      // What is filed stands over the dot, clear of everything.
      const ChartBox& start = chart.boxes.front();
      CHECK(start.lines.size() == 1);
      CHECK(chart_text_width(start.lines.front(), chart_label_size) <= start.name.width);
      for (const ChartBox& box : chart.boxes) CHECK(!flow::overlap(start.name, box.rect));
      for (const ChartEdge& edge : chart.edges)
        for (const flow::Rect& piece : pieces_of(edge)) CHECK(!passes_through(piece, start.name));
      CHECK(start.name.right() <= chart.whole.width);
    }
}
