// countinghouse export: the journal for others (LED-8, LED-9), one account's statement (PRE-22), or a batch of payments for the bank
// (LED-11).
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "accounts/statement/statement_export.h"
#include "payments/batches.h"
#include "api/codes.h"
#include "api/payments.h"
#include "cli/answers.h"
#include "cli/programs.h"
#include "exports/statement_files.h"
#include "interop/export_journal.h"
#include "record/json_codec.h"

namespace ch::cli {

namespace {

// "A-000317" or "317".
AccountId account_named(const std::string& text, const std::string& prefix) {
  std::string_view digits = text;
  if (!prefix.empty() && digits.starts_with(prefix + "-")) digits.remove_prefix(prefix.size() + 1);
  if (!digits.empty() && digits.size() <= 18 && digits.find_first_not_of("0123456789") == std::string_view::npos)
    return {std::stoll(std::string(digits))};
  throw Failure{usage,
                "account",
                {"“" + text + "”不是账户编号", "'" + text + "' is no account's number"},
                {"请写 " + prefix + "-000002 或 2。", "Write " + prefix + "-000002 or 2."}};
}

std::optional<Date> date_of(const std::string& text, const char* option) {
  if (text.empty()) return std::nullopt;
  if (const auto date = Date::parse(text)) return date;
  throw Failure{usage,
                "date",
                {"“" + text + "”不是日期", "'" + text + "' is no date"},
                {std::string(option) + " 请写 2026-03-02。", std::string(option) + " takes 2026-03-02."}};
}

AskStatementFile asked(const ExportOptions& options, ExportFormat format, const std::string& prefix) {
  AskStatementFile ask{.account = account_named(options.statement, prefix),
                       .format = format,
                       .language = options.language == "en" ? Language::en : Language::zh,
                       .from = date_of(options.from, "--from"),
                       .to = date_of(options.to, "--to")};
  if (!options.kind.empty()) ask.kind = options.kind;
  if (!options.reference.empty()) ask.reference = options.reference;
  if (!options.book.empty()) ask.book = options.book;
  if (options.by == "business") ask.by = DateAxis::business;
  if (!options.as_of.empty()) ask.as_of = instant_of(options.as_of, "--as-of");
  return ask;
}

int answer_refused(const Refusal& refusal, const char* query, bool json) {
  if (json)
    say(line_of(answer_json(refusal, {{"name", query}})));
  else  // standard output is the file's
    std::fprintf(stderr, "countinghouse: %s\ncountinghouse: %s\n", words(refusal, Language::zh).c_str(),
                 words(refusal, Language::en).c_str());
  return exit_of(refusal.band, refusal.code);
}

// How far a long export is, for who sits before it.
class Progress {
 public:
  explicit Progress(bool for_programs) : shows_(!for_programs && isatty(STDERR_FILENO) != 0) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() {
    if (shows_) std::fputs("\r     \r", stderr);
  }
  void show(int percent) {
    if (shows_ && percent != std::exchange(shown_, percent)) std::fprintf(stderr, "\r%3d %%", percent);
  }

 private:
  bool shows_;
  int shown_ = -1;
};

// What the writer of a file meets is no refusal of the engine's: the output failed.
int answer_not_written(const Refusal& refusal, bool json) { return answer_refused(refusal, "statement", json), store_failed; }

int export_statement(const ExportOptions& options, ExportFormat format, House& house, const std::string& prefix) {
  const AskStatementFile ask = asked(options, format, prefix);
  StatementExport pages(*house.engine, ask, actor_of(options.as), std::max(system_now(), house.engine->last_now()));
  std::optional<Output> out;  // opened once it is known that he may see it
  std::unique_ptr<StatementFile> file;
  std::int64_t rows = 0;
  Progress progress(options.json);
  for (;;) {
    auto step = pages.next();
    if (!step) return answer_refused(step.error(), "statement", options.json);
    if (step->head) {
      rows = step->head->rows;
      auto made = statement_file(format, *step->head, ask.language, [&](std::string_view piece) { out->write(piece); });
      if (!made) return answer_refused(made.error(), "statement", options.json);
      out.emplace(options.out);
      file = std::move(*made);
    }
    for (const StatementRow& row : step->rows)
      if (auto kept = file->row(row); !kept) return answer_not_written(kept.error(), options.json);
    progress.show(step->percent);
    if (step->last) break;
  }
  if (auto kept = file->end(); !kept) return answer_not_written(kept.error(), options.json);
  out->finish();
  if (options.json && !options.out.empty()) say(line_of({{"format", options.format}, {"file", options.out}, {"rows", rows}}));
  return done;
}

int export_batch(const ExportOptions& options) {
  const auto number = batch_named(options.batch.starts_with("PB") ? options.batch : "PB" + options.batch);
  const auto format = enum_type<PaymentFormat>().number_of(options.format);
  if (!number || !format)
    throw Failure{usage,
                  "batch",
                  {"批次编号或格式有误：" + options.batch + "，" + options.format,
                   "No batch of payments, or no format of one: " + options.batch + ", " + options.format},
                  {"请写 --batch PB000001 --format pain001（或 csv）。", "Write --batch PB000001 --format pain001 (or csv)."}};
  const Actor actor = actor_of(options.as);
  const AskPaymentFile ask{*number, static_cast<PaymentFormat>(*format), options.language == "en" ? Language::en : Language::zh};
  House house(options.db, Opening::to_read);
  const auto answer = house.engine->query("payment_file", encode_text(ask), actor, std::max(system_now(), house.engine->last_now()));
  if (!answer) return answer_refused(answer.error(), "payment_file", options.json);
  Output out(options.out);
  out.write(nlohmann::json::parse(*answer).at("content").get_ref<const std::string&>());
  out.finish();
  return done;
}

}  // namespace

int export_books(const ExportOptions& options) {
  if (!options.batch.empty()) return export_batch(options);
  const auto number = enum_type<ExportFormat>().number_of(options.format);
  if (!number)
    throw Failure{
        usage,
        "format",
        {"没有格式 " + options.format, "There is no format " + options.format},
        {"格式：csv、hledger、ledger、beancount，对账单另有 xlsx。", "Formats: csv, hledger, ledger, beancount, and xlsx of a statement."}};
  const auto format = static_cast<ExportFormat>(*number);
  if (options.statement.empty() && format == ExportFormat::xlsx)
    throw Failure{usage,
                  "format",
                  {"日记账不能导出为 XLSX：一张表容纳不下", "The journal is not exported as XLSX: it outgrows a sheet"},
                  {"请改用 csv，或用 --statement 导出某个账户的对账单。", "Take csv, or one account's statement with --statement."}};
  if (!options.statement.empty() && options.as.empty())
    throw Failure{usage,
                  "actor",
                  {"对账单属于商家，须写明由谁查看", "A statement belongs to a merchant, so say who reads it"},
                  {"请加上 --as 用户:角色[:商家编号]。", "Add --as user:role[:party]."}};
  House house(options.db, Opening::to_read);
  const Policies policies(house.engine->rows(), business_date(std::max(system_now(), house.engine->last_now())));
  const std::string prefix = policies.has("credit.prefix.account") ? policies.text("credit.prefix.account") : "";
  if (!options.statement.empty()) return export_statement(options, format, house, prefix);
  const auto tenant = house.engine->rows().get<Tenant>(std::int64_t{1});
  Output out(options.out);
  Progress progress(options.json);
  const ExportedCount count =
      export_journal(*house.store, format, tenant ? tenant->platform : "Countinghouse", prefix, [&](std::string_view text, int percent) {
        out.write(text);
        progress.show(percent);
        return true;
      });
  out.finish();
  if (options.json && !options.out.empty())
    say(line_of({{"format", options.format}, {"file", options.out}, {"entries", count.entries}, {"postings", count.postings}}));
  return done;
}

}  // namespace ch::cli
