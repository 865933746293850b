#include "record/patch.h"

#include <nlohmann/json.hpp>

namespace ch {

using nlohmann::json;

json patch_of(const StructType& type, const void* before, const void* after) {
  json now = encode(type, after);
  if (!before) return now;
  const json then = encode(type, before);
  json patch = json::object();
  for (const auto& [name, value] : now.items())
    if (!then.contains(name) || then.at(name) != value) patch[name] = value;
  for (const auto& [name, value] : then.items())
    if (!now.contains(name)) patch[name] = nullptr;
  return patch;
}

json patched(const StructType& type, const void* record, const json& patch) {
  if (!patch.is_object()) return patch;  // decode() says what is wrong with it
  json whole = encode(type, record);
  for (const auto& [name, value] : patch.items()) whole[name] = value;
  return whole;
}

}  // namespace ch
