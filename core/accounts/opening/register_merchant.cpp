// register_merchant: a supplier becomes a party of the tenant, under the name that wires are credited by (PRE-1, PRE-5).
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "parties/parties.h"
#include "base/text.h"

namespace ch {

namespace {

Check preflight(const RegisterMerchant& payload) {
  CH_TRY(name_fits(payload.name, "name", 100));
  return text_fits(payload.supplier, "supplier", 40);
}

Check preclaim(const RegisterMerchant& payload, ReadContext& context) {
  bool taken = false;
  context.rows.scan<Party>(Scan{.index = "by_supplier", .prefix = key_of(payload.supplier), .limit = 1}, [&](const Party&) {
    taken = true;
    return false;
  });
  if (taken) return refused("supplier_taken", "supplier", {{"supplier", payload.supplier}});
  return {};
}

Result<Done> apply(const RegisterMerchant& payload, Context& context) {
  const auto id = context.next<PartyTag>("party");
  context.rows.put(Party{id, payload.name, payload.supplier});
  context.rows.put(PartyName{normal_text(payload.name), id});
  return Done{{{"party", std::to_string(id.value)}}};
}

}  // namespace

Command register_merchant_command() {
  return command<RegisterMerchant>("register_merchant", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
