// The page's files, held in memory, with what a browser needs to take them safely (SRV-17): content types, entity tags, and a policy under
// which no script runs but ours.
#pragma once

#include "server/request.h"

namespace ch::server {

class Bundle {
 public:
  // The folder with index.html; empty: there is no page here. Throws std::runtime_error where a file cannot be read.
  explicit Bundle(const std::string& folder);
  // None: it has no such file.
  std::optional<Response> find(const Request& request) const;

 private:
  struct File {
    std::string type, tag;
    std::shared_ptr<const std::string> content;
  };
  std::map<std::string, File, std::less<>> files_;  // by path: "/worker/client.js"
};

// On every answer.
const std::vector<std::pair<std::string, std::string>>& safety_headers();

}  // namespace ch::server
