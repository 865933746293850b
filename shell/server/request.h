// A request as it came and an answer as it goes, apart from the program that speaks HTTP.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ch::server {

struct Request {
  std::string method;  // "GET"
  std::string path;    // decoded, without what follows "?"
  std::map<std::string, std::string, std::less<>> query;
  std::map<std::string, std::string, std::less<>> headers;  // by lower-case name
  std::string body;
  std::string address;  // of who asks
  std::string id;       // for the log, and told in the answer

  std::string_view header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
  }
  std::string_view param(std::string_view name) const {
    const auto found = query.find(name);
    return found == query.end() ? std::string_view{} : std::string_view(found->second);
  }
};

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body = {};
  std::shared_ptr<const std::string> kept = {};  // in place of body: what many are answered with
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::vector<std::string> denied = {};  // for the record (SRV-18): what was refused for want of a right, and by which code
};
using Respond = std::function<void(Response)>;

// Reads "/a%20b?x=1&y=2" into path and parameters. False: it is no sound target.
bool read_target(std::string_view target, Request& into);

// Of the headers; empty where there is none.
std::string_view cookie_of(const Request& request, std::string_view name);
std::string_view bearer_of(const Request& request);
// SRV-17: what a cookie vouches for has to come from our own page.
bool from_elsewhere(const Request& request);
bool from_this_machine(std::string_view address);  // the loopback interface
// Who asks by way of our proxy: the last that X-Forwarded-For names, as the proxy itself has seen it. Empty: it names none.
std::string_view forwarded_for(const Request& request);

}  // namespace ch::server
