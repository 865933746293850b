#include "house/house.h"

#include "accounts/case_invariant.h"
#include "accounts/commands.h"
#include "accounts/invariants.h"
#include "accounts/queries.h"
#include "accounts/records.h"
#include "accounts/wire_invariant.h"
#include "payments/batch_invariant.h"
#include "payments/payouts.h"
#include "house/migrations.h"
#include "ledger/backdating.h"
#include "ledger/periods.h"
#include "ledger/pockets.h"
#include "policy/policies.h"
#include "accounts/procedures.h"
#include "parties/parties.h"
#include "penalties/blocks.h"
#include "procedure/commands.h"
#include "verification/blocks.h"
#include "store/sql.h"

namespace ch {

namespace {

std::vector<const RecordType*> all_records() {
  std::vector<const RecordType*> records{// the engine's and the ledger's
                                         &record_type<JournalRow>(),    &record_type<Posting>(),    &record_type<Balance>(),
                                         &record_type<LedgerAccount>(), &record_type<Reversal>(),   &record_type<Backdated>(),
                                         &record_type<LateAmount>(),    &record_type<Period>(),     &record_type<PeriodBalance>(),
                                         &record_type<ClosedThrough>(), &record_type<Pocket>(),     &record_type<Sequence>(),
                                         &record_type<Timer>(),         &record_type<Tenant>(),     &record_type<Party>(),
                                         &record_type<Grant>(),         &record_type<PolicyHead>(), &record_type<PolicyVersion>()};
  for (const auto& chapter : {case_records(), payment_records(), account_records(), verification_records(), penalty_records()})
    records.insert(records.end(), chapter.begin(), chapter.end());
  return records;
}

Procedures all_procedures() {
  std::vector<const Procedure*> all;
  for (const auto& chapter : {account_procedures(), verification_procedures(), penalties_procedures()})
    all.insert(all.end(), chapter.begin(), chapter.end());
  return Procedures(std::move(all));
}

Catalogue make_catalogue() {
  Catalogue made;
  made.commands = tenant_commands();
  for (const auto& chapter : {case_commands(), party_commands(), account_commands()})
    for (const Command& command : chapter) made.commands.push_back(command);
  made.queries = tenant_queries();
  for (const auto& chapter : {case_queries(), party_queries(), account_queries()})
    for (const Query& query : chapter) made.queries.push_back(query);
  made.invariants = ledger_invariants();
  made.invariants.push_back(account_invariants);
  for (const Invariant one : {case_invariant, wire_invariant, batch_invariant, payout_invariant, penalty_invariant})
    made.invariants.push_back(one);
  made.whole_invariants = {whole_account_invariants, whole_case_invariant,   whole_suspense_invariant, whole_returns_invariant,
                           whole_batch_invariant,    whole_payout_invariant, whole_penalty_invariant};
  made.records = all_records();
  made.migrations = migrations();
  made.procedures = &house_procedures();
  return made;
}

}  // namespace

const Procedures& house_procedures() {
  static const Procedures procedures = all_procedures();
  return procedures;
}

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
