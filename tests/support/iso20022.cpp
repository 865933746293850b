#include "support/iso20022.h"

#ifndef __EMSCRIPTEN__
#include <filesystem>

#include "support/program.h"

namespace ch::test {

namespace {

// They lie in the archive of a Java package; it is unpacked once a run.
struct Schemas {
  Folder folder;
  std::string failed;
  Schemas() {
    for (const auto& entry : std::filesystem::directory_iterator(CH_SOURCE_DIR "/.deps/iso20022")) {
      const Ran ran = run_program("python3", {"-m", "zipfile", "-e", entry.path().string(), folder.path.string()});
      if (ran.exit != 0) failed = ran.err;
    }
  }
};

}  // namespace

std::string against_schema(const std::string& xml, const std::string& schema) {
  static const Schemas schemas;
  if (!schemas.failed.empty()) return schemas.failed;
  const Ran ran = run_program("xmllint", {"--nonet", "--noout", "--schema", schemas.folder.file(schema + ".xsd"), "-"}, xml);
  return ran.exit == 0 ? "" : "xmllint: " + ran.err;
}

}  // namespace ch::test

#endif
