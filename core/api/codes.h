// Every code that an outcome can have: band, rule, and words in both languages that say what to do (CON-9).
// A code never changes its meaning. In the words, {name} stands for the refusal's argument of that name.
#pragma once

#include <span>
#include <string_view>

#include "api/language.h"
#include "base/outcome.h"

namespace ch {

struct CodeSpec {
  std::string_view code;
  Band band;
  std::string_view rule;
  std::string_view zh, en;
};
std::span<const CodeSpec> code_specs();
const CodeSpec* code_spec(std::string_view code);

// Why something could not be read: the argument `reason` of the codes malformed_… (and `kind` of policy_malformed), in words.
struct ReasonSpec {
  std::string_view reason, zh, en;
};
std::span<const ReasonSpec> reason_specs();
const ReasonSpec* reason_spec(std::string_view reason);

// A refusal of the table: band and rule come from there; a code that is not in it stops the program.
std::unexpected<Refusal> refused(std::string_view code, std::string_view field = {}, std::vector<Arg> args = {});

// Amounts, days and times among the arguments, which are known by their names, are written as the language writes them.
std::string words(const Refusal& refusal, Language language);
std::string fill(std::string_view words, std::span<const Arg> args, Language language);

}  // namespace ch
