#include "postgres/postgres_url.h"

#include <libpq-fe.h>

#include <map>

namespace ch::postgres {

std::string without_password(const std::string& url) {
  std::map<std::string, std::string> said;
  PQconninfoOption* const parts = PQconninfoParse(url.c_str(), nullptr);
  for (const PQconninfoOption* part = parts; part && part->keyword; ++part)
    if (part->val) said[part->keyword] = part->val;
  PQconninfoFree(parts);
  return "postgresql://" + (said["user"].empty() ? "" : said["user"] + "@") + said["host"] +
         (said["port"].empty() ? "" : ":" + said["port"]) + "/" + said["dbname"];
}

}  // namespace ch::postgres
