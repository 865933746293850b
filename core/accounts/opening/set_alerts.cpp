// set_alerts: PRE-2, and PRE-14 for the merchant's own breaker value. The first time it moves the account on; later it changes values,
// and what is available is looked at again, since it may now lie below one of them.
#include <algorithm>

#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/movements.h"
#include "accounts/pending.h"
#include "accounts/procedures.h"
#include "api/texts.h"

namespace ch {

namespace {

bool is_phone(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
  const bool plain = std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
  return plain && digits >= 6 && digits <= 15 && text.size() <= 20;
}

Check contacts_fit(const std::vector<std::string>& contacts, std::string_view list, std::string_view code, bool (*fits)(std::string_view)) {
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    const std::string field = std::string(list) + "/" + std::to_string(i);
    if (!fits(contacts[i])) return refused(code, field);
    if (std::find(contacts.begin(), contacts.begin() + static_cast<std::ptrdiff_t>(i), contacts[i]) !=
        contacts.begin() + static_cast<std::ptrdiff_t>(i))
      return refused("contact_repeated", field);
  }
  return {};
}

Check preflight(const SetAlerts& payload) {
  CH_TRY(amount_fits(payload.alert_value, "alert_value"));
  if (payload.breaker_value) CH_TRY(amount_fits(*payload.breaker_value, "breaker_value"));
  CH_TRY(contacts_fit(payload.emails, "emails", "email_malformed", is_email));
  CH_TRY(contacts_fit(payload.phones, "phones", "phone_malformed", is_phone));
  if (payload.emails.empty() && payload.phones.empty()) return refused("contacts_missing", "emails");
  return {};
}

PartyId party(const SetAlerts& payload, Reader& rows) { return owner_of(rows, payload.account); }

Check contacts_few_enough(const SetAlerts& payload, const Policies& policies) {
  const auto emails = static_cast<std::int64_t>(payload.emails.size()), phones = static_cast<std::int64_t>(payload.phones.size());
  const std::int64_t emails_max = policies.number("credit.emails_max"), phones_max = policies.number("credit.phones_max");
  const std::int64_t all_max = policies.number("credit.contacts_max");
  if (emails <= emails_max && phones <= phones_max && emails + phones <= all_max) return {};
  return refused("too_many_contacts", emails > emails_max ? "emails" : "phones",
                 {{"emails", std::to_string(emails_max)}, {"phones", std::to_string(phones_max)}, {"all", std::to_string(all_max)}});
}

Check preclaim(const SetAlerts& payload, ReadContext& context) {
  const auto account = account_of(context.rows, payload.account);
  CH_TRY(account);
  CH_TRY(not_closed(*account, context.policies));
  const Money least = context.policies.money("credit.breaker_default");
  if (payload.breaker_value && *payload.breaker_value < least)
    return refused("breaker_below_default", "breaker_value", {{"least", least.text()}});
  return contacts_few_enough(payload, context.policies);
}

// A wire may have been matched to it by a person before the alerts were set; then it is active now (PRE-3).
bool was_recharged(Reader& rows, const PrepaidAccount& account) {
  bool found = false;
  rows.scan<Wire>(Scan{.index = "by_party", .prefix = key_of(account.party, WireState::credited)}, [&](const Wire& wire) {
    found = wire.recharge.has_value();  // not what a deposit was paid by
    return !found;
  });
  return found;
}

Result<Done> apply(const SetAlerts& payload, Context& context) {
  PrepaidAccount account = *context.rows.get<PrepaidAccount>(payload.account);
  account.alert_value = payload.alert_value;
  account.breaker_value = payload.breaker_value;
  account.emails = payload.emails;
  account.phones = payload.phones;
  if (account.state == AccountState::opened) {
    account.state = AccountState::alerts_set;
    move_on(context, account_opening_procedure(), account.process, "set_alerts");
    if (was_recharged(context.rows, account)) activate(context, account, {});
  }
  if (account.state == AccountState::active)
    after_movement(context, account, false);
  else
    context.rows.put(account);
  return Done{};
}

}  // namespace

Command set_alerts_command() {
  return command<SetAlerts>("set_alerts", {.party = party, .preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
