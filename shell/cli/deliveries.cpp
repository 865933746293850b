#include "cli/deliveries.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "cli/host.h"
#include "procedure/delivery.h"
#include "server/signature.h"

namespace ch::cli {

namespace {

[[noreturn]] void fail(const Said& what, const Said& remedy) { throw Failure{usage, "deliveries", what, remedy}; }

// Of a file, or of the environment; never of the command line, which others on the machine may read.
std::string secret(const std::string& file, const char* variable) {
  if (file.empty()) {
    const char* const value = std::getenv(variable);
    return value ? value : "";
  }
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Nobody signs in by an address: it stands in the list of processes.
bool has_host(std::string_view rest) {
  const std::string_view host = rest.substr(0, rest.find('/'));
  return !host.empty() && !host.contains('@') && rest.find_first_of(" \r\n\t") == std::string_view::npos;
}

void look_at(std::string_view url, std::initializer_list<std::string_view> schemes, const std::string& option) {
  for (const std::string_view scheme : schemes)
    if (url.starts_with(scheme) && has_host(url.substr(scheme.size()))) return;
  fail({option + " 不是有效地址", option + " is no address"},
       {"用法见 countinghouse serve --help。", "`countinghouse serve --help` tells the use."});
}

std::string secret_line(std::string text) { return text.substr(0, text.find_first_of("\r\n")); }

}  // namespace

server::DeliveryOptions deliveries_of(const DeliveryChoices& choices) {
  server::DeliveryOptions given{.webhook = choices.webhook,
                                .short_messages = choices.sms_webhook,
                                .language = choices.language == "en" ? Language::en : Language::zh,
                                .trusted = choices.trusted};
  if (!choices.webhook.empty()) look_at(choices.webhook, {"https://", "http://"}, "--webhook");
  if (!choices.sms_webhook.empty()) look_at(choices.sms_webhook, {"https://", "http://"}, "--sms-webhook");
  if (!choices.webhook.empty() || !choices.sms_webhook.empty()) {
    auto secrets = server::webhook_secrets(secret(choices.webhook_secret_file, "CH_WEBHOOK_SECRET"));
    if (!secrets)
      fail({"缺少签名密钥，或密钥短于 16 字节", "The secret that signs webhooks is missing, or shorter than 16 bytes"},
           {"请用 --webhook-secret-file 或环境变量 CH_WEBHOOK_SECRET 给出。",
            "Give it by --webhook-secret-file or the environment's CH_WEBHOOK_SECRET."});
    given.secrets = std::move(*secrets);
  }
  if (choices.smtp.empty()) return given;
  look_at(choices.smtp, {"smtp://", "smtps://"}, "--smtp");
  if (!is_address(OutgoingKind::mail, choices.mail_from))
    fail({"--mail-from 不是邮箱地址", "--mail-from is no mail address"}, {"请写明发件邮箱。", "State the address that letters are from."});
  given.mail = {.url = choices.smtp, .from = choices.mail_from, .user = choices.smtp_user};
  if (choices.smtp_user.empty()) return given;
  given.mail.password = secret_line(secret(choices.smtp_password_file, "CH_SMTP_PASSWORD"));
  if (given.mail.password.empty())
    fail({"缺少邮件服务器的密码", "The mail server's password is missing"},
         {"请用 --smtp-password-file 或环境变量 CH_SMTP_PASSWORD 给出。",
          "Give it by --smtp-password-file or the environment's CH_SMTP_PASSWORD."});
  return given;
}

}  // namespace ch::cli
