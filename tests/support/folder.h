// Where a test keeps its files: two runs of the tests on one machine share none.
#pragma once

#include <filesystem>
#include <string>

namespace ch::test {

// A folder of its own, gone afterwards.
struct Folder {
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name) const { return (path / name).string(); }
  std::filesystem::path path;
};

}  // namespace ch::test
