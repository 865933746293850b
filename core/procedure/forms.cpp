#include "procedure/forms.h"

#include <algorithm>
#include <map>
#include <set>

#include "api/codes.h"
#include "api/texts.h"
#include "procedure/documents.h"

namespace ch {

namespace {

constexpr std::int64_t answer_max = 1'000, link_max = 500;
constexpr Money amount_most = Money::fen(100'000'000'000'000);

std::unexpected<Refusal> wrong(const Question& question, std::string_view form, std::string_view form_en) {
  return refused("answer_malformed", std::string(question.name),
                 {{"question", std::string(question.zh)},
                  {"question_en", std::string(question.en)},
                  {"form", std::string(form)},
                  {"form_en", std::string(form_en)}});
}

Result<std::string> read_answer(const Question& question, const std::string& value) {
  const std::int64_t most = question.kind == AnswerKind::link ? link_max : answer_max;
  if (Check fits = text_fits(value, question.name, most); !fits) return std::unexpected(fits.error());
  switch (question.kind) {
    case AnswerKind::text:
      return value;
    case AnswerKind::money: {
      const auto amount = Money::parse(value);
      if (!amount || !amount->positive()) return wrong(question, "大于 0 的金额，如 1200.00", "an amount above 0, such as 1200.00");
      if (*amount > amount_most) return wrong(question, "不超过 1,000,000,000,000.00 的金额", "an amount of at most 1,000,000,000,000.00");
      return amount->text();
    }
    case AnswerKind::date: {
      const auto day = Date::parse(value);
      if (!day) return wrong(question, "日期，如 2026-03-02", "a date, such as 2026-03-02");
      return day->text();
    }
    case AnswerKind::yes_no:
      if (value != "yes" && value != "no") return wrong(question, "是或否", "yes or no");
      return value;
    case AnswerKind::choice:
      if (question.offers != nullptr) return value;
      if (std::ranges::none_of(question.choices, [&](const Choice& choice) { return choice.name == value; }))
        return wrong(question, "所列选项之一", "one of the choices");
      return value;
    case AnswerKind::link:
      if (!value.starts_with("https://") && !value.starts_with("http://"))
        return wrong(question, "网址", "an address that begins with https://");
      return value;
    case AnswerKind::document:
      return wrong(question, "附件", "a document");
  }
  return wrong(question, "", "");
}

std::unexpected<Refusal> missing(const Question& question) {
  return refused("answer_missing", std::string(question.name),
                 {{"question", std::string(question.zh)}, {"question_en", std::string(question.en)}});
}

}  // namespace

Result<Entered> read_form(const std::vector<Question>& form, const std::vector<Said>& answers,
                          const std::vector<AttachedDocument>& documents, const Policies& policies) {
  const auto question = [&](std::string_view name) -> const Question* {
    const auto found = std::ranges::find(form, name, &Question::name);
    return found == form.end() ? nullptr : &*found;
  };
  std::map<std::string_view, std::string> read;
  std::set<std::string_view> seen;
  for (const Said& said : answers) {
    const Question* asked = question(said.name);
    if (!asked) return refused("answer_unknown", said.name, {{"name", said.name}});
    if (!seen.insert(asked->name).second) return refused("answer_twice", said.name, {{"name", said.name}});
    if (said.value.empty() && asked->optional) continue;
    Result<std::string> value = read_answer(*asked, said.value);
    if (!value) return std::unexpected(value.error());
    read.emplace(asked->name, std::move(*value));
  }
  for (const AttachedDocument& document : documents) {
    const Question* asked = question(document.question);
    if (!asked || asked->kind != AnswerKind::document) return refused("answer_unknown", document.question, {{"name", document.question}});
    if (!seen.insert(asked->name).second) return refused("answer_twice", document.question, {{"name", document.question}});
    if (Check fits = document_fits(document, policies); !fits) return std::unexpected(fits.error());
    read.emplace(asked->name, document.hash);
  }
  Entered entered{.documents = documents};
  for (const Question& asked : form) {
    const auto found = read.find(asked.name);
    if (found == read.end() && !asked.optional) return missing(asked);
    entered.answers.push_back({std::string(asked.name), found == read.end() ? std::string() : std::move(found->second)});
  }
  return entered;
}

}  // namespace ch
