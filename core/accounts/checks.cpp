#include "accounts/checks.h"

#include "base/text.h"
#include "payments/records.h"
#include "procedure/records.h"

namespace ch {

Check amount_fits(Money amount, std::string_view field) {
  if (!amount.positive()) return refused("amount_not_positive", field);
  if (amount > amount_max) return refused("amount_too_large", field, {{"most", amount_max.text()}});
  return {};
}

Check payment_is_new(ReadContext& context, std::string_view bank_reference) {
  const std::string reference = normal_reference(bank_reference);
  std::optional<std::string> earlier;
  context.rows.scan<Withdrawal>({.index = "by_bank_reference", .prefix = key_of(reference), .limit = 1}, [&](const Withdrawal& paid) {
    earlier = number_of(context.policies, "withdrawal", paid.id.value);
    return false;
  });
  context.rows.scan<Wire>({.index = "by_returned_reference", .prefix = key_of(reference), .limit = 1}, [&](const Wire& returned) {
    earlier = number_of(context.policies, "wire", returned.id.value);
    return false;
  });
  context.rows.scan<Wire>({.index = "by_bank_reference", .prefix = key_of(reference), .limit = 1}, [&](const Wire& came) {
    earlier = number_of(context.policies, "wire", came.id.value);
    return false;
  });
  context.rows.scan<Payout>({.index = "by_bank_reference", .prefix = key_of(reference), .limit = 1}, [&](const Payout& paid) {
    earlier = context.rows.get<Case>(paid.process)->subject;
    return false;
  });
  if (!earlier) return {};
  return refused("payment_reference_reused", "bank_reference", {{"bank_reference", std::string(bank_reference)}, {"number", *earlier}});
}

Result<PrepaidAccount> account_of(Reader& rows, AccountId account, std::string_view field) {
  if (const auto found = rows.get<PrepaidAccount>(account)) return *found;
  return refused("unknown_account", field);
}

Result<Party> party_of(Reader& rows, PartyId party, std::string_view field) {
  if (const auto found = rows.get<Party>(party)) return *found;
  return refused("unknown_party", field);
}

PartyId owner_of(Reader& rows, AccountId account) {
  const auto found = rows.get<PrepaidAccount>(account);
  return found ? found->party : PartyId{};
}

Money balance_of(Reader& rows, AccountId account, Book book) {
  const auto kept = rows.get<Balance>(account, book);
  return kept ? kept->amount : Money{};
}

Check not_closed(const PrepaidAccount& account, const Policies& policies) {
  if (account.state != AccountState::closed) return {};
  std::vector<Arg> args{{"number", number_of(policies, "account", account.id.value)}};
  add_contact(args, policies);
  return refused("account_closed", "account", std::move(args));
}

Check may_use(Reader& rows, const PrepaidAccount& account, const Policies& policies) {
  CH_TRY(not_closed(account, policies));
  if (account.blocked) {
    std::vector<Arg> args{{"reason", account.blocked_reason}};
    add_contact(args, policies);
    return refused("account_blocked", "account", std::move(args));
  }
  if (account.state == AccountState::opened) return refused("alerts_not_set", "account");
  if (account.state != AccountState::active) return refused("account_not_active", "account");
  if (const Money owed = balance_of(rows, account.id, Book::owed); owed.positive())
    return refused("owed_open", "account", {{"owed", owed.text()}});
  return {};
}

Check profile_in_force(Reader& rows, const Party& party, const Policies& policies) {
  const auto profile = rows.get<SettlementProfile>(party.id);
  if (!profile) {
    return refused("no_settlement_profile", "party",
                   {{"menu_buyer", policies.text("credit.menu.buyer.zh")},
                    {"menu_supplier", policies.text("credit.menu.supplier.zh")},
                    {"menu_buyer_en", policies.text("credit.menu.buyer.en")},
                    {"menu_supplier_en", policies.text("credit.menu.supplier.en")},
                    {"link", policies.text("credit.menu.link")}});
  }
  if (!same_company_name(profile->account_name, party.name))
    return refused("profile_name_differs", "party", {{"account_name", profile->account_name}, {"registered", party.name}});
  return {};
}

void add_contact(std::vector<Arg>& args, const Policies& policies) {
  args.push_back({"contact", policies.text("credit.contact.zh")});
  args.push_back({"contact_en", policies.text("credit.contact.en")});
}

std::string number_of(const Policies& policies, std::string_view entity, std::int64_t id) {
  return readable_number(policies.text("credit.prefix." + std::string(entity)), id);
}

bool sees_unmasked(const Actor& actor, PartyId party) { return actor.role == Role::merchant_user && actor.party == party; }

}  // namespace ch
