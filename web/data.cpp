#include "web/data.h"

#include <nlohmann/json.hpp>

#include "web/widgets/mirror.h"

namespace ch::web {

namespace {
const nlohmann::json& of(const void* node) { return *static_cast<const nlohmann::json*>(node); }
}  // namespace

struct Data::Tree {
  nlohmann::json root;
};

Data Data::parse(std::string_view json) {
  auto tree = std::make_shared<Tree>(Tree{nlohmann::json::parse(json, nullptr, false)});
  Data data;
  if (tree->root.is_discarded()) return data;
  data.node_ = &tree->root;
  data.tree_ = std::move(tree);
  return data;
}

Data Data::operator[](std::string_view key) const {
  Data found;
  if (!is_object()) return found;
  const auto it = of(node_).find(key);
  if (it == of(node_).end()) return found;
  found.tree_ = tree_;
  found.node_ = &*it;
  return found;
}

Data Data::at(std::size_t index) const {
  Data found;
  if (!is_array() || index >= of(node_).size()) return found;
  found.tree_ = tree_;
  found.node_ = &of(node_)[index];
  return found;
}

std::size_t Data::size() const { return is_array() || is_object() ? of(node_).size() : 0; }

std::vector<std::string> Data::keys() const {
  std::vector<std::string> keys;
  if (is_object())
    for (const auto& [key, value] : of(node_).items()) keys.push_back(key);
  return keys;
}

bool Data::empty() const { return node_ == nullptr || of(node_).is_null(); }
bool Data::is_array() const { return node_ != nullptr && of(node_).is_array(); }
bool Data::is_object() const { return node_ != nullptr && of(node_).is_object(); }

std::string Data::text() const {
  if (empty()) return {};
  return of(node_).is_string() ? of(node_).get<std::string>() : json();
}

std::int64_t Data::integer(std::int64_t otherwise) const {
  return node_ != nullptr && of(node_).is_number_integer() ? of(node_).get<std::int64_t>() : otherwise;
}

bool Data::flag(bool otherwise) const { return node_ != nullptr && of(node_).is_boolean() ? of(node_).get<bool>() : otherwise; }

std::string Data::json() const {
  return node_ == nullptr ? "null" : of(node_).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void JsonObject::head(std::string_view key) {
  out_ += out_.empty() ? '{' : ',';
  out_ += ui::json_text(key) + ":";
}

JsonObject& JsonObject::put(std::string_view key, std::string_view text) {
  head(key);
  out_ += ui::json_text(text);
  return *this;
}

JsonObject& JsonObject::put(std::string_view key, std::int64_t number) {
  head(key);
  out_ += std::to_string(number);
  return *this;
}

JsonObject& JsonObject::put(std::string_view key, bool flag) {
  head(key);
  out_ += flag ? "true" : "false";
  return *this;
}

JsonObject& JsonObject::put_json(std::string_view key, std::string_view json) {
  head(key);
  out_ += json;
  return *this;
}

JsonArray& JsonArray::add(std::string_view text) { return add_json(ui::json_text(text)); }

JsonArray& JsonArray::add_json(std::string_view json) {
  out_ += out_.empty() ? '[' : ',';
  out_ += json;
  return *this;
}

}  // namespace ch::web
