// What must hold of chapter 03's records after every command, whatever it was (LED-7): each count and sum that is kept equals
// what it counts. Looked at by differences, so the cost is that of the command; over all rows at once it is the audit of them.
#pragma once

#include <map>

#include "accounts/records.h"
#include "engine/engine.h"

namespace ch {

class AccountInvariants {
 public:
  // Either may be null: new, or gone.
  void take(const RecordType& type, const void* before, const void* after);
  // A sentence for each fault. `rows`: as they are after the changes.
  void finish(Reader& rows, std::vector<std::string>& faults) const;
  // PRE-14 speaks of movements; over all rows at once it cannot be asked, since a policy may have risen since.
  void look_at_breaker() { look_at_breaker_ = true; }

 private:
  // Differences of an account: what its records say, less what its counts and balances say. All zero.
  struct Account {
    Money frozen, owed, withdrawing, total, shifted_income, shifted_expense;
    std::int64_t open_holds = 0, owed_orders = 0, debts = 0, waiting = 0, suspended = 0, live = 0;
    bool breaker = false, closed = false;
  };
  void add(const RecordType& type, const void* row, int sign);
  Account& of(AccountId account);

  std::vector<std::pair<AccountId, Account>> few_;  // a command touches one or two: no tree for these
  std::map<AccountId, Account> many_;
  std::pair<AccountId, Account*> last_{};  // of these: rows of one account often come together
  std::vector<std::string> wrong_;
  bool look_at_breaker_ = false;
};

// For the engine's catalogue.
void account_invariants(const Changed& changed, std::vector<std::string>& faults);
// For audit: over every row that is stored.
std::unique_ptr<WholeInvariant> whole_account_invariants();

}  // namespace ch
