// Sentences for tests about orders and campaigns: what the shop says, and what is then to be seen.
#pragma once

#include "accounts/records.h"
#include "support/env.h"

namespace ch::test {

inline json freeze_of(const Merchant& merchant, const std::string& order, std::int64_t campaign, const std::string& fee) {
  return {{"account", merchant.account}, {"order", order}, {"campaign", campaign}, {"fee", fee}};
}
inline json release_of(const Merchant& merchant, const std::string& order) { return {{"account", merchant.account}, {"order", order}}; }
inline json release_of(const Merchant& merchant, const std::string& order, const std::string& amount) {
  return {{"account", merchant.account}, {"order", order}, {"amount", amount}};
}
inline json settle_of(const Merchant& merchant, const std::string& order) { return {{"account", merchant.account}, {"order", order}}; }
inline json refund_of(const Merchant& merchant, const std::string& order, const std::string& amount) {
  return {{"account", merchant.account}, {"order", order}, {"amount", amount}};
}

// "available frozen owed revenue", of the account and the platform.
inline std::string books(Env& env, const Merchant& merchant) {
  return env.book(merchant.account, Book::available).text() + " " + env.book(merchant.account, Book::frozen).text() + " " +
         env.book(merchant.account, Book::owed).text() + " " + env.platform(Book::revenue).text();
}
inline json order(Env& env, const Merchant& merchant, const std::string& number) {
  return env.query(env.shop, "order", {{"account", merchant.account}, {"order", number}});
}
inline PrepaidAccount account(Env& env, const Merchant& merchant) {
  return *env.engine->rows().get<PrepaidAccount>(AccountId{merchant.account});
}
inline CampaignState campaign_state(Env& env, std::int64_t campaign) {
  return env.engine->rows().get<Campaign>(CampaignId{campaign})->state;
}
inline json exceptions(Env& env, const Merchant& merchant) {
  return env.query(env.ops, "exceptions", {{"account", merchant.account}, {"open", true}})["rows"];
}
// Notices about this to the inbox: one for each event, whoever else is told.
inline std::int64_t notices(Env& env, const Merchant& merchant, NoticeTemplate about, NoticeChannel channel = NoticeChannel::in_app) {
  std::int64_t found = 0;
  for (const Notice& notice :
       env.engine->rows().list<Notice>({.index = "by_account", .prefix = key_of(AccountId{merchant.account}, channel)}))
    found += notice.about == about;
  return found;
}

}  // namespace ch::test
