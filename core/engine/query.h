// A query: a payload struct in, a view struct out, read-only. Which (table, party) it read decides when a live one is run again.
#pragma once

#include "engine/command.h"

namespace ch {

struct Query {
  std::string_view name;
  const StructType* params;
  const StructType* view;
  // Runs on JSON-free structs; the engine decodes and encodes.
  std::shared_ptr<void> (*make)();
  OnPayload<PartyId(Reader& rows)> party;  // for scope `own`; none: only Scope::all may
  using Any = void (*)();
  Any function;
  Result<std::shared_ptr<const void>> (*call)(Any function, const void* params, ReadContext& context);
  Result<std::shared_ptr<const void>> run(const void* asked, ReadContext& context) const { return call(function, asked, context); }
};

template <class P, class V>
Query query(std::string_view name, PartyId (*party)(const P&, Reader&), Result<V> (*run)(const P&, ReadContext&)) {
  return {.name = name,
          .params = &struct_type<P>(),
          .view = &struct_type<V>(),
          .make = []() -> std::shared_ptr<void> { return std::make_shared<P>(); },
          .party = OnPayload<PartyId(Reader&)>(party),
          .function = reinterpret_cast<Query::Any>(run),
          .call = [](Query::Any function, const void* params, ReadContext& context) -> Result<std::shared_ptr<const void>> {
            Result<V> view = reinterpret_cast<Result<V> (*)(const P&, ReadContext&)>(function)(*static_cast<const P*>(params), context);
            if (!view) return std::unexpected(view.error());
            return std::make_shared<const V>(std::move(*view));
          }};
}

}  // namespace ch
