// countinghouse import: a bank's statement, or its report on payments. Each credit line becomes a take_wire, and what became of a payment a
// confirm_payment or reject_payment, whose id is made of the content itself, so that a file taken twice changes nothing (LED-10, LED-11,
// CON-7). Other debits, and reversals, are a person's to look at, and are reported.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "accounts/records.h"
#include "payments/batches.h"
#include "api/codes.h"
#include "api/made_reference.h"
#include "api/written.h"
#include "base/text.h"
#include "cli/answers.h"
#include "cli/programs.h"
#include "interop/bank_statement.h"
#include "interop/payment_status.h"
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

// LED-10: what a line without a reference is known by has its account in our spelling.
OurAccounts our_accounts(Engine& engine) {
  const Policies policies(engine.rows(), business_date(std::max(system_now(), engine.last_now())));
  return {policies.text("credit.receiving.account"), policies.text("credit.receiving.more_accounts")};
}

Result<BankStatement> read_statement(const std::string& format, const ColumnMap& columns, const std::string& text,
                                     const OurAccounts& ours) {
  const StatementLimits limits;
  if (format == "camt053") return read_camt053(text, limits, ours);
  if (format == "mt940") return read_mt940(text, limits, ours);
  BankStatement statement;
  auto lines = read_bank_csv(text, columns, limits, &statement.without_amount);
  if (!lines) return std::unexpected(lines.error());
  statement.lines = std::move(*lines);
  return statement;
}

// Of the content and of who takes it: the same again gives the same id, and another user's taking is judged by the rule and not by the id.
// What was refused before is tried anew under the next id, since what it was refused for may be gone.
Uuid id_of(const Envelope& envelope, Instant at, int attempt) {
  const std::string content = envelope.name + "\n" + envelope.actor.user + "\n" + envelope.payload;
  const Hash hash = sha256(attempt == 0 ? content : content + "\n" + std::to_string(attempt));  // JSON text has no such line
  std::array<std::uint8_t, 10> bits{};
  std::copy_n(hash.begin(), bits.size(), bits.begin());
  return Uuid::v7(at.ms, bits);
}

// What an answer is about.
struct About {
  std::string kind, key, reference;  // "credit", "bank_reference", "B-1"
  std::optional<Money> amount;
};

class Import {
 public:
  Import(House& house, const Actor& actor, bool json_lines) : house_(house), actor_(actor), json_(json_lines) {}

  Exit run(const BankStatement& statement) {
    for (const UnbookedEntry& entry : statement.unbooked) report(entry);
    for (const BankLine& line : statement.lines) {
      if (confirms_payment(line)) {
        send({"payment", "bank_reference", line.bank_reference, line.amount}, "confirm_payment",
             ConfirmPayment{line.end_to_end, -line.amount, line.bank_reference, line.booked}, start_of(line.booked));
        continue;
      }
      if (line.reversal || !line.amount.positive()) {
        report(line);
        continue;
      }
      const TakeWire wire{reference_of(line),
                          line.booked,
                          line.amount,
                          line.payer_name,
                          line.payer_account,
                          line.remark,
                          line.own_account.empty() ? std::nullopt : std::optional(line.own_account),
                          line.among_alike};
      send({"credit", "bank_reference", line.bank_reference, line.amount}, "take_wire", wire, start_of(line.booked));
    }
    return sums(statement.unbooked.size(), statement.without_amount);
  }

  // What the bank says of the whole it says of every payment that it does not name.
  Exit run(const PaymentStatusReport& statuses) {
    // Every tenant has a PB000001: the name of the message, not of the payment, says whose it is.
    Reader& rows = house_.engine->rows();
    auto of_message = batch_of_message(rows, statuses.message);
    std::string message = statuses.message;
    // A batch's one PmtInf has the message's name; under another it is of another message, whatever stands above it.
    if (const auto part = batch_of_message(rows, statuses.information);
        !statuses.information.empty() && (!part || !of_message || part->id != of_message->id)) {
      if (of_message) message = statuses.information;
      of_message.reset();
    }
    std::set<std::string> named;
    std::size_t under_way = 0;
    for (const PaymentStatus& payment : statuses.payments) {
      named.insert(normal_reference(payment.end_to_end));
      const auto known = payment_named(rows, payment.end_to_end);
      if (of_message && (!known || known->batch == of_message->id))
        under_way += take(payment) ? 0 : 1;
      else
        say_refused({"payment", "end_to_end", payment.end_to_end, payment.amount},
                    refused("payment_not_in_message", "OrgnlMsgId", {{"end_to_end", payment.end_to_end}, {"message", message}}).error());
    }
    const auto batch = batch_of_whole(statuses, message, of_message);
    if (batch) {
      for (const Payment& payment : house_.engine->rows().list<Payment>({.prefix = key_of(batch->id)})) {
        // One that the bank has decided already is told again, so that a contrary word on it is heard; "under way" says nothing of it.
        const bool silent = statuses.fate == PaymentFate::under_way && payment.state != PaymentState::given;
        if (silent || named.contains(end_to_end_of(payment))) continue;
        under_way += take({.end_to_end = end_to_end_of(payment),
                           .status = statuses.status,
                           .fate = statuses.fate,
                           .amount = payment.amount,
                           .bank_reference = "",
                           .reason = statuses.reason,
                           .place = statuses.place})
                         ? 0
                         : 1;
      }
    }
    return sums(under_way);
  }

 private:
  // Of a bank's day, which may be before all instants: the command refuses the day, and a file's other lines are tried.
  static Instant start_of(Date day) { return ch::start_of(std::max(day, business_date(first_instant))); }

  // Where the line, or one alike, was taken under the reference that was once made for it, that is its name.
  std::string reference_of(const BankLine& line) {
    const auto alike = beginning_of_alike(normal_reference(line.former_reference));
    if (!alike) return line.bank_reference;
    const Scan scan{
        .index = "by_bank_reference", .from = key_of(*alike), .to = key_of(alike->substr(0, alike->size() - 1) + "."), .limit = 1};
    return house_.engine->rows().list<Wire>(scan).empty() ? line.bank_reference : line.former_reference;
  }

  // None where the report says nothing of the whole, or may not be believed in it.
  std::optional<PaymentBatch> batch_of_whole(const PaymentStatusReport& statuses, const std::string& message,
                                             const std::optional<PaymentBatch>& batch) {
    if (statuses.status.empty()) return std::nullopt;
    const About about{"batch", "message", message, {}};
    if (!batch) {
      say_refused(about, refused("unknown_message", "OrgnlMsgId", {{"message", message}}).error());
      return std::nullopt;
    }
    for (const OriginalTotals& stated : {statuses.of_message, statuses.of_information})
      if (stated.payments.value_or(batch->payments) != batch->payments || stated.sum.value_or(batch->total) != batch->total) {
        say_refused(about, refused("message_totals_differ", "",
                                   {{"message", message}, {"payments", std::to_string(batch->payments)}, {"amount", batch->total.text()}})
                               .error());
        return std::nullopt;
      }
    return batch;
  }

  // The statement hands back the name that a batch gave the payment. Who may not take payments leaves it to who may.
  bool confirms_payment(const BankLine& line) {
    return actor_.role == Role::finance && line.amount.negative() && !line.reversal &&
           payment_named(house_.engine->rows(), line.end_to_end).has_value();
  }

  // Answers whether the bank has decided.
  bool take(const PaymentStatus& payment) {
    About about{"payment", "end_to_end", payment.end_to_end, payment.amount};
    if (payment.fate == PaymentFate::settled) {
      send(std::move(about), "confirm_payment",
           ConfirmPayment{payment.end_to_end, payment.amount,
                          payment.bank_reference.empty() ? std::nullopt : std::optional(payment.bank_reference), payment.day},
           first_instant);
      return true;
    }
    if (payment.fate == PaymentFate::rejected) {
      const std::string reason = payment.reason.empty() ? payment.status : payment.reason;
      send(std::move(about), "reject_payment", RejectPayment{payment.end_to_end, payment.amount, cut(reason)}, first_instant);
      return true;
    }
    const std::string line = std::to_string(payment.place.line), column = std::to_string(payment.place.column);
    const Refusal why = refused("payment_not_decided", "", {{"status", payment.status}, {"line", line}, {"column", column}}).error();
    if (json_)
      say(line_of(answer_json(why, {{"kind", "under_way"}, {"end_to_end", payment.end_to_end}})));
    else
      say("payment " + payment.end_to_end + ": " + words(why, Language::en) + "\n");
    return false;
  }

  // As long as a reason may be.
  static std::string cut(const std::string& text) {
    std::string kept = text;
    while (count_codepoints(kept) > 200) {
      do kept.pop_back();
      while (!valid_utf8(kept));
    }
    return kept;
  }

  void report(const BankLine& line) {
    ++others_;
    const Refusal why = refused(line.reversal ? "bank_line_reversal" : "bank_line_debit").error();
    const char* kind = line.reversal ? "reversal" : "debit";
    if (json_)
      say(line_of(answer_json(why, {{"kind", kind},
                                    {"bank_reference", line.bank_reference},
                                    {"booked", line.booked.text()},
                                    {"amount", line.amount.text()},
                                    {"other_side", line.payer_name},
                                    {"remark", line.remark}})));
    else
      say(std::string(kind) + " " + line.bank_reference + " " + line.booked.text() + " " + written(line.amount) + " " + line.payer_name +
          ": " + words(why, Language::en) + "\n");
  }

  void report(const UnbookedEntry& entry) {
    const std::string line = std::to_string(entry.place.line), column = std::to_string(entry.place.column);
    const Refusal why = refused("bank_line_pending", "", {{"status", entry.status}, {"line", line}, {"column", column}}).error();
    if (json_)
      say(line_of(answer_json(why, {{"kind", "pending"}, {"bank_reference", entry.bank_reference}, {"amount", entry.amount.text()}})));
    else
      say("line " + line + ", pending " + entry.bank_reference + " " + written(entry.amount) + ": " + words(why, Language::en) + "\n");
  }

  template <class P>
  void send(About about, std::string_view command, const P& content, Instant at) {
    const std::string payload = encode_text(content);
    envelopes_.push_back({{}, std::string(command), payload, actor_, now_});
    envelopes_.back().id = id_of(envelopes_.back(), at, 0);
    instants_.push_back(at);
    about_.push_back(std::move(about));
    if (envelopes_.size() == 500) flush();
  }

  ordered_json line_about(const About& about) {
    ordered_json line{{"kind", about.kind}, {about.key, about.reference}};
    if (about.amount) line["amount"] = about.amount->text();
    return line;
  }

  void say_refused(const About& about, const Refusal& why) {
    ++refused_;
    exit_ = worse(exit_, exit_of(why.band, why.code));
    if (json_)
      say(line_of(answer_json(why, line_about(about))));
    else
      say(about.kind + " " + about.reference + (about.amount ? " " + written(*about.amount) : "") + ": " + words(why, Language::en) + "\n");
  }

  // Ids are walked in their order, so that nothing that was done is done again: the first that is done, or new, is the answer.
  std::vector<Outcome> executed() {
    constexpr int attempts_most = 64;
    std::vector<Outcome> outcomes = house_.engine->execute_group(envelopes_);
    for (int attempt = 1; attempt < attempts_most; ++attempt) {
      std::vector<std::size_t> places;
      std::vector<Envelope> again;
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i].done() || !outcomes[i].repeated) continue;
        places.push_back(i);
        again.push_back(envelopes_[i]);
        again.back().id = id_of(envelopes_[i], instants_[i], attempt);
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
      const About& about = about_[i];
      const bool known = outcome.repeated || std::ranges::any_of(outcome.args, [](const Arg& arg) { return arg.name == "repeated"; });
      if (outcome.done())
        ++(known ? known_ : new_);
      else
        ++refused_;
      exit_ = worse(exit_, exit_of(outcome.band, outcome.code));
      if (json_) {
        ordered_json line = line_about(about);
        line["id"] = outcome.id.text();
        say(line_of(outcome_json(outcome, line)));
      } else if (!outcome.done())
        say(about.kind + " " + about.reference + (about.amount ? " " + written(*about.amount) : "") + ": " +
            words({outcome.code, outcome.band, outcome.rule, outcome.field, outcome.args}, Language::en) + "\n");
    }
    envelopes_.clear();
    instants_.clear();
    about_.clear();
  }

  Exit sums(std::size_t pending, std::int64_t without_amount = 0) {
    flush();
    if (!json_)
      say("taken " + std::to_string(new_) + ", known already " + std::to_string(known_) + ", refused " + std::to_string(refused_) +
          ", not taken (debits, reversals) " + std::to_string(others_) + ", pending at the bank " + std::to_string(pending) + ", of 0.00 " +
          std::to_string(without_amount) + "\n");
    else
      say(line_of({{"taken", new_},
                   {"known", known_},
                   {"refused", refused_},
                   {"not_taken", others_},
                   {"pending", pending},
                   {"without_amount", without_amount}}));
    return exit_;
  }

  House& house_;
  const Actor& actor_;
  bool json_;
  Instant now_ = system_now();
  std::vector<Envelope> envelopes_;
  std::vector<Instant> instants_;  // that their ids are of
  std::vector<About> about_;
  std::int64_t new_ = 0, known_ = 0, refused_ = 0, others_ = 0;
  Exit exit_ = done;
};

template <class Read>
int take_file(const ImportOptions& options, Read read) {
  const Actor actor = actor_of(options.as);
  const std::string text = read_file(options.file, StatementLimits{}.max_bytes);
  House house(options.db, Opening::to_change);
  const auto content = read(text, *house.engine);
  if (!content) {
    const Refusal& why = content.error();
    say(options.json ? line_of(answer_json(why, {{"file", options.file}}))
                     : options.file + ": " + words(why, Language::en) + "\n" + words(why, Language::zh) + "\n");
    return malformed_input;
  }
  return Import(house, actor, options.json).run(*content);
}

}  // namespace

int import_statement(const ImportOptions& options) {
  if (options.format == "pain002") return take_file(options, [](const std::string& text, Engine&) { return read_pain002(text); });
  const ColumnMap columns = column_map(options);
  return take_file(options, [&](const std::string& text, Engine& engine) {
    return read_statement(options.format, columns, text, our_accounts(engine));
  });
}

}  // namespace ch::cli
