// Holds per second through the whole engine: from the decoded command to the durable outcome; and what one hold and one balance cost as
// history grows.
//   bench_holds DATABASE GROUP HOLDS [ACCOUNTS] [--pairs] [--days N] [--cost]      prints one JSON object
// --pairs: each hold is settled after it was placed, in a group of its own; a pair counts as one.
// --days: spread over so many days, with some wires booked late. --cost: what one more hold and one balance cost then.
// A tenant that is in the database already is gone on with.
#include <iostream>
#include <nlohmann/json.hpp>

#include "bench/traffic.h"

namespace {

using namespace ch;
using nlohmann::json;

// Microseconds a balance, read cold of the cache of rows.
double balance_us(Store& store, bench::Traffic& traffic, std::int64_t reads) {
  traffic.engine().rows().drop_cache();
  (void)store.sum_of(record_type<Balance>());  // all of them in their table
  const auto start = std::chrono::steady_clock::now();
  Money sum;
  for (std::int64_t i = 0; i < reads; ++i) {
    const auto row = store.get(record_type<Balance>(), key_of(traffic.any_account(), Book::frozen));
    if (row) sum += static_cast<const Balance*>(row.get())->amount;
  }
  const double us = bench::seconds_since(start) * 1e6 / static_cast<double>(reads);
  return sum.negative() ? 0 : us;
}

struct Options {
  std::vector<std::string> words;
  bool pairs = false, cost = false;
  std::int64_t days = 0;
  std::int64_t number(std::size_t at, std::int64_t otherwise) const { return at < words.size() ? std::stoll(words[at]) : otherwise; }
};

Options options_of(std::span<char*> arguments) {
  Options options;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string word = arguments[i];
    if (word == "--pairs")
      options.pairs = true;
    else if (word == "--cost")
      options.cost = true;
    else if (word == "--days" && i + 1 < arguments.size())
      options.days = std::stoll(arguments[++i]);
    else
      options.words.push_back(word);
  }
  return options;
}

// After so many holds the store fills its tables.
constexpr std::int64_t one_filling = 6'000;

json measure(const Options& options) {
  const auto group = static_cast<std::size_t>(options.number(1, 1));
  const std::int64_t holds = options.number(2, 0);
  const auto store = bench::store_at(options.words[0]);
  bench::Traffic traffic(*store, options.number(3, 1'000));
  const auto commands = options.pairs ? traffic.pairs(holds, group) : traffic.holds(holds, options.days);
  json result{{"group", group}, {"holds", holds}, {"decode_us", traffic.decode_us()}};
  result["per_second"] = static_cast<double>(holds) / traffic.run(commands, group);
  if (!options.cost) return result;
  traffic.run(traffic.holds(one_filling), 100);  // so that the tables' pages are known, as to a program that has run for a while
  result["hold_us"] = traffic.run(traffic.holds(2 * one_filling), 100) * 1e6 / (2 * one_filling);
  result["balance_us"] = balance_us(*store, traffic, 20'000);
  return result;
}

}  // namespace

int main(int count, char** arguments) {
  const Options options = options_of({arguments, static_cast<std::size_t>(count)});
  if (options.words.size() < 3) {
    std::cerr << "bench_holds DATABASE GROUP HOLDS [ACCOUNTS] [--pairs] [--days N] [--cost]\n";
    return 2;
  }
  try {
    std::cout << measure(options).dump() << '\n';
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
