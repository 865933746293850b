#include "accounts/statement/statement_export.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "accounts/records.h"
#include "api/codes.h"
#include "base/fault.h"
#include "ledger/backdating.h"
#include "policy/policies.h"
#include "record/json_codec.h"

namespace ch {

namespace {

constexpr std::int64_t rows_a_page = 500;

}  // namespace

StatementExport::StatementExport(Engine& engine, AskStatementFile ask, Actor actor, Instant now)
    : engine_(engine), ask_(std::move(ask)), actor_(std::move(actor)), now_(now), began_(engine.last_seq()), looked_(began_) {}

Result<StatementExport::Step> StatementExport::next() {
  if (Check same = as_it_was(); !same) return std::unexpected(same.error());
  return looking_ ? look() : give();
}

Check StatementExport::as_it_was() {
  if (axis() != DateAxis::business || looked_ == engine_.last_seq()) return {};
  looked_ = engine_.last_seq();
  bool changed = false;
  const Scan since{.index = "by_entry", .prefix = key_of(ask_.account), .from = key_of(entry_id(began_ + 1, 0))};
  engine_.rows().scan<Backdated>(since, [&](const Backdated& late) {
    changed = !book() || engine_.rows().get<Posting>(ask_.account, *book(), late.entry);
    return !changed;
  });
  return changed ? Check(refused("statement_changed")) : Check{};
}

Result<StatementView> StatementExport::page(const std::optional<std::string>& cursor) {
  const AskStatement ask{ask_.account, ask_.from, ask_.to, ask_.kind, ask_.reference, ask_.as_of, ask_.by, ask_.book, cursor, rows_a_page};
  const auto answer = engine_.query("statement", encode_text(ask), actor_, now_);
  if (!answer) return std::unexpected(answer.error());
  return decode<StatementView>(nlohmann::json::parse(*answer));
}

Result<StatementExport::Step> StatementExport::look() {
  auto view = page(next_);
  if (!view) return std::unexpected(view.error());
  found_ += std::ssize(view->rows);
  const std::string cursor = std::exchange(view->next, {});
  if (!next_) {
    newest_ = std::move(*view);
    std::ranges::reverse(newest_.rows);
  } else if (!view->rows.empty()) {
    cursors_.push_back(*next_);
    at_end_ = std::move(view->rows);
  }
  next_ = cursor;
  if (cursor.empty()) {
    looking_ = false;
    return Step{.head = head(), .percent = 50};
  }
  const StatementHead about = head();
  const std::int64_t days = days_between(about.first, about.last);
  return Step{.percent = days > 0 ? static_cast<int>(50 * days_between(oldest(), about.last) / days) : 0};
}

Result<StatementExport::Step> StatementExport::give() {
  Step step;
  if (cursors_.empty()) {
    step = {.rows = std::move(newest_.rows), .last = true, .percent = 100};
    return step;
  }
  step.rows = std::exchange(at_end_, {});
  if (step.rows.empty()) {
    auto view = page(cursors_.back());
    if (!view) return std::unexpected(view.error());
    step.rows = std::move(view->rows);
  }
  cursors_.pop_back();
  std::ranges::reverse(step.rows);
  given_ += std::ssize(step.rows);
  step.percent = static_cast<int>(50 + 50 * given_ / found_);
  return step;
}

std::optional<Book> StatementExport::book() const {
  const auto number = ask_.book ? enum_type<Book>().number_of(*ask_.book) : std::nullopt;
  return number ? std::optional(static_cast<Book>(*number)) : std::nullopt;
}

DateAxis StatementExport::axis() const { return ask_.by.value_or(DateAxis::booking); }

Date StatementExport::oldest() const {
  if (!at_end_.empty()) return date_of(at_end_.back(), axis());
  return newest_.rows.empty() ? business_date(now_) : date_of(newest_.rows.front(), axis());
}

// The days asked for, as far as they have been; from the account's opening on where no first one is named.
StatementHead StatementExport::head() const {
  Reader& rows = engine_.rows();
  const auto account = rows.get<LedgerAccount>(ask_.account);
  require(account != nullptr, "a statement was answered, so there is the account");
  const auto party = rows.get<Party>(account->party);
  const auto tenant = rows.get<Tenant>(std::int64_t{1});
  const Policies policies(rows, business_date(now_));
  Date last = business_date(ask_.as_of ? std::clamp(*ask_.as_of, first_instant, now_) : now_);
  if (ask_.to) last = std::min(last, *ask_.to);
  if (!newest_.rows.empty()) last = std::max(last, date_of(newest_.rows.back(), axis()));
  const Date first = std::min({ask_.from.value_or(business_date(account->opened)), oldest(), last});
  return {.holder = party    ? party->name
                    : tenant ? tenant->platform
                             : std::string{},  // the platform's account is of no party
          .number = readable_number(policies.text("credit.prefix.account"), ask_.account.value),
          .first = first,
          .last = last,
          .opening = newest_.opening,
          .closing = newest_.closing,
          .income = newest_.income,
          .expense = newest_.expense,
          .part = ask_.kind || ask_.reference,
          .by = axis(),
          .rows = found_,
          .book = book()};
}

}  // namespace ch
