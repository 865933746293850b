// An account's statement on its way to a page, which has the file written (PRE-22): a piece whenever the page asks for more, so that a
// slow one holds nothing in memory. On the tenant's thread alone.
#pragma once

#include "accounts/statement/statement_export.h"

namespace ch::server {

class StatementPieces {
 public:
  StatementPieces(Engine& engine, std::int64_t id, AskStatementFile ask, const Actor& actor, Instant now)
      : id_(id), ask_(ask), pages_(engine, std::move(ask), actor, now) {}

  std::int64_t id() const { return id_; }
  // The next message. Afterwards `over` says whether it was the last: the result, or why there is none.
  std::string next();
  bool over() const { return over_; }
  const std::string& denied() const { return code_; }  // by which code it was refused for want of a right; else empty

 private:
  std::int64_t id_;
  AskStatementFile ask_;
  StatementExport pages_;
  bool last_ = false, over_ = false;
  std::string code_;
};

}  // namespace ch::server
