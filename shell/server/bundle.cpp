#include "server/bundle.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "base/sha256.h"

namespace ch::server {

namespace {

std::string type_of(const std::filesystem::path& path) {
  struct Row {
    std::string_view ending, type;
  };
  static constexpr std::array rows{Row{".html", "text/html; charset=utf-8"},
                                   Row{".js", "text/javascript; charset=utf-8"},
                                   Row{".css", "text/css; charset=utf-8"},
                                   Row{".json", "application/json"},
                                   Row{".wasm", "application/wasm"},
                                   Row{".svg", "image/svg+xml"},
                                   Row{".png", "image/png"}};
  for (const Row& row : rows)
    if (path.extension() == row.ending) return std::string(row.type);
  return "application/octet-stream";
}

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

Bundle::Bundle(const std::string& folder) {
  if (folder.empty()) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::string content = read(entry.path());
    // The page asks the server that it came from, where it would have books of its own.
    constexpr std::string_view own = "data-books=\"device\"", ours = "data-books=\"server\"";
    if (entry.path().filename() == "index.html")
      if (const auto at = content.find(own); at != std::string::npos) content.replace(at, own.size(), ours);
    std::string tag = "\"" + hex(sha256(content)).substr(0, 32) + "\"";
    // The samples are named by their hash: pictures.
    std::string type = content.starts_with("\x89PNG") ? "image/png" : type_of(entry.path());
    files_["/" + std::filesystem::relative(entry.path(), folder).generic_string()] = {
        std::move(type), std::move(tag), std::make_shared<const std::string>(std::move(content))};
  }
}

std::optional<Response> Bundle::find(const Request& request) const {
  const auto found = files_.find(request.path == "/" ? std::string_view("/index.html") : std::string_view(request.path));
  if (found == files_.end()) return std::nullopt;
  Response response{.type = found->second.type, .headers = {{"ETag", found->second.tag}, {"Cache-Control", "no-cache"}}};
  if (request.header("if-none-match") == found->second.tag)
    response.status = 304;
  else
    response.kept = found->second.content;
  return response;
}

const std::vector<std::pair<std::string, std::string>>& safety_headers() {
  static const std::vector<std::pair<std::string, std::string>> headers{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
       "worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"}};
  return headers;
}

}  // namespace ch::server
