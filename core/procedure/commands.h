// Commands and queries of the case engine, one function each (chapter 10).
#pragma once

#include "engine/command.h"
#include "engine/query.h"

namespace ch {

std::vector<Command> case_commands();
std::vector<Query> case_queries();

Command file_case_command();
Command step_case_command();
Command step_cases_command();
Command write_on_case_command();
Command hand_on_case_command();
Command break_promise_command();
Command claim_case_command();
Command return_case_command();
Command pass_case_command();
Command set_absence_command();
Command show_answer_command();
Command mark_case_overdue_command();
Command move_cases_command();
Command load_pack_command();
Command note_delivery_command();
Command retry_delivery_command();
Command drop_delivery_command();

Query procedures_query();
Query inbox_query();
Query cases_query();
Query case_query();
Query case_figures_query();
Query work_figures_query();
Query document_query();
Query message_file_query();
Query case_log_query();
Query outbox_query();
Query movable_cases_query();

}  // namespace ch
