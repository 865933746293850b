// A procedure's flow chart, made from its table (PRO-7): plain data in whole numbers, for a page to draw with a case's place on it, for SVG
// and for whatever else draws. Nothing in it is placed by hand.
#pragma once

#include <functional>

#include "api/language.h"
#include "procedure/layout.h"
#include "procedure/procedure.h"

namespace ch {

struct ChartLane {
  Role role;  // the clock: where nobody acts
  std::string_view zh, en;
  flow::Rect area;
};

struct ChartBox {
  enum class Kind : std::uint8_t { start, task, waiting, end };
  Kind kind;
  std::string_view step;  // its name; empty at the start
  bool failed;
  std::size_t lane, column;
  flow::Rect rect;
  std::vector<std::string> lines;  // of the start: what is filed there, where no line says it
  flow::Rect name = {};            // then: for those, above it
};

// One for each transition, in the table's order. Transitions between the same two steps lie on one line; an overdue step that stays has
// none, but a mark above its box.
struct ChartEdge {
  std::size_t transition;
  std::size_t from, to;  // boxes
  bool mark = false;
  std::vector<flow::Point> line;
  flow::Rect label;
  std::vector<std::string> lines;  // the label's
  std::string words = {};          // compact: what its number stands for
};

struct Chart {
  flow::Rect whole;
  std::vector<ChartLane> lanes;  // from the top
  std::vector<ChartBox> boxes;
  std::vector<ChartEdge> edges;
};

// How many, by the policy value of that name; nothing where it is not known.
using PolicyNumber = std::function<std::optional<std::int64_t>(std::string_view)>;

// Whole: with words on each edge, for paper. Compact, for a page: a number on each way out of a step that has several, and what it stands
// for.
enum class ChartForm : std::uint8_t { whole, compact };

Chart chart_of(const Procedure& procedure, Language language, const PolicyNumber& number = {}, ChartForm form = ChartForm::whole);

std::string chart_svg(const Procedure& procedure, const Chart& chart, Language language);

}  // namespace ch
