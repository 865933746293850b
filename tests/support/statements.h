// A statement exported as the hosts do it.
#pragma once

#include "accounts/statement/statement_export.h"
#include "support/env.h"

namespace ch::test {

struct Exported {
  std::string bytes;
  StatementHead head;
  std::vector<StatementRow> rows;
  std::string refused;  // the code
};

Exported exported(Env& env, const Actor& actor, AskStatementFile ask, const std::function<void()>& between_steps = {});

}  // namespace ch::test
