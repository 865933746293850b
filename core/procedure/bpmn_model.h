// A procedure as the elements of BPMN, before they are written: each is a node of a flow chart, and each flow a link.
#pragma once

#include "procedure/chart.h"

namespace ch {

enum class BpmnKind : std::uint8_t {
  start,
  end,
  user_task,
  exclusive,     // a gateway that decides
  merging,       // one where ways come together
  event_based,   // one that waits for whichever event comes first
  message,       // caught on its way
  timer,         // caught on its way
  edge_message,  // on a task's edge
  edge_timer,    // on a task's edge
};

struct BpmnElement {
  BpmnKind kind;
  std::string id, name, documentation;
  std::size_t lane;
  std::optional<std::size_t> task = {};  // on whose edge it is
  bool interrupting = true;              // of an event on an edge
  std::string duration = {};             // of a timer
  std::string message = {};              // that it waits for
  std::string otherwise = {};            // a gateway's flow where no condition holds
};

struct BpmnFlow {
  std::string id;
  std::size_t from, to;
  std::string name = {}, condition = {}, documentation = {};
};

struct BpmnModel {
  std::vector<Role> lanes;
  std::vector<BpmnElement> elements;  // in the order of the usual way, as the layout wants them
  std::vector<BpmnFlow> flows;
};

BpmnModel bpmn_model(const Procedure& procedure, Language language, const PolicyNumber& number);

}  // namespace ch
