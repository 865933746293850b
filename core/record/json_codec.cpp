#include "record/json_codec.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "json/strict.h"

namespace ch {

using nlohmann::json;

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

class JsonSink final : public Sink {
 public:
  json made = json::object();
  void write(const StructType& type, const void* object) {
    for (const Field& field : type.fields) {
      name_ = field.name;
      field.write(object, *this);
    }
  }
  void null() override {}  // an optional field without a value is left out
  void integer(std::int64_t value) override { slot() = value; }
  void text(std::string_view value) override { slot() = value; }
  void bytes(std::span<const std::uint8_t> value) override {
    std::string hex;
    for (const std::uint8_t byte : value) hex += {hex_digits[byte >> 4], hex_digits[byte & 15]};
    slot() = std::move(hex);
  }
  void boolean(bool value) override { slot() = value; }
  void money(Money value) override { slot() = value.text(); }
  void instant(Instant value) override { slot() = ch::text(value); }
  void date(Date value) override { slot() = value.text(); }
  void uuid(const Uuid& value) override { slot() = value.text(); }
  void enumeration(const EnumType& type, std::int64_t number) override { slot() = type.name_of(number); }
  void texts(std::span<const std::string> value) override { slot() = json(std::vector<std::string>(value.begin(), value.end())); }
  void list(const StructType& type, const void* first, std::size_t count, std::size_t stride) override {
    json& items = slot() = json::array();
    for (std::size_t i = 0; i < count; ++i) items.push_back(encode(type, static_cast<const char*>(first) + i * stride));
  }
  void object(const StructType& type, const void* value) override { slot() = encode(type, value); }

 private:
  json& slot() { return made[std::string(name_)]; }
  std::string_view name_;
};

// Reads a member at a time; the first fault is kept and everything after it reads as empty.
class JsonSource final : public Source {
 public:
  JsonSource(std::optional<Refusal>& fault, std::string path) : fault_(fault), path_(std::move(path)) {}

  void read(const StructType& type, void* object, const json& from) {
    if (!from.is_object()) return wrong("not_an_object", "object");
    for (const auto& [name, value] : from.items())
      if (!type.field(name)) return wrong_at(name, "unknown_field", {});
    for (const Field& field : type.fields) {
      name_ = field.name;
      const auto found = from.find(std::string(field.name));
      at_ = found == from.end() || found->is_null() ? nullptr : &*found;
      if (!at_ && !field.optional) return wrong("missing_field", {});
      if (at_ || field.optional) field.read(object, *this);
      if (fault_) return;
    }
  }

  bool present() override { return at_ != nullptr; }
  std::int64_t integer() override {
    if (at_->is_number_integer() && !(at_->is_number_unsigned() && at_->get<std::uint64_t>() > INT64_MAX)) return at_->get<std::int64_t>();
    wrong("not_an_integer", "integer");
    return 0;
  }
  bool boolean() override {
    if (at_->is_boolean()) return at_->get<bool>();
    wrong("not_a_boolean", "true, false");
    return false;
  }
  std::string text() override {
    if (!at_->is_string()) return wrong("not_a_text", "text"), std::string();
    const auto& value = at_->get_ref<const std::string&>();
    if (value.size() > text_bytes_max) return wrong("too_long", std::to_string(text_bytes_max)), std::string();
    return value;
  }
  void bytes(std::span<std::uint8_t> into) override {
    const std::string hex = text();
    if (hex.size() != into.size() * 2 || hex.find_first_not_of(hex_digits) != std::string::npos)
      return wrong("not_hex", std::to_string(into.size()));
    for (std::size_t i = 0; i < into.size(); ++i)
      into[i] = static_cast<std::uint8_t>((hex_digits.find(hex[2 * i]) << 4) | hex_digits.find(hex[2 * i + 1]));
  }
  Money money() override { return parsed<Money>("not_an_amount", "12.34"); }
  Instant instant() override { return parsed<Instant>("not_an_instant", "2026-02-10T12:00:00.000+08:00"); }
  Date date() override { return parsed<Date>("not_a_date", "2026-02-10"); }
  Ratio ratio() override { return parsed<Ratio>("not_a_ratio", "12.5%"); }
  Uuid uuid() override { return parsed<Uuid>("not_a_uuid", "01890a5d-ac96-774b-bcce-b302099a8057"); }
  std::int64_t enumeration(const EnumType& type) override {
    const std::string name = text();
    if (const auto number = type.number_of(name)) return *number;
    std::string names;
    for (const auto& item : type.items) names += (names.empty() ? "" : ", ") + std::string(item.name);
    wrong("not_one_of", names);
    return type.items.front().number;
  }
  std::vector<std::string> texts() override {
    std::vector<std::string> lines;
    if (!list_of()) return lines;
    for (std::size_t i = 0; i < at_->size(); ++i) {
      const json& item = (*at_)[i];
      if (!item.is_string() || item.get_ref<const std::string&>().find('\n') != std::string::npos) {
        wrong_at(std::string(name_) + "/" + std::to_string(i), "not_a_text", "text of one line");
        return {};
      }
      lines.push_back(item.get<std::string>());
    }
    return lines;
  }
  void list(const StructType& type, void* (*add)(void*), void* into) override {
    if (!list_of()) return;
    for (std::size_t i = 0; i < at_->size(); ++i) {
      JsonSource element(fault_, path_ + std::string(name_) + "/" + std::to_string(i) + "/");
      element.read(type, add(into), (*at_)[i]);
      if (fault_) return;
    }
  }
  void object(const StructType& type, void* value) override {
    JsonSource element(fault_, path_ + std::string(name_) + "/");
    element.read(type, value, *at_);
  }

 private:
  template <class V>
  V parsed(std::string_view reason, std::string_view expected) {
    if (const auto value = V::parse(text())) return *value;
    wrong(reason, expected);
    return V{};
  }
  bool list_of() {
    if (!at_->is_array()) return wrong("not_a_list", "list"), false;
    if (at_->size() > list_items_max) return wrong("too_many", std::to_string(list_items_max)), false;
    return true;
  }
  void wrong(std::string_view reason, std::string_view expected) { wrong_at(name_, reason, expected); }
  void wrong_at(std::string_view name, std::string_view reason, std::string_view expected) {
    if (fault_) return;
    fault_ = Refusal{"malformed_field", Band::malformed, "CON-9", path_ + std::string(name), {{"reason", std::string(reason)}}};
    if (!expected.empty()) fault_->args.push_back({"expected", std::string(expected)});
  }

  std::optional<Refusal>& fault_;
  std::string path_;
  std::string_view name_;
  const json* at_ = nullptr;
};

}  // namespace

json encode(const StructType& type, const void* object) {
  JsonSink sink;
  sink.write(type, object);
  return std::move(sink.made);
}

std::string encode_text(const StructType& type, const void* object) { return canonical(encode(type, object)); }

Check decode(const StructType& type, void* object, const json& from) {
  std::optional<Refusal> fault;
  JsonSource(fault, "").read(type, object, from);
  if (fault) return std::unexpected(*fault);
  return {};
}

}  // namespace ch
