// The forms of one account: alerts, recharge, withdrawal, settlement profile, block, unblock, close.
#include "web/pages/account.h"
#include "web/pages/choice.h"
#include "web/pages/forms.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

std::string joined(const Data& list) {
  std::string out;
  for (std::size_t i = 0; i < list.size(); ++i) out += (i > 0 ? "\n" : "") + list.at(i).text();
  return out;
}

void alerts_dialog(Route& route, const Data& account, const std::string& id) {
  const bool set = account["alerts_set"].flag();
  const std::string least = account["breaker_default"].text();
  form_dialog(route, {.command = "set_alerts",
                      .title = std::string(tr("cmd.set_alerts")),
                      .intro = std::string(tr("alerts.intro")),
                      .fields = {{.name = "alert_value",
                                  .label = std::string(tr("field.alert_value")),
                                  .ask = Ask::money,
                                  .help = std::string(tr("alerts.value_help")),
                                  .initial = set ? account["alert_value"].text() : std::string{}},
                                 {.name = "breaker_value",
                                  .label = std::string(tr("field.breaker_value")),
                                  .ask = Ask::money,
                                  .required = false,
                                  .help = tr("alerts.breaker_help", {{"least", money(least)}}),
                                  .initial = set ? account["breaker_value"].text() : least},
                                 {.name = "emails",
                                  .label = std::string(tr("field.email")),
                                  .ask = Ask::list,
                                  .required = false,
                                  .initial = joined(account["emails"]),
                                  .keyboard = "email"},
                                 {.name = "phones",
                                  .label = std::string(tr("field.phone")),
                                  .ask = Ask::list,
                                  .required = false,
                                  .initial = joined(account["phones"]),
                                  .keyboard = "tel"}},
                      .fixed = {{"account", id}},
                      .submit = std::string(tr("form.save")),
                      .done = std::string(tr("alerts.saved"))});
}

std::string withdrawal_intro() {
  const Data home = live("home").view;
  const std::string to = home["profile_account"].text();
  if (to.empty()) return std::string(tr("withdrawal.intro"));
  return tr("withdrawal.intro_to", {{"bank", home["profile_bank"].text()}, {"account", to}});
}

void money_dialogs(Route& route, const Data& account, const std::string& id) {
  const std::string least = account["recharge_minimum"].text();
  form_dialog(route, {.command = "request_recharge",
                      .title = std::string(tr("cmd.request_recharge")),
                      .intro = tr("recharge.intro", {{"name", account["name"].text()}}),
                      .fields = {{.name = "amount",
                                  .label = std::string(tr("field.amount")),
                                  .ask = Ask::money,
                                  .help = tr("recharge.least", {{"least", money(least)}})}},
                      .fixed = {{"account", id}},
                      .submit = std::string(tr("recharge.submit")),
                      .done = std::string(tr("recharge.requested"))});
  form_dialog(route, {.command = "request_withdrawal",
                      .title = std::string(tr("cmd.request_withdrawal")),
                      .intro = withdrawal_intro(),
                      .fields = {{.name = "amount",
                                  .label = std::string(tr("field.amount")),
                                  .ask = Ask::money,
                                  .help = tr("withdrawal.most", {{"most", money(account["available"].text())}})}},
                      .fixed = {{"account", id}},
                      .submit = std::string(tr("withdrawal.submit")),
                      .done = std::string(tr("withdrawal.requested"))});
}

}  // namespace

void profile_dialog(Route& route, std::int64_t party, std::string_view name) {
  std::vector<FormField> fields;
  if (party == 0)
    fields.push_back({.name = "party",
                      .label = std::string(tr("field.party")),
                      .ask = Ask::party,
                      .help = std::string(tr("field.party_help")),
                      .initial = name_of(Whom::party, last_party())});
  fields.push_back({.name = "bank", .label = std::string(tr("field.bank"))});
  fields.push_back({.name = "account_name",
                    .label = std::string(tr("field.account_name")),
                    .help = std::string(tr("profile.name_help")),
                    .initial = std::string(name)});
  fields.push_back({.name = "account_number", .label = std::string(tr("field.account_number")), .ask = Ask::digits});
  CommandForm form{.command = "set_settlement_profile",
                   .title = std::string(tr("cmd.set_settlement_profile")),
                   .intro = std::string(tr("profile.intro")),
                   .fields = std::move(fields),
                   .submit = std::string(tr("form.save")),
                   .done = std::string(tr("profile.saved"))};
  if (party != 0) form.fixed = {{"party", std::to_string(party)}};
  form_dialog(route, form);
}

void account_dialogs(Route& route, const Data& account) {
  const std::string id = account["account"].text();
  alerts_dialog(route, account, id);
  money_dialogs(route, account, id);
  profile_dialog(route, account["party"].integer(), account["name"].text());
  const std::string whose = account["name"].text() + " · " + account["number"].text();
  form_dialog(route, {.command = "block_account",
                      .title = std::string(tr("cmd.block_account")),
                      .intro = whose + "\n" + std::string(tr("block.intro")),
                      .fields = {{.name = "reason", .label = std::string(tr("field.reason"))}},
                      .fixed = {{"account", id}},
                      .look = ui::Look::danger});
  form_dialog(route, {.command = "unblock_account",
                      .title = std::string(tr("cmd.unblock_account")),
                      .intro = whose,
                      .fields = {{.name = "reason", .label = std::string(tr("field.reason"))}},
                      .fixed = {{"account", id}}});
  form_dialog(route, {.command = "close_account",
                      .title = std::string(tr("cmd.close_account")),
                      .intro = whose + "\n" + std::string(tr("close.intro")),
                      .fields = {},
                      .fixed = {{"account", id}},
                      .look = ui::Look::danger});
}

}  // namespace ch::web::pages
