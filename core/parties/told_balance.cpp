#include "parties/told_balance.h"

#include <map>

#include "engine/records.h"

namespace ch {

namespace {

// What the records say, less what lies there. All zero.
class ToldDifferences {
 public:
  explicit ToldDifferences(const ToldBalance& told) : told_(told) {}
  bool asks_for(const RecordType& type) const { return &type == &told_.record || &type == &record_type<Balance>(); }
  void take(const RecordType& type, const void* row, int sign) {
    if (&type == &told_.record) {
      const auto [account, amount] = told_.says(row);
      if (account) add(account, sign, amount);
    } else if (&type == &record_type<Balance>()) {
      const auto& balance = *static_cast<const Balance*>(row);
      if (balance.book == told_.book) add(balance.account, -sign, balance.amount);
    }
  }
  void tell(Reader& rows, std::vector<std::string>& faults) const {
    for (const auto& [account, by] : accounts_) {
      if (by.is_zero()) continue;
      const auto of = rows.get<LedgerAccount>(account);
      const auto party = of ? rows.get<Party>(of->party) : nullptr;
      if (party && party->kind == PartyKind::merchant) continue;
      faults.push_back("account " + std::to_string(account.value) + ": " + std::string(told_.fault));
    }
  }

 private:
  void add(AccountId account, int sign, Money amount) {
    Money& by = accounts_[account];
    by = sign > 0 ? by + amount : by - amount;
  }
  const ToldBalance& told_;
  std::map<AccountId, Money> accounts_;
};

class WholeTold final : public WholeInvariant {
 public:
  explicit WholeTold(const ToldBalance& told) : differences_(told) {}
  bool asks_for(const RecordType& type) const override { return differences_.asks_for(type); }
  void take(const RecordType& type, const void* row) override { differences_.take(type, row, 1); }
  void finish(Reader& rows, std::vector<std::string>& faults) override { differences_.tell(rows, faults); }

 private:
  ToldDifferences differences_;
};

}  // namespace

void told_invariant(const ToldBalance& told, const Changed& changed, std::vector<std::string>& faults) {
  ToldDifferences differences(told);
  for (const RowChange& change : changed.rows) {
    if (change.before) differences.take(*change.type, change.before.get(), -1);
    if (change.after) differences.take(*change.type, change.after.get(), 1);
  }
  differences.tell(changed.view, faults);
}

std::unique_ptr<WholeInvariant> whole_told_invariant(const ToldBalance& told) { return std::make_unique<WholeTold>(told); }

}  // namespace ch
