#include "server/http.h"

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>

#include <chrono>
#include <deque>
#include <stdexcept>

#include "server/api_parts.h"
#include "server/clock.h"
#include "server/socket.h"

namespace ch::server {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using tcp = net::ip::tcp;
using TcpStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<TcpStream>;

namespace {

constexpr std::uint32_t head_bytes_most = 16U << 10;
constexpr std::size_t unsent_most = 8U << 20;  // for one slow reader of live views
constexpr auto quiet = net::as_tuple(net::use_awaitable);

std::string lower(std::string_view text) {
  std::string made(text);
  for (char& c : made)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return made;
}

http::response<http::string_body> message_of(Response response, const Request* request, unsigned version, bool keep_alive) {
  http::response<http::string_body> message{static_cast<http::status>(response.status), version};
  message.set(http::field::server, "countinghouse");
  for (const auto& [name, value] : safety_headers()) message.insert(name, value);
  bool cached = false;
  for (const auto& [name, value] : response.headers) {
    message.insert(name, value);
    cached = cached || name == "Cache-Control";
  }
  if (!cached) message.set(http::field::cache_control, "no-store");
  if (request) message.insert("X-Request-Id", request->id);
  message.set(http::field::content_type, response.type);
  message.keep_alive(keep_alive);
  if (response.kept)
    message.body() = *response.kept;
  else
    message.body() = std::move(response.body);
  message.prepare_payload();
  if (request && request->method == "HEAD") message.body().clear();
  return message;
}

}  // namespace

struct Http::Inside {
  Inside(const HttpOptions& given, Metrics& counts, Log& lines)
      : options(given), metrics(counts), log(lines), acceptor(context), signals(context), tls(net::ssl::context::tls_server) {}

  const HttpOptions options;
  Metrics& metrics;
  Log& log;
  net::io_context context{1};
  tcp::acceptor acceptor;
  net::signal_set signals;
  net::ssl::context tls;
  Api* api = nullptr;
  bool stopping = false;
  std::int64_t last_request = 0;
  std::map<std::uint64_t, std::function<void()>> looks;  // sockets: each ends itself where who opened it is no longer in
  std::map<std::uint64_t, std::function<void()>> idle;   // how those that wait for a request are ended
  std::uint64_t last_connection = 0;

  bool secure() const { return !options.certificate.empty(); }

  net::awaitable<void> accept();
  template <class Stream>
  net::awaitable<void> serve(Stream stream, std::string address);
  template <class Stream>
  net::awaitable<bool> one_request(Stream& stream, beast::flat_buffer& buffer, const std::string& address, std::uint64_t number);
  template <class Stream>
  net::awaitable<void> live(Stream& stream, const http::request<http::string_body>& upgrade, const Request& request, Identity who);
  net::awaitable<Response> answer_to(std::shared_ptr<const Request> request);
  void note(const Request& request, int status, std::int64_t begun);
};

namespace {

// A plain connection waits for the first byte with nothing in hand.
net::awaitable<bool> readable(TcpStream& stream) {
  const auto [error] = co_await stream.socket().async_wait(tcp::socket::wait_read, quiet);
  co_return !error;
}

template <class Stream>
TcpStream& lowest(Stream& stream) {
  return beast::get_lowest_layer(stream);
}

}  // namespace

net::awaitable<Response> Http::Inside::answer_to(std::shared_ptr<const Request> request) {
  co_return co_await net::async_initiate<const net::use_awaitable_t<>, void(Response)>(
      [this](auto handler, std::shared_ptr<const Request> asked) {
        auto kept = std::make_shared<decltype(handler)>(std::move(handler));
        api->handle(std::move(asked), [this, kept](Response response) {
          // Never within handle(): what is answered at once would grow the stack with each request of a connection.
          net::post(context, [kept, response = std::move(response)]() mutable { std::move (*kept)(std::move(response)); });
        });
      },
      net::use_awaitable, std::move(request));
}

void Http::Inside::note(const Request& request, int status, std::int64_t begun) {
  const std::int64_t took = microseconds() - begun;
  metrics.request_time.take(took);
  metrics.count_status(status);
  if (status >= 500 || log.requests())
    log.say(status >= 500 ? "error" : "info", "request",
            {{"request", std::string_view(request.id)},
             {"method", std::string_view(request.method)},
             {"path", std::string_view(request.path)},
             {"status", std::int64_t{status}},
             {"us", took},
             {"address", std::string_view(request.address)}});
}

// False: the connection is over.
template <class Stream>
net::awaitable<bool> Http::Inside::one_request(Stream& stream, beast::flat_buffer& buffer, const std::string& address,
                                               std::uint64_t number) {
  if (buffer.size() == 0) {
    buffer.shrink_to_fit();
    lowest(stream).expires_after(std::chrono::seconds(options.idle_seconds));
    idle[number] = [&stream] { lowest(stream).cancel(); };
    bool there = true;
    // TLS may hold bytes that the socket does not show; its buffers are there anyway.
    if constexpr (std::is_same_v<Stream, TcpStream>) {
      // A wait knows no deadline of its own, so a timer ends it.
      net::steady_timer timer(context, std::chrono::seconds(options.idle_seconds));
      timer.async_wait([&stream](boost::system::error_code error) {
        if (!error) stream.socket().cancel();
      });
      there = co_await readable(stream);
      timer.cancel();
    }
    idle.erase(number);
    if (!there || stopping) co_return false;
  }
  lowest(stream).expires_after(std::chrono::seconds(options.head_seconds));
  auto parser = std::make_unique<http::request_parser<http::string_body>>();
  parser->header_limit(head_bytes_most);
  parser->body_limit(boost::none);
  auto [head_error, head_bytes] = co_await http::async_read_header(stream, buffer, *parser, quiet);
  auto request = std::make_shared<Request>();
  request->id = std::to_string(++last_request);
  request->address = address;
  const std::int64_t begun = microseconds();
  metrics.requests.add();
  const auto turn_away = [&](std::string_view code, std::vector<Arg> args = {}) -> net::awaitable<bool> {
    const Response refusal = refused_by_door(code, std::move(args));
    note(*request, refusal.status, begun);
    auto message = message_of(refusal, request.get(), 11, false);
    co_await http::async_write(stream, message, quiet);
    co_return false;
  };
  if (head_error == http::error::end_of_stream || head_error == beast::error::timeout || head_error == net::error::operation_aborted ||
      head_error == net::error::eof || head_error == net::error::connection_reset)
    co_return false;
  if (head_error) co_return co_await turn_away("bad_request");
  const auto& head = parser->get();
  request->method = std::string(head.method_string());
  if (!read_target(std::string_view(head.target().data(), head.target().size()), *request)) co_return co_await turn_away("bad_request");
  for (const auto& field : head)
    request->headers.emplace(lower({field.name_string().data(), field.name_string().size()}), std::string(field.value()));
  if (options.behind_proxy)
    if (const std::string_view from = forwarded_for(*request); !from.empty()) request->address = std::string(from);
  const std::size_t most = api->body_most(request->method, request->path);
  if (const auto length = parser->content_length(); length && *length > most)
    co_return co_await turn_away("too_large", {{"most", std::to_string(most)}});
  parser->body_limit(most);
  if (beast::iequals(head[http::field::expect], "100-continue")) {
    http::response<http::empty_body> go_on{http::status::continue_, 11};
    co_await http::async_write(stream, go_on, quiet);
  }
  const bool upgrade = websocket::is_upgrade(head);
  if (!upgrade) {
    auto [body_error, body_bytes] = co_await http::async_read(stream, buffer, *parser, quiet);
    if (body_error == http::error::body_limit) co_return co_await turn_away("too_large", {{"most", std::to_string(most)}});
    if (body_error) co_return false;
  }
  const bool keep_alive = head.keep_alive() && !stopping;
  const unsigned version = head.version();
  if (upgrade) {
    Response refusal;
    const auto who = request->path == "/v1/live" ? api->admitted(*request, refusal) : std::nullopt;
    if (request->path != "/v1/live") refusal = refused_by_door("not_found");
    if (who) {
      note(*request, 101, begun);
      co_await live(stream, parser->get(), *request, *who);
      co_return false;
    }
    note(*request, refusal.status, begun);
    auto message = message_of(std::move(refusal), request.get(), version, false);
    co_await http::async_write(stream, message, quiet);
    co_return false;
  }
  request->body = std::move(parser->get().body());
  parser.reset();
  lowest(stream).expires_never();
  Response response = co_await answer_to(request);
  note(*request, response.status, begun);
  lowest(stream).expires_after(std::chrono::seconds(options.head_seconds));
  auto message = message_of(std::move(response), request.get(), version, keep_alive);
  const auto [write_error, written] = co_await http::async_write(stream, message, quiet);
  co_return !write_error && keep_alive;
}

// Live views: one reader, and one writer that takes what has gathered.
template <class Stream>
net::awaitable<void> Http::Inside::live(Stream& stream, const http::request<http::string_body>& upgrade, const Request& request,
                                        Identity who) {
  lowest(stream).expires_never();
  websocket::stream<Stream&> socket(stream);
  socket.set_option(websocket::stream_base::timeout{std::chrono::seconds(30), std::chrono::seconds(60), true});
  socket.read_message_max(4U << 20);
  const auto [accepted] = co_await socket.async_accept(upgrade, quiet);
  if (accepted) co_return;
  metrics.sockets.fetch_add(1);
  struct Unsent {
    std::deque<std::string> messages;
    std::size_t bytes = 0;
    bool writing = false, over = false;
  };
  const auto unsent = std::make_shared<Unsent>();
  const auto write_all = [](websocket::stream<Stream&>& to, std::shared_ptr<Unsent> from) -> net::awaitable<void> {
    while (!from->messages.empty() && !from->over) {
      const std::string text = std::move(from->messages.front());
      from->messages.pop_front();
      from->bytes -= text.size();
      to.text(true);
      const auto [error, bytes] = co_await to.async_write(net::buffer(text), quiet);
      if (error) from->over = true;
    }
    from->writing = false;
  };
  const auto ended = std::make_shared<net::steady_timer>(context, net::steady_timer::time_point::max());
  auto client = api->open_socket(request, std::move(who), [this, unsent, ended, &socket, &stream, write_all](std::string text) {
    if (unsent->over) return;
    unsent->bytes += text.size();
    unsent->messages.push_back(std::move(text));
    if (unsent->bytes > unsent_most) {  // he reads too slowly: better cut off than behind
      unsent->over = true;
      lowest(stream).cancel();
      return;
    }
    if (std::exchange(unsent->writing, true)) return;
    net::co_spawn(context, write_all(socket, unsent), [unsent, ended](std::exception_ptr) { ended->cancel(); });
  });
  idle[++last_connection] = [&stream] { lowest(stream).cancel(); };
  const std::uint64_t number = last_connection;
  looks[number] = [&stream, unsent, still_in = api->still_in(request)] {
    if (still_in()) return;
    unsent->over = true;
    lowest(stream).cancel();
  };
  beast::flat_buffer incoming;
  while (!unsent->over) {
    const auto [error, bytes] = co_await socket.async_read(incoming, quiet);
    if (error) break;
    client->take({static_cast<const char*>(incoming.data().data()), incoming.size()});
    incoming.consume(incoming.size());
  }
  idle.erase(number);
  looks.erase(number);
  client.reset();
  unsent->over = true;
  while (unsent->writing) {  // its writer holds the socket
    lowest(stream).cancel();
    co_await ended->async_wait(quiet);
  }
  metrics.sockets.fetch_sub(1);
}

template <class Stream>
net::awaitable<void> Http::Inside::serve(Stream stream, std::string address) {
  const std::uint64_t number = ++last_connection;
  metrics.connections.fetch_add(1);
  bool open = true;
  if constexpr (std::is_same_v<Stream, TlsStream>) {
    lowest(stream).expires_after(std::chrono::seconds(options.head_seconds));
    const auto [error] = co_await stream.async_handshake(net::ssl::stream_base::server, quiet);
    open = !error;
  }
  beast::flat_buffer buffer;
  while (open && !stopping) open = co_await one_request(stream, buffer, address, number);
  boost::system::error_code ignored;
  if constexpr (std::is_same_v<Stream, TlsStream>) {
    lowest(stream).expires_after(std::chrono::seconds(5));
    co_await stream.async_shutdown(quiet);
  }
  lowest(stream).socket().shutdown(tcp::socket::shutdown_both, ignored);
  metrics.connections.fetch_sub(1);
}

net::awaitable<void> Http::Inside::accept() {
  for (;;) {
    auto [error, socket] = co_await acceptor.async_accept(quiet);
    if (error == net::error::operation_aborted || stopping) co_return;
    if (error || metrics.connections.load() >= options.connections_most) {
      // No file handles left, or enough guests: who waits in the system's queue is taken when others have gone.
      if (!error) metrics.overloaded.add();
      boost::system::error_code ignored;
      if (!error) static_cast<void>(socket.close(ignored));
      net::steady_timer rest(context, std::chrono::milliseconds(50));
      co_await rest.async_wait(quiet);
      continue;
    }
    boost::system::error_code ignored;
    static_cast<void>(socket.set_option(tcp::no_delay(true), ignored));
    const auto from = socket.remote_endpoint(ignored);
    std::string address = ignored ? std::string() : from.address().to_string();
    const auto spawned = [this](std::exception_ptr fault) {
      if (!fault) return;
      try {
        std::rethrow_exception(fault);
      } catch (const std::exception& what) {
        log.say("error", "connection_fault", {{"detail", std::string_view(what.what())}});
      }
    };
    if (secure())
      net::co_spawn(context, serve(TlsStream(TcpStream(std::move(socket)), tls), std::move(address)), spawned);
    else
      net::co_spawn(context, serve(TcpStream(std::move(socket)), std::move(address)), spawned);
  }
}

Http::Http(const HttpOptions& options, Metrics& metrics, Log& log) : inside_(std::make_unique<Inside>(options, metrics, log)) {
  boost::system::error_code error;
  const auto address = net::ip::make_address(options.host == "localhost" ? "127.0.0.1" : options.host, error);
  if (error) throw std::runtime_error("'" + options.host + "' is no address");
  const tcp::endpoint endpoint(address, options.port);
  const auto failed = [&](const char* what) {
    if (error)
      throw std::runtime_error(std::string(what) + " " + options.host + ":" + std::to_string(options.port) + ": " + error.message());
  };
  static_cast<void>(inside_->acceptor.open(endpoint.protocol(), error));
  failed("cannot open");
  static_cast<void>(inside_->acceptor.set_option(net::socket_base::reuse_address(true), error));
  static_cast<void>(inside_->acceptor.bind(endpoint, error));
  failed("cannot listen on");
  static_cast<void>(inside_->acceptor.listen(1'024, error));
  failed("cannot listen on");
  if (options.certificate.empty()) return;
  inside_->tls.set_options(net::ssl::context::default_workarounds | net::ssl::context::no_sslv2 | net::ssl::context::no_sslv3 |
                           net::ssl::context::no_tlsv1 | net::ssl::context::no_tlsv1_1);
  static_cast<void>(inside_->tls.use_certificate_chain_file(options.certificate, error));
  if (error) throw std::runtime_error("cannot read the certificate " + options.certificate + ": " + error.message());
  static_cast<void>(inside_->tls.use_private_key_file(options.key, net::ssl::context::pem, error));
  if (error) throw std::runtime_error("cannot read the key " + options.key + ": " + error.message());
}

Http::~Http() = default;

std::uint16_t Http::port() const { return inside_->acceptor.local_endpoint().port(); }

void Http::post(std::function<void()> work) { net::post(inside_->context, std::move(work)); }

void Http::run(Api& api) {
  inside_->api = &api;
  net::co_spawn(inside_->context, inside_->accept(), net::detached);
  inside_->context.run();
}

void Http::end_sockets_of_the_gone() {
  net::post(inside_->context, [this] {
    const auto looks = inside_->looks;  // who ends takes himself out
    for (const auto& [number, look] : looks) look();
  });
}

void Http::stop() {
  net::post(inside_->context, [this] {
    if (std::exchange(inside_->stopping, true)) return;
    boost::system::error_code ignored;
    static_cast<void>(inside_->acceptor.close(ignored));
    static_cast<void>(inside_->signals.cancel(ignored));
    // Who is being answered is answered; all others are let go.
    for (const auto& [number, end] : std::exchange(inside_->idle, {})) end();
  });
}

void Http::stop_on_signals(std::function<void()> first) {
  inside_->signals.add(SIGTERM);
  inside_->signals.add(SIGINT);
  inside_->signals.async_wait([this, first = std::move(first)](boost::system::error_code error, int) {
    if (error) return;
    first();
    stop();
  });
}

}  // namespace ch::server
