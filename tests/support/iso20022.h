// The schemas of ISO 20022, as an oracle for what we write and for the statements that tests read. Natively only.
#pragma once

#ifndef __EMSCRIPTEN__

#include <string>

namespace ch::test {

// What xmllint has to say against the document, by the schema of that name ("pain.001.001.09"); empty where it is valid.
std::string against_schema(const std::string& xml, const std::string& schema);

}  // namespace ch::test

#endif
