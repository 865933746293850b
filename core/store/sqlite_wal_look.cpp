#include "store/sqlite_wal_look.h"

#include <array>
#include <vector>

namespace ch {

namespace {

// sqlite.org/fileformat2.html, section 4.
constexpr std::size_t header_size = 32, frame_header_size = 24, smallest_page = 512, largest_page = 65'536;
constexpr std::uint32_t magic = 0x377f0682;  // or one more: sums over big-endian words
constexpr std::int64_t sector = 512;         // what a disk writes whole or not at all is this or larger

using Bytes = std::span<const std::uint8_t>;
using Salts = std::array<std::uint8_t, 8>;

std::uint32_t word(Bytes bytes, std::size_t at, bool big) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value |= std::uint32_t{bytes[at + i]} << (big ? 24 - 8 * i : 8 * i);
  return value;
}

struct Sum {
  std::uint32_t first = 0, second = 0;
  bool operator==(const Sum&) const = default;
};

Sum stored_sum(Bytes bytes, std::size_t at) { return {word(bytes, at, true), word(bytes, at + 4, true)}; }

Sum followed(Sum sum, Bytes bytes, bool big) {
  for (std::size_t at = 0; at < bytes.size(); at += 8) {
    sum.first += word(bytes, at, big) + sum.second;
    sum.second += word(bytes, at + 4, big) + sum.first;
  }
  return sum;
}

Salts salts_at(Bytes bytes, std::size_t at) {
  Salts salts{};
  for (std::size_t i = 0; i < salts.size(); ++i) salts[i] = bytes[at + i];
  return salts;
}

// How a log is written: the size of its pages, and the order of the words in its sums.
struct Form {
  std::size_t page = 0;
  bool big = false;
};

struct Frame {
  std::int64_t number = 0;  // 0: the log's header
  std::int64_t at = 0;
  std::uint32_t page = 0, size_after = 0;  // size_after: not zero in a commit frame
  Salts salts{};
  Sum stored, made;      // made: what the sum should be, by the one that is stored before it
  bool follows = false;  // from the frame before, by the sum that is stored there or by that which should be
  bool proves = false;   // by it, what stands in the frame before is as it was written
};

class Frames {
 public:
  Frames(const WalBytes& log, Form form, Sum stored, Sum made) : log_(log), form_(form), bytes_(frame_header_size + form.page) {
    now.stored = stored;
    now.made = made;
  }

  // The next whole one.
  bool next() {
    const auto size = static_cast<std::int64_t>(bytes_.size());
    const std::int64_t at = static_cast<std::int64_t>(header_size) + now.number * size;
    if (at + size > log_.size) return false;
    log_.read(at, bytes_);
    before = now;
    now = {before.number + 1, at, word(bytes_, 0, true), word(bytes_, 4, true), salts_at(bytes_, 8), stored_sum(bytes_, 16), {}};
    now.made = sum_after(before.stored);
    const bool by_what_should_be = before.made != before.stored && now.stored == sum_after(before.made);
    now.follows = now.page != 0 && (now.stored == now.made || by_what_should_be);
    now.proves = now.follows && (before.made == before.stored || by_what_should_be);
    return true;
  }

  // Was the one before a commit that had been synced, since the log went on from it? Where its header lies over two sectors, one of them
  // may be older than the other: what it says counts only where a sum proves it.
  bool goes_on_from_commit() const {
    const bool in_one_sector = before.at / sector == (before.at + static_cast<std::int64_t>(frame_header_size) - 1) / sector;
    return before.number > 0 && before.size_after != 0 && now.follows && (in_one_sector || now.proves);
  }

  Frame before, now;

 private:
  Sum sum_after(Sum earlier) const {
    const Bytes bytes(bytes_);
    return followed(followed(earlier, bytes.first(8), form_.big), bytes.subspan(frame_header_size), form_.big);
  }
  const WalBytes& log_;
  Form form_;
  std::vector<std::uint8_t> bytes_;
};

std::string frame_text(const Frame& frame) { return "frame " + std::to_string(frame.number) + " at byte " + std::to_string(frame.at); }

std::string damage_behind(Frames frames, const Salts& salts) {
  Frame end;  // where SQLite stops
  while (frames.next()) {
    const Frame& now = frames.now;
    if (end.number == 0) {
      if (now.salts != salts || now.page == 0 || now.stored != now.made) end = now;
    } else if (now.salts == salts && frames.goes_on_from_commit()) {  // those of an earlier log have other salts
      return frame_text(end) + " of the log is not as it was written; what was committed up to " + frame_text(frames.before) +
             " would be lost";
    }
  }
  return {};
}

// The header is synced before any frame is written, so there is none behind a header that is wrong, but by damage. What it says of their
// form may be what is wrong: all there are are tried.
std::string damage_behind_wrong(Bytes header, const WalBytes& log) {
  for (const bool big : {false, true})
    for (std::size_t page = smallest_page; page <= largest_page; page *= 2) {
      Frames frames(log, {page, big}, stored_sum(header, 24), followed({}, header.first(24), big));
      while (frames.next())
        if (frames.now.follows && (frames.now.number == 1 || frames.now.salts == frames.before.salts))
          return "the header of the log is not as it was written; what follows it, as " + frame_text(frames.now) + ", would be lost";
    }
  return {};
}

}  // namespace

std::string wal_damage(const WalBytes& log) {
  if (log.size <= static_cast<std::int64_t>(header_size)) return {};
  std::array<std::uint8_t, header_size> bytes{};
  log.read(0, bytes);
  const Bytes header(bytes);
  const std::uint32_t kind = word(header, 0, true);
  const Form form{word(header, 8, true), (kind & 1) != 0};
  const Sum sum = followed({}, header.first(24), form.big);
  const bool is_size = form.page >= smallest_page && form.page <= largest_page && (form.page & (form.page - 1)) == 0;
  if ((kind & ~1U) != magic || !is_size || sum != stored_sum(header, 24)) return damage_behind_wrong(header, log);
  return damage_behind(Frames(log, form, sum, sum), salts_at(header, 16));
}

}  // namespace ch
