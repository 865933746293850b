// Resellers (代理商) and their clients (客户): who they are, and where their money lies.
#pragma once

#include "engine/command.h"
#include "engine/query.h"
#include "record/record_type.h"

namespace ch {

// A party's registered name in the form in which names are compared (PRE-1), so that a wire's payer is found by one read.
struct PartyName {
  std::string name;
  PartyId party;
};
BOOST_DESCRIBE_STRUCT(PartyName, (), (name, party))
template <>
struct TableOf<PartyName> {
  static TableSpec spec() { return {"party_name", {"name", "party"}, {}, "party"}; }
};

// The ledger account of a reseller or a client; it has one from its registration on.
AccountId ledger_account_of(Reader& rows, PartyId party);

// VER-1, RSK-12: a company that is a client of a reseller. Refusal not_a_client.
Check is_client(Reader& rows, PartyId party);

std::vector<Command> party_commands();
std::vector<Query> party_queries();

}  // namespace ch
