// The tour of chapters 04 and 05: a reseller, its clients, and cases at every step of every procedure of theirs.
#pragma once

#include "api/cases.h"
#include "demo/stage.h"

namespace ch {

class CaseTour {
 public:
  CaseTour(Stage& stage, LoadPack pack) : stage_(stage), pack_(std::move(pack)) {}
  // From the day given on; two weeks later all of it has happened.
  void begin(Date first, Date last);

 private:
  void set_up();
  void parties();
  void verifications();
  void verification_results();
  void receipts();
  void deposits();
  void penalties();
  void appeals();
  void refunds();
  void talk();
  void tasks();
  void refusals();
  void all_appeals();
  void left_standing();
  void may_be_appealed();

  PartyId client();
  CaseId file(const Actor& actor, std::string_view procedure, PartyId about, std::vector<Said> answers, bool with_document = false,
              CaseId case_about = {});
  FileCase filing(std::string_view procedure, PartyId about, std::vector<Said> answers) const;
  StepCase taking(CaseId one, std::string_view on, std::vector<Said> answers) const;
  void take(const Actor& actor, CaseId one, std::string_view on, std::vector<Said> answers = {}, std::string_view document = {});
  void not_taken(const Actor& actor, CaseId one, std::string_view on, std::vector<Said> answers, std::string_view code);
  CaseId verification(std::string account, std::string_view until);
  CaseId penalty(std::string_view procedure, PartyId about, std::string amount = {});
  CaseId application(PartyId about);
  void deposit(PartyId about, Money amount);
  std::vector<Said> wire(PartyId from, Money amount);  // what a deposit is booked by
  std::string today() const { return business_date(stage_.now).text(); }

  Stage& stage_;
  LoadPack pack_;
  PartyId reseller_, one_;
  Actor dealer_;
  std::int64_t clients_ = 0, wires_ = 0;
  std::vector<CaseId> verifications_, penalties_;
};

}  // namespace ch
