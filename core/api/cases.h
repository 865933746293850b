// Cases (工单) as messages: filing one, taking it from step to step, and everything that is asked about them (chapter 10).
#pragma once

#include "api/views.h"

namespace ch {

struct Said {  // an answer to a form's question, as text: money "12.34", a date "2026-03-02", yes or no, the name of a choice
  std::string name, value;
};
BOOST_DESCRIBE_STRUCT(Said, (), (name, value))

// CON-13: the host has the content already, and has made sure that it is what the hash says.
struct AttachedDocument {
  std::string question;  // of the form; empty: to a comment
  std::string hash;      // SHA-256, in hexadecimal digits
  std::int64_t size;     // in bytes
  std::string type;      // image/png, image/jpeg, image/webp, application/pdf
  std::string name;      // of the file
};
BOOST_DESCRIBE_STRUCT(AttachedDocument, (), (question, hash, size, type, name))

struct FileCase {
  std::string procedure;
  PartyId party;                // whom it is about: a client, or a reseller
  std::optional<CaseId> about;  // an appeal: the penalty
  std::vector<Said> answers;
  std::vector<AttachedDocument> documents;
};
BOOST_DESCRIBE_STRUCT(FileCase, (), (procedure, party, about, answers, documents))

struct StepCase {
  CaseId process;
  std::string step;  // where it stood when this was decided: what has moved on meanwhile is not decided twice
  std::string on;
  std::vector<Said> answers;
  std::vector<AttachedDocument> documents;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(StepCase, (), (process, step, on, answers, documents, note))

struct StepCases {                     // many at once, all or none, where the manual has it (PRO-5)
  std::vector<std::string> processes;  // ids
  std::string step, on;
  std::vector<Said> answers;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(StepCases, (), (processes, step, on, answers, note))

struct WriteOnCase {
  CaseId process;
  std::string text;
  std::vector<AttachedDocument> documents;
};
BOOST_DESCRIBE_STRUCT(WriteOnCase, (), (process, text, documents))

struct ClaimCase {
  CaseId process;
};
BOOST_DESCRIBE_STRUCT(ClaimCase, (), (process))
struct ReturnCase {  // to those who share the task
  CaseId process;
};
BOOST_DESCRIBE_STRUCT(ReturnCase, (), (process))
struct PassCase {  // to somebody who may do it too
  CaseId process;
  std::string user;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(PassCase, (), (process, user, note))
struct HandOnCase {  // what the other side asked is another team's to answer; that ends the promise (RSK-11)
  CaseId process;
  std::string team;
};
BOOST_DESCRIBE_STRUCT(HandOnCase, (), (process, team))
struct BreakPromise {  // by the clock: the hours are over and nobody has answered (RSK-11)
  CaseId process;
};
BOOST_DESCRIBE_STRUCT(BreakPromise, (), (process))
struct ShowAnswer {  // a sensitive answer in full, by somebody who needs it (CON-12): that he looked stands in the journal
  CaseId process;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(ShowAnswer, (), (process, name))
struct SetAbsence {                     // what the user has claimed meanwhile shows with his delegate too (PRO-4)
  std::optional<std::string> delegate;  // none: he is back
  std::optional<Date> last_day;
};
BOOST_DESCRIBE_STRUCT(SetAbsence, (), (delegate, last_day))

struct LoadPack {  // a further pack of a tenant (CON-10)
  std::string pack;
  std::vector<PackValue> values;
};
BOOST_DESCRIBE_STRUCT(LoadPack, (), (pack, values))
struct RegisterReseller {
  std::string name, code;
  std::vector<std::string> emails;
};
BOOST_DESCRIBE_STRUCT(RegisterReseller, (), (name, code, emails))
struct RegisterClient {  // a company that buys through a reseller
  std::string name, code;
  PartyId reseller;
};
BOOST_DESCRIBE_STRUCT(RegisterClient, (), (name, code, reseller))
struct AskClients {  // resellers and clients; of one reseller: its clients
  std::optional<PartyId> reseller;
  std::optional<std::string> search;  // in name or code
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskClients, (), (reseller, search, cursor, limit))
struct ClientRow {
  PartyId party;
  std::string name, code, kind, reseller;
  Money deposit, owed;
};
BOOST_DESCRIBE_STRUCT(ClientRow, (), (party, name, code, kind, reseller, deposit, owed))
struct ClientsView {
  std::vector<ClientRow> rows;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(ClientsView, (), (rows, next))
struct MoveCases {  // PRO-6: running cases to another version of their procedure; dry first
  std::string procedure;
  std::int64_t from = 0, to = 0;
};
BOOST_DESCRIBE_STRUCT(MoveCases, (), (procedure, from, to))

// ---- asked

struct ChoiceView {
  std::string name, zh, en;
};
BOOST_DESCRIBE_STRUCT(ChoiceView, (), (name, zh, en))
struct QuestionView {
  std::string name, zh, en;
  std::string kind;  // text, money, date, yes_no, choice, link, document
  bool optional;
  std::vector<ChoiceView> choices;
  std::string known;  // what the system knows, to look at beside (VER-7)
};
BOOST_DESCRIBE_STRUCT(QuestionView, (), (name, zh, en, kind, optional, choices, known))

struct AskProcedures {};
BOOST_DESCRIBE_STRUCT(AskProcedures, (), ())
struct ProcedureRow {
  std::string procedure, zh, en, rules, pack;
  std::int64_t version;
  bool loaded;    // its pack is
  bool may_file;  // the one who asks
  bool sees_all;  // CON-11: every case of it, and its figures
  std::vector<QuestionView> form;
  std::vector<ChoiceView> steps;  // in the table's order
};
BOOST_DESCRIBE_STRUCT(ProcedureRow, (), (procedure, zh, en, rules, pack, version, loaded, may_file, sees_all, form, steps))
struct ProceduresView {
  std::vector<ProcedureRow> rows;
};
BOOST_DESCRIBE_STRUCT(ProceduresView, (), (rows))

struct CaseRow {
  CaseId process;
  std::string number, procedure, zh, en;  // of the procedure
  PartyId party;
  std::string name;  // of whom it is about
  std::string step, step_zh, step_en;
  std::string who_zh, who_en;  // must act
  Instant opened, since;
  std::optional<Instant> due;
  bool provisional, late, open, failed;
  std::string claimed_by;
  std::optional<Instant> promised;  // RSK-11
  bool answer;                      // what waits for the one who asks is the answer promised, before anything of the step
  bool may_claim;                   // the one who asks; it is claimed by nobody yet
  std::optional<Money> amount;      // that it is about, or that the case is which it is about
  CaseId pair;                      // VER-3: whose bank account is the same; of this number
  std::string pair_number;
  CaseId awaits;  // the case that this one waits for, where nobody acts here: a penalty's appeal; of this number
  std::string awaits_number;
};
BOOST_DESCRIBE_STRUCT(CaseRow, (),
                      (process, number, procedure, zh, en, party, name, step, step_zh, step_en, who_zh, who_en, opened, since, due,
                       provisional, late, open, failed, claimed_by, promised, answer, may_claim, amount, pair, pair_number, awaits,
                       awaits_number))

struct AskInbox {  // what the one who asks may do, the most urgent first (PRO-5)
  std::optional<std::string> procedure;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskInbox, (), (procedure, cursor, limit))
struct BulkView {  // what may be done with several of the rows at once: those of this procedure at this step
  std::string procedure, step, step_zh, step_en;
  std::string on, zh, en;
  std::vector<QuestionView> form;
};
BOOST_DESCRIBE_STRUCT(BulkView, (), (procedure, step, step_zh, step_en, on, zh, en, form))
struct InboxView {
  std::vector<CaseRow> rows;
  std::string next;
  std::int64_t late, today, later;  // 1,000 at most are counted
  bool more;                        // than were counted
  std::vector<BulkView> bulk;
};
BOOST_DESCRIBE_STRUCT(InboxView, (), (rows, next, late, today, later, more, bulk))

struct AskCases {
  std::optional<std::string> procedure, step;
  std::optional<std::string> rules;  // of which chapter the procedure is: "RSK"
  std::optional<PartyId> party;
  std::optional<std::string> number;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskCases, (), (procedure, step, rules, party, number, cursor, limit))
struct CasesView {
  std::vector<CaseRow> rows;  // newest first
  std::string next;
};
BOOST_DESCRIBE_STRUCT(CasesView, (), (rows, next))

struct AskCase {
  CaseId process;
};
BOOST_DESCRIBE_STRUCT(AskCase, (), (process))
struct CaseActionView {
  std::string on, zh, en;
  std::string code, why_zh, why_en;  // empty: it may be done now
  std::string who_zh, who_en;
  bool bulk;
  std::vector<QuestionView> form;
};
BOOST_DESCRIBE_STRUCT(CaseActionView, (), (on, zh, en, code, why_zh, why_en, who_zh, who_en, bulk, form))
struct AnswerView {
  std::string name, zh, en, kind, value;  // masked where it is sensitive (CON-12)
  std::string choice_zh, choice_en;       // of a choice: what stood there
  bool masked;
};
BOOST_DESCRIBE_STRUCT(AnswerView, (), (name, zh, en, kind, value, choice_zh, choice_en, masked))
struct DocumentView {
  std::string question, hash, type, name;
  std::int64_t size;
};
BOOST_DESCRIBE_STRUCT(DocumentView, (), (question, hash, type, name, size))
struct PostedView {
  std::string kind;  // of the entry
  std::string zh, en;
  Money amount;  // its debit total
};
BOOST_DESCRIBE_STRUCT(PostedView, (), (kind, zh, en, amount))
struct HappenedView {
  std::int64_t position;
  Instant at;
  std::string user;
  std::string role_zh, role_en;
  std::string happened, zh, en;       // what
  std::string to_step, to_zh, to_en;  // empty where it stayed
  std::string note;
  std::vector<AnswerView> answers;
  std::vector<DocumentView> documents;
  std::vector<PostedView> posted;
  std::vector<std::string> sent, sent_en;  // subjects of mails, and events in words
};
BOOST_DESCRIBE_STRUCT(HappenedView, (),
                      (position, at, user, role_zh, role_en, happened, zh, en, to_step, to_zh, to_en, note, answers, documents, posted,
                       sent, sent_en))
struct MessageView {
  std::int64_t id;
  std::string kind, name, state;
  Instant at;
  std::vector<std::string> recipients, copies;
  std::string subject, body, subject_en, body_en;
};
BOOST_DESCRIBE_STRUCT(MessageView, (), (id, kind, name, state, at, recipients, copies, subject, body, subject_en, body_en))
struct RelatedView {
  CaseId process;
  std::string number, zh, en, step_zh, step_en;
};
BOOST_DESCRIBE_STRUCT(RelatedView, (), (process, number, zh, en, step_zh, step_en))
// RSK-8: a procedure that is begun about this case, its party's, while this case awaits it; refused with its reason where it never does.
struct BegunAboutView {
  std::string procedure, zh, en;
  std::string code, why_zh, why_en;  // empty: it may be begun, by who may
  bool mine;                         // he who asks may begin such
  std::optional<Instant> until;      // nobody else has to act meanwhile
  std::vector<QuestionView> form;
};
BOOST_DESCRIBE_STRUCT(BegunAboutView, (), (procedure, zh, en, code, why_zh, why_en, mine, until, form))
struct CaseView {
  CaseRow row;
  std::int64_t version;
  std::string filed_by;
  std::string reseller;
  std::string deadline_zh, deadline_en;  // how it came about: "3 working days, 1 to 7 October skipped"
  std::vector<StepView> steps;
  std::vector<std::string> taken;  // "from>on" of each transition taken, in order: the path through the chart
  std::vector<AnswerView> answers;
  std::vector<CaseActionView> actions;
  std::vector<BegunAboutView> opens;
  bool may_claim, may_return, may_pass, may_write;
  std::vector<HappenedView> history;  // oldest first
  std::vector<MessageView> messages;
  std::vector<RelatedView> related;
};
BOOST_DESCRIBE_STRUCT(CaseView, (),
                      (row, version, filed_by, reseller, deadline_zh, deadline_en, steps, taken, answers, actions, opens, may_claim,
                       may_return, may_pass, may_write, history, messages, related))

struct AskCaseFigures {
  std::string procedure;
  std::optional<Date> month;  // of the civil month; none: this one
};
BOOST_DESCRIBE_STRUCT(AskCaseFigures, (), (procedure, month))
struct StepFigureView {
  std::string step, zh, en;
  std::int64_t here;  // open cases that stand at it now; 1,000 at most are counted
  std::int64_t entered, left_in_time, left_late;
  std::int64_t mean_minutes;  // of those that left
};
BOOST_DESCRIBE_STRUCT(StepFigureView, (), (step, zh, en, here, entered, left_in_time, left_late, mean_minutes))
struct CountView {
  std::string what, zh, en;
  std::int64_t count;
};
BOOST_DESCRIBE_STRUCT(CountView, (), (what, zh, en, count))
struct CaseFiguresView {
  Date month;
  std::vector<StepFigureView> steps;
  std::vector<CountView> counts;  // ends, reasons, answers promised and kept
};
BOOST_DESCRIBE_STRUCT(CaseFiguresView, (), (month, steps, counts))

struct AskWorkFigures {};  // PRO-9: how the one who asks and those who share his tasks stand: this month, and the one before
BOOST_DESCRIBE_STRUCT(AskWorkFigures, (), ())
struct WorkFiguresView {
  std::int64_t in_time, late;                // tasks done this month
  std::int64_t in_time_before, late_before;  // in the last one
  std::int64_t promised, kept;               // RSK-11: answers that fell due this month, and those given in time
  std::int64_t mean_minutes;                 // of those done this month
};
BOOST_DESCRIBE_STRUCT(WorkFiguresView, (), (in_time, late, in_time_before, late_before, promised, kept, mean_minutes))

// SRV-5: what became of a delivery, as the server's courier says it. `attempt` is the one that this is about, from 1.
struct NoteDelivery {
  std::int64_t message;
  std::int64_t attempt;
  std::optional<std::string> error;  // none: it was delivered
  std::optional<bool> final;         // the receiver will never take it
};
BOOST_DESCRIBE_STRUCT(NoteDelivery, (), (message, attempt, error, final))
struct RetryDelivery {  // at once, with as many attempts as at first
  std::int64_t message;
  std::optional<std::vector<std::string>> recipients;  // instead of those that it had
};
BOOST_DESCRIBE_STRUCT(RetryDelivery, (), (message, recipients))
struct DropDelivery {  // it is not to go out any more
  std::int64_t message;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(DropDelivery, (), (message, reason))

struct AskOutbox {
  std::optional<OutgoingState> state;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskOutbox, (), (state, cursor, limit))
struct OutgoingView {
  std::int64_t id;
  OutgoingKind kind;
  OutgoingState state;
  std::string name;
  CaseId process;      // 0: of no case
  std::string number;  // the case's
  std::string party;   // its name
  Instant at;
  std::vector<std::string> recipients, copies;  // masked where it is of no case (CON-12)
  std::string subject, body, subject_en, body_en;
  std::int64_t position;
  std::int64_t attempts, attempts_most;
  std::optional<Instant> next_try;         // of one that waits
  std::string error;                       // of the last attempt
  std::optional<std::int64_t> blocked_by;  // of one behind: the message that its queue waits for
  std::optional<Instant> ended;            // delivered, dead or dropped
  std::string dropped_because;
  bool may_retry, may_drop;
};
BOOST_DESCRIBE_STRUCT(OutgoingView, (),
                      (id, kind, state, name, process, number, party, at, recipients, copies, subject, body, subject_en, body_en, position,
                       attempts, attempts_most, next_try, error, blocked_by, ended, dropped_because, may_retry, may_drop))
struct OutboxView {
  std::vector<OutgoingView> rows;  // newest first
  std::string next;
};
BOOST_DESCRIBE_STRUCT(OutboxView, (), (rows, next))

struct AskDocument {  // CON-13: one document of a case, whose content the host has
  CaseId process;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(AskDocument, (), (process, hash))

struct AskMessageFile {  // one message of a case as an .eml file, for a mail program
  CaseId process;
  std::int64_t message;
  Language language;
};
BOOST_DESCRIBE_STRUCT(AskMessageFile, (), (process, message, language))
struct MessageFileView {
  std::string name, content;
};
BOOST_DESCRIBE_STRUCT(MessageFileView, (), (name, content))

struct AskCaseLog {  // PRO-9: for process mining, a page at a time: the pages one after the other are a file in XES
  std::optional<std::string> procedure;
  Language language;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(AskCaseLog, (), (procedure, language, cursor))
struct CaseLogView {
  std::string content;
  std::int64_t cases, events;  // in it
  std::string next;            // empty: that was the last
};
BOOST_DESCRIBE_STRUCT(CaseLogView, (), (content, cases, events, next))

struct AskMovableCases {  // PRO-6: what move_cases would do
  std::string procedure;
  std::int64_t from = 0, to = 0;
};
BOOST_DESCRIBE_STRUCT(AskMovableCases, (), (procedure, from, to))
struct MovableView {
  std::vector<CaseRow> rows;   // that would move
  std::vector<CaseRow> stuck;  // at a step that the other version does not have
};
BOOST_DESCRIBE_STRUCT(MovableView, (), (rows, stuck))

}  // namespace ch
