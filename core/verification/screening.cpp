// VER-3: the list of screens. Two clients with one bank account are held, all that are not paid yet, for a person who looks at each.
#include "api/codes.h"
#include "base/text.h"
#include "verification/blocks.h"

namespace ch {

namespace {

// Another client's cases that ever named this account.
std::vector<CaseId> pairs(Reader& rows, const Case& one) {
  std::vector<CaseId> others;
  rows.scan<VerifiedAccount>({.prefix = key_of(account_key(answer(one, "account_number")))}, [&](const VerifiedAccount& used) {
    if (used.party != one.party) others.push_back(used.process);
    return true;
  });
  return others;
}

Check is_unique(ReadContext& context, const Case& one) {
  const std::vector<CaseId> others = pairs(context.rows, one);
  if (others.empty()) return {};
  return refused("same_bank_account", "account_number", {{"number", context.rows.get<Case>(others.front())->subject}});
}

// From now on it is part of the history that others are compared with.
void remember_account(Context& context, const Case& one) {
  context.rows.put(VerifiedAccount{account_key(answer(one, "account_number")), one.id, one.party});
}

}  // namespace

std::string account_key(std::string_view account) {
  std::string key = normal_reference(account);
  std::erase(key, '-');
  return key;
}

const Guard account_is_unique{"account_is_unique", "没有其他客户用过该账号", "No other client has the account", is_unique};

Check holds_the_others(Context& context, Case& one) {
  remember_account(context, one);
  for (const CaseId other : pairs(context.rows, one)) {
    Case found = *context.rows.get<Case>(other);
    set_answer(one, "pair", found.subject);
    // What a bank has been given cannot be stopped any more.
    if (found.step == "paying" && !payment_under_way(context.rows, other)) {
      CH_TRY(happen(context, other, "pair_found", {.answers = {{"pair", one.subject}}, .note = one.subject}));
    } else if (found.is_open && answer(found, "pair").empty()) {  // its own list shows the pair as well
      set_answer(found, "pair", one.subject);
      context.rows.put(found);
    }
  }
  return {};
}

Check asks_for_the_cent(Context& context, Case& one) {
  remember_account(context, one);
  const Money amount = context.policies.money("promo.verification.amount");
  set_answer(one, "amount", amount.text());
  ask_payout(context, one, {}, amount, {answer(one, "bank"), answer(one, "client_name"), answer(one, "account_number")});
  return {};
}

}  // namespace ch
