#include "verification/blocks.h"

#include <algorithm>
#include <array>

#include "accounts/checks.h"
#include "api/codes.h"
#include "base/text.h"
#include "engine/records.h"
#include "parties/parties.h"
#include "procedure/booking.h"

namespace ch {

namespace {

Check client(ReadContext& context, const Case& one) { return is_client(context.rows, one.party); }

Check named(ReadContext&, const Case& one) {
  for (const char* name : {"bank", "account_number"})
    if (answer(one, name).empty()) return refused("bank_account_missing", name);
  return {};
}

Check first_failure(ReadContext&, const Case& one) { return answer(one, "failures").empty() ? Check{} : refused("failed_before", ""); }

// One transfer of the bank pays one thing (LED-10).
Check may_be_paid(ReadContext& context, const Case& one) {
  CH_TRY(bank_day_fits(context, one, "paid_on", business_date(one.since)));
  return payment_is_new(context, answer(one, "bank_reference"));
}

// It was taken not to be, on another day than it was.
Check was_paid(ReadContext& context, const Case& one) {
  CH_TRY(bank_day_fits(context, one, "paid_on", business_date(one.opened)));
  return payment_is_new(context, answer(one, "bank_reference"));
}

// VER-7: what was typed off the screenshot, against what the system knows.
struct Point {
  std::string_view number, typed, known;
  bool name = false;  // compared as PRE-1 compares names
};
constexpr std::array<Point, 6> compared{{{"2", "payer_name", "paying_company", true},
                                         {"2", "payee_name", "client_name", true},
                                         {"3", "receipt_bank", "bank", true},
                                         {"3", "receipt_account", "account_number"},
                                         {"4", "receipt_amount", "amount"},
                                         {"5", "receipt_date", "paid_on"}}};

bool holds(const Case& one, const Point& point) {
  const std::string typed = answer(one, point.typed), known = answer(one, point.known);
  return point.name ? same_company_name(typed, known) : account_key(typed) == account_key(known);
}

std::string failed_points(const Case& one) {
  std::string failed = answer(one, "point_1") == "yes" ? "" : "1";
  for (const Point& point : compared) {
    if (holds(one, point) || failed.ends_with(point.number)) continue;
    failed += (failed.empty() ? "" : "、") + std::string(point.number);
  }
  return failed;
}

// What was typed and what is known, of each point that does not hold, in the words of the form; numbers of accounts masked (CON-12).
std::string differences(const Procedure& procedure, const Case& one, bool zh) {
  std::string all;
  for (const Point& point : compared) {
    if (holds(one, point)) continue;
    const Question& question = *procedure.question(point.typed);
    const auto value = [&](std::string_view name) {
      const std::string said = answer(one, name);
      return question.sensitive ? masked(account_key(said)) : said;  // as it is compared: without blanks
    };
    all += (zh ? "；" : "; ") + std::string(zh ? question.zh : question.en) + (zh ? "：填写 " : ": ") + value(point.typed) +
           (zh ? "，系统 " : ", known ") + value(point.known);
  }
  return all;
}

// A point that does not hold refuses the case, so it is said on purpose, and not by a slip of the pen.
Check slip_of_the_pen(Context& context, const Case& one) {
  const Procedure& procedure = procedure_of(*context.procedures, one);
  return refused(
      "points_would_fail", "refuse",
      {{"points", failed_points(one)}, {"differ", differences(procedure, one, true)}, {"differ_en", differences(procedure, one, false)}});
}

Check all_five(ReadContext&, const Case& one) {
  if (answer(one, "refuse") == "yes") return refused("points_failed", "", {{"points", failed_points(one)}});
  return failed_points(one).empty() ? Check{} : refused("points_failed", "", {{"points", failed_points(one)}});
}

}  // namespace

const Guard is_a_client{"is_a_client", "是代理商的企业客户", "A company, client of a reseller", client};
const Guard account_is_named{"account_is_named", "开户银行与账号齐全", "Bank and account are there", named};
const Guard fails_first{"fails_first", "第一次失败", "The first time", first_failure};
const Guard cent_was_paid{"cent_was_paid", "付款日期与流水号可信", "Date and reference can be", was_paid};
const Guard cent_may_be_paid{"cent_may_be_paid", "付款日期与流水号可信", "Date and reference can be", may_be_paid};
const Guard five_points_hold{"five_points_hold", "五点全部符合", "All five points hold", all_five};

Check knows_the_client(Context& context, Case& one) {
  set_answer(one, "client_name", context.rows.get<Party>(one.party)->name);
  return {};
}

Check withdraws_the_cent(Context& context, Case& one) {
  drop_payout(context, one.id);
  return {};
}

// VER-10: a cost of the platform, out of its bank account, for the day on which the bank paid.
Check books_the_cent(Context& context, Case& one) {
  if (answer(one, "paid_on").empty()) set_answer(one, "paid_on", context.today().text());
  // VER-7: the payer is who the account is held by that the money went out from, as its file said (LED-11).
  set_answer(one, "paying_company", context.policies.text("credit.receiving.name"));
  payout_paid(context, one.id, answer(one, "bank_reference"));
  const Money amount = *Money::parse(answer(one, "amount"));
  return post_for(context,
                  {.kind = EntryKind::verification_transfer,
                   .reference = one.subject,
                   .legs = {grow(platform_account, Book::costs, amount), shrink(platform_account, Book::cash_at_bank, amount)}},
                  *Date::parse(answer(one, "paid_on")));
}

Check payment_failed(Context& context, Case& one) {
  CH_TRY(payout_failed(context, one.id));
  set_answer(one, "failures", "1");
  return {};
}

Check names_failed_points(Context& context, Case& one) {
  if (answer(one, "refuse") != "yes") return slip_of_the_pen(context, one);
  if (failed_points(one).empty()) return refused("no_point_fails", "refuse");
  set_answer(one, "failed_points", failed_points(one));
  return {};
}

std::vector<const RecordType*> verification_records() { return {&record_type<VerifiedAccount>()}; }

}  // namespace ch
