// The shop's messages by form, for training and demonstration: freeze, release, settle, refund; and an order looked up.
#include "web/pages/orders.h"

#include "web/host.h"
#include "web/pages/banners.h"
#include "web/pages/choice.h"
#include "web/pages/forms.h"
#include "web/pages/lists.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

std::vector<ui::Choice> campaigns_of(const std::string& account) {
  JsonObject ask;
  const LiveView& view = live("campaigns", ask.put_json("account", account).take());
  std::vector<ui::Choice> choices;
  for (std::size_t i = 0; i < view.view["campaigns"].size(); ++i) {
    const Data row = view.view["campaigns"].at(i);
    choices.push_back(
        {row["campaign"].text(), row["title"].text() + " · " + row["number"].text() + " · " + state_word(row["state"].text())});
  }
  return choices;
}

void message(Key title, Key intro, std::string command, const std::string& account, std::vector<FormField> fields) {
  ui::Card card(tr(title));
  inline_form({.command = std::move(command),
               .title = std::string(tr(title)),
               .intro = std::string(tr(intro)),
               .fields = std::move(fields),
               .fixed = {{"account", account}}});
}

void messages(const std::string& account) {
  const FormField order{.name = "order", .label = std::string(tr("col.order"))};
  const FormField amount{.name = "amount", .label = std::string(tr("field.amount")), .ask = Ask::money};
  FormField part = amount;
  part.required = false;
  part.help = tr("orders.release_help");
  {
    ui::Columns columns({1, 1}, 640);
    message(
        "cmd.freeze_order", "orders.freeze_intro", "freeze_order", account,
        {order,
         {.name = "campaign", .label = std::string(field_word("campaign")), .ask = Ask::choice_number, .choices = campaigns_of(account)},
         {.name = "fee", .label = std::string(tr("field.fee")), .ask = Ask::money}});
    columns.next();
    message("cmd.release_order", "orders.release_intro", "release_order", account, {order, part});
  }
  ui::Columns columns({1, 1}, 640);
  message("cmd.settle_order", "orders.settle_intro", "settle_order", account, {order});
  columns.next();
  message("cmd.refund_order", "orders.refund_intro", "refund_order", account, {order, amount});
}

}  // namespace

void order_card(const std::string& account, const std::string& order) {
  JsonObject ask;
  const LiveView& view = live("order", ask.put_json("account", account).put("order", order).take());
  const std::string title = std::string(tr("ask.order")) + " " + order;
  ui::Card card(title, false);
  if (nothing_yet(view)) return;
  const Data o = view.view;
  const std::string state = o["state"].text();
  {
    ui::Line line;
    ui::chip(state_word(state), state_tone(state));
    ui::small(tr("orders.placed", {{"when", when(o["placed"].text())}, {"campaign", o["campaign"].text()}}));
  }
  std::vector<ui::Pair> pairs;
  for (const auto& [name, field] :
       {std::pair{Key("field.fee"), "fee"}, std::pair{Key("order.held"), "held"}, std::pair{Key("order.settled"), "settled"},
        std::pair{Key("order.released"), "released"}, std::pair{Key("order.refunded"), "refunded"},
        std::pair{Key("figure.owed.name"), "owed"}, std::pair{Key("order.owed_paid"), "owed_paid"},
        std::pair{Key("order.owed_cancelled"), "owed_cancelled"}})
    if (const std::string amount = o[field].text(); sign_of(amount) != 0) pairs.push_back({std::string(tr(name)), "¥" + money(amount)});
  ui::key_values(pairs);
}

void draw_orders_page(Route& route) {
  draw_banners(route);
  ui::page_title(tr("nav.orders"));
  ui::text(tr("orders.page_intro"), Tone::muted);
  const std::vector<std::string> names = names_of(Whom::account);
  if (names.empty() && !client().online()) {  // a server lists no accounts to the shop: it types the number
    ui::Card card;
    return ui::small(tr("live.loading"));
  }
  std::string account;
  {
    ui::Card card;
    ui::Columns columns({2, 1}, 560);
    // The address has the account; what is typed may mean none yet.
    const std::string_view wanted = route.param("account");
    ui::Form form("orders.account");
    std::string& typed = form.value(
        "account", name_of(Whom::account, wanted.empty() ? active_account(host().local_get("last_account")) : std::string(wanted)));
    if (!wanted.empty() && meant(Whom::account, typed) != wanted) typed = name_of(Whom::account, wanted);
    const bool wrong = !typed.empty() && meant(Whom::account, typed).empty();
    if (ui::text_field({.key = "account",
                        .label = tr("field.account"),
                        .help = tr("field.account_help"),
                        .error = wrong ? tr("form.no_account") : std::string_view{},
                        .suggestions = names},
                       typed))
      set_filter(route, "account", meant(Whom::account, typed));
    account = meant(Whom::account, typed);
    columns.next();
    filter_text(route, "order", tr("orders.look_up"));
  }
  if (account.empty()) return ui::empty_state(tr("orders.choose"), tr("orders.choose_body"));
  if (const std::string_view order = route.param("order"); !order.empty()) order_card(account, std::string(order));
  ui::Scope scope(account);
  messages(account);
}

}  // namespace ch::web::pages
