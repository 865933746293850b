// case_log: PRO-9. Every case that he sees who asks (CON-11), with all that happened to it, as a log in XES (IEEE 1849) for programs that
// mine processes.
#include "api/codes.h"
#include "api/role_names.h"
#include "engine/paging.h"
#include "procedure/commands.h"
#include "procedure/history.h"
#include "procedure/sight.h"
#include "procedure/view_parts.h"
#include "procedure/xml_out.h"

namespace ch {

namespace {

constexpr std::int64_t cases_a_page = 100, seen_a_page = 2'000;

constexpr std::string_view head = R"(<?xml version="1.0" encoding="UTF-8"?>
<log xmlns="http://www.xes-standard.org/" xes.version="1849-2016" xes.features="">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <string key="lifecycle:transition" value="complete"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
)";

class Log {
 public:
  Log(ReadContext& context, Language language) : context_(context), language_(language) {}

  void add(const Case& one, CaseLogView& view) {
    const Procedure& procedure = procedure_of(*context_.procedures, one);
    out_ += "  <trace>\n";
    string(4, "concept:name", one.subject);
    string(4, "procedure", Words{procedure.zh, procedure.en}.in(language_));
    string(4, "version", std::to_string(one.version));
    context_.rows.scan<CaseEvent>({.prefix = key_of(one.id)}, [&](const CaseEvent& event) {
      out_ += "    <event>\n";
      string(6, "concept:name", words_of_event(procedure, event).in(language_));
      string(6, "lifecycle:transition", "complete");
      out_ += "      <date key=\"time:timestamp\" value=\"" + text(event.at) + "\"/>\n";
      if (!event.user_name.empty()) string(6, "org:resource", event.user_name);
      string(6, "org:role", words_of(event.role).in(language_));
      string(6, "step", event.to_step.empty() ? event.from_step : event.to_step);
      out_ += "    </event>\n";
      return ++view.events, true;
    });
    out_ += "  </trace>\n";
    ++view.cases;
  }
  std::string& text_so_far() { return out_; }

 private:
  void string(int indent, std::string_view key, std::string_view value) {
    out_.append(static_cast<std::size_t>(indent), ' ');
    out_.append("<string key=\"").append(key).append("\" value=\"").append(xml_text(value)).append("\"/>\n");
  }

  ReadContext& context_;
  const Language language_;
  std::string out_;
};

Result<CaseLogView> run(const AskCaseLog& ask, ReadContext& context) {
  if (ask.procedure && !context.procedures->newest(*ask.procedure))
    return refused("unknown_procedure", "procedure", {{"name", *ask.procedure}});
  Scan scan;
  CH_TRY(go_on_after(ask.cursor, record_type<Case>(), scan));
  Log log(context, ask.language);
  if (!ask.cursor) log.text_so_far() = head;
  CaseLogView view{};
  std::int64_t looked_at = 0;
  CaseId last;
  context.rows.scan<Case>(scan, [&](const Case& one) {
    if (view.cases == cases_a_page || looked_at == seen_a_page) return view.next = cursor_of(key_of(last)), false;
    ++looked_at;
    last = one.id;
    if ((!ask.procedure || one.procedure == *ask.procedure) && sees(context, one)) log.add(one, view);
    return true;
  });
  view.content = std::move(log.text_so_far());
  if (view.next.empty()) view.content += "</log>\n";
  return view;
}

}  // namespace

Query case_log_query() { return query<AskCaseLog, CaseLogView>("case_log", nullptr, run); }

}  // namespace ch
