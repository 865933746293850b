// Pages of the case engine: what waits for whoever sits there, one case whole, and the desks of chapters 04 and 05.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "web/app.h"
#include "web/data.h"
#include "web/pages/forms.h"
#include "web/pages/words.h"

namespace ch::web::pages {

void draw_work_page(Route& route);
void draw_case_page(Route& route);  // #/case/12
void draw_verification_page(Route& route);
void draw_risk_page(Route& route);

// "3 小时": in the unit that suits it.
[[nodiscard]] std::string time_span(std::int64_t ms);
[[nodiscard]] std::string case_address(std::string_view process);
// Leads there; what else the address said was of the page that is left.
void to_case(Route& route, std::string_view process);

// By when, as a person says it, and how urgent that is.
struct Due {
  std::string words;
  Tone tone = Tone::plain;
  std::string left = {};  // how long that is from now
};
[[nodiscard]] Due due_of(const Data& row);
[[nodiscard]] ui::Cell due_cell(const Data& row);
// The same of the answer that was promised (RSK-11); empty where none is.
[[nodiscard]] ui::Cell promise_cell(const Data& row);

// A form's questions as fields of a dialog, each with what the system knows (VER-7); with a note where the command takes one.
[[nodiscard]] std::vector<FormField> fields_of(const Data& form, bool with_note);
// What was answered, as a person reads it; empty for what the system has noted for itself.
[[nodiscard]] std::string answer_words(const Data& answer);

// Regions of one case; `view` is what the query answered.
bool case_chart(const Data& view);  // false: it is not at hand
// What the numbers of the ways out of its step stand for; of all its ways.
void case_next(const Data& view);
void case_ways(const Data& view);
void case_documents(const Data& view);
[[nodiscard]] bool has_documents(const Data& view);
[[nodiscard]] bool has_picture(const Data& view);  // filed last
void newest_document(const Data& view, float height);
void case_answers(const Data& view);
void case_history(const Data& view);
void case_messages(Route& route, const Data& view);
void case_related(const Data& view);
void case_actions(Route& route, const Data& view, bool alone);  // alone: in its column

}  // namespace ch::web::pages
