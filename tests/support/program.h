// Drives the real program (build/native/countinghouse): run it, feed it, kill it. Natively only.
#pragma once

#ifndef __EMSCRIPTEN__

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/folder.h"

namespace ch::test {

using nlohmann::json;

struct Ran {
  int exit = -1;
  std::string out, err;
  std::vector<json> lines() const;  // of `out`, each a JSON value
};

// What a machine may refuse it.
struct Machine {
  std::uint64_t largest_file = 0;    // bytes; 0: no limit
  bool rights_of_root = true;        // false: what is read-only is so for root too
  bool standard_output_read = true;  // false: a pipe that nobody reads any more
};
// By its arguments, never through a shell. `in` is its standard input.
Ran run_program(const std::string& program, const std::vector<std::string>& arguments, const std::string& in = "",
                const Machine& machine = {});
Ran countinghouse(const std::vector<std::string>& arguments, const std::string& in = "", const Machine& machine = {});
// Takes it down by SIGKILL once it has written so many bytes; answers with what was read until then.
std::string killed_after(const std::vector<std::string>& arguments, const std::string& in, std::size_t bytes);

bool on_path(const std::string& program);

std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);

}  // namespace ch::test

#endif
