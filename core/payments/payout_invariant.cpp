// Invariant: what lies in withdrawal in progress for a client is what its payouts, paid by no bank yet, are of (RSK-9, LED-7).
#include "engine/records.h"
#include "ledger/ledger.h"
#include "payments/payouts.h"

namespace ch {

namespace {

// What payouts say, less what lies there. All zero.
class PayoutDifferences {
 public:
  static bool asks_for(const RecordType& type) { return &type == &record_type<Payout>() || &type == &record_type<Balance>(); }
  void take(const RecordType& type, const void* row, int sign) {
    if (&type == &record_type<Payout>()) {
      const auto& payout = *static_cast<const Payout*>(row);
      if (payout.account && payout.state != PayoutState::over) add(payout.account, sign, payout.amount);
    } else if (&type == &record_type<Balance>()) {
      const auto& balance = *static_cast<const Balance*>(row);
      if (balance.book == Book::withdrawal_in_progress) add(balance.account, -sign, balance.amount);
    }
  }
  void tell(Reader& rows, std::vector<std::string>& faults) const {
    for (const auto& [account, by] : accounts_) {
      if (by.is_zero()) continue;
      const auto of = rows.get<LedgerAccount>(account);
      const auto party = of ? rows.get<Party>(of->party) : nullptr;
      if (party && party->kind == PartyKind::merchant) continue;  // its withdrawals tell (PRE-19)
      faults.push_back("account " + std::to_string(account.value) + ": what is on its way out is not what its payouts are of (RSK-9)");
    }
  }

 private:
  void add(AccountId account, int sign, Money amount) {
    Money& by = accounts_[account];
    by = sign > 0 ? by + amount : by - amount;
  }
  std::map<AccountId, Money> accounts_;
};

class WholePayouts final : public WholeInvariant {
 public:
  bool asks_for(const RecordType& type) const override { return PayoutDifferences::asks_for(type); }
  void take(const RecordType& type, const void* row) override { differences_.take(type, row, 1); }
  void finish(Reader& rows, std::vector<std::string>& faults) override { differences_.tell(rows, faults); }

 private:
  PayoutDifferences differences_;
};

}  // namespace

void payout_invariant(const Changed& changed, std::vector<std::string>& faults) {
  PayoutDifferences differences;
  for (const RowChange& change : changed.rows) {
    if (change.before) differences.take(*change.type, change.before.get(), -1);
    if (change.after) differences.take(*change.type, change.after.get(), 1);
  }
  differences.tell(changed.view, faults);
}

std::unique_ptr<WholeInvariant> whole_payout_invariant() { return std::make_unique<WholePayouts>(); }

}  // namespace ch
