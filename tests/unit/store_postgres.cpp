// What of the store is PostgreSQL's alone: one database for many tenants, over a connection that can be lost. docs/postgresql.md
#ifndef __EMSCRIPTEN__
#include <catch_amalgamated.hpp>
#include <set>
#include <thread>

#include <unistd.h>

#include "engine/audit.h"
#include "postgres/postgres_lease.h"
#include "postgres/postgres_store.h"
#include "support/env.h"
#include "support/things.h"

namespace ch::test {

namespace {

PostgresStore& as_postgres(Store& store) { return dynamic_cast<PostgresStore&>(store); }

// A tenant of this schema with the tables of the tests.
struct Tenant {
  explicit Tenant(const std::string& schema, std::size_t known = 2) : store(fresh_store(schema)) {
    REQUIRE(store->migrate(std::span(things_migrations).first(known), things).has_value());
  }
  void run(const std::string& sql) { as_postgres(*store).run(sql); }
  TableSum sum() { return store->sum_of(record_type<Thing>()); }
  bool sum_fits() { return sum() == sum_in_rows(*store, record_type<Thing>()); }
  std::string own() { return own_rows(*store); }

  std::unique_ptr<Store> store;
  Committed committed{*store};
};

StoreTrouble trouble_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const StoreError& error) {
    UNSCOPED_INFO(error.what());
    return error.trouble;
  }
  FAIL("nothing was thrown");
  return {};
}

// The connection's server process ends, as in a crash or a restart.
void cut(Tenant& of) {
  const std::string process = look_up(*of.store, "SELECT pg_backend_pid()");
  PostgresStore(postgres_url(), 0).run("SELECT pg_terminate_backend(" + process + ", 5000)");
}

}  // namespace

TEST_CASE("SRV-11: a database that does not compare texts byte by byte is refused", "[.postgres]") {
  PostgresStore plain(postgres_url(), 0);
  const std::string name = "countinghouse_linguistic_" + plain.lines("SELECT pg_backend_pid()").front();
  plain.run("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");
  CHECK_THROWS_WITH(PostgresStore(postgres_url() + "&dbname=" + name, 0), Catch::Matchers::ContainsSubstring("LC_COLLATE 'C'"));
  plain.run("DROP DATABASE " + name);
}

TEST_CASE("SRV-11: a server that is not there, a database that is not, and what a server says are told apart", "[.postgres]") {
  CHECK(trouble_of([] { PostgresStore("postgresql:///postgres?host=/nowhere", 0); }) == StoreTrouble::cannot_open);
  CHECK(trouble_of([] { PostgresStore(postgres_url() + "&dbname=nowhere", 0); }) == StoreTrouble::cannot_open);
  PostgresStore store(postgres_url(), 0);
  const auto said = [&](const std::string& state) {
    return trouble_of([&] { store.run("DO $$ BEGIN RAISE EXCEPTION 'so' USING ERRCODE = '" + state + "'; END $$"); });
  };
  CHECK(said("53100") == StoreTrouble::full);
  CHECK(said("58030") == StoreTrouble::unreadable);
  CHECK(said("40001") == StoreTrouble::busy);
  CHECK(said("XX001") == StoreTrouble::damaged);
  CHECK(said("42601") == StoreTrouble::failed);
  CHECK(trouble_of([&] { store.run("BEGIN READ ONLY; CREATE TABLE none (a BIGINT)"); }) == StoreTrouble::read_only);
}

TEST_CASE("SRV-12: two tenants of one database do not see each other, not even by the same key", "[.postgres]") {
  Tenant one("tenants"), two("tenants");
  keep<Thing>(one.committed, {{1, "a", 1, "one"}, {1, "b", 2, {}}});
  keep<Seat>(one.committed, {{1, 7}});
  CHECK(names(two.committed, {}).empty());
  CHECK(two.sum() == TableSum{});
  keep<Thing>(two.committed, {{1, "a", 5, "two"}});
  keep<Seat>(two.committed, {{1, 7}});  // unique in its tenant
  {
    View view(two.committed);
    view.put(Thing{1, "a", 6, "two again"});
    two.committed.flush(view.changes());
  }
  one.committed.drop_cache();
  CHECK(one.committed.get<Thing>(std::int64_t{1}, std::string("a"))->note == "one");
  CHECK(names(one.committed, {.index = "by_rank"}) == Names{"1a", "1b"});
  {
    View view(one.committed);
    view.erase<Thing>(std::int64_t{1}, std::string("a"));
    one.committed.flush(view.changes());
  }
  two.committed.drop_cache();
  CHECK(two.committed.get<Thing>(std::int64_t{1}, std::string("a"))->note == "two again");
  CHECK(one.sum().rows == 1);
  CHECK((one.sum_fits() && two.sum_fits()));
}

TEST_CASE("SRV-12: every statement goes through an index, though its plan was made while the table was empty", "[.postgres]") {
  Tenant tenant("indexed");
  const auto scans = [&](const std::string& kind) {
    (void)look_up(*tenant.store, "SELECT pg_stat_force_next_flush()");
    return std::stoll(look_up(
        *tenant.store, "SELECT sum(" + kind + ") FROM pg_stat_user_tables WHERE schemaname = current_schema() AND relname = 'thing'"));
  };
  const std::int64_t whole = scans("seq_scan"), by_index = scans("idx_scan");
  const auto use = [&](std::int64_t round) {
    const RowName pair[] = {{&record_type<Thing>(), key_of(round, std::string("a"))},
                            {&record_type<Thing>(), key_of(round, std::string("b"))}};
    (void)tenant.store->get(record_type<Thing>(), pair[0].key);
    (void)tenant.store->get_all(pair);
    (void)names(tenant.committed, {.index = "by_rank", .limit = 1});
    View view(tenant.committed);
    view.put(Thing{round, "a", 1, {}});
    view.put(Thing{round, "b", 2, {}});
    tenant.committed.flush(view.changes());
    View again(tenant.committed);
    again.put(Thing{round, "a", 3, "noted"});
    again.erase<Thing>(round, std::string("b"));
    tenant.committed.flush(again.changes());
  };
  use(0);
  std::vector<Thing> many;
  for (std::int64_t i = 0; i < 5'000; ++i) many.push_back({-1 - i, "thing", i, {}});
  keep<Thing>(tenant.committed, many);
  for (std::int64_t round = 1; round < 10; ++round) use(round);
  CHECK(scans("seq_scan") == whole);
  CHECK(scans("idx_scan") > by_index + 40);
}

TEST_CASE("CON-9: a flush writes the columns that change in some of its rows, and leaves the others", "[.postgres]") {
  Tenant tenant("columns");
  keep<Thing>(tenant.committed, {{1, "a", 1, "one"}, {1, "b", 2, "two"}, {1, "c", 3, {}}});
  View view(tenant.committed);
  view.put(Thing{1, "a", 1, "other"});
  view.put(Thing{1, "b", 9, "two"});
  view.put(Thing{1, "c", 3, {}});  // as it was
  tenant.committed.flush(view.changes());
  tenant.committed.drop_cache();
  const auto is = [&](const std::string& name, std::int64_t rank, const std::optional<std::string>& note) {
    const auto thing = tenant.committed.get<Thing>(std::int64_t{1}, name);
    return thing->rank == rank && thing->note == note;
  };
  CHECK((is("a", 1, "other") && is("b", 9, "two") && is("c", 3, {})));
  CHECK(tenant.sum_fits());
  View back(tenant.committed);
  back.put(Thing{1, "a", 1, {}});
  back.put(Thing{1, "c", 3, "now"});
  tenant.committed.flush(back.changes());
  tenant.committed.drop_cache();
  CHECK((is("a", 1, {}) && is("b", 9, "two") && is("c", 3, "now")));
  CHECK(tenant.sum_fits());
}

TEST_CASE("CON-9: a flush whose row is gone from the database keeps nothing of it", "[.postgres]") {
  Tenant tenant("row_gone");
  keep<Thing>(tenant.committed, {{1, "a", 1, {}}, {1, "b", 1, {}}});
  tenant.run("DELETE FROM thing WHERE name = 'b'");
  View view(tenant.committed);
  view.put(Thing{1, "a", 2, {}});
  view.put(Thing{1, "b", 2, {}});
  view.put(Thing{1, "c", 2, {}});
  CHECK_THROWS_WITH(tenant.committed.flush(view.changes()), Catch::Matchers::ContainsSubstring("a row of thing that was read is gone"));
  CHECK(names(tenant.committed, {}) == Names{"1a"});
  CHECK(tenant.committed.get<Thing>(std::int64_t{1}, std::string("a"))->rank == 1);
  CHECK(tenant.sum().rows == 2);
}

TEST_CASE("CON-9: a text with a NUL in it, which PostgreSQL cannot hold, is refused with all of its flush", "[.postgres]") {
  Tenant tenant("nul");
  CHECK_THROWS_AS(keep<Thing>(tenant.committed, {{1, "a", 1, {}}, {1, "b", 1, std::string("x\0y", 3)}}), StoreError);
  CHECK(names(tenant.committed, {}).empty());
  keep<Thing>(tenant.committed, {{1, "a", 1, {}}});
  CHECK(tenant.sum_fits());
}

TEST_CASE("SRV-8: a connection that is lost is told, nothing half-done stays, and the store goes on over a new one", "[.postgres]") {
  Tenant tenant("lost");
  keep<Thing>(tenant.committed, {{1, "a", 1, {}}});
  cut(tenant);
  CHECK(trouble_of([&] { keep<Thing>(tenant.committed, {{1, "b", 1, {}}}); }) == StoreTrouble::cannot_open);
  CHECK(names(tenant.committed, {}) == Names{"1a"});
  keep<Thing>(tenant.committed, {{1, "b", 1, {}}});
  cut(tenant);
  CHECK(trouble_of([&] { names(tenant.committed, {}); }) == StoreTrouble::cannot_open);
  CHECK(names(tenant.committed, {}) == Names{"1a", "1b"});
  CHECK(tenant.sum_fits());

  // In the middle of a flush: what it has written waits for a row that another transaction keeps.
  Tenant other("lost");
  other.run("BEGIN; UPDATE thing SET rank = 9 WHERE name = 'b' AND " + tenant.own());
  const std::string process = look_up(*tenant.store, "SELECT pg_backend_pid()");
  std::thread cutting([&] {
    PostgresStore beside(postgres_url(), 0);
    const std::string waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = " + process;
    while (beside.lines(waiting).empty()) std::this_thread::yield();
    beside.run("SELECT pg_terminate_backend(" + process + ", 5000)");
  });
  View view(tenant.committed);
  view.put(Seat{1, 1});
  view.put(Thing{1, "b", 2, {}});
  view.put(Thing{1, "c", 2, {}});
  CHECK(trouble_of([&] { tenant.committed.flush(view.changes()); }) == StoreTrouble::cannot_open);
  cutting.join();
  other.run("ROLLBACK");
  CHECK(names(tenant.committed, {}) == Names{"1a", "1b"});
  CHECK(tenant.committed.get<Seat>(std::int64_t{1}) == nullptr);
  CHECK(tenant.sum_fits());
}

TEST_CASE("SRV-14, SRV-12: a migration is of all tenants at once: one whose rows are not as written stops it for each", "[.postgres]") {
  Tenant one("together", 1), two("together", 1), empty("together", 1);
  std::vector<Thing> many;
  for (std::int64_t i = 0; i < 5'000; ++i) many.push_back({i / 7, "thing " + std::to_string(i), i, {}});
  keep<Thing>(one.committed, many);
  keep<Thing>(two.committed, {{1, "a", 1, {}}});
  two.run("UPDATE thing SET rank = 2 WHERE " + two.own());
  const Check refused = empty.store->migrate(things_migrations, things);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "schema_damaged");
  CHECK(one.committed.get<Thing>(std::int64_t{0}, std::string("thing 0"))->rank == 0);
  two.run("UPDATE thing SET rank = 1 WHERE " + two.own());
  REQUIRE(empty.store->migrate(things_migrations, things).has_value());
  for (Tenant* tenant : {&one, &two, &empty}) {
    tenant->committed.drop_cache();
    CHECK(tenant->sum_fits());
    CHECK(tenant->store->damage(things_migrations, things).empty());
  }
  CHECK(one.sum().rows == 5'000);
  CHECK(two.committed.get<Thing>(std::int64_t{1}, std::string("a"))->rank == 11);
}

TEST_CASE("SRV-14, SRV-12: what a migration looks up for a row is of that row's tenant", "[.postgres]") {
  Tenant one("looked_up"), two("looked_up");
  for (Tenant* tenant : {&one, &two}) {
    const std::int64_t number = tenant == &one ? 100 : 200;
    keep<Seat>(tenant->committed, {{1, number + 1}, {2, number + 2}});
    keep<Thing>(tenant->committed, {{1, "a", 1, {}}, {1, "b", 2, {}}});
  }
  // As migration 7 has it.
  std::vector<Migration> migrations(std::begin(things_migrations), std::end(things_migrations));
  migrations.push_back({3, "seated",
                        "UPDATE thing SET rank = (SELECT s.number FROM seat s WHERE s.id = thing.rank), note = (SELECT 'seat' "
                        "FROM seat s WHERE s.id = thing.rank);\n"});
  REQUIRE(one.store->migrate(migrations, things).has_value());
  for (Tenant* tenant : {&one, &two}) {
    tenant->committed.drop_cache();
    const std::int64_t number = tenant == &one ? 100 : 200;
    for (const auto& [name, seat] : {std::pair{"a", 1}, {"b", 2}}) {
      const auto thing = tenant->committed.get<Thing>(std::int64_t{1}, std::string(name));
      CHECK(thing->rank == number + seat);
      CHECK(thing->note == "seat");
    }
    CHECK(tenant->sum_fits());
  }
}

TEST_CASE("SRV-12: who took a lease over has the fence, and what was begun under the old one is not kept", "[.postgres]") {
  Tenant tenant("fenced");
  keep<Thing>(tenant.committed, {{1, "a", 1, {}}});
  const std::string url = postgres_url() + "&options=-csearch_path%3D" + look_up(*tenant.store, "SELECT current_schema()");
  const std::int64_t number = as_postgres(*tenant.store).tenant();
  PostgresLease lease(url, number, std::chrono::hours(1));
  REQUIRE_FALSE(lease.take().has_value());
  CHECK(lease.sure());
  PostgresStore writer(url, number, {.fence = lease.fence()});
  Committed committed(writer);
  keep<Thing>(committed, {{1, "b", 1, {}}});

  PostgresLease other(url, number, std::chrono::hours(1));
  const auto held = other.take();
  REQUIRE(held.has_value());
  CHECK(held->holder.ends_with(":" + std::to_string(getpid())));
  CHECK(held->left_ms > 3'000'000);
  // Its time is over, by the database's clock.
  tenant.run("UPDATE " + lease.schema() + ".writer_lease SET until = clock_timestamp() WHERE tenant = " + std::to_string(number));
  REQUIRE_FALSE(other.take().has_value());
  int told = 0;
  lease.fence()->when_lost([&] { ++told; });
  CHECK(trouble_of([&] { keep<Thing>(committed, {{1, "c", 1, {}}}); }) == StoreTrouble::fenced);
  CHECK(told == 1);
  CHECK(lease.fence()->lost());
  CHECK_FALSE(lease.sure());
  tenant.committed.drop_cache();
  CHECK(names(tenant.committed, {}) == Names{"1a", "1b"});
  PostgresStore next(url, number, {.fence = other.fence()});
  Committed by_next(next);
  keep<Thing>(by_next, {{1, "c", 1, {}}});
  CHECK(tenant.sum_fits());
}

TEST_CASE("SRV-14: of two programs that migrate at once one waits, and finds it done", "[.postgres]") {
  for (const std::size_t known : {1, 2}) {  // an empty database, and one with rows
    auto first = fresh_store("at_once"), second = fresh_store("at_once");
    const auto migrate = [known](Store& store, std::string& said) {
      try {
        const Check done = store.migrate(std::span(things_migrations).first(known), things);
        said = done ? "" : done.error().code;
      } catch (const StoreError& error) {
        said = error.what();
      }
    };
    std::string one, two;
    std::thread beside([&] { migrate(*first, one); });
    migrate(*second, two);
    beside.join();
    CHECK(one == "");
    CHECK(two == "");
    CHECK(first->damage(std::span(things_migrations).first(known), things).empty());
    Committed committed(*first);
    keep<Thing>(committed, {{1, "a", 1, {}}});
  }
}

TEST_CASE("SRV-14: the migrations lead to the schema that the records describe, on PostgreSQL too", "[.postgres]") {
  const auto shape = [](const std::string& schema, std::span<const Migration> migrations) {
    const auto store = fresh_store(schema);
    REQUIRE(store->migrate(migrations, {}).has_value());
    const auto lines = as_postgres(*store).lines(
        "SELECT table_name || '.' || column_name || ' ' || data_type || is_nullable FROM information_schema.columns WHERE table_schema = "
        "current_schema() UNION ALL SELECT replace(indexdef, current_schema() || '.', '') FROM pg_indexes WHERE schemaname = "
        "current_schema()");
    return std::set<std::string>(lines.begin(), lines.end());
  };
  const std::string described = described_schema();
  const Migration one[] = {{1, "described", described}};
  const auto migrated = shape("migrated", house_catalogue().migrations);
  CHECK(migrated.size() > 300);
  CHECK(migrated == shape("described", one));
}

TEST_CASE("LED-7: a schema that is not the migrations' is found on PostgreSQL too, and what of it is named", "[.postgres]") {
  Tenant tenant("differs");
  for (const auto& [sql, words] : std::vector<std::pair<std::string, std::string>>{
           {"DROP INDEX thing_by_rank", "schema: index thing_by_rank"},
           {"DROP INDEX seat_by_number; CREATE INDEX seat_by_number ON seat (tenant, number)", "schema: index seat_by_number"},
           {"CREATE TABLE extra (a BIGINT)", "schema: column extra.a is none"},
           {"ALTER TABLE thing ADD COLUMN more TEXT", "schema: column thing.more is none"},
           {"ALTER TABLE thing ALTER COLUMN note SET NOT NULL", "schema: column thing.note"},
           {"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; "
            "CREATE TRIGGER t BEFORE INSERT ON thing FOR EACH ROW EXECUTE FUNCTION f()",
            "schema: trigger t is none"},
           {"DELETE FROM schema_migration WHERE number = 2", "schema: migration 2"},
           {"INSERT INTO table_sum VALUES (" + std::to_string(as_postgres(*tenant.store).tenant()) + ", 'nothing', 1, 1)",
            "table_sum: there is no table nothing"}}) {
    tenant.run("BEGIN; " + sql);
    const std::string found = tenant.store->damage(things_migrations, things);
    INFO(sql << ": " << found);
    CHECK(found.starts_with(words));
    tenant.run("ROLLBACK");
  }
  CHECK(tenant.store->damage(things_migrations, things).empty());
}

TEST_CASE("SRV-11: pages of any size hold each row once, in order, forwards and backwards", "[.postgres]") {
  Tenant tenant("pages");
  std::vector<Thing> many;
  for (std::int64_t i = 0; i < 9'000; ++i) many.push_back({i / 100, "thing " + std::to_string(i), i % 3, {}});
  keep<Thing>(tenant.committed, many);
  for (const bool descending : {false, true})
    for (const std::string_view index : {"", "by_rank"}) {
      std::set<std::string> found;
      std::tuple<std::int64_t, std::int64_t, std::string> last;
      bool ordered = true;
      tenant.committed.scan<Thing>({.index = index, .descending = descending, .limit = 8'500}, [&](const Thing& thing) {
        const std::tuple place(index.empty() ? 0 : thing.rank, thing.group_no, thing.name);
        ordered = ordered && (found.empty() || (descending ? place < last : last < place));
        last = place;
        return found.insert(thing.name).second;
      });
      CHECK(ordered);
      CHECK(found.size() == 8'500);
    }
  CHECK(tenant.sum_fits());
}

}  // namespace ch::test
#endif
