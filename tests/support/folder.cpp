#include "support/folder.h"

#include <catch_amalgamated.hpp>
#include <cstdlib>

namespace ch::test {

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "countinghouse-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  path = name;
}

Folder::~Folder() {
  std::error_code error;
  std::filesystem::remove_all(path, error);
}

}  // namespace ch::test
