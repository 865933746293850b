// What is read of a database that bench_holds left behind:
//   bench_reads DATABASE balances      prints every balance that is kept, debit positive, by the names that exported journals have
//   bench_reads DATABASE past          asks for one balance as of a past moment, by booking time and by business date
// Each ends in a line of JSON with the microseconds that it took.
#include <iostream>
#include <nlohmann/json.hpp>

#include "accounts/records.h"
#include "accounts/statement/reading.h"
#include "bench/traffic.h"
#include "house/house.h"
#include "interop/export_journal.h"
#include "ledger/backdating.h"
#include "policy/policies.h"

namespace {

using namespace ch;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

json balances(Engine& engine) {
  const auto start = Clock::now();
  const std::string prefix = Policies(engine.rows(), business_date(engine.last_now())).text("credit.prefix.account");
  std::string lines;
  std::int64_t count = 0;
  engine.rows().scan<Balance>({}, [&](const Balance& balance) {
    const Money debit = info(balance.book).normal == Side::debit ? balance.amount : -balance.amount;
    lines += plain_text_account(balance.account, balance.book, prefix) + ' ' + debit.text() + '\n';
    return ++count, true;
  });
  std::cout << lines;
  return {{"us", bench::seconds_since(start) * 1e6}, {"balances", count}};
}

// Asks for a random account at random moments of its history, and answers with microseconds each.
class Past {
 public:
  explicit Past(Engine& engine) : rows_(engine.rows()), last_(engine.last_now()) {
    rows_.scan<PrepaidAccount>({}, [this](const PrepaidAccount& account) { return accounts_.push_back(account.id), true; });
    rows_.scan<Posting>({.prefix = key_of(accounts_.front(), Book::frozen), .limit = 1},
                        [&](const Posting& first) { return first_ = booked_at(rows_, seq_of(first.entry)), false; });
  }
  double by_booking_time(int reads) {
    return us_each(reads, [this](AccountId account, Instant at) {
      return balance_before(rows_, account, Book::available, first_entry_from(rows_, Instant{at.ms + 1}));
    });
  }
  double by_business_date(int reads) {
    return us_each(reads, [this](AccountId account, Instant at) {
      const Date day = business_date(at);
      return balance_on(rows_, account, Book::available, day, first_entry_after(rows_, day));
    });
  }
  // What both ways say of now is what is kept.
  void expect_today_as_kept() {
    for (const AccountId account : accounts_) {
      const Money kept = rows_.get<Balance>(account, Book::available)->amount;
      const Date day = business_date(last_);
      if (balance_before(rows_, account, Book::available, first_entry_from(rows_, Instant{last_.ms + 1})) != kept ||
          balance_on(rows_, account, Book::available, day, first_entry_after(rows_, day)) != kept)
        throw std::runtime_error("the past does not lead to the balance that is kept");
    }
  }

 private:
  template <class Ask>
  double us_each(int reads, Ask ask) {
    rows_.drop_cache();
    const auto start = Clock::now();
    for (int i = 0; i < reads; ++i) {
      const AccountId account = accounts_[random() % accounts_.size()];
      const auto span = static_cast<std::uint64_t>(last_.ms - first_.ms + 1);
      if (ask(account, Instant{first_.ms + static_cast<std::int64_t>(random() % span)}).negative())
        throw std::runtime_error("a balance of the past is below its floor");
    }
    return bench::seconds_since(start) * 1e6 / reads;
  }
  std::uint64_t random() { return state_ = state_ * 6364136223846793005ull + 1442695040888963407ull, state_ >> 20; }

  Committed& rows_;
  std::vector<AccountId> accounts_;
  Instant first_, last_;
  std::uint64_t state_ = 1;
};

json past(Engine& engine) {
  Past asked(engine);
  constexpr int reads = 5'000;
  json answer{{"postings", engine.rows().store().sum_of(record_type<Posting>()).rows},
              {"late", engine.rows().store().sum_of(record_type<LateAmount>()).rows},
              {"booking_us", asked.by_booking_time(reads)},
              {"business_us", asked.by_business_date(reads)}};
  asked.expect_today_as_kept();
  return answer;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string what = count == 3 ? arguments[2] : "";
  if (what != "balances" && what != "past") {
    std::cerr << "bench_reads DATABASE balances|past\n";
    return 2;
  }
  try {
    const auto store = bench::store_at(arguments[1]);
    Engine engine(*store, house_catalogue());
    if (!engine.open()) throw std::runtime_error("the database cannot be opened");
    std::cout << (what == "past" ? past(engine) : balances(engine)).dump() << '\n';
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
