// A query: a payload struct in, a view struct out, read-only. Which (table, party) it read decides when a live one is run again.
#pragma once

#include "engine/context.h"

namespace ch {

struct Query {
  std::string_view name;
  const StructType* params;
  const StructType* view;
  // Runs on JSON-free structs; the engine decodes and encodes.
  std::function<std::shared_ptr<void>()> make;
  std::function<PartyId(const void* params, Reader& rows)> party;  // for scope `own`; none: only Scope::all may
  std::function<Result<std::shared_ptr<const void>>(const void* params, ReadContext& context)> run;
};

template <class P, class V>
Query query(std::string_view name, PartyId (*party)(const P&, Reader&), Result<V> (*run)(const P&, ReadContext&)) {
  Query made{name, &struct_type<P>(), &struct_type<V>(), [] { return std::make_shared<P>(); }, {}, {}};
  if (party) made.party = [=](const void* params, Reader& rows) { return party(*static_cast<const P*>(params), rows); };
  made.run = [=](const void* params, ReadContext& context) -> Result<std::shared_ptr<const void>> {
    Result<V> view = run(*static_cast<const P*>(params), context);
    if (!view) return std::unexpected(view.error());
    return std::make_shared<const V>(std::move(*view));
  };
  return made;
}

}  // namespace ch
