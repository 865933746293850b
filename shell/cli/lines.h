// Lines from a file or a pipe: bounded in size, and never waiting for input while a whole line is at hand.
#pragma once

#include <cstdint>
#include <string>

namespace ch::cli {

class Lines {
 public:
  static constexpr std::size_t longest = 1U << 20;  // bytes

  explicit Lines(const std::string& path);  // "-": standard input; throws Failure
  ~Lines();
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  struct Line {
    std::int64_t number = 0;
    std::string text;
    bool too_long = false;  // its text was not kept
  };
  // Whether next() would answer without waiting.
  bool ready() const { return at_end_ || buffer_.find('\n', from_) != std::string::npos; }
  // False at the end. Waits for input where none is ready.
  bool next(Line& line);

 private:
  void fill();
  bool take(Line& line, std::size_t end);

  std::string path_;
  int file_;
  std::string buffer_;
  std::size_t from_ = 0;
  bool at_end_ = false;
  bool skipping_ = false;  // inside a line that was too long
  std::int64_t number_ = 0;
};

}  // namespace ch::cli
