// One line of JSON for each thing that happened (SRV-19). No secret, no payload.
#pragma once

#include <cstdio>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

namespace ch::server {

class Log {
 public:
  using Value = std::variant<std::string_view, std::int64_t>;
  struct Field {
    std::string_view name;
    Value value;
  };
  // `requests`: each answered one too, not only those that failed. Written to `to`, which outlives it.
  Log(std::FILE* to, bool requests) : to_(to), requests_(requests) {}
  void say(std::string_view level, std::string_view event, std::initializer_list<Field> fields);
  bool requests() const { return requests_; }

 private:
  std::FILE* to_;
  const bool requests_;
  std::mutex mutex_;
};

}  // namespace ch::server
