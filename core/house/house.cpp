#include "house/house.h"

#include "accounts/commands.h"
#include "accounts/invariants.h"
#include "accounts/queries.h"
#include "accounts/records.h"
#include "accounts/withdrawal/batch_invariant.h"
#include "house/migrations.h"
#include "ledger/backdating.h"
#include "ledger/periods.h"
#include "ledger/pockets.h"
#include "policy/policies.h"
#include "procedure/procedure.h"
#include "store/sql.h"

namespace ch {

namespace {

std::vector<const RecordType*> all_records() {
  std::vector<const RecordType*> records{
      // the engine's and the ledger's
      &record_type<JournalRow>(),    &record_type<Posting>(),       &record_type<Balance>(),    &record_type<LedgerAccount>(),
      &record_type<Reversal>(),      &record_type<Backdated>(),     &record_type<LateAmount>(), &record_type<Period>(),
      &record_type<PeriodBalance>(), &record_type<ClosedThrough>(), &record_type<Pocket>(),     &record_type<Sequence>(),
      &record_type<Timer>(),         &record_type<Tenant>(),        &record_type<Party>(),      &record_type<Grant>(),
      &record_type<PolicyHead>(),    &record_type<PolicyVersion>(), &record_type<Case>(),       &record_type<CaseEvent>()};
  const std::vector<const RecordType*> accounts = account_records();
  records.insert(records.end(), accounts.begin(), accounts.end());
  return records;
}

Catalogue make_catalogue() {
  Catalogue made;
  made.commands = tenant_commands();
  for (Command& command : account_commands()) made.commands.push_back(std::move(command));
  made.queries = tenant_queries();
  for (Query& query : account_queries()) made.queries.push_back(std::move(query));
  made.invariants = ledger_invariants();
  made.invariants.push_back(account_invariants);
  made.invariants.push_back(batch_invariant);
  made.whole_invariants = {whole_account_invariants, whole_batch_invariant};
  made.records = all_records();
  made.migrations = migrations();
  return made;
}

}  // namespace

const Catalogue& house_catalogue() {
  static const Catalogue catalogue = make_catalogue();
  return catalogue;
}

std::string described_schema() {
  std::string sql;
  for (const RecordType* type : all_records()) sql += create_sql(*type, sqlite_dialect);
  return sql;
}

}  // namespace ch
