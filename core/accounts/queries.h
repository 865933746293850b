// Every query of chapter 03, one function each.
#pragma once

#include "engine/query.h"

namespace ch {

std::vector<Query> account_queries();

Query home_query();
Query accounts_query();
Query parties_query();
Query account_query();
Query recharge_query();
Query withdrawal_query();
Query withdrawals_query();
Query wires_query();
Query payment_batches_query();
Query payment_batch_query();
Query payment_file_query();
Query bank_file_query();
Query funds_transactions_query();
Query notices_query();

Query balance_history_query();
Query statement_query();
Query order_transactions_query();
Query campaigns_query();
Query order_query();
Query exceptions_query();
Query trial_balance_query();
Query periods_query();

}  // namespace ch
