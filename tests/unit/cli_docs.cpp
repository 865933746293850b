// SRV-1: what docs/cli.md shows is run as it stands there, and answers what stands there.
#ifndef __EMSCRIPTEN__
#include <catch_amalgamated.hpp>

#include <sstream>

#include "support/program.h"

namespace {

using namespace ch::test;

struct Block {
  std::string language, text;
};

std::vector<Block> blocks_of(const std::string& markdown) {
  std::vector<Block> blocks;
  std::istringstream lines(markdown);
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) blocks.push_back({line.substr(3), ""});
    } else if (inside) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

// Whether the line has the pieces between the dots, in their order, and begins and ends like them.
bool fits(std::string_view line, std::string_view shown) {
  constexpr std::string_view dots = "…";
  bool begins = true;
  for (;;) {
    const auto end = shown.find(dots);
    const std::string_view piece = shown.substr(0, end);
    if (end == shown.npos) return begins ? line == piece : line.ends_with(piece);
    const auto at = line.find(piece);
    if (at == line.npos || (begins && at != 0)) return false;
    line.remove_prefix(at + piece.size());
    shown.remove_prefix(end + dots.size());
    begins = false;
  }
}

TEST_CASE("SRV-1: the examples of docs/cli.md run as they stand there, and answer what stands there", "[sqlite]") {
  Folder folder;
  std::string out;
  std::size_t ran = 0, compared = 0;
  for (const Block& block : blocks_of(read_text(std::string(CH_SOURCE_DIR) + "/docs/cli.md"))) {
    if (block.language == "sh") {
      const std::string setting = "set -e; cd '" + folder.path.string() + "'; PATH='" CH_BUILD_DIR "':$PATH\n";
      const Ran done = run_program("sh", {"-c", setting + block.text});
      INFO(block.text << done.out << done.err);
      REQUIRE(done.exit == 0);
      out = done.out;
      ++ran;
    } else if (block.language == "text") {
      std::istringstream said(out), shown(block.text);
      std::string line, wanted;
      while (std::getline(shown, wanted)) {
        INFO("shown: " << wanted << "\nsaid: " << out);
        bool found = false;
        while (!found && std::getline(said, line)) found = fits(line, wanted);
        REQUIRE(found);
        ++compared;
      }
    }
  }
  CHECK(ran >= 6);
  CHECK(compared >= 10);
}

}  // namespace
#endif
