#include "cli/lines.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "cli/host.h"

namespace ch::cli {

Lines::Lines(const std::string& path) : path_(path), file_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (file_ < 0) cannot_read(path);
}

Lines::~Lines() {
  if (file_ != STDIN_FILENO) close(file_);
}

void Lines::fill() {
  buffer_.erase(0, from_);
  from_ = 0;
  char piece[65'536];
  ssize_t got = 0;
  do got = read(file_, piece, sizeof piece);
  while (got < 0 && errno == EINTR);
  if (got < 0) cannot_read(path_);
  if (got == 0) at_end_ = true;
  buffer_.append(piece, static_cast<std::size_t>(got));
}

bool Lines::next(Line& line) {
  for (;;) {
    const auto end = buffer_.find('\n', from_);
    if (end != std::string::npos) return take(line, end);
    if (!skipping_ && buffer_.size() - from_ > longest) skipping_ = true;
    if (skipping_) from_ = buffer_.size();
    if (at_end_) return (from_ < buffer_.size() || skipping_) && take(line, buffer_.size());
    fill();
  }
}

bool Lines::take(Line& line, std::size_t end) {
  line.number = ++number_;
  line.too_long = skipping_ || end - from_ > longest;
  line.text = line.too_long ? std::string() : buffer_.substr(from_, end - from_);
  if (line.text.ends_with('\r')) line.text.pop_back();
  from_ = end < buffer_.size() ? end + 1 : end;
  skipping_ = false;
  return true;
}

}  // namespace ch::cli
