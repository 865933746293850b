// The peer: the rows that a hold of ours leaves, written into our own tables by a program that has no engine. It keeps what it needs to
// know in memory, decides nothing, hashes nothing and puts anything that is long enough where we put hashes and digests.
//   plain_holds DATABASE BATCH HOLDS     a database that bench_holds left behind; prints holds per second
#include <chrono>
#include <random>
#include <vector>

#include "sqlite.h"

using namespace peer;

namespace {

struct Account {
  std::int64_t id, party, campaign, available, frozen, open_holds, orders_open;
};

struct Tables {
  sqlite3_stmt* journal = prepare(
      "INSERT INTO journal (seq, id, name, user_name, role, party, at, payload, code, field, args, entries, policy, hash, row_seq) "
      "VALUES (?1, ?2, 'freeze_order', 'shop', 6, 0, ?3, ?4, 'done', '', ?5, ?6, 1, ?7, ?1)");
  sqlite3_stmt* posting = prepare(
      "INSERT INTO posting (account, book, entry, amount, after, kind, business_date, reference, row_seq) "
      "VALUES (?, ?, ?, ?, ?, 3, ?, ?, ?)");
  sqlite3_stmt* balance = prepare("UPDATE balance SET amount = ?, row_seq = ?, row_digest = ? WHERE account = ? AND book = ?");
  sqlite3_stmt* order = prepare(
      "INSERT INTO shop_order (account, order_no, party, campaign, state, placed, fee, held, settled, released, owed, owed_paid, "
      "owed_cancelled, refunded, owed_position, completed, row_seq, row_digest) "
      "VALUES (?, ?, ?, ?, 1, ?, ?6, ?6, 0, 0, 0, 0, 0, 0, 0, 0, ?, ?)");
  sqlite3_stmt* account = prepare("UPDATE prepaid_account SET open_holds = ?, row_seq = ?, row_digest = ? WHERE id = ?");
  sqlite3_stmt* campaign = prepare("UPDATE campaign SET orders_open = ?, row_seq = ?, row_digest = ? WHERE id = ?");
  sqlite3_stmt* sum = prepare("UPDATE table_sum SET row_count = row_count + ?, content_sum = ? WHERE name = ?");
};

class Plain {
 public:
  Plain() {
    each(
        "SELECT p.id, p.party, c.id, a.amount, coalesce(f.amount, 0), p.open_holds, c.orders_open FROM prepaid_account p "
        "JOIN campaign c ON c.account = p.id JOIN balance a ON a.account = p.id AND a.book = 1 "
        "LEFT JOIN balance f ON f.account = p.id AND f.book = 2",
        [this](sqlite3_stmt* row) {
          Account account{};
          int column = 0;
          for (std::int64_t* value : {&account.id, &account.party, &account.campaign, &account.available, &account.frozen,
                                      &account.open_holds, &account.orders_open})
            *value = sqlite3_column_int64(row, column++);
          accounts_.push_back(account);
        });
    each("SELECT max(seq), max(at) FROM journal", [this](sqlite3_stmt* row) {
      seq_ = sqlite3_column_int64(row, 0);
      at_ = sqlite3_column_int64(row, 1);
    });
    // Ours are there from an account's first hold on.
    run("INSERT OR IGNORE INTO balance SELECT account, 2, 0, party, 0, 0 FROM balance WHERE book = 1");
  }

  void hold() {
    Account& account = accounts_[random_() % accounts_.size()];
    const auto amount = static_cast<std::int64_t>(1 + random_() % 500), digest = static_cast<std::int64_t>(random_() >> 2);
    const std::int64_t day = at_ / 86'400'000, entry = ++seq_ * 65'536;
    const std::string order = "O-" + std::to_string(seq_), id = std::to_string(account.id), fen = std::to_string(amount);
    const std::uint64_t key[2] = {__builtin_bswap64(static_cast<std::uint64_t>(at_ + seq_) << 16), random_()};
    const std::uint64_t hash[4] = {random_(), random_(), random_(), random_()};
    char payload[160];
    std::snprintf(payload, sizeof payload, R"({"account":%s,"campaign":%lld,"fee":"%lld.%02lld","order":"%s"})", id.c_str(),
                  static_cast<long long>(account.campaign), static_cast<long long>(amount / 100), static_cast<long long>(amount % 100),
                  order.c_str());
    const std::string args = R"([["order",")" + order + R"("],["state","held"]])";
    const std::string entries =
        "[[3," + std::to_string(day) + ",\"" + order + "\",0,[[" + id + ",1," + fen + "],[" + id + ",2,-" + fen + "]]]]";
    account.available -= amount;
    account.frozen += amount;
    step(tables_.journal, seq_, std::span(key), at_, std::string_view(payload), std::string_view(args), std::string_view(entries),
         std::span(hash));
    step(tables_.posting, account.id, available, entry, amount, account.available, day, std::string_view(order), seq_);
    step(tables_.posting, account.id, frozen, entry, -amount, account.frozen, day, std::string_view(order), seq_);
    step(tables_.balance, account.available, seq_, digest, account.id, available);
    step(tables_.balance, account.frozen, seq_, digest, account.id, frozen);
    step(tables_.order, account.id, std::string_view(order), account.party, account.campaign, at_, amount, seq_, digest);
    step(tables_.account, ++account.open_holds, seq_, digest, account.id);
    step(tables_.campaign, ++account.orders_open, seq_, digest, account.campaign);
  }

  // Once a group, as ours are.
  void sums(std::int64_t holds) {
    const auto any = static_cast<std::int64_t>(random_() >> 2), none = std::int64_t{0};
    step(tables_.sum, holds, none, std::string_view("journal"));
    step(tables_.sum, 2 * holds, none, std::string_view("posting"));
    step(tables_.sum, none, any, std::string_view("balance"));
    step(tables_.sum, holds, any, std::string_view("shop_order"));
    step(tables_.sum, none, any, std::string_view("prepaid_account"));
    step(tables_.sum, none, any, std::string_view("campaign"));
  }

 private:
  static constexpr std::int64_t available = 1, frozen = 2;
  Tables tables_;
  std::vector<Account> accounts_;
  std::int64_t seq_ = 0, at_ = 0;
  std::mt19937_64 random_{1};
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) return 2;
  const int batch = std::atoi(arguments[2]), holds = std::atoi(arguments[3]);
  open(arguments[1]);
  Plain plain;
  const auto start = std::chrono::steady_clock::now();
  for (int done = 0; done < holds;) {
    run("BEGIN IMMEDIATE");
    const int before = done;
    while (done < holds && done - before < batch) plain.hold(), ++done;
    plain.sums(done - before);
    run("COMMIT");
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  close();
  std::printf("%.1f\n", holds / seconds);
  return 0;
}
