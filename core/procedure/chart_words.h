// What a flow chart says, and how much room that takes.
#pragma once

#include "procedure/chart.h"

namespace ch {

inline constexpr std::int32_t chart_line_height = 14, chart_step_size = 12, chart_label_size = 11;  // pixels

// By a table of widths, so the same everywhere: a Chinese character is as wide as the size, a Latin one by its kind.
std::int32_t chart_text_width(std::string_view text, std::int32_t size);
// In lines of at most so many pixels, as even as they can be; a single word may be wider.
std::vector<std::string> chart_lines(std::string_view text, std::int32_t size, std::int32_t most);

// Whether the table has the contrary too, so that the guard decides which way it goes.
bool decides(const Procedure& procedure, const Transition& one);
// "否：…" where it is the contrary.
std::string guard_words(const Guard& guard, Language language);
// "5 个工作日"; empty where the number is not known.
std::string limit_words(const Limit& limit, Language language, const PolicyNumber& number);
// "，自付款日期起"; empty where it counts from no answer.
std::string from_words(const Procedure& procedure, const Limit& limit, Language language);
// "逾期 · 5 个工作日"
std::string deadline_words(const Step& step, Language language, const PolicyNumber& number);
// What a button says, what happened, or the deadline.
std::string transition_words(const Procedure& procedure, const Transition& one, Language language, const PolicyNumber& number);

}  // namespace ch
