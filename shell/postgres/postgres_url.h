// A connection string as people may read it.
#pragma once

#include <string>

namespace ch::postgres {

// Who, where and which database alone: a string of libpq may have secrets in it.
std::string without_password(const std::string& url);

}  // namespace ch::postgres
