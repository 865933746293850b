#include "accounts/pending.h"

#include <algorithm>
#include <array>

#include "accounts/bank_day.h"
#include "accounts/checks.h"
#include "accounts/movements.h"
#include "accounts/procedures.h"
#include "parties/parties.h"
#include "base/text.h"

namespace ch {

namespace {

constexpr std::array pending_states{RechargeState::waiting, RechargeState::in_suspense};

void collect(Reader& rows, Key prefix, std::vector<Recharge>& into, int most = Scan{}.limit) {
  rows.scan<Recharge>(Scan{.index = "by_party_state", .prefix = std::move(prefix), .limit = most}, [&](const Recharge& one) {
    into.push_back(one);
    return true;
  });
}

std::vector<Recharge> oldest_first(std::vector<Recharge> recharges) {
  std::ranges::sort(recharges, {}, &Recharge::id);
  return recharges;
}

// Luhn: finds every digit misread and nearly every two swapped.
char check_digit(std::string_view digits) {
  int sum = 0;
  bool twice = true;
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, twice = !twice) {
    const int value = (*at - '0') * (twice ? 2 : 1);
    sum += value / 10 + value % 10;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void codes_in_line(std::string_view line, std::string_view prefix, std::vector<RechargeId>& found) {
  for (auto at = line.find(prefix); at != std::string_view::npos; at = line.find(prefix, at + 1)) {
    const std::string_view rest = line.substr(at + prefix.size());
    std::size_t length = 0;
    while (length < rest.size() && is_digit(rest[length])) ++length;
    if (length < 7 || length > 18 || check_digit(rest.substr(0, length - 1)) != rest[length - 1]) continue;
    std::int64_t number = 0;
    for (const char c : rest.substr(0, length - 1)) number = number * 10 + (c - '0');
    if (std::ranges::find(found, RechargeId{number}) == found.end()) found.push_back(RechargeId{number});
  }
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

// The pending requests whose codes it bears.
std::vector<Recharge> pending_named(Reader& rows, const Wire& wire, std::string_view prefix) {
  std::vector<Recharge> named;
  for (const RechargeId code : codes_in(wire.remark, prefix))
    if (const auto one = rows.get<Recharge>(code); one && is_pending(*one) && one->party == wire.party) named.push_back(*one);
  return named;
}

}  // namespace

bool is_pending(const Recharge& recharge) {
  return recharge.state == RechargeState::waiting || recharge.state == RechargeState::in_suspense;
}

bool in_progress(const Withdrawal& withdrawal) {
  return withdrawal.state == WithdrawalState::requested || withdrawal.state == WithdrawalState::approved ||
         withdrawal.state == WithdrawalState::failed;
}

Money still_owed_of(const Case& withdrawal) {
  if (withdrawal.procedure != "withdrawal") return {};
  return Money::parse(answer(withdrawal, still_owed)).value_or(Money{});
}

std::vector<Recharge> pending_recharges(Reader& rows, PartyId party, int most) {
  std::vector<Recharge> found;
  for (const RechargeState state : pending_states) collect(rows, key_of(party, state), found, most);
  return oldest_first(std::move(found));
}

std::vector<Recharge> pending_recharges_of(Reader& rows, PartyId party, Money amount, int most) {
  std::vector<Recharge> found;
  for (const RechargeState state : pending_states) collect(rows, key_of(party, state, amount), found, most);
  return oldest_first(std::move(found));
}

std::optional<Recharge> some_pending_recharge(Reader& rows, PartyId party) {
  std::vector<Recharge> found;
  for (const RechargeState state : pending_states) collect(rows, key_of(party, state), found, 1);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

Meant meant_exactly(Reader& rows, std::span<const PartyId> payers, Money amount, std::span<const RechargeId> codes) {
  std::vector<Recharge> of_amount;  // two say as much as a thousand
  for (const PartyId payer : payers)
    for (const RechargeState state : pending_states) collect(rows, key_of(payer, state, amount), of_amount, 2);
  if (of_amount.size() < 2) return {of_amount.empty() ? std::nullopt : std::optional(of_amount.front()), !of_amount.empty()};
  std::vector<Recharge> named;
  for (const RechargeId code : codes) {
    const auto one = rows.get<Recharge>(code);
    if (one && is_pending(*one) && one->amount == amount && std::ranges::find(payers, one->party) != payers.end()) named.push_back(*one);
  }
  return {named.size() == 1 ? std::optional(named.front()) : std::nullopt, true};
}

Recharge new_recharge(Context& context, const PrepaidAccount& account, Money amount) {
  Recharge recharge;
  recharge.id = context.next<RechargeTag>("recharge");
  recharge.account = account.id;
  recharge.party = account.party;
  recharge.amount = amount;
  recharge.requested = context.now;
  recharge.requested_by = context.actor.user;
  recharge.remark_code = remark_code(context.policies, recharge.id);
  recharge.process =
      open_case(context, recharge_procedure(), number_of(context.policies, "recharge", recharge.id.value), account.id, account.party);
  context.rows.put(recharge);
  return recharge;
}

std::string remark_code(const Policies& policies, RechargeId recharge) {
  std::string digits = std::to_string(recharge.value);
  if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  digits += check_digit(digits);
  return policies.text("credit.prefix.remark") + digits;
}

std::vector<RechargeId> codes_in(std::string_view remark, std::string_view prefix) {
  const std::string line = upper(normal_text(remark));
  std::string closed;
  for (const char c : line) {
    if (c != ' ' && c != '-') closed += c;
  }
  std::vector<RechargeId> found;
  codes_in_line(line, prefix, found);
  if (found.empty()) codes_in_line(closed, prefix, found);
  return found;
}

std::optional<PrepaidAccount> account_of_party(Reader& rows, PartyId party) {
  std::optional<PrepaidAccount> found;
  rows.scan<PrepaidAccount>(Scan{.index = "by_party", .prefix = key_of(party), .limit = 1}, [&](const PrepaidAccount& account) {
    found = account;
    return false;
  });
  return found;
}

std::vector<PartyId> parties_named(Reader& rows, std::string_view name) {
  std::vector<PartyId> found;
  if (normal_text(name).empty()) return found;
  // Names are kept in normal_text, which tells apart some that are the same; so those that begin alike are compared.
  for (const std::string& beginning : company_name_beginnings(name)) {
    const Scan alike{.from = key_of(beginning), .to = key_of(beginning + "\U0010ffff")};
    rows.scan<PartyName>(alike, [&](const PartyName& row) {
      if (same_company_name(row.name, name)) found.push_back(row.party);
      return true;
    });
  }
  std::ranges::sort(found);
  return found;
}

std::vector<Recharge> meant_by(Reader& rows, const Wire& wire, std::string_view prefix, int most) {
  std::vector<Recharge> same_amount = pending_recharges_of(rows, wire.party, wire.amount, most);
  if (!same_amount.empty()) return same_amount;
  std::vector<Recharge> named = pending_named(rows, wire, prefix);
  return named.empty() ? pending_recharges(rows, wire.party, most) : oldest_first(std::move(named));
}

bool is_meant_for(Reader& rows, const Wire& wire, const Recharge& recharge, std::string_view prefix) {
  if (wire.amount == recharge.amount) return true;
  if (!pending_recharges_of(rows, wire.party, wire.amount, 1).empty()) return false;
  const std::vector<Recharge> named = pending_named(rows, wire, prefix);
  return named.empty() || std::ranges::find(named, recharge.id, &Recharge::id) != named.end();
}

void tell_not_credited(Context& context, const PrepaidAccount& account, const Wire& wire) {
  std::vector<Arg> args{{"wire", number_of(context.policies, "wire", wire.id.value)},
                        {"amount", wire.amount.text()},
                        {"reason", wire_reason_zh(wire)},
                        {"reason_en", wire_reason_en(wire)}};
  add_contact(args, context.policies);
  notify(context, account, NoticeTemplate::wire_not_credited, std::move(args));
}

void activate(Context& context, PrepaidAccount& account, std::string wire) {
  account.state = AccountState::active;
  move_on(context, account_opening_procedure(), account.process, "wire_credited", std::move(wire));
}

Check credit_wire(Context& context, Wire& wire, PrepaidAccount account, Recharge recharge, bool from_suspense) {
  const std::string number = number_of(context.policies, "recharge", recharge.id.value);
  const Leg from =
      from_suspense ? shrink(platform_account, Book::suspense, wire.amount) : grow(platform_account, Book::cash_at_bank, wire.amount);
  std::vector<Leg> legs{from, grow(account.id, Book::available, wire.amount)};
  const Date day = from_suspense ? context.today() : bank_day(context, wire.booked, legs);
  CH_TRY(context.ledger.post({.kind = EntryKind::recharge, .business_date = day, .reference = number, .legs = std::move(legs)}));
  if (account.state == AccountState::alerts_set) activate(context, account, number_of(context.policies, "wire", wire.id.value));
  const Result<Money> paid = pay_debts(context, account, wire.amount);  // PRE-6
  if (!paid) return std::unexpected(paid.error());
  const Money available = context.ledger.balance(account.id, Book::available);

  const Recharge before = recharge;
  wire.state = WireState::credited;
  wire.reason.clear();
  wire.party = account.party;
  wire.recharge = recharge.id.value;
  context.rows.put(wire);
  advance(context, recharge_procedure(), recharge.process, "wire_credited", number_of(context.policies, "wire", wire.id.value));
  recharge.state = RechargeState::credited;
  recharge.wire = wire.id.value;
  context.rows.put(recharge);
  notify(context, account, NoticeTemplate::recharge_credited,
         {{"recharge", number}, {"amount", wire.amount.text()}, {"paid", paid->text()}, {"available", available.text()}});
  after_movement(context, account, true);
  if (from_suspense)
    relink(context, account.party);
  else
    relink_without(context, before);
  return {};
}

}  // namespace ch
