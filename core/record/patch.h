// What a change did to a record, field by field, as JSON: {"state":"active","due":null}. For who follows changes without wanting whole
// rows.
#pragma once

#include "record/json_codec.h"

namespace ch {

// The fields of `after` that are not as in `before`; null for one that lost its value. before null: a new record, all of it.
nlohmann::json patch_of(const StructType& type, const void* before, const void* after);
nlohmann::json patched(const StructType& type, const void* record, const nlohmann::json& patch);
// The record with a patch laid over it. Refusals as of decode().
template <class T>
Result<T> patched(const T& record, const nlohmann::json& patch) {
  return decode<T>(patched(struct_type<T>(), &record, patch));
}

}  // namespace ch
