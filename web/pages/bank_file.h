// A bank's file taken in the page (LED-10, LED-11): a statement, or a report on payments.
#pragma once

#include "web/app.h"

namespace ch::web::pages {

// The button that chooses it, for whoever may take one; and under the title how far it is, or what came of the last one, line by line.
void bank_file_button();
void bank_file_card();

}  // namespace ch::web::pages
