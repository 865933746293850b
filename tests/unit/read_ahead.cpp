// Rows that are asked for together before a group runs. What a command says of them is a hint: it changes no outcome.
#include <catch_amalgamated.hpp>

#include "support/orders.h"
#include "support/store_over.h"
#include "support/things.h"

namespace ch::test {

namespace {

// A store that is far, whatever lies below, and counts how often it is asked.
class FarStore final : public StoreOver {
 public:
  explicit FarStore(std::unique_ptr<Store> below) : StoreOver(*below), below_(std::move(below)) {}
  bool far() const override { return true; }
  Row get(const RecordType& type, const Key& key) override { return ++one, under.get(type, key); }
  std::vector<Row> get_all(std::span<const RowName> names) override {
    ++together;
    return under.get_all(names);
  }
  int one = 0, together = 0;

 private:
  std::unique_ptr<Store> below_;
};

RowName thing(std::int64_t group, const std::string& name) { return {&record_type<Thing>(), key_of(group, name)}; }
RowName seat(std::int64_t id) { return {&record_type<Seat>(), key_of(id)}; }

struct FarThings {
  FarThings() {
    REQUIRE(store.migrate(std::span(things_migrations).first(1), things).has_value());
    Committed before(store);
    keep<Thing>(before, {{1, "a", 1, {}}, {1, "b", 2, "noted"}, {-2, "O'Hara \\{\"数\"}", 3, {}}});
    keep<Seat>(before, {{7, 70}});
    store.one = 0;
  }
  FarStore store{fresh_store("ahead")};
};

std::int64_t rank_of(Reader& reader, std::int64_t group, const std::string& name) {
  const auto found = reader.get<Thing>(group, name);
  return found ? found->rank : -1;
}

}  // namespace

TEST_CASE("SRV-11: rows that are asked for together come in the order of their names, none where there is none") {
  FarThings far;
  const std::vector<RowName> names{thing(1, "b"), seat(7),       thing(1, "none"), thing(-2, "O'Hara \\{\"数\"}"),
                                   seat(8),       thing(1, "a"), thing(1, "b")};
  const std::vector<Row> rows = far.store.get_all(names);
  REQUIRE(rows.size() == names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Row alone = far.store.get(*names[i].type, names[i].key);
    REQUIRE((rows[i] == nullptr) == (alone == nullptr));
    if (alone) CHECK(row_digest(*names[i].type, rows[i].get(), 1) == row_digest(*names[i].type, alone.get(), 1));
  }
  CHECK(far.store.get_all({}).empty());
}

TEST_CASE("SRV-11: what was read ahead is not asked for again, also that there is none, until a flush writes it") {
  FarThings far;
  Committed committed(far.store);
  committed.read_ahead(std::vector{thing(1, "a"), thing(1, "new"), thing(1, "a"), seat(7), thing(1, "new")});
  CHECK(far.store.together == 1);
  CHECK(rank_of(committed, 1, "a") == 1);
  CHECK(rank_of(committed, 1, "new") == -1);
  CHECK(committed.get<Seat>(std::int64_t{7})->number == 70);
  CHECK(far.store.one == 0);
  committed.read_ahead(std::vector{thing(1, "a"), thing(1, "new")});
  CHECK(far.store.together == 1);
  keep<Thing>(committed, {{1, "new", 5, {}}});
  CHECK(rank_of(committed, 1, "new") == 5);
  committed.read_ahead(std::vector{thing(1, "new"), thing(1, "b"), seat(8)});
  CHECK(rank_of(committed, 1, "new") == 5);
  CHECK(rank_of(committed, 1, "b") == 2);
}

TEST_CASE("SRV-11: a group that asks for more rows than are kept gets each of them all the same") {
  FarThings far;
  std::vector<Thing> many;
  std::vector<RowName> names;
  for (std::int64_t i = 0; i < 50; ++i) {
    many.push_back({3, "thing " + std::to_string(i), i, {}});
    names.push_back(thing(3, "thing " + std::to_string(i)));
    names.push_back(thing(4, "none " + std::to_string(i)));
  }
  Committed committed(far.store, 7);
  keep<Thing>(committed, many);
  for (int round = 0; round < 2; ++round) {
    committed.read_ahead(names);
    for (std::int64_t i = 0; i < 50; ++i) {
      CHECK(rank_of(committed, 3, "thing " + std::to_string(i)) == i);
      CHECK(rank_of(committed, 4, "none " + std::to_string(i)) == -1);
    }
  }
}

namespace {

struct Answers {
  std::vector<std::string> outcomes;
  Hash head{};
  int asked_one = 0, asked_together = 0;
};

// The shop's messages about few orders, so that those of one group create, change and repeat each other's rows; some of accounts and
// campaigns that are not there.
Answers traffic(const Catalogue& catalogue, std::size_t group_size) {
  auto far = std::make_unique<FarStore>(fresh_store());
  FarStore& store = *far;
  Env env(std::move(far));
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const std::int64_t campaign = env.campaign(merchant);
  env.engine = std::make_unique<Engine>(store, catalogue);
  REQUIRE(env.engine->open().has_value());
  store.one = store.together = 0;
  std::vector<Envelope> all;
  const auto send = [&](const std::string& name, const json& payload) {
    std::array<std::uint8_t, 10> bits{};
    for (auto& byte : bits) byte = static_cast<std::uint8_t>(env.random.next());
    all.push_back({Uuid::v7(env.now.ms + std::ssize(all), bits), name, payload.dump(), env.shop, env.now});
  };
  for (int i = 0; i < 120; ++i) {
    const std::string number = "O-" + std::to_string(env.random.below(25));
    Merchant whose = merchant;
    if (env.random.below(12) == 0) whose.account = 999;
    switch (env.random.below(6)) {
      case 0:
        send("release_order", release_of(whose, number));
        break;
      case 1:
        send("settle_order", settle_of(whose, number));
        break;
      case 2:
        send("refund_order", refund_of(whose, number, "1.00"));
        break;
      default:
        send("freeze_order", freeze_of(whose, number, env.random.below(12) == 0 ? 999 : campaign, "20.00"));
    }
  }
  Answers made;
  for (std::size_t at = 0; at < all.size(); at += group_size)
    for (const Outcome& outcome : env.engine->execute_group(std::span(all).subspan(at, std::min(group_size, all.size() - at))))
      made.outcomes.push_back(outcome.code + " " + std::to_string(outcome.seq));
  made.head = env.engine->chain_head();
  made.asked_one = store.one;
  made.asked_together = store.together;
  return made;
}

// Of any payload: its first byte, and that is not looked at.
Catalogue reading(void (*reads)(const std::byte&, ReadAhead&)) {
  Catalogue catalogue = house_catalogue();
  for (Command& command : catalogue.commands) command.reads = OnPayload<void(ReadAhead&)>(reads);
  return catalogue;
}

}  // namespace

TEST_CASE("CON-9: what a command says it will look for changes no outcome, be it right, wrong or missing") {
  const Answers as_stated = traffic(house_catalogue(), 40);
  const std::set<std::string> codes = [&] {
    std::set<std::string> found;
    for (const std::string& outcome : as_stated.outcomes) found.insert(outcome.substr(0, outcome.find(' ')));
    return found;
  }();
  CHECK(codes.contains("done"));
  CHECK(codes.contains("unknown_account"));
  CHECK(codes.contains("unknown_campaign"));
  CHECK(codes.size() >= 5);
  const Catalogue none = reading(nullptr);
  const Catalogue wrong = reading([](const std::byte&, ReadAhead& ahead) {
    for (std::int64_t i = 0; i < 20; ++i) ahead.row<Order>(AccountId{2}, "O-" + std::to_string(i));  // of other commands, again and again
    ahead.row<PrepaidAccount>(AccountId{77});
    ahead.row<Posting>(AccountId{2}, Book::available, EntryId{1});
  });
  const Answers without = traffic(none, 40), astray = traffic(wrong, 40), one_by_one = traffic(house_catalogue(), 1);
  for (const Answers* other : {&without, &astray, &one_by_one}) {
    CHECK(other->outcomes == as_stated.outcomes);
    CHECK(other->head == as_stated.head);
  }
  // And a right one spares the questions.
  CHECK(as_stated.asked_together == 3);
  CHECK(as_stated.asked_one < without.asked_one - 20);
}

}  // namespace ch::test
