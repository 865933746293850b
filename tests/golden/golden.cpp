// Replays every golden history against the real engine. With CH_RECORD_GOLDEN set it plays the paths and writes them first: then look
// at what changed, and why, before you keep it.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "accounts/procedures.h"
#include "engine/audit.h"
#include "golden/history.h"
#include "record/json_codec.h"
#include "support/walker.h"

namespace {

using namespace ch;
using namespace ch::test;

std::filesystem::path folder() { return std::filesystem::path(CH_SOURCE_DIR) / "tests/golden"; }

void replay(std::istream& file) {
  const auto store = fresh_store();
  Engine engine(*store, house_catalogue());
  REQUIRE(engine.open().has_value());
  bool ended = false;
  for (std::string text; std::getline(file, text);) {
    const json line = json::parse(text);
    INFO(text.substr(0, 400));
    REQUIRE_FALSE(ended);
    if (line.contains("tick")) {
      engine.tick(*Instant::parse(line["tick"].get<std::string>()));
    } else if (line.contains("end")) {
      ended = true;
      CHECK(engine.last_seq() == line["end"]["seq"].get<std::int64_t>());
      CHECK(hex(engine.chain_head()) == line["end"]["chain_head"].get<std::string>());
      CHECK(hex(digest_of_tables(*store, house_catalogue())) == line["end"]["tables"].get<std::string>());
    } else {
      const auto actor = decode<Actor>(line["actor"]);
      REQUIRE(actor.has_value());
      const Envelope envelope{*Uuid::parse(line["id"].get<std::string>()), line["name"].get<std::string>(), line["payload"].dump(), *actor,
                              *Instant::parse(line["now"].get<std::string>())};
      REQUIRE(outcome_line(engine.execute(envelope)) == line["outcome"]);
    }
  }
  CHECK(ended);
  CHECK(audit(*store, house_catalogue()).fault == "");
}

bool of_todays_packs(const std::string& history) {
  std::istringstream lines(history);
  for (std::string line; std::getline(lines, line);) {
    const bool first = line.find(R"("name":"bootstrap")") != std::string::npos;
    if (!first && line.find(R"("name":"load_pack")") == std::string::npos) continue;
    if (json::parse(line)["payload"]["values"] != pack(first ? "credit" : "promo")["values"]) return false;
  }
  return true;
}

TEST_CASE("PRE-1 to PRE-22: golden histories, one a path, end with the same chain head and digest") {
  if (std::getenv("CH_RECORD_GOLDEN") != nullptr) {
    for (const Path& path : paths()) {
      INFO(path.name << " " << path.rules);
      Recorder recorder;
      path.play(recorder);
      std::ofstream(folder() / (std::string(path.name) + ".jsonl")) << recorder.finish();
    }
  }
  std::set<std::string> files, wanted;
  for (const auto& entry : std::filesystem::directory_iterator(folder()))
    if (entry.path().extension() == ".jsonl") files.insert(entry.path().stem().string());
  for (const Path& path : paths()) wanted.insert(path.name);
  CHECK(files == wanted);
  for (const Path& path : paths()) {
    DYNAMIC_SECTION(path.name << ": " << path.rules) {
      std::ifstream file(folder() / (std::string(path.name) + ".jsonl"));
      REQUIRE(file.good());
      replay(file);
    }
  }
}

TEST_CASE("PRE-1 to PRE-22: the paths played anew give the golden histories, byte for byte") {
  for (const Path& path : paths()) {
    DYNAMIC_SECTION(path.name) {
      std::ifstream file(folder() / (std::string(path.name) + ".jsonl"));
      const std::string kept((std::istreambuf_iterator<char>(file)), {});
      Recorder recorder;
      path.play(recorder);
      // A change of the pack alone changes what is played, and not what the history says.
      if (of_todays_packs(kept))
        CHECK(recorder.finish() == kept);
      else
        CHECK_FALSE(recorder.finish().empty());
    }
  }
}

TEST_CASE("PRO-1: a procedure's golden history takes every transition of its table") {
  for (const Path& path : case_paths()) {
    INFO(path.name);
    Recorder recorder;
    path.play(recorder);
    std::map<std::string, Walked> by_procedure;
    add_walked(recorder.engine(), by_procedure);
    for (const std::string& name : {std::string(path.name), std::string("appeal")}) {
      const Procedure& procedure = *house_procedures().newest(name);
      if (!by_procedure.contains(name)) continue;
      for (const Transition& way : procedure.transitions) {
        const std::string taken = std::string(way.from) + ">" + std::string(way.on) + ">" + std::string(way.to);
        INFO(taken);
        CHECK(by_procedure[name].transitions.contains(taken));
      }
    }
  }
}

TEST_CASE("PRO-1: the golden histories of chapter 03 take every transition of its procedures") {
  std::map<std::string, Walked> by_procedure;
  for (const Path& path : paths()) {
    Recorder recorder;
    path.play(recorder);
    add_walked(recorder.engine(), by_procedure);
  }
  for (const Procedure* procedure : account_procedures()) {
    for (const Transition& way : procedure->transitions) {
      const std::string taken = std::string(way.from) + ">" + std::string(way.on) + ">" + std::string(way.to);
      INFO(procedure->id << " " << taken);
      CHECK(by_procedure[std::string(procedure->id)].transitions.contains(taken));
    }
  }
}

}  // namespace
