// Invariant: what a reseller owes is what penalties could not take from its clients' deposits, less what appeals took back (RSK-12, LED-7).
#include "engine/records.h"
#include "penalties/blocks.h"

namespace ch {

namespace {

// What penalties say, less what is owed. All zero.
class Differences {
 public:
  static bool asks_for(const RecordType& type) { return &type == &record_type<Penalty>() || &type == &record_type<Balance>(); }
  void take(const RecordType& type, const void* row, int sign) {
    if (&type == &record_type<Penalty>()) {
      const auto& penalty = *static_cast<const Penalty*>(row);
      add(penalty.reseller, sign, penalty.owed - std::min(penalty.owed, penalty.reversed));  // what was owed comes back first
    } else if (&type == &record_type<Balance>()) {
      const auto& balance = *static_cast<const Balance*>(row);
      if (balance.book == Book::owed) add(balance.account, -sign, balance.amount);
    }
  }
  void tell(Reader& rows, std::vector<std::string>& faults) const {
    for (const auto& [account, by] : accounts_) {
      if (by.is_zero()) continue;
      const auto of = rows.get<LedgerAccount>(account);
      const auto party = of ? rows.get<Party>(of->party) : nullptr;
      if (party && party->kind == PartyKind::merchant) continue;  // its orders tell (PRE-9)
      faults.push_back("account " + std::to_string(account.value) + ": what is owed is not what penalties left open (RSK-12)");
    }
  }

 private:
  void add(AccountId account, int sign, Money amount) {
    Money& by = accounts_[account];
    by = sign > 0 ? by + amount : by - amount;
  }
  std::map<AccountId, Money> accounts_;
};

class WholePenalties final : public WholeInvariant {
 public:
  bool asks_for(const RecordType& type) const override { return Differences::asks_for(type); }
  void take(const RecordType& type, const void* row) override { differences_.take(type, row, 1); }
  void finish(Reader& rows, std::vector<std::string>& faults) override { differences_.tell(rows, faults); }

 private:
  Differences differences_;
};

}  // namespace

void penalty_invariant(const Changed& changed, std::vector<std::string>& faults) {
  Differences differences;
  for (const RowChange& change : changed.rows) {
    if (change.before) differences.take(*change.type, change.before.get(), -1);
    if (change.after) differences.take(*change.type, change.after.get(), 1);
  }
  differences.tell(changed.view, faults);
}

std::unique_ptr<WholeInvariant> whole_penalty_invariant() { return std::make_unique<WholePenalties>(); }

}  // namespace ch
