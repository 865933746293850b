// A bank's file by whatever reader it is for. LED-10, LED-11.
#include <algorithm>

#include "base/text.h"
#include "interop/bank_import.h"
#include "interop/csv.h"
#include "interop/statement_parts.h"

namespace ch {

namespace {

// What banks call a column, the commonest first. A heading that is none of these is for a person to name.
struct Usual {
  std::string ColumnMap::* column;
  std::vector<std::string_view> headings;
};
const std::vector<Usual>& usual_headings() {
  static const std::vector<Usual> all{
      {&ColumnMap::bank_reference,
       {"银行流水号", "交易流水号", "流水号", "交易流水", "银行参考号", "参考号", "流水", "Bank reference", "Reference", "Transaction ID"}},
      {&ColumnMap::booked, {"记账日期", "入账日期", "交易日期", "交易日", "日期", "交易时间", "Booking date", "Booked", "Date"}},
      {&ColumnMap::amount, {"交易金额", "发生额", "金额", "Amount"}},
      {&ColumnMap::credit, {"贷方金额", "贷方发生额", "收入金额", "收入", "转入金额", "Credit"}},
      {&ColumnMap::debit, {"借方金额", "借方发生额", "支出金额", "支出", "转出金额", "Debit"}},
      {&ColumnMap::direction, {"借贷标志", "借贷方向", "借贷", "收支", "Direction", "Credit/Debit"}},
      {&ColumnMap::payer_name, {"对方户名", "对方名称", "对方单位名称", "付款人名称", "对手户名", "Counterparty", "Payer"}},
      {&ColumnMap::payer_account, {"对方账号", "对方帐号", "付款人账号", "对手账号", "Counterparty account", "Payer account"}},
      {&ColumnMap::remark, {"附言", "备注", "摘要", "用途", "Remark", "Purpose"}},
      {&ColumnMap::own_account, {"本方账号", "本方帐号", "我方账号", "账号", "Own account", "Account"}},
      {&ColumnMap::end_to_end, {"客户流水号", "端到端标识", "End-to-end", "End to end"}}};
  return all;
}

ColumnMap columns_in(const CsvRow& row, std::size_t& found) {
  ColumnMap map;
  found = 0;
  for (const Usual& usual : usual_headings())
    for (const std::string_view heading : usual.headings) {
      if (std::ranges::none_of(row, [&](const CsvCell& cell) { return trimmed(cell.text) == heading; })) continue;
      map.*usual.column = heading;
      ++found;
      break;
    }
  return map;
}

}  // namespace

BankFormat bank_format_of(std::string_view bytes) {
  const std::string_view head = trimmed(bytes.substr(0, 4'096));
  if (head.starts_with('<') || head.starts_with("\xef\xbb\xbf<"))
    return bytes.substr(0, 4'096).contains("pain.002") ? BankFormat::pain002 : BankFormat::camt053;
  const bool tagged = head.starts_with(":20:") || head.starts_with("{1:") || head.contains("\n:20:") || head.contains("\n{4:");
  return tagged ? BankFormat::mt940 : BankFormat::csv;
}

ColumnMap usual_columns(std::string_view bytes) {
  ColumnMap best;
  const auto text = statement::as_utf8(bytes, TextEncoding::recognised);
  if (!text) return best;
  std::size_t most = 0;
  for (const char delimiter : {',', ';', '\t'}) {
    CsvReader rows(*text, delimiter);
    CsvRow row;
    for (std::size_t seen = 0; seen <= best.max_preamble; ++seen) {
      const auto more = rows.next(row);
      if (!more || !*more) break;
      std::size_t found = 0;
      ColumnMap map = columns_in(row, found);
      if (found <= most) continue;
      most = found;
      map.delimiter = delimiter;
      best = std::move(map);
    }
  }
  // Two columns, or one of the two that say which way: with both there is nothing that one column could add.
  if (!best.credit.empty() && !best.debit.empty()) best.amount.clear(), best.direction.clear();
  if (!best.amount.empty()) best.credit.clear(), best.debit.clear();
  best.credit_words = {"贷", "贷方", "收入", "收", "转入", "C", "CR", "CRDT", "Credit"};
  best.debit_words = {"借", "借方", "支出", "支", "转出", "D", "DR", "DBIT", "Debit"};
  best.end_words = {"合计", "总计", "小计", "Total"};
  return best;
}

Result<BankFile> read_bank_file(BankFormat format, const std::string& bytes, const ColumnMap& columns, const StatementLimits& limits,
                                const OurAccounts& ours) {
  BankFile file;
  const auto keep = [&file](Result<BankStatement> read) -> Result<BankFile> {
    if (!read) return std::unexpected(read.error());
    file.statement = std::move(*read);
    return std::move(file);
  };
  if (format == BankFormat::camt053) return keep(read_camt053(bytes, limits, ours));
  if (format == BankFormat::mt940) return keep(read_mt940(bytes, limits, ours));
  if (format == BankFormat::pain002) {
    auto report = read_pain002(bytes, limits);
    if (!report) return std::unexpected(report.error());
    file.report = std::move(*report);
    return file;
  }
  BankStatement statement;
  auto lines = read_bank_csv(bytes, columns, limits, &statement.without_amount);
  if (!lines) return std::unexpected(lines.error());
  statement.lines = std::move(*lines);
  return keep(std::move(statement));
}

}  // namespace ch
