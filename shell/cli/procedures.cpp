// countinghouse procedures: the procedures' tables as flow charts, as BPMN and as text (PRO-7). Needs no tenant: they are the program's.
#include <array>
#include <filesystem>
#include <map>

#include "cli/answers.h"
#include "cli/programs.h"
#include "house/house.h"
#include "house/packs.h"
#include "procedure/bpmn.h"
#include "procedure/chart.h"
#include "procedure/procedure_markdown.h"

namespace ch::cli {

namespace {

// The numbers of the built-in packs, in the words of deadlines.
PolicyNumber built_in_numbers() {
  std::map<std::string, std::int64_t, std::less<>> numbers;
  for (const char* pack : {"credit", "promo"}) {
    const auto read = nlohmann::json::parse(built_in_pack(pack));
    for (const auto& value : read.at("values"))
      if (value.at("kind") == "number") numbers[value.at("name")] = std::stoll(value.at("value").get<std::string>());
  }
  return [numbers](std::string_view name) -> std::optional<std::int64_t> {
    const auto found = numbers.find(name);
    return found == numbers.end() ? std::nullopt : std::optional(found->second);
  };
}

const Procedure& procedure_of(const std::string& id) {
  if (const Procedure* found = house_procedures().newest(id)) return *found;
  throw Failure{usage,
                "no_such_procedure",
                {"没有流程 " + id, "There is no procedure " + id},
                {"见 countinghouse procedures list。", "`countinghouse procedures list` has them all."}};
}

std::string drawn(const Procedure& procedure, const std::string& format, Language language) {
  static const PolicyNumber numbers = built_in_numbers();
  if (format == "bpmn") return bpmn_of(procedure, language, numbers);
  if (format == "md") return procedure_markdown(procedure, language, numbers);
  return chart_svg(procedure, chart_of(procedure, language, numbers), language);
}

// An older version keeps its number in its name.
std::string file_of(const Procedure& procedure, const std::string& format) {
  const bool newest = house_procedures().newest(procedure.id) == &procedure;
  return std::string(procedure.id) + (newest ? "" : "-v" + std::to_string(procedure.version)) + "." + format;
}

int list(bool json) {
  for (const Procedure* one : house_procedures().all()) {
    if (json) {
      say(line_of({{"id", one->id},
                   {"version", one->version},
                   {"zh", one->zh},
                   {"en", one->en},
                   {"rules", one->rules},
                   {"pack", one->pack},
                   {"steps", one->steps.size()},
                   {"transitions", one->transitions.size()}}));
      continue;
    }
    std::string line = std::string(one->id);
    line.append(line.size() < 34 ? 34 - line.size() : 1, ' ');
    say(line + std::string(one->zh) + " · " + std::string(one->en) + " [" + std::string(one->rules) + "]\n");
  }
  return done;
}

// The table as data: who goes where, and what decides about it.
ordered_json data_of(const Procedure& procedure) {
  static constexpr std::array<std::string_view, 4> triggers{"person", "command", "event", "clock"};
  ordered_json data{{"id", procedure.id}, {"version", procedure.version}};
  for (const Step& step : procedure.steps)
    data["steps"].push_back({{"name", step.name}, {"acts", role_name(step.acts)}, {"end", step.end}, {"failed", step.failed}});
  for (const Transition& one : procedure.transitions) {
    ordered_json way{{"from", one.from}, {"on", one.on}, {"to", one.to}, {"by", triggers.at(static_cast<std::size_t>(one.by))}};
    way["who"] = ordered_json::array();
    for (const Role role : one.who) way["who"].push_back(role_name(role));
    if (!one.guard.name.empty()) way["guard"] = {{"name", one.guard.name}, {"negated", one.guard.negated}};
    way["not_by"] = one.not_by;
    data["transitions"].push_back(std::move(way));
  }
  return data;
}

int show(const ProceduresOptions& options, Language language) {
  const Procedure& procedure = procedure_of(options.id);
  say(options.json ? pretty(data_of(procedure)) : drawn(procedure, "md", language));
  return done;
}

int export_all(const ProceduresOptions& options, Language language) {
  if (options.out.empty())
    throw Failure{usage, "out", {"未写明输出文件夹", "No folder to write to was named"}, {"请加上 --out 文件夹。", "Add --out FOLDER."}};
  std::vector<const Procedure*> asked(house_procedures().all().begin(), house_procedures().all().end());
  if (!options.id.empty()) asked = {&procedure_of(options.id)};
  make_folder(options.out);
  for (const Procedure* one : asked) {
    const std::string file = (std::filesystem::path(options.out) / file_of(*one, options.format)).string();
    Output out(file);
    out.write(drawn(*one, options.format, language));
    out.finish();
    if (options.json) say(line_of({{"procedure", one->id}, {"version", one->version}, {"file", file}}));
  }
  if (!options.json) say("procedures " + std::to_string(asked.size()) + "\n");
  return done;
}

}  // namespace

int procedures(const ProceduresOptions& options) {
  const Language language = options.language == "en" ? Language::en : Language::zh;
  if (options.what == "list") return list(options.json);
  if (options.what == "show") return show(options, language);
  return export_all(options, language);
}

}  // namespace ch::cli
