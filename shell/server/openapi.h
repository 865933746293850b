// The API in the words of OpenAPI 3.1 (SRV-3), made from the tables of commands, queries and codes: nothing about a payload is written
// twice.
#pragma once

#include <string>

namespace ch::server {

const std::string& openapi();

}  // namespace ch::server
