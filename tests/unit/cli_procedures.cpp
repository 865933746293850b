// SRV-1, PRO-7: the procedures from the command line.
#ifndef __EMSCRIPTEN__
#include <catch_amalgamated.hpp>

#include "house/house.h"
#include "support/program.h"

namespace {

using namespace ch::test;

Ran procedures(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "procedures");
  return countinghouse(arguments);
}

TEST_CASE("PRO-7: the command line lists and shows the procedures, and refuses what it does not know") {
  const Ran list = procedures({"list"});
  CHECK(list.exit == 0);
  for (const ch::Procedure* one : ch::house_procedures().all()) CHECK(list.out.contains(std::string(one->id)));
  const Ran show = procedures({"show", "withdrawal", "--language", "en"});
  CHECK(show.exit == 0);
  CHECK(show.out.starts_with("# Withdrawal\n"));
  const json data = json::parse(procedures({"show", "corporate_verification", "--json"}).out);
  CHECK(data["steps"].back() == json{{"name", "refused"}, {"acts", "clock"}, {"end", true}, {"failed", true}});
  CHECK(data["transitions"][4] == json{{"from", "passed"},
                                       {"on", "batch"},
                                       {"to", "held"},
                                       {"by", "person"},
                                       {"who", {"value_added_services"}},
                                       {"guard", {{"name", "account_is_unique"}, {"negated", true}}},
                                       {"not_by", json::array()}});
  const Ran unknown = procedures({"show", "nothing", "--json"});
  CHECK(unknown.exit == 2);
  CHECK(unknown.err.contains("\"error\":\"no_such_procedure\""));
  CHECK(procedures({"draw"}).exit == 2);
  CHECK(procedures({"export"}).exit == 2);
}

TEST_CASE("PRO-7: the command line writes a file for each procedure, in a folder that it makes") {
  const Folder folder;
  const std::string out = (folder.path / "charts").string();
  for (const std::string format : {"svg", "md"}) {
    CHECK(procedures({"export", "--format", format, "--out", out}).exit == 0);
    for (const ch::Procedure* one : ch::house_procedures().all())
      CHECK(!read_text(out + "/" + std::string(one->id) + "." + format).empty());
  }
  const Ran one = procedures({"export", "withdrawal", "--format", "bpmn", "--out", out, "--json"});
  CHECK(one.exit == 0);
  CHECK(one.out.contains("\"procedure\":\"withdrawal\""));
  CHECK(read_text(out + "/withdrawal.bpmn").contains("bpmndi:BPMNDiagram"));
  CHECK(procedures({"export", "--out", out + "/withdrawal.bpmn"}).exit == 4);
}

}  // namespace
#endif
