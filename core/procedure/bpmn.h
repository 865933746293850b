// A procedure's table as BPMN 2.0 XML with diagram interchange (PRO-7): what modellers draw and engines run.
//
// A step where somebody acts is a user task; which way it goes is asked of the variables STEP_TRIGGER at an exclusive gateway behind it,
// and a guard that decides of the variable of its name. Events and deadlines at such a step are events on its edge. A step where all
// depends on events is a catching event, or an event-based gateway before several.
#pragma once

#include "procedure/chart.h"

namespace ch {

std::string bpmn_of(const Procedure& procedure, Language language, const PolicyNumber& number = {});

}  // namespace ch
