#include "parties/parties.h"

#include "api/cases.h"
#include "api/codes.h"
#include "api/texts.h"
#include "base/fault.h"
#include "base/text.h"
#include "engine/paging.h"
#include "engine/records.h"

namespace ch {

namespace {

constexpr std::int64_t name_most = 100, code_most = 40, email_most = 200;
constexpr std::size_t emails_most = 10;

Check code_is_new(Reader& rows, const std::string& code) {
  if (rows.list<Party>({.index = "by_supplier", .prefix = key_of(code), .limit = 1}).empty()) return {};
  return refused("supplier_taken", "code", {{"supplier", code}});
}

Result<Done> registered(Context& context, Party party) {
  party.id = context.next<PartyTag>("party");
  const auto account = context.next<AccountTag>("account");
  context.ledger.open_account(account, party.id, context.now);
  context.rows.put(party);
  context.rows.put(PartyName{normal_text(party.name), party.id});
  return Done{{{"party", std::to_string(party.id.value)}}};
}

// register_reseller: where what is written to it goes is asked for at once, since chapter 05 writes by itself.
Check preflight(const RegisterReseller& payload) {
  CH_TRY(name_fits(payload.name, "name", name_most));
  CH_TRY(text_fits(payload.code, "code", code_most));
  if (payload.emails.empty() || payload.emails.size() > emails_most)
    return refused("emails_count", "emails", {{"most", std::to_string(emails_most)}});
  for (const std::string& email : payload.emails) {
    CH_TRY(text_fits(email, "emails", email_most));
    if (!is_email(email)) return refused("email_malformed", "emails", {{"email", email}});
  }
  return {};
}
Check preclaim(const RegisterReseller& payload, ReadContext& context) { return code_is_new(context.rows, payload.code); }
Result<Done> apply(const RegisterReseller& payload, Context& context) {
  return registered(context, {.name = payload.name, .supplier = payload.code, .kind = PartyKind::reseller, .emails = payload.emails});
}

// register_client: by its reseller, or by the platform.
PartyId of_client(const RegisterClient& payload, Reader&) { return payload.reseller; }
Check client_fits(const RegisterClient& payload) {
  CH_TRY(name_fits(payload.name, "name", name_most));
  return text_fits(payload.code, "code", code_most);
}
Check may_register(const RegisterClient& payload, ReadContext& context) {
  const auto reseller = context.rows.get<Party>(payload.reseller);
  if (!reseller || reseller->kind != PartyKind::reseller) return refused("unknown_party", "reseller");
  CH_TRY(code_is_new(context.rows, payload.code));
  // Two of one name could not be told apart, neither by a person nor by a wire.
  std::optional<std::string> same;
  for (const std::string& beginning : company_name_beginnings(payload.name))
    context.rows.scan<PartyName>({.from = key_of(beginning), .to = key_of(beginning + "\U0010ffff")}, [&](const PartyName& row) {
      const auto other = context.rows.get<Party>(row.party);
      if (other->reseller == payload.reseller && same_company_name(other->name, payload.name)) same = other->supplier;
      return !same;
    });
  return same ? refused("client_registered", "name", {{"name", payload.name}, {"code", *same}}) : Check{};
}
Result<Done> register_client(const RegisterClient& payload, Context& context) {
  return registered(context, {.name = payload.name, .supplier = payload.code, .kind = PartyKind::client, .reseller = payload.reseller});
}

Money held(Reader& rows, AccountId account, Book book) {
  const auto balance = rows.get<Balance>(account, book);
  return balance ? balance->amount : Money{};
}

// clients: of all resellers, or of the actor's own; and the resellers themselves, with what they owe.
Result<ClientsView> clients(const AskClients& ask, ReadContext& context) {
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  Scan scan{.limit = 1'000'000};
  const PartyId of = context.actor.party ? context.actor.party : ask.reseller.value_or(PartyId{});
  if (of) {
    scan.index = "by_reseller";
    scan.prefix = key_of(of);
  }
  const RecordType& type = record_type<Party>();
  CH_TRY(go_on_after(ask.cursor, type, scan));
  ClientsView view;
  Key last;
  int looked_at = 0;
  context.rows.scan<Party>(scan, [&](const Party& party) {
    if (static_cast<int>(view.rows.size()) == *limit || looked_at++ == 2'000) return view.next = cursor_of(last), false;
    last = position_in(type, of ? &type.index("by_reseller") : nullptr, &party);
    if (party.kind == PartyKind::merchant) return true;
    if (ask.search && party.name.find(*ask.search) == std::string::npos && party.supplier.find(*ask.search) == std::string::npos)
      return true;
    const auto reseller = party.reseller ? context.rows.get<Party>(party.reseller) : nullptr;
    const AccountId account = ledger_account_of(context.rows, party.id);
    view.rows.push_back({.party = party.id,
                         .name = party.name,
                         .code = party.supplier,
                         .kind = std::string(enum_type<PartyKind>().name_of(static_cast<std::int64_t>(party.kind))),
                         .reseller = reseller ? reseller->name : std::string{},
                         .deposit = held(context.rows, account, Book::deposit),
                         .owed = held(context.rows, account, Book::owed)});
    return true;
  });
  return view;
}

}  // namespace

AccountId ledger_account_of(Reader& rows, PartyId party) {
  const auto accounts = rows.list<LedgerAccount>({.index = "by_party", .prefix = key_of(party), .limit = 1});
  require(!accounts.empty(), "a reseller and a client have an account from their registration on");
  return accounts.front().id;
}

Check is_client(Reader& rows, PartyId party) {
  const auto found = rows.get<Party>(party);
  return found && found->kind == PartyKind::client ? Check{} : refused("not_a_client", "party");
}

std::vector<Command> party_commands() {
  return {command<RegisterReseller>("register_reseller", {.preflight = preflight, .preclaim = preclaim, .apply = apply}),
          command<RegisterClient>("register_client",
                                  {.party = of_client, .preflight = client_fits, .preclaim = may_register, .apply = register_client})};
}

std::vector<Query> party_queries() { return {query<AskClients, ClientsView>("clients", nullptr, clients)}; }

}  // namespace ch
