// The public face of every command and query: name, payload, who may, rules, words. Both programs know it, and the reference in
// docs/ is printed from it. What a command does stands in core/accounts and core/engine.
#pragma once

#include "api/accounts.h"
#include "api/tenant.h"
#include "api/views.h"

namespace ch {

struct CommandSpec {
  std::string_view name;
  const StructType* payload;
  std::vector<Permission> who;
  std::string_view rules;  // "PRE-4"
  std::string_view zh, en;
};
std::span<const CommandSpec> command_specs();
const CommandSpec* command_spec(std::string_view name);

struct QuerySpec {
  std::string_view name;
  const StructType* params;
  const StructType* view;
  std::vector<Permission> who;
  std::string_view rules;
  std::string_view zh, en;
};
std::span<const QuerySpec> query_specs();
const QuerySpec* query_spec(std::string_view name);

}  // namespace ch
