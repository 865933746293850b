#include "procedure/bpmn.h"

#include <algorithm>
#include <set>

#include "api/role_names.h"
#include "procedure/bpmn_model.h"
#include "procedure/chart_words.h"
#include "procedure/xml_out.h"

namespace ch {

namespace {

constexpr std::int32_t task_width = 120, task_height = 80, small = 40, header = 60, words_width = 100, edge_every = 80, pool_header = 30;

std::string attribute(std::string_view name, std::string_view value) {
  return value.empty() ? "" : " " + std::string(name) + "=\"" + xml_text(value) + "\"";
}

std::string element(std::string_view name, std::string_view text) {
  return "<bpmn:" + std::string(name) + ">" + xml_text(text) + "</bpmn:" + std::string(name) + ">";
}

std::string documentation(std::string_view text) { return text.empty() ? "" : element("documentation", text); }

bool on_edge(const BpmnElement& one) { return one.kind == BpmnKind::edge_message || one.kind == BpmnKind::edge_timer; }
bool is_gateway(const BpmnElement& one) {
  return one.kind == BpmnKind::exclusive || one.kind == BpmnKind::merging || one.kind == BpmnKind::event_based;
}

std::string_view tag_of(BpmnKind kind) {
  switch (kind) {
    case BpmnKind::start:
      return "startEvent";
    case BpmnKind::end:
      return "endEvent";
    case BpmnKind::user_task:
      return "userTask";
    case BpmnKind::exclusive:
    case BpmnKind::merging:
      return "exclusiveGateway";
    case BpmnKind::event_based:
      return "eventBasedGateway";
    case BpmnKind::message:
    case BpmnKind::timer:
      return "intermediateCatchEvent";
    case BpmnKind::edge_message:
    case BpmnKind::edge_timer:
      return "boundaryEvent";
  }
  return {};
}

class BpmnWriter {
 public:
  BpmnWriter(const Procedure& procedure, Language language, const PolicyNumber& number)
      : procedure_(procedure), language_(language), model_(bpmn_model(procedure, language, number)), drawing_(flow::draw(graph())) {}
  std::string all() const;

 private:
  flow::Graph graph() const;
  flow::Node node(std::size_t element) const;
  std::string label_of(const BpmnFlow& flow) const;
  std::string lane_name(Role role) const;
  std::string process() const;
  std::string flow_element(std::size_t element) const;
  std::string sequence_flow(const BpmnFlow& flow) const;
  std::string messages() const;
  std::string diagram() const;
  std::string shape(std::size_t element) const;

  const Procedure& procedure_;
  const Language language_;
  const BpmnModel model_;
  const flow::Drawing drawing_;
};

// An event's name stands on the flow out of it, where there is room kept for it; a flow's own name stands there otherwise.
std::string BpmnWriter::label_of(const BpmnFlow& flow) const {
  const BpmnElement& from = model_.elements[flow.from];
  return from.kind == BpmnKind::user_task || is_gateway(from) ? flow.name : from.name;
}

std::vector<std::string> label_lines(std::string_view text, std::int32_t most = words_width) {
  return chart_lines(text, chart_label_size, most);
}

flow::Node BpmnWriter::node(std::size_t at) const {
  const BpmnElement& one = model_.elements[at];
  flow::Node made{.width = small, .height = small, .lanes = {one.lane}};
  if (one.kind == BpmnKind::user_task) {
    const auto events = static_cast<std::int32_t>(std::ranges::count(model_.elements, std::optional(at), &BpmnElement::task));
    made.width = std::max(task_width, edge_every * events + 20);
    made.height = task_height;
  }
  if (one.task) {
    // Side by side on the task's lower edge.
    std::int32_t before = 0, all = 0;
    for (std::size_t other = 0; other < model_.elements.size(); ++other) {
      if (model_.elements[other].task != one.task) continue;
      ++all;
      if (other < at) ++before;
    }
    made.host = one.task;
    made.host_at = edge_every * before - edge_every / 2 * (all - 1);
  }
  if ((is_gateway(one) && !one.name.empty()) || one.kind == BpmnKind::end) {
    const std::vector<std::string> lines = label_lines(one.name);
    for (const std::string& line : lines) made.mark_width = std::max(made.mark_width, chart_text_width(line, chart_label_size) + 8);
    made.mark_height = static_cast<std::int32_t>(lines.size()) * chart_line_height + 4;
  }
  return made;
}

flow::Graph BpmnWriter::graph() const {
  flow::Graph made;
  made.lanes = model_.lanes.size();
  made.header = header;
  for (std::size_t at = 0; at < model_.elements.size(); ++at) made.nodes.push_back(node(at));
  for (const BpmnFlow& flow : model_.flows) {
    flow::Link link{.from = flow.from, .to = flow.to};
    if (is_gateway(model_.elements[flow.from])) link.fork = flow.from;
    if (const std::string text = label_of(flow); !text.empty()) {
      // Below an edge the words of the next event are near.
      const std::vector<std::string> lines = label_lines(text, on_edge(model_.elements[flow.from]) ? edge_every - 20 : words_width);
      for (const std::string& line : lines) link.label_width = std::max(link.label_width, chart_text_width(line, chart_label_size) + 8);
      link.label_height = static_cast<std::int32_t>(lines.size()) * chart_line_height;
    }
    made.links.push_back(link);
  }
  return made;
}

std::string BpmnWriter::lane_name(Role role) const {
  const Words words = words_of(role);
  return std::string(language_ == Language::zh ? words.zh : words.en);
}

// What is waited for at several steps is one message.
std::string BpmnWriter::messages() const {
  std::string out;
  std::set<std::string_view> said;
  for (const BpmnElement& one : model_.elements)
    if (!one.message.empty() && said.insert(one.message).second)
      out += "<bpmn:message" + attribute("id", "message_" + one.message) + attribute("name", one.name) + "/>\n";
  return out;
}

std::string BpmnWriter::flow_element(std::size_t at) const {
  const BpmnElement& one = model_.elements[at];
  const std::string tag(tag_of(one.kind));
  std::string out = "<bpmn:" + tag + attribute("id", one.id) + attribute("name", one.name) + attribute("default", one.otherwise);
  if (on_edge(one))
    out += attribute("attachedToRef", model_.elements[*one.task].id) + attribute("cancelActivity", one.interrupting ? "true" : "false");
  out += ">" + documentation(one.documentation);
  for (const BpmnFlow& flow : model_.flows)
    if (flow.to == at) out += element("incoming", flow.id);
  for (const BpmnFlow& flow : model_.flows)
    if (flow.from == at) out += element("outgoing", flow.id);
  if (!one.message.empty())
    out += "<bpmn:messageEventDefinition" + attribute("id", "on_" + one.id) + attribute("messageRef", "message_" + one.message) + "/>";
  if (one.kind == BpmnKind::timer || one.kind == BpmnKind::edge_timer)
    out += "<bpmn:timerEventDefinition" + attribute("id", "on_" + one.id) + "><bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">" +
           xml_text(one.duration) + "</bpmn:timeDuration></bpmn:timerEventDefinition>";
  return out + "</bpmn:" + tag + ">\n";
}

std::string BpmnWriter::sequence_flow(const BpmnFlow& flow) const {
  std::string out = "<bpmn:sequenceFlow" + attribute("id", flow.id) + attribute("name", flow.name) +
                    attribute("sourceRef", model_.elements[flow.from].id) + attribute("targetRef", model_.elements[flow.to].id) + ">" +
                    documentation(flow.documentation);
  if (!flow.condition.empty())
    out += "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">" + xml_text(flow.condition) + "</bpmn:conditionExpression>";
  return out + "</bpmn:sequenceFlow>\n";
}

std::string BpmnWriter::process() const {
  std::string out = "<bpmn:process" + attribute("id", procedure_.id) + " isExecutable=\"true\">\n" +
                    documentation(std::string(procedure_.rules) + ", version " + std::to_string(procedure_.version)) +
                    "\n<bpmn:laneSet id=\"lanes\">\n";
  for (std::size_t lane = 0; lane < model_.lanes.size(); ++lane) {
    out += "<bpmn:lane" + attribute("id", "lane_" + std::to_string(lane + 1)) + attribute("name", lane_name(model_.lanes[lane])) + ">";
    for (const BpmnElement& one : model_.elements)
      if (one.lane == lane) out += element("flowNodeRef", one.id);
    out += "</bpmn:lane>\n";
  }
  out += "</bpmn:laneSet>\n";
  for (std::size_t at = 0; at < model_.elements.size(); ++at) out += flow_element(at);
  for (const BpmnFlow& flow : model_.flows) out += sequence_flow(flow);
  return out + "</bpmn:process>\n";
}

std::string numbers(const flow::Rect& at) {
  return attribute("x", std::to_string(at.x)) + attribute("y", std::to_string(at.y)) + attribute("width", std::to_string(at.width)) +
         attribute("height", std::to_string(at.height));
}

std::string bounds(const flow::Rect& at) { return "<dc:Bounds" + numbers(at) + "/>"; }
std::string label(const flow::Rect& at) { return at.width == 0 ? "" : "<bpmndi:BPMNLabel>" + bounds(at) + "</bpmndi:BPMNLabel>"; }

std::string BpmnWriter::shape(std::size_t at) const {
  const BpmnElement& one = model_.elements[at];
  flow::Rect words = drawing_.marks[at];
  for (std::size_t flow = 0; flow < model_.flows.size(); ++flow) {
    const bool of_event = model_.flows[flow].from == at && !is_gateway(one) && one.kind != BpmnKind::user_task;
    if (of_event) words = drawing_.labels[flow];
  }
  if (words.width > 0 && one.kind != BpmnKind::user_task && drawing_.marks[at].width > 0) words.x += (small - words.width) / 2;
  return "<bpmndi:BPMNShape" + attribute("id", one.id + "_shape") + attribute("bpmnElement", one.id) +
         (one.kind == BpmnKind::exclusive || one.kind == BpmnKind::merging ? " isMarkerVisible=\"true\"" : "") + ">" +
         bounds(drawing_.nodes[at]) + label(words) + "</bpmndi:BPMNShape>\n";
}

std::string BpmnWriter::diagram() const {
  const auto lane_shape = [](const std::string& id, const flow::Rect& at) {
    return "<bpmndi:BPMNShape" + attribute("id", id + "_shape") + attribute("bpmnElement", id) + " isHorizontal=\"true\">" + bounds(at) +
           "</bpmndi:BPMNShape>\n";
  };
  std::string out = "<bpmndi:BPMNDiagram id=\"diagram\"><bpmndi:BPMNPlane id=\"plane\" bpmnElement=\"collaboration\">\n" +
                    lane_shape("participant", drawing_.whole);
  for (std::size_t lane = 0; lane < model_.lanes.size(); ++lane) {
    flow::Rect at = drawing_.lanes[lane];
    at.x += pool_header;
    at.width -= pool_header;
    out += lane_shape("lane_" + std::to_string(lane + 1), at);
  }
  for (std::size_t at = 0; at < model_.elements.size(); ++at) out += shape(at);
  for (std::size_t i = 0; i < model_.flows.size(); ++i) {
    const BpmnFlow& flow = model_.flows[i];
    out += "<bpmndi:BPMNEdge" + attribute("id", flow.id + "_edge") + attribute("bpmnElement", flow.id) + ">";
    for (const flow::Point& point : drawing_.links[i])
      out += "<di:waypoint" + attribute("x", std::to_string(point.x)) + attribute("y", std::to_string(point.y)) + "/>";
    out += (flow.name.empty() ? "" : label(drawing_.labels[i])) + "</bpmndi:BPMNEdge>\n";
  }
  return out + "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>\n";
}

std::string BpmnWriter::all() const {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<bpmn:definitions xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
         "xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" "
         "xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\" id=\"definitions\" "
         "targetNamespace=\"urn:countinghouse:procedures\">\n" +
         messages() + "<bpmn:collaboration id=\"collaboration\"><bpmn:participant id=\"participant\"" +
         attribute("name", language_ == Language::zh ? procedure_.zh : procedure_.en) + attribute("processRef", procedure_.id) +
         "/></bpmn:collaboration>\n" + process() + diagram() + "</bpmn:definitions>\n";
}

}  // namespace

std::string bpmn_of(const Procedure& procedure, Language language, const PolicyNumber& number) {
  return BpmnWriter(procedure, language, number).all();
}

}  // namespace ch
