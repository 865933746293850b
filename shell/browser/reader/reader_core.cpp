#include "reader/reader_core.h"

#include <nlohmann/json.hpp>
#include <string>

#include "api/answer.h"
#include "interop/bank_import.h"
#include "record/json_codec.h"

namespace {

using namespace ch;
using nlohmann::json;
using nlohmann::ordered_json;

// What a page may take at once: each line is a command of its own, and waits for the disk.
constexpr StatementLimits page_limits{.max_bytes = 8U << 20, .max_lines = 5'000};

std::string user;
Role role = Role::auditor;
BankFile file;
BankFacts facts;
std::vector<BankItem> items;
std::string answer;

const char* give(const ordered_json& value) {
  answer = answer_text(value);
  return answer.c_str();
}

const char* kind_name(BankItem::Kind kind) {
  switch (kind) {
    case BankItem::Kind::command:
      return "command";
    case BankItem::Kind::refused:
      return "refused";
    case BankItem::Kind::not_taken:
      return "not_taken";
    case BankItem::Kind::pending:
      return "pending";
  }
  return "";
}

ordered_json item_json(const BankItem& item) {
  ordered_json one{{"kind", kind_name(item.kind)}, {"what", item.what}, {"value", item.value}, {"line", item.line}};
  if (item.amount) one["amount"] = item.amount->text();
  for (const auto& [name, value] : item.more) one["more"][name] = value;
  if (item.why) {
    one["why"] = answer_json(*item.why);
  } else {
    one["command"] = item.command;
    one["payload"] = ordered_json::parse(item.payload);
  }
  return one;
}

}  // namespace

extern "C" {

const char* ch_read(const char* bytes, int size, const char* taker_json) {
  const json taker = json::parse(taker_json);
  user = taker.at("user").get<std::string>();
  role = taker.at("role") == "finance" ? Role::finance : Role::settlement_operations;
  const auto books = decode<BankFileView>(taker.at("books"));
  if (!books) return give(answer_json(books.error()));
  const std::string text(bytes, static_cast<std::size_t>(size));
  const BankFormat format = bank_format_of(text);
  auto read = read_bank_file(format, text, format == BankFormat::csv ? usual_columns(text) : ColumnMap{}, page_limits,
                             {books->receiving_account, books->more_accounts});
  if (!read) return give(answer_json(read.error()));
  file = std::move(*read);
  ordered_json questions = ordered_json::array();
  for (const AskBankFile& question : questions_about(file)) questions.push_back(ordered_json::parse(encode_text(question)));
  return give({{"questions", std::move(questions)}});
}

const char* ch_facts(const char* view_json) {
  const auto view = decode<BankFileView>(json::parse(view_json));
  if (!view) return give(answer_json(view.error()));
  facts.add(*view);
  return give(ordered_json::object());
}

const char* ch_items() {
  items = items_of(file, facts, role);
  ordered_json all = ordered_json::array();
  for (const BankItem& item : items) all.push_back(item_json(item));
  return give({{"items", std::move(all)}, {"without_amount", file.statement ? file.statement->without_amount : 0}});
}

const char* ch_id(int item, int attempt) {
  answer = bank_item_id(items[static_cast<std::size_t>(item)], user, attempt).text();
  return answer.c_str();
}
}
