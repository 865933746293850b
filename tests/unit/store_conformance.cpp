// What every backend of the store must do.
#include <catch_amalgamated.hpp>

#include "support/env.h"
#include "support/things.h"

namespace ch::test {
namespace {

std::unique_ptr<Store> things_store() {
  auto store = fresh_store("things");
  REQUIRE(store->migrate(std::span(things_migrations).first(1), things).has_value());
  return store;
}

}  // namespace

TEST_CASE("SRV-11: the store keeps, changes, erases and finds rows") {
  auto store = things_store();
  Committed committed(*store);
  keep<Thing>(committed, {{1, "a", 3, "x"}, {1, "b", 1, {}}, {2, "a", 2, {}}});
  committed.drop_cache();
  CHECK(committed.get<Thing>(std::int64_t{1}, std::string("a"))->note == "x");
  CHECK_FALSE(committed.get<Thing>(std::int64_t{1}, std::string("b"))->note.has_value());
  CHECK(committed.get<Thing>(std::int64_t{3}, std::string("a")) == nullptr);
  CHECK(names(committed, {}) == Names{"1a", "1b", "2a"});
  CHECK(names(committed, {.descending = true}) == Names{"2a", "1b", "1a"});
  CHECK(names(committed, {.prefix = key_of(std::int64_t{1})}) == Names{"1a", "1b"});
  CHECK(names(committed, {.prefix = key_of(std::int64_t{1}), .from = key_of(std::string("b"))}) == Names{"1b"});
  CHECK(names(committed, {.prefix = key_of(std::int64_t{1}), .to = key_of(std::string("b"))}) == Names{"1a"});
  CHECK(names(committed, {.index = "by_rank"}) == Names{"1b", "2a", "1a"});
  CHECK(names(committed, {.index = "by_rank", .from = key_of(std::int64_t{2})}) == Names{"2a", "1a"});
  CHECK(names(committed, {.index = "by_rank", .limit = 1}) == Names{"1b"});
  CHECK(names(committed, {.index = "by_rank", .after = key_of(std::int64_t{2}, std::int64_t{2}, std::string("a"))}) == Names{"1a"});
  CHECK(names(committed, {.index = "by_rank", .after = key_of(std::int64_t{2}, std::int64_t{2}, std::string("a")), .descending = true}) ==
        Names{"1b"});

  View view(committed);
  view.put(Thing{1, "a", 9, {}});
  view.erase<Thing>(std::int64_t{1}, std::string("b"));
  committed.flush(view.changes());
  committed.drop_cache();
  CHECK(names(committed, {.index = "by_rank"}) == Names{"2a", "1a"});
}

TEST_CASE("SRV-11: a view over a view reads as if its changes lay in the store, for every scan") {
  auto store = things_store();
  Committed committed(*store);
  std::map<std::pair<std::int64_t, std::string>, Thing> model;
  Random random(7);
  for (int round = 0; round < 60; ++round) {
    View group(committed);
    for (int command = 0; command < 4; ++command) {
      View view(group);
      auto tried = model;
      for (int change = 0; change < 5; ++change) {
        const Thing thing{random.below(4), std::string(1, static_cast<char>('a' + random.below(5))), random.below(6), {}};
        if (random.below(3) == 0) {
          view.erase<Thing>(thing.group_no, thing.name);
          tried.erase({thing.group_no, thing.name});
        } else {
          view.put(thing);
          tried.insert_or_assign({thing.group_no, thing.name}, thing);
        }
      }
      if (random.below(4) == 0) continue;  // refused: thrown away
      for (const bool descending : {false, true})
        for (const int limit : {1, 3, 1000}) {
          Names by_key, by_rank;
          std::vector<std::pair<std::tuple<std::int64_t, std::int64_t, std::string>, Thing>> ranked;
          for (const auto& [key, thing] : tried) {
            by_key.push_back(std::to_string(thing.group_no) + thing.name);
            ranked.push_back({{thing.rank, thing.group_no, thing.name}, thing});
          }
          std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
          for (const auto& [position, thing] : ranked) by_rank.push_back(std::to_string(thing.group_no) + thing.name);
          for (Names* expected : {&by_key, &by_rank}) {
            if (descending) std::reverse(expected->begin(), expected->end());
            if (expected->size() > static_cast<std::size_t>(limit)) expected->resize(static_cast<std::size_t>(limit));
          }
          REQUIRE(names(view, {.descending = descending, .limit = limit}) == by_key);
          REQUIRE(names(view, {.index = "by_rank", .descending = descending, .limit = limit}) == by_rank);
        }
      view.merge_into(group, round * 10 + command + 1);
      model = tried;
    }
    committed.flush(group.changes());
    if (round % 7 == 0) committed.drop_cache();
  }
}

TEST_CASE("CON-9: places are found by their rows, however many share a hash and however often all are forgotten") {
  RowIndex index;
  Random random(5);
  for (const std::int64_t rows : {3, 2'000, 1, 40, 500}) {
    std::vector<std::uint32_t> hashes;
    const auto find = [&](std::size_t place) { return index.find(hashes[place], [&](std::size_t found) { return found == place; }); };
    for (std::int64_t i = 0; i < rows; ++i) {
      hashes.push_back(static_cast<std::uint32_t>(random.below(rows)));
      CHECK(find(hashes.size() - 1) == RowIndex::none);
      index.add(hashes.back(), hashes.size() - 1);
    }
    for (std::size_t place = 0; place < hashes.size(); ++place) CHECK(find(place) == place);
    index.clear();
    CHECK(find(0) == RowIndex::none);
  }
}

TEST_CASE("LED-7: a row's digest differs with any of its fields, its table or its sequence") {
  const Thing thing{1, "a", 2, "n"};
  const auto digest = [](const Thing& of, std::int64_t seq) { return row_digest(record_type<Thing>(), &of, seq); };
  const auto own = digest(thing, 5);
  CHECK(own == digest(thing, 5));
  CHECK(own != digest(thing, 6));
  CHECK(own != digest({2, "a", 2, "n"}, 5));
  CHECK(own != digest({1, "b", 2, "n"}, 5));
  CHECK(own != digest({1, "a", 3, "n"}, 5));
  CHECK(own != digest({1, "a", 2, {}}, 5));
}

TEST_CASE("LED-7: the store keeps each table's sum, whatever its rows go through") {
  auto store = things_store();
  Committed committed(*store);
  const auto in_rows = [&] { return sum_in_rows(*store, record_type<Thing>()); };
  CHECK(store->sum_of(record_type<Thing>()) == TableSum{});
  Random random(7);
  std::int64_t most = 0;
  for (int round = 0; round < 60; ++round) {
    View view(committed);
    for (std::int64_t i = random.below(6); i >= 0; --i) {
      const std::string name(1, static_cast<char>('a' + random.below(8)));
      if (random.below(3) == 0 && view.get<Thing>(std::int64_t{1}, name))
        view.erase<Thing>(std::int64_t{1}, name);
      else
        view.put(Thing{1, name, random.below(4), {}});
    }
    committed.flush(view.changes());
    CHECK(store->sum_of(record_type<Thing>()) == in_rows());
    most = std::max(most, in_rows().rows);
  }
  CHECK(most > 4);
}

TEST_CASE("CON-9: a flush that fails keeps nothing of it") {
  auto store = things_store();
  Committed committed(*store);
  keep<Thing>(committed, {{1, "a", 1, {}}});
  keep<Seat>(committed, {{1, 7}});
  {
    View view(committed);
    view.put(Thing{1, "b", 1, {}});
    view.put(Thing{1, "a", 2, {}});
    view.put(Seat{2, 7});  // taken
    CHECK_THROWS_AS(committed.flush(view.changes()), StoreError);
  }
  CHECK(names(committed, {}) == Names{"1a"});
  CHECK(committed.get<Thing>(std::int64_t{1}, std::string("a"))->rank == 1);
  CHECK(store->sum_of(record_type<Thing>()) == sum_in_rows(*store, record_type<Thing>()));
  keep<Thing>(committed, {{2, "b", 1, {}}});
  CHECK(names(committed, {}) == Names{"1a", "2b"});
}

TEST_CASE("SRV-11: rows change places in a unique index within a flush") {
  auto store = things_store();
  Committed committed(*store);
  keep<Seat>(committed, {{1, 10}, {2, 20}, {3, 30}});
  View view(committed);
  view.put(Seat{1, 20});
  view.put(Seat{2, 10});
  view.erase<Seat>(std::int64_t{3});
  view.put(Seat{4, 30});
  committed.flush(view.changes());
  committed.drop_cache();
  std::vector<std::int64_t> ids;
  committed.scan<Seat>({.index = "by_number"}, [&](const Seat& seat) { return ids.push_back(seat.id), true; });
  CHECK(ids == std::vector<std::int64_t>{2, 1, 4});
  CHECK(store->sum_of(record_type<Seat>()) == sum_in_rows(*store, record_type<Seat>()));
}

TEST_CASE("SRV-14: a database of a newer program is refused, and one of this program opens again") {
  const auto store = fresh_store("newer");
  for (int i = 0; i < 2; ++i) REQUIRE(store->migrate(things_migrations, things).has_value());
  const Check older = store->migrate(std::span(things_migrations).first(1), things);
  REQUIRE_FALSE(older.has_value());
  CHECK(older.error().code == "schema_newer");
}

TEST_CASE("LED-7: a migration that changes what a row holds leaves digests and sums of the rows as they are then") {
  const auto store = fresh_store("sealed");
  REQUIRE(store->migrate(std::span(things_migrations).first(1), things).has_value());
  Committed committed(*store);
  keep<Thing>(committed, {{1, "a", 1, {}}, {1, "b", 2, {}}});
  REQUIRE(store->migrate(things_migrations, things).has_value());
  committed.drop_cache();
  CHECK(committed.get<Thing>(std::int64_t{1}, std::string("b"))->rank == 12);
  const TableSum sum = sum_in_rows(*store, record_type<Thing>());
  CHECK(sum.rows == 2);
  CHECK(store->sum_of(record_type<Thing>()) == sum);
  CHECK(store->damage(things_migrations, things).empty());
}

TEST_CASE("LED-7: a migration refuses rows that are not as they were written, and leaves them so") {
  const auto store = fresh_store("refused");
  REQUIRE(store->migrate(std::span(things_migrations).first(1), things).has_value());
  Committed committed(*store);
  keep<Thing>(committed, {{1, "a", 1, {}}, {1, "b", 2, {}}});
  const std::string last = " WHERE name = 'b' AND " + own_rows(*store);
  const auto refused = [&] {
    const Check migrated = store->migrate(things_migrations, things);
    return migrated ? "" : migrated.error().code + " " + migrated.error().args.front().value;
  };
  REQUIRE(tamper(*store, "UPDATE thing SET rank = 3" + last));
  CHECK(refused() == "schema_damaged thing");
  REQUIRE(tamper(*store, "UPDATE thing SET rank = 2" + last));
  REQUIRE(tamper(*store, "UPDATE table_sum SET row_count = 3 WHERE name = 'thing' AND " + own_rows(*store)));
  CHECK(refused() == "schema_damaged thing");
  REQUIRE(tamper(*store, "UPDATE table_sum SET row_count = 2 WHERE name = 'thing' AND " + own_rows(*store)));
  CHECK(look_up(*store, "SELECT rank FROM thing" + last) == "2");
  CHECK(refused().empty());
  CHECK(look_up(*store, "SELECT rank FROM thing" + last) == "12");
}

}  // namespace ch::test
