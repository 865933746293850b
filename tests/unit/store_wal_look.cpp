// LED-7: a bit that flips in the log of a program that crashed. What was committed is there, or its loss is told: SQLite itself takes such
// a bit as the log's end.
#ifndef __EMSCRIPTEN__
#include <sqlite3.h>

#include <map>
#include <set>

#include "engine/audit.h"
#include "support/env.h"
#include "support/program.h"

namespace ch::test {
namespace {

constexpr std::size_t log_header = 32, frame_header = 24, page = 4096, frame = frame_header + page;

// A database and its log, as a crash left them.
struct Crashed {
  std::string database, log;
  std::size_t frames() const { return (log.size() - log_header) / frame; }
  std::string_view at(std::size_t index) const { return std::string_view(log).substr(log_header + index * frame, frame); }
  bool is_of_now(std::size_t index) const { return at(index).substr(8, 8) == std::string_view(log).substr(16, 8); }
  bool is_commit(std::size_t index) const { return is_of_now(index) && at(index).substr(4, 4) != std::string_view("\0\0\0\0", 4); }
  // Frames up to and with each commit.
  std::vector<std::size_t> commits() const {
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < frames() && is_of_now(i); ++i)
      if (is_commit(i)) ends.push_back(i + 1);
    return ends;
  }
  Crashed cut(std::size_t bytes) const { return {database, log.substr(0, bytes)}; }
  Crashed cut_after(std::size_t frames) const { return cut(log_header + frames * frame); }
  Crashed with(const std::function<void(std::string& log)>& change) const {
    Crashed changed = *this;
    change(changed.log);
    return changed;
  }
};

Crashed files_of(const std::string& path) { return {read_text(path), read_text(path + "-wal")}; }

// The digest of all tables, or "refused"; then the files have not changed.
std::string found_in(const Crashed& crashed) {
  const Folder folder;
  const std::string path = folder.file("a.db");
  write_text(path, crashed.database);
  write_text(path + "-wal", crashed.log);
  try {
    SqliteStore store(path);
    sqlite3_exec(store.handle(), "PRAGMA synchronous = OFF", nullptr, nullptr, nullptr);
    REQUIRE(store.migrate(house_catalogue().migrations, house_catalogue().records).has_value());
    return hex(digest_of_tables(store, house_catalogue()));
  } catch (const StoreError& error) {
    INFO(error.what());
    CHECK(error.trouble == StoreTrouble::log_damaged);
    CHECK(std::string(error.what()).starts_with("LED-7: "));
  }
  CHECK(files_of(path).database == crashed.database);
  CHECK(files_of(path).log == crashed.log);
  return "refused";
}

// The real program, in the midst of its work.
Crashed killed() {
  const Folder folder;
  const std::string db = folder.file("a.db");
  REQUIRE(countinghouse({"init", "--db", db, "--platform", "示例平台", "--administrator", "admin"}).exit == 0);
  REQUIRE(countinghouse({"exec", "--db", db}, R"({"name":"grant_role","actor":{"user":"admin","role":"administrator"},)"
                                              R"("payload":{"user":"ops","role":"settlement_operations"}})")
              .exit == 0);
  std::string in;
  for (int i = 0; i < 2'000; ++i)
    in += R"({"name":"register_merchant","payload":{"name":"示例食品（成都）有限公司","supplier":"SP)" + std::to_string(i) + "\"}}\n";
  killed_after({"exec", "--db", db, "--as", "ops:settlement_operations", "--group", "3"}, in, 20'000);
  return files_of(db);
}

bool over_two_sectors(std::size_t index) {
  const std::size_t start = log_header + index * frame;
  return start / 512 != (start + frame_header - 1) / 512;
}

// Where in the last commit but one SQLite's format leaves no way to tell damage from a torn end (core/store/sqlite_wal_look.h).
bool cannot_be_told(const Crashed& crashed, std::size_t byte, int bit, std::size_t commit) {
  const std::size_t start = log_header + commit * frame, in_frame = byte - start;
  if (in_frame >= 4 && in_frame < 8) {
    std::string size(crashed.at(commit).substr(4, 4));
    size[in_frame - 4] ^= static_cast<char>(1 << bit);
    if (size == std::string("\0\0\0\0", 4)) return true;
  }
  return over_two_sectors(commit) && (in_frame < 8 || in_frame >= frame_header);
}

void take_each_flip(const Crashed& crashed, int flips, std::uint64_t seed) {
  const std::vector<std::size_t> ends = crashed.commits();
  REQUIRE(ends.size() > 4);
  const std::size_t last = ends.back(), before_last = ends[ends.size() - 2];
  const std::string whole = found_in(crashed), without_last = found_in(crashed.cut_after(before_last)),
                    without_two = found_in(crashed.cut_after(ends[ends.size() - 3]));
  CHECK(std::set{whole, without_last, without_two, std::string("refused")}.size() == 4);
  Random random(seed);
  std::map<std::string, int> told;
  for (int i = 0; i < flips; ++i) {
    // A third of them at the end, a tenth in what the log says of itself.
    const std::size_t from = i % 3 == 0 ? log_header + (ends[ends.size() - 4]) * frame : 0;
    std::size_t byte = from + static_cast<std::size_t>(random.below(std::ssize(crashed.log) - static_cast<std::int64_t>(from)));
    if (i % 10 == 1) byte = static_cast<std::size_t>(random.below(log_header));
    if (i % 10 == 2) byte = log_header + (byte - std::min(byte, log_header)) / frame * frame + static_cast<std::size_t>(random.below(24));
    if (byte >= crashed.log.size()) continue;
    const int bit = static_cast<int>(random.below(8));
    const std::string found = found_in(crashed.with([&](std::string& log) { log[byte] ^= static_cast<char>(1 << bit); }));
    const std::size_t at = byte < log_header ? 0 : (byte - log_header) / frame;
    INFO("seed " << seed << ", flip " << i << ", byte " << byte << ", bit " << bit << ", frame " << at + 1 << " of " << last);
    if (byte < log_header) {
      CHECK(found == "refused");
      ++told["header"];
    } else if (at >= last) {  // no part of what was committed
      CHECK((found == whole || found == "refused"));
      ++told["behind"];
    } else if (at >= before_last) {
      CHECK((found == without_last || found == "refused"));
      ++told["last"];
    } else if (at + 1 == before_last && cannot_be_told(crashed, byte, bit, at)) {
      CHECK((found == without_two || found == "refused"));
      ++told["untold"];
    } else {
      CHECK(found == "refused");
      ++told["earlier"];
    }
  }
  CHECK(told["header"] > flips / 20);
  CHECK(told["earlier"] > flips / 2);
  CHECK(told["last"] > 0);
}

// A tenant that goes on in this process, so that its files can be had at any moment.
struct Going {
  Going() { env.merchant("示例家居（杭州）有限公司"); }
  void work(int commands) {
    for (int i = 0; i < commands; ++i) env.registered("示例食品（成都）有限公司");
  }
  Crashed files() const { return files_of(path); }
  Folder folder;
  std::string path = folder.file("a.db");
  Env env{std::make_unique<SqliteStore>(path)};
};

// As many frames of an earlier log behind this one's.
Crashed over_an_earlier_log() {
  Going going;
  going.work(30);
  Store& store = *going.env.store;
  REQUIRE(look_up(store, "PRAGMA wal_checkpoint(RESTART)") == "0");
  going.work(9);
  return going.files();
}

}  // namespace

TEST_CASE("LED-7: of 500 bits flipped in the log of a killed program, each is told, without effect, or in its last transaction",
          "[sqlite]") {
  take_each_flip(killed(), 500, 77);
}

TEST_CASE("LED-7: so it is where a log was begun anew over an earlier one", "[sqlite]") {
  const Crashed crashed = over_an_earlier_log();
  const std::size_t last = crashed.commits().back();
  REQUIRE(last + 10 < crashed.frames());
  REQUIRE_FALSE(crashed.is_of_now(last));
  REQUIRE(found_in(crashed) == found_in(crashed.cut_after(last)));
  take_each_flip(crashed.cut_after(last + 3), 300, 78);
}

TEST_CASE("LED-7: every bit of a log's header, and of each header of a frame before the last transaction, is told", "[sqlite]") {
  Going going;
  going.work(6);
  const Crashed crashed = going.files();
  const std::vector<std::size_t> ends = crashed.commits();
  const std::size_t before_last = ends[ends.size() - 2] - 1;
  const auto untold = [&](std::size_t byte, int bit) {
    return found_in(crashed.with([&](std::string& log) { log[byte] ^= static_cast<char>(1 << bit); })) != "refused";
  };
  for (std::size_t byte = 0; byte < log_header; ++byte)
    for (int bit = 0; bit < 8; ++bit) CHECK_FALSE(untold(byte, bit));
  for (const std::size_t index : {std::size_t{1}, before_last})
    for (std::size_t byte = log_header + index * frame; byte < log_header + index * frame + frame_header; ++byte)
      for (int bit = 0; bit < 8; ++bit) {
        INFO("frame " << index + 1 << ", byte " << byte << ", bit " << bit);
        CHECK(untold(byte, bit) <= (index == before_last && cannot_be_told(crashed, byte, bit, index)));
      }
  const auto zeros = [&](std::size_t from, std::size_t bytes) {
    return found_in(crashed.with([&](std::string& log) { log.replace(from, bytes, bytes, '\0'); }));
  };
  CHECK(zeros(0, 512) == "refused");
  CHECK(zeros(512 * 40, 4096) == "refused");
}

TEST_CASE("LED-7: a log that ends at any byte is no damage, and what was committed before is there", "[sqlite]") {
  const Crashed crashed = killed();
  const std::vector<std::size_t> ends = crashed.commits();
  Random random(79);
  std::map<std::size_t, std::string> with_commits;
  for (int i = 0; i < 150; ++i) {
    const std::size_t frames = static_cast<std::size_t>(random.below(static_cast<std::int64_t>(crashed.frames())));
    const std::size_t more = i % 3 == 0 ? 0 : static_cast<std::size_t>(random.below(static_cast<std::int64_t>(frame)));
    const std::size_t bytes = i < 40 ? static_cast<std::size_t>(i) : log_header + frames * frame + more;
    const auto whole =
        static_cast<std::size_t>(std::ranges::upper_bound(ends, bytes < log_header ? 0 : (bytes - log_header) / frame) - ends.begin());
    std::string& expected = with_commits[whole];
    if (expected.empty()) expected = found_in(crashed.cut_after(whole == 0 ? 0 : ends[whole - 1]));
    INFO(bytes << " bytes, " << whole << " commits");
    CHECK(expected != "refused");
    CHECK(found_in(crashed.cut(bytes)) == expected);
  }
  CHECK(with_commits.size() > 15);
  std::set<std::string> different;
  for (const auto& [commits, digest] : with_commits) different.insert(digest);
  CHECK(different.size() == with_commits.size());
}

TEST_CASE("LED-7: a last transaction of which a disk wrote some sectors and not others is no damage", "[sqlite]") {
  for (const bool anew : {false, true}) {
    const Crashed crashed = anew ? over_an_earlier_log() : killed();
    const std::vector<std::size_t> ends = crashed.commits();
    const std::size_t from = log_header + ends[ends.size() - 2] * frame, to = log_header + ends.back() * frame;
    const std::string without = found_in(crashed.cut(from)), whole = found_in(crashed);
    Random random(80);
    for (int i = 0; i < 150; ++i) {
      const std::int64_t lost = 1 + random.below(8), of = 1 + random.below(16);
      const Crashed torn = crashed.with([&](std::string& log) {
        for (std::size_t at = from / 512 * 512; at < to; at += 512) {
          if (random.below(of) >= lost) continue;
          // Empty, or as something earlier had left it; what was synced before lies in the first sector too, and stays.
          const std::size_t start = std::max(at, from), bytes = std::min(at + 512, to) - start;
          const std::size_t earlier = start % 512 + 512 * static_cast<std::size_t>(random.below(static_cast<std::int64_t>(from / 512 - 1)));
          log.replace(start, bytes, random.below(2) ? std::string(bytes, '\0') : log.substr(earlier, bytes));
        }
      });
      INFO("torn " << i);
      const std::string found = found_in(torn);
      CHECK((found == without || (found == whole && torn.log == crashed.log)));
    }
  }
}

TEST_CASE("LED-7: a frame of which one sector is new and the other of an earlier commit is no commit", "[sqlite]") {
  Going going;
  going.work(6);
  REQUIRE(tamper(*going.env.store, "VACUUM"));  // a transaction of many pages
  const Crashed crashed = going.files();
  const std::vector<std::size_t> ends = crashed.commits();
  const std::size_t from = ends[ends.size() - 2];
  const std::string without = found_in(crashed.cut_after(from));
  int torn = 0;
  for (std::size_t index = from; index + 1 < ends.back(); ++index) {
    if (!over_two_sectors(index)) continue;
    const Crashed changed = crashed.with([&](std::string& log) { log[log_header + index * frame + 7] = 1; });
    REQUIRE(changed.is_commit(index));
    CHECK(found_in(changed) == without);
    ++torn;
  }
  CHECK(torn > 0);
}

TEST_CASE("LED-7: the program refuses a damaged log with its code and words, audit tells it as a difference, and both change nothing",
          "[sqlite]") {
  Crashed crashed = killed();
  crashed.log[log_header + 3 * frame + 1'000] ^= 1;
  const Folder folder;
  const std::string db = folder.file("a.db");
  write_text(db, crashed.database);
  write_text(db + "-wal", crashed.log);
  const std::vector<std::vector<std::string>> all{{"exec"}, {"digest"}, {"export"}, {"query", "home", "--as", "ops:settlement_operations"}};
  for (std::vector<std::string> arguments : all) {
    arguments.insert(arguments.end(), {"--db", db, "--json"});
    const Ran ran = countinghouse(arguments);
    INFO(arguments[0] << ran.out << ran.err);
    CHECK(ran.exit == 4);
    CHECK(ran.out.empty());
    const json said = json::parse(ran.err);
    CHECK(said["error"] == "store_log_damaged");
    CHECK(said["message"]["en"].get<std::string>().contains("LED-7: frame 4 at byte "));
    CHECK(said["remedy"]["en"].get<std::string>().contains("backup"));
    CHECK(said["remedy"]["zh"].get<std::string>().contains("备份"));
  }
  const Ran audit = countinghouse({"audit", "--db", db, "--json"});
  INFO(audit.out << audit.err);
  CHECK(audit.exit == 5);
  CHECK(json::parse(audit.out)["clean"] == false);
  CHECK(json::parse(audit.out)["fault"].get<std::string>().contains("LED-7: frame 4 at byte "));
  CHECK(files_of(db).database == crashed.database);
  CHECK(files_of(db).log == crashed.log);
}

}  // namespace ch::test
#endif
