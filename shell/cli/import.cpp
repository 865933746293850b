// countinghouse import: a bank's statement, or its report on payments, line by line through the door (interop/bank_import.h has what
// becomes of each). What is no command of ours is reported.
#include <algorithm>
#include <map>

#include "api/codes.h"
#include "api/written.h"
#include "cli/answers.h"
#include "cli/programs.h"
#include "interop/bank_import.h"
#include "json/strict.h"
#include "record/json_codec.h"

namespace ch::cli {

namespace {

using nlohmann::json;

std::vector<std::string> texts_of(const json& value) {
  std::vector<std::string> texts;
  if (value.is_string()) texts.push_back(value.get<std::string>());
  if (value.is_array())
    for (const json& item : value)
      if (item.is_string()) texts.push_back(item.get<std::string>());
  return texts;
}

void set_column(ColumnMap& map, const std::string& name, const json& value) {
  const std::map<std::string, std::string*> texts{{"bank_reference", &map.bank_reference},
                                                  {"booked", &map.booked},
                                                  {"amount", &map.amount},
                                                  {"credit", &map.credit},
                                                  {"debit", &map.debit},
                                                  {"direction", &map.direction},
                                                  {"payer_name", &map.payer_name},
                                                  {"payer_account", &map.payer_account},
                                                  {"remark", &map.remark},
                                                  {"own_account", &map.own_account},
                                                  {"end_to_end", &map.end_to_end}};
  const std::map<std::string, std::vector<std::string>*> lists{
      {"credit_words", &map.credit_words}, {"debit_words", &map.debit_words}, {"end_words", &map.end_words}};
  if (const auto found = texts.find(name); found != texts.end() && value.is_string())
    *found->second = value.get<std::string>();
  else if (const auto list = lists.find(name); list != lists.end()) {
    for (std::string& text : texts_of(value)) list->second->push_back(std::move(text));
  } else if (name == "delimiter" && value.is_string() && value.get_ref<const std::string&>().size() == 1)
    map.delimiter = value.get_ref<const std::string&>().front();
  else if (name == "encoding" && value == "utf-8")
    map.encoding = TextEncoding::utf8;
  else if (name == "encoding" && value == "gb18030")
    map.encoding = TextEncoding::gb18030;
  else
    throw Failure{usage,
                  "column",
                  {"没有名为“" + name + "”的列，或其值的类型不符", "There is no column '" + name + "', or its value is of another kind"},
                  {"列：bank_reference、booked、amount（或 credit 与 debit）、direction、credit_words、debit_words、payer_name、"
                   "payer_account、remark、own_account、end_to_end、end_words、delimiter、encoding（utf-8 或 gb18030）。",
                   "Columns: bank_reference, booked, amount (or credit and debit), direction, credit_words, debit_words, payer_name, "
                   "payer_account, remark, own_account, end_to_end, end_words, delimiter, encoding (utf-8 or gb18030)."}};
}

ColumnMap column_map(const ImportOptions& options) {
  ColumnMap map;
  if (!options.columns.empty()) {
    const auto file = parse_strict(read_file(options.columns, 1U << 20));
    if (!file || !file->is_object())
      throw Failure{malformed_input,
                    "columns",
                    {options.columns + " 不是 JSON 对象", options.columns + " is no JSON object"},
                    {"请写 {\"bank_reference\": \"流水号\", \"booked\": \"交易日期\", …}。",
                     "Write {\"bank_reference\": \"流水号\", \"booked\": \"交易日期\", …}."}};
    for (const auto& [name, value] : file->items()) set_column(map, name, value);
  }
  for (const std::string& text : options.column) {
    const auto equals = text.find('=');
    if (equals == std::string::npos)
      throw Failure{usage,
                    "column",
                    {"--column " + text + " 没有写明列标题", "--column " + text + " names no heading"},
                    {"请写 --column amount=金额。", "Write --column amount=金额."}};
    set_column(map, text.substr(0, equals), text.substr(equals + 1));
  }
  return map;
}

class Import {
 public:
  Import(House& house, const Actor& actor, bool json_lines) : house_(house), actor_(actor), json_(json_lines) {}

  // What the books have of it; a refusal where they are not his to ask.
  Result<BankFileView> ask(const AskBankFile& about) {
    const auto answer = house_.engine->query("bank_file", encode_text(about), actor_, std::max(now_, house_.engine->last_now()));
    if (!answer) return std::unexpected(answer.error());
    return decode<BankFileView>(json::parse(*answer));
  }

  Result<Exit> run(const BankFile& file) {
    BankFacts facts;
    for (const AskBankFile& question : questions_about(file)) {
      const auto answer = ask(question);
      if (!answer) return std::unexpected(answer.error());
      facts.add(*answer);
    }
    if (file.statement) sums_.without_amount = file.statement->without_amount;
    for (BankItem& item : items_of(file, facts, actor_.role)) {
      if (item.why) {
        tell(item);
        continue;
      }
      envelopes_.push_back({bank_item_id(item, actor_.user, 0), item.command, item.payload, actor_, now_});
      items_.push_back(std::move(item));
      if (items_.size() == 500) flush();
    }
    flush();
    say_sums();
    return exit_;
  }

 private:
  static ordered_json line_about(const BankItem& item) {
    ordered_json line{{"kind", item.what}, {item.name, item.value}};
    if (item.amount) line["amount"] = item.amount->text();
    if (item.line > 0) line["line"] = item.line;
    for (const auto& [name, value] : item.more) line[name] = value;
    return line;
  }

  static std::string words_about(const BankItem& item) {
    std::string text = (item.line > 0 ? "line " + std::to_string(item.line) + ", " : "") + item.what + " " + item.value;
    if (item.amount) text += " " + written(*item.amount);
    for (const auto& [name, value] : item.more)
      if (!value.empty()) text += " " + value;
    return text;
  }

  void tell(const BankItem& item) {
    count_told(sums_, item);
    if (item.kind == BankItem::Kind::refused) exit_ = worse(exit_, exit_of(item.why->band, item.why->code));
    if (json_)
      say(line_of(answer_json(*item.why, line_about(item))));
    else
      say(words_about(item) + ": " + words(*item.why, Language::en) + "\n");
  }

  // Ids are walked in their order, so that nothing that was done is done again: the first that is done, or new, is the answer.
  std::vector<Outcome> executed() {
    std::vector<Outcome> outcomes = house_.engine->execute_group(envelopes_);
    for (int attempt = 1; attempt < attempts_most; ++attempt) {
      std::vector<std::size_t> places;
      std::vector<Envelope> again;
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i].done() || !outcomes[i].repeated) continue;
        places.push_back(i);
        again.push_back(envelopes_[i]);
        again.back().id = bank_item_id(items_[i], actor_.user, attempt);
      }
      if (again.empty()) break;
      std::vector<Outcome> answers = house_.engine->execute_group(again);
      for (std::size_t i = 0; i < answers.size(); ++i) outcomes[places[i]] = std::move(answers[i]);
    }
    return outcomes;
  }

  void flush() {
    const std::vector<Outcome> outcomes = executed();
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const Outcome& outcome = outcomes[i];
      const bool known = outcome.repeated || std::ranges::any_of(outcome.args, [](const Arg& arg) { return arg.name == "repeated"; });
      ++(!outcome.done() ? sums_.refused : known ? sums_.known : sums_.taken);
      exit_ = worse(exit_, exit_of(outcome.band, outcome.code));
      if (json_) {
        ordered_json line = line_about(items_[i]);
        line["id"] = outcome.id.text();
        say(line_of(outcome_json(outcome, line)));
      } else if (!outcome.done())
        say(words_about(items_[i]) + ": " + words({outcome.code, outcome.band, outcome.rule, outcome.field, outcome.args}, Language::en) +
            "\n");
    }
    envelopes_.clear();
    items_.clear();
  }

  void say_sums() const {
    if (json_) return say(line_of(ordered_json::parse(encode_text(sums_))));
    say("taken " + std::to_string(sums_.taken) + ", known already " + std::to_string(sums_.known) + ", refused " +
        std::to_string(sums_.refused) + ", not taken (debits, reversals) " + std::to_string(sums_.not_taken) + ", pending at the bank " +
        std::to_string(sums_.pending) + ", of 0.00 " + std::to_string(sums_.without_amount) + "\n");
  }

  House& house_;
  const Actor& actor_;
  bool json_;
  Instant now_ = system_now();
  std::vector<Envelope> envelopes_;
  std::vector<BankItem> items_;  // that they are of
  BankSums sums_;
  Exit exit_ = done;
};

BankFormat format_named(const std::string& name) {
  return name == "camt053" ? BankFormat::camt053
         : name == "mt940" ? BankFormat::mt940
         : name == "csv"   ? BankFormat::csv
                           : BankFormat::pain002;
}

}  // namespace

int import_statement(const ImportOptions& options) {
  const BankFormat format = format_named(options.format);
  ColumnMap columns = column_map(options);
  const Actor actor = actor_of(options.as);
  const StatementLimits limits;
  const std::string text = read_file(options.file, limits.max_bytes);
  if (options.columns.empty() && options.column.empty()) columns = usual_columns(text);
  House house(options.db, Opening::to_change);
  Import import(house, actor, options.json);
  const auto not_taken = [&](const Refusal& why, Exit exit) {
    say(options.json ? line_of(answer_json(why, {{"file", options.file}}))
                     : options.file + ": " + words(why, Language::en) + "\n" + words(why, Language::zh) + "\n");
    return exit;
  };
  // LED-10: what a line without a reference is known by has its account in our spelling.
  const auto books = import.ask({});
  if (!books) return not_taken(books.error(), exit_of(books.error().band, books.error().code));
  const auto file = read_bank_file(format, text, columns, limits, {books->receiving_account, books->more_accounts});
  if (!file) return not_taken(file.error(), malformed_input);
  const auto done = import.run(*file);
  return done ? *done : not_taken(done.error(), exit_of(done.error().band, done.error().code));
}

}  // namespace ch::cli
