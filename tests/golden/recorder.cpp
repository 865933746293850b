#include "accounts/records.h"
#include "engine/audit.h"
#include "golden/history.h"

namespace ch::test {

json outcome_line(const Outcome& outcome) {
  json args = json::array();
  for (const Arg& arg : outcome.args) args.push_back({arg.name, arg.value});
  return {{"code", outcome.code}, {"field", outcome.field}, {"args", args}, {"seq", outcome.seq}};
}

Recorder::Recorder() {
  REQUIRE(engine_.open().has_value());
  json setup = pack("credit");
  setup["platform"] = "示例平台";
  setup["administrator"] = admin.user;
  ok(admin, "bootstrap", setup);
  for (const Actor& actor : {admin2, ops, fin, shop})
    ok(admin, "grant_role", {{"user", actor.user}, {"role", enum_type<Role>().name_of(static_cast<std::int64_t>(actor.role))}});
}

Outcome Recorder::run(const Actor& actor, const std::string& command, const json& payload) {
  std::array<std::uint8_t, 10> bits{};
  for (auto& byte : bits) byte = static_cast<std::uint8_t>(random_.next());
  const Uuid id = Uuid::v7(now_.ms, bits);
  const Outcome outcome = engine_.execute({id, command, payload.dump(), actor, now_});
  json line{{"id", id.text()}, {"name", command}, {"payload", payload}, {"now", text(now_)}, {"outcome", outcome_line(outcome)}};
  line["actor"] = {
      {"user", actor.user}, {"role", enum_type<Role>().name_of(static_cast<std::int64_t>(actor.role))}, {"party", actor.party.value}};
  lines_ += line.dump() + "\n";
  now_ = now_.plus_seconds(60);
  return outcome;
}

std::int64_t Recorder::ok(const Actor& actor, const std::string& command, const json& payload, const std::string& wanted) {
  const Outcome outcome = run(actor, command, payload);
  INFO(command << " " << (command == "bootstrap" ? "" : payload.dump()) << " -> " << outcome.code << " " << outcome.field << " "
               << outcome_line(outcome).dump());
  REQUIRE(outcome.done());
  return wanted.empty() ? 0 : id_arg(outcome, wanted);
}

void Recorder::refused(const Actor& actor, const std::string& command, const json& payload, const std::string& code) {
  const Outcome outcome = run(actor, command, payload);
  INFO(command << " " << payload.dump() << " -> " << outcome.code);
  REQUIRE(outcome.code == code);
}

void Recorder::hours(std::int64_t hours) {
  now_ = now_.plus_hours(hours);
  engine_.tick(now_);
  lines_ += json{{"tick", text(now_)}}.dump() + "\n";
}

void Recorder::registered() {
  party = ok(ops, "register_merchant", {{"name", name}, {"supplier", "SP100001"}}, "party");
  user = {"merchant-0001", Role::merchant_user, {party}};
  ok(admin, "grant_role", {{"user", user.user}, {"role", "merchant_user"}, {"party", party}});
}

void Recorder::opened() {
  registered();
  ok(user, "set_settlement_profile",
     {{"party", party}, {"bank", "示例银行杭州分行"}, {"account_name", name}, {"account_number", "6222000011112222"}});
  account = ok(user, "open_account", {{"party", party}}, "account");
}

void Recorder::with_alerts() {
  opened();
  ok(user, "set_alerts",
     {{"account", account}, {"alert_value", "500.00"}, {"emails", {"finance@example.com"}}, {"phones", {"13800000000"}}});
}

void Recorder::active(const std::string& amount) {
  with_alerts();
  ok(user, "request_recharge", of_account(amount));
  wire(name, amount);
}

void Recorder::running() {
  active();
  campaign = ok(user, "create_campaign", {{"account", account}, {"title", "618 白条免息"}, {"starts", later(0)}, {"ends", later(24 * 40)}},
                "campaign");
}

std::int64_t Recorder::wire(const std::string& payer, const std::string& amount, const std::string& remark) {
  return ok(ops, "take_wire",
            {{"bank_reference", "T" + std::to_string(++wires_)},
             {"booked", today()},
             {"amount", amount},
             {"payer_name", payer},
             {"payer_account", "6222000011112222"},
             {"remark", remark}},
            "wire");
}

json Recorder::of_order(const std::string& order, const std::string& amount) const {
  json payload{{"account", account}, {"order", order}};
  if (!amount.empty()) payload["amount"] = amount;
  return payload;
}

json Recorder::of_account(const std::string& amount) const {
  json payload{{"account", account}};
  if (!amount.empty()) payload["amount"] = amount;
  return payload;
}

std::int64_t Recorder::exception(const std::string& code) {
  std::int64_t found = 0;
  engine_.rows().scan<OrderException>({.index = "by_state", .prefix = key_of(ExceptionState::open)}, [&](const OrderException& exception) {
    if (exception.code == code) found = exception.id.value;
    return true;
  });
  INFO("an open exception for " << code);
  REQUIRE(found != 0);
  return found;
}

std::string Recorder::finish() {
  const AuditReport report = audit(*store_, house_catalogue());
  INFO(report.fault);
  REQUIRE(report.clean());
  lines_ += json{{"end",
                  {{"seq", engine_.last_seq()},
                   {"chain_head", hex(engine_.chain_head())},
                   {"tables", hex(digest_of_tables(*store_, house_catalogue()))}}}}
                .dump() +
            "\n";
  return std::move(lines_);
}

}  // namespace ch::test
