// countinghouse export: the journal for others (LED-8, LED-9), one account's statement as CSV (PRE-22), or a batch of payments for the bank
// (LED-11).
#include <fstream>
#include <nlohmann/json.hpp>

#include "accounts/withdrawal/batches.h"
#include "api/views.h"
#include "cli/answers.h"
#include "cli/programs.h"
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

int export_statement(const ExportOptions& options, House& house, const std::string& prefix) {
  const Actor actor = actor_of(options.as);
  AskStatementCsv ask{.account = account_named(options.statement, prefix),
                      .language = options.language == "en" ? Language::en : Language::zh,
                      .limit = 500};
  const Instant now = std::max(system_now(), house.engine->last_now());
  std::optional<Output> out;  // opened once it is known that he may see it
  do {
    const auto answer = house.engine->query("statement_csv", encode_text(ask), actor, now);
    if (!answer) {
      say(line_of(answer_json(answer.error(), {{"name", "statement_csv"}})));
      return exit_of(answer.error().band, answer.error().code);
    }
    const auto view = nlohmann::json::parse(*answer);
    if (!out) out.emplace(options.out);
    out->write(view.at("csv").get_ref<const std::string&>());
    ask.cursor = view.at("next").get<std::string>();
  } while (!ask.cursor->empty());
  out->finish();
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
  if (!answer) {
    say(line_of(answer_json(answer.error(), {{"name", "payment_file"}})));
    return exit_of(answer.error().band, answer.error().code);
  }
  Output out(options.out);
  out.write(nlohmann::json::parse(*answer).at("content").get_ref<const std::string&>());
  out.finish();
  return done;
}

// What is exported must not take the place of a database: of this one or of any other.
void refuse_to_write_over(const std::string& out) {
  std::ifstream there(out, std::ios::binary);
  std::string head(15, '\0');
  if (there.read(head.data(), std::ssize(head)) && head == "SQLite format 3")
    throw Failure{usage,
                  "out_is_a_database",
                  {out + " 是数据库", out + " is a database"},
                  {"请为 --out 指定其他文件；该文件未作任何改动。", "Name another file for --out; this one was left as it is."}};
}

}  // namespace

int export_books(const ExportOptions& options) {
  if (!options.out.empty()) refuse_to_write_over(options.out);
  if (!options.batch.empty()) return export_batch(options);
  const auto format = journal_format(options.format);
  if (!format)
    throw Failure{usage,
                  "format",
                  {"没有格式 " + options.format, "There is no format " + options.format},
                  {"格式：hledger、ledger、beancount、csv。", "Formats: hledger, ledger, beancount, csv."}};
  if (!options.statement.empty() && *format != JournalFormat::csv)
    throw Failure{usage,
                  "format",
                  {"对账单只能导出为 CSV", "A statement is exported as CSV"},
                  {"请去掉 --format；要导出日记账，请去掉 --statement。", "Leave --format out, or leave --statement out for the journal."}};
  if (!options.statement.empty() && options.as.empty())
    throw Failure{usage,
                  "actor",
                  {"对账单属于商家，须写明由谁查看", "A statement belongs to a merchant, so say who reads it"},
                  {"请加上 --as 用户:角色[:商家编号]。", "Add --as user:role[:party]."}};
  House house(options.db, Opening::to_read);
  const Policies policies(house.engine->rows(), business_date(std::max(system_now(), house.engine->last_now())));
  const std::string prefix = policies.has("credit.prefix.account") ? policies.text("credit.prefix.account") : "";
  if (!options.statement.empty()) return export_statement(options, house, prefix);
  const auto tenant = house.engine->rows().get<Tenant>(std::int64_t{1});
  Output out(options.out);
  const ExportedCount count = export_journal(*house.store, *format, tenant ? tenant->platform : "Countinghouse", prefix,
                                             [&](std::string_view text) { return out.write(text), true; });
  out.finish();
  if (options.json && !options.out.empty())
    say(line_of({{"format", options.format}, {"file", options.out}, {"entries", count.entries}, {"postings", count.postings}}));
  return done;
}

}  // namespace ch::cli
