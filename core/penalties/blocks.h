// Risk deposits, penalties and appeals (chapter 05): what their ten tables share, and what they do with money.
#pragma once

#include "procedure/cases.h"
#include "payments/payouts.h"

namespace ch {

// ---- forms

Question rule_breached();
Question evidence();
Question stated_amount();  // none: the ladder's (RSK-13)
Question details();
Question front_end();  // RSK-5
Question landing_page_1();
Question landing_page_2();

// ---- guards

bool is_penalty(const Case& one);  // what an appeal is about

extern const Guard is_about_a_client;       // of a reseller
extern const Guard deposit_is_low;          // RSK-2: below what is required
extern const Guard penalties_used_it_up;    // RSK-2: and a penalty left it so
extern const Guard nothing_is_open;         // RSK-9: no penalty and no appeal; and there is as much
extern const Guard no_penalty_is_open;      // RSK-9: before what failed is paid again
extern const Guard nothing_stands_against;  // RSK-9, RSK-12: nor anything owed
extern const Guard nothing_was_owed;        // RSK-12: that what came back had to pay
extern const Guard deposit_is_whole;        // RSK-2: as much as is required, with what is coming
extern const Guard may_be_appealed;         // RSK-8, RSK-12
extern const Guard had_no_part_in_it;       // RSK-12: who decides an appeal
extern const Guard part_is_less;            // upheld in part: less than the penalty
extern const Guard wire_pays_deposit;       // RSK-1
extern const Guard refund_may_be_paid;

// RSK-1: the wires in suspense that could be the one.
std::vector<OfferedChoice> wires_for_deposit(ReadContext& context, const Case& one);

// ---- blocks

Check decides_amount(Context& context, Case& one);      // RSK-13
Check takes_penalty(Context& context, Case& one);       // RSK-12
Check reverses_penalty(Context& context, Case& one);    // RSK-12: an upheld appeal, whole
Check reduces_penalty(Context& context, Case& one);     // in part
Check asks_what_is_short(Context& context, Case& one);  // RSK-2
Check notes_outcome(Context& context, Case& one);       // RSK-8: of an appeal, for whom it is told
Check stops_refund(Context& context, Case& one);        // RSK-9: a penalty, of its client's
Check books_deposit(Context& context, Case& one);
// RSK-2: an open renewal asks for what is short now; where a person stated its amount, for no more than that.
Check deposit_changed(Context& context, Case& cause);
Check asks_for_refund(Context& context, Case& one);  // RSK-9
Check asks_once_more(Context& context, Case& one);
Check books_refund(Context& context, Case& one);
Check refund_failed(Context& context, Case& one);
Check names_penalty(Context& context, Case& one);  // for which it is not paid again
Check keeps_deposit(Context& context, Case& one);  // RSK-12: and takes from it what is owed

// ---- a deposit's table (RSK-1, RSK-2): asked for by `filing`, booked by finance

struct DepositTable {
  std::string_view id, zh, en, rules;
  Transition filing;
  bool again = false;  // RSK-2: what is still short once it is booked is asked for by another
};
Procedure deposit(DepositTable table);

// ---- a penalty's table (RSK-3 to RSK-7, RSK-10)

struct PenaltyTable {
  std::string_view id, zh, en, rules;
  std::string_view notice;  // the message's template
  Role initiator = Role::risk_supervisor;
  std::vector<Question> form;
  bool local_manager = true;  // the mandatory copy
  bool confirmed = true;      // a reseller confirms it; else it is decided and told
  bool appealable = true;
  bool applied_for = false;           // RSK-5: the initiator applies, the risk supervisor decides
  std::string_view application = {};  // then: the template of the application
  bool answered = true;               // RSK-11: the risk team promises an answer
};
Procedure penalty(PenaltyTable table);

// What was taken for a penalty, and from whom.
struct Penalty {
  CaseId process;
  PartyId party;
  AccountId client, reseller;
  Money covered, owed;  // from the client's deposit; by the reseller that brought it
  EntryId entry;
  Money reversed;  // of both, what was owed first
};
BOOST_DESCRIBE_STRUCT(Penalty, (), (process, party, client, reseller, covered, owed, entry, reversed))
template <>
struct TableOf<Penalty> {
  static TableSpec spec() { return {"penalty", {"process"}, {}, "party"}; }
};

Money left_owed(const Penalty& penalty);
// The number of what keeps this client's deposit from going out: a penalty or an appeal that is open, or a penalty that is owed still.
std::optional<std::string> stands_against(Reader& rows, const Case& refund);

void penalty_invariant(const Changed& changed, std::vector<std::string>& faults);
std::unique_ptr<WholeInvariant> whole_penalty_invariant();

std::vector<const Procedure*> penalties_procedures();
std::vector<const RecordType*> penalty_records();

}  // namespace ch
