// A tenant with the promo pack too: a reseller and its client, and the staff of chapters 04 and 05.
#pragma once

#include "procedure/cases.h"
#include "support/env.h"

namespace ch::test {

struct Promo : Env {
  // Changes of the promo pack, and of the credit pack.
  explicit Promo(const std::map<std::string, std::string>& values = {}, const std::map<std::string, std::string>& credit = {},
                 std::uint64_t seed = 1);

  Actor reviewer{"review", Role::information_reviewer, {}}, value_added{"vas", Role::value_added_services, {}};
  Actor risk{"risk", Role::risk_supervisor, {}}, risk2{"risk2", Role::risk_supervisor, {}};
  Actor channel{"channel", Role::channel, {}}, manager{"manager", Role::operations_manager, {}}, finance2{"fin2", Role::finance, {}};
  Actor reseller;
  Merchant rich;  // whose recharge lies at the bank
  std::int64_t reseller_party = 0, client = 0;

  std::int64_t new_client(const std::string& name, std::int64_t of = 0);  // of the reseller
  // Files, or takes on from wherever the case stands; the test fails where it is refused.
  std::int64_t file(const Actor& actor, const std::string& procedure, const json& answers = json::object(), std::int64_t about = 0,
                    std::int64_t party = 0);
  Outcome take(const Actor& actor, std::int64_t process, const std::string& on, const json& answers = json::object());
  Outcome not_taken(const Actor& actor, std::int64_t process, const std::string& on, const json& answers, const std::string& code);
  json filing(const std::string& procedure, const json& answers, std::int64_t about = 0, std::int64_t party = 0) const;
  json stepping(std::int64_t process, const std::string& on, const json& answers);

  Case at(std::int64_t process);
  std::string step(std::int64_t process) { return at(process).step; }
  std::vector<std::string> mails(std::int64_t process);  // subjects, in order
  std::vector<std::string> events(std::int64_t process);
  Money held(std::int64_t party, Book book);
  void ends(const Date& day);  // its 24:00, and what is due then
};

// A question that is answered by a document: {"receipt", document("receipt.png")}
json document(const std::string& name);

}  // namespace ch::test
