// JSON in the page: views and outcomes read, payloads written. The parser itself stays in one translation unit.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ch::web {

// A value that was read; asking for what is not there gives an empty one, so a page never fails on a missing field.
class Data {
 public:
  Data() = default;
  [[nodiscard]] static Data parse(std::string_view json);  // an empty value if it is no JSON

  [[nodiscard]] Data operator[](std::string_view key) const;
  [[nodiscard]] Data at(std::size_t index) const;
  [[nodiscard]] std::size_t size() const;  // of an array or object
  [[nodiscard]] std::vector<std::string> keys() const;
  [[nodiscard]] bool empty() const;  // absent or null
  [[nodiscard]] bool is_array() const;
  [[nodiscard]] bool is_object() const;

  [[nodiscard]] std::string text() const;  // a string; a number or truth value as its JSON
  [[nodiscard]] std::int64_t integer(std::int64_t otherwise = 0) const;
  [[nodiscard]] bool flag(bool otherwise = false) const;
  [[nodiscard]] std::string json() const;

 private:
  struct Tree;
  std::shared_ptr<const Tree> tree_;
  const void* node_ = nullptr;
};

class JsonObject {
 public:
  JsonObject& put(std::string_view key, std::string_view text);
  JsonObject& put(std::string_view key, const char* text) { return put(key, std::string_view(text)); }
  JsonObject& put(std::string_view key, const std::string& text) { return put(key, std::string_view(text)); }
  JsonObject& put(std::string_view key, std::int64_t number);
  JsonObject& put(std::string_view key, bool flag);
  JsonObject& put_json(std::string_view key, std::string_view json);
  [[nodiscard]] std::string take() const { return out_.empty() ? "{}" : out_ + "}"; }

 private:
  void head(std::string_view key);
  std::string out_;
};

class JsonArray {
 public:
  JsonArray& add(std::string_view text);
  JsonArray& add_json(std::string_view json);
  [[nodiscard]] std::string take() const { return out_.empty() ? "[]" : out_ + "]"; }

 private:
  std::string out_;
};

}  // namespace ch::web
