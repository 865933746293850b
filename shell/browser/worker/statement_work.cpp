#include "worker/statement_work.h"

#include "accounts/statement/statement_export.h"
#include "record/json_codec.h"

namespace ch::browser {
namespace {

class StatementWork final : public LongWork {
 public:
  StatementWork(Engine& engine, AskStatementFile ask, Actor actor, Instant now)
      : ask_{ask}, pages_{engine, std::move(ask), std::move(actor), now} {}

  WorkReport step() override {
    const auto made = pages_.next();
    if (!made) return {.state = WorkReport::State::failed, .refusal = made.error()};
    WorkReport report{
        .state = made->last ? WorkReport::State::done : WorkReport::State::more, .phase = "statement", .done = made->percent, .total = 100};
    if (made->head) report.piece = encode_text(StatementPiece{.ask = ask_, .head = made->head});
    if (!made->rows.empty()) report.piece = encode_text(StatementPiece{.rows = made->rows});
    return report;
  }

 private:
  AskStatementFile ask_;
  StatementExport pages_;
};

}  // namespace

Result<std::unique_ptr<LongWork>> statement_work(Engine& engine, const nlohmann::json& params, const Actor& actor, Instant now) {
  auto ask = decode<AskStatementFile>(params);
  if (!ask) return std::unexpected(ask.error());
  return std::make_unique<StatementWork>(engine, std::move(*ask), actor, now);
}

}  // namespace ch::browser
