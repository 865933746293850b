#include "procedure/commands.h"

#include "procedure/records.h"

namespace ch {

std::vector<Command> case_commands() {
  return {file_case_command(),         step_case_command(),    step_cases_command(),  write_on_case_command(), hand_on_case_command(),
          break_promise_command(),     claim_case_command(),   return_case_command(), pass_case_command(),     set_absence_command(),
          mark_case_overdue_command(), move_cases_command(),   load_pack_command(),   show_answer_command(),   note_delivery_command(),
          retry_delivery_command(),    drop_delivery_command()};
}

std::vector<Query> case_queries() {
  return {procedures_query(), inbox_query(),        cases_query(),    case_query(),   case_figures_query(), work_figures_query(),
          document_query(),   message_file_query(), case_log_query(), outbox_query(), movable_cases_query()};
}

std::vector<const RecordType*> case_records() {
  return {&record_type<Case>(),       &record_type<CaseEvent>(),  &record_type<CaseDocument>(), &record_type<Outgoing>(),
          &record_type<StepFigure>(), &record_type<CaseFigure>(), &record_type<Absence>()};
}

}  // namespace ch
