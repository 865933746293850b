#include "server/door.h"

#include <algorithm>
#include <array>

#include "api/answer.h"
#include "base/fault.h"

namespace ch::server {

namespace {

// clang-format off: one line each
constexpr std::array codes{
    DoorCode{"not_signed_in", 401, "not_allowed", "SRV-16", "尚未登录，或登录已过期，请登录。", "You are not signed in, or no longer; sign in."},
    DoorCode{"sign_in_failed", 401, "not_allowed", "SRV-16", "用户名或密码不正确，请核对后重试。", "The user name or the password is wrong; check both."},
    DoorCode{"second_factor_needed", 401, "not_allowed", "SRV-16", "请输入验证器上的六位验证码。", "Enter the six digits that your authenticator shows."},
    DoorCode{"second_factor_wrong", 401, "not_allowed", "SRV-16", "验证码不正确或已使用，请输入验证器上当前的六位数字。", "The code is wrong or was used before; enter the digits that your authenticator shows now."},
    DoorCode{"locked_out", 429, "retry", "SRV-16", "多次登录失败，请在 {seconds} 秒后重试；忘记密码请联系管理员。", "Too many tries: try again in {seconds} seconds. Who has forgotten the password asks an administrator."},
    DoorCode{"login_disabled", 403, "not_allowed", "SRV-16", "该用户已停用，请联系管理员。", "This user is disabled; ask an administrator."},
    DoorCode{"password_to_change", 403, "not_allowed", "SRV-16", "密码由他人设置，请先修改密码。", "Somebody else made this password; change it first."},
    DoorCode{"password_short", 400, "malformed", "SRV-16", "密码须为 12 至 200 个字符，请重新设置。", "A password has 12 to 200 characters; choose another."},
    DoorCode{"password_same", 400, "malformed", "SRV-16", "新密码不能与旧密码或用户名相同，请重新设置。", "The new password is the old one or the user's name; choose another."},
    DoorCode{"no_such_login", 404, "refused", "SRV-16", "没有该登录用户，请核对用户名。", "There is no such user; check the name."},
    DoorCode{"no_such_session", 404, "refused", "SRV-16", "没有该登录设备，可能已退出。", "There is no such session; it may have ended."},
    DoorCode{"no_such_key", 404, "refused", "SRV-16", "没有该接口密钥，请核对编号。", "There is no such key; check its number."},
    DoorCode{"second_factor_not_begun", 409, "refused", "SRV-16", "请先生成验证器密钥，再输入验证码确认。", "Make a secret for the authenticator first, then confirm it by a code."},
    DoorCode{"not_for_keys", 403, "not_allowed", "SRV-16", "接口密钥不能办理此操作，请登录办理。", "A key cannot do this; sign in."},
    DoorCode{"not_by_this_key", 403, "not_allowed", "SRV-16", "该接口密钥不包含“{name}”，请联系管理员。", "This key is not for {name}; ask an administrator."},
    DoorCode{"only_administrators", 403, "not_allowed", "CON-11", "只有管理员可以办理。", "Only an administrator can do this."},
    DoorCode{"role_needed", 400, "malformed", "CON-11", "您有多个角色，请用 as=角色 或 as=角色:编号 指明以哪个角色办理。", "You hold several roles: say as which by as=role or as=role:party."},
    DoorCode{"role_malformed", 400, "malformed", "CON-11", "as 应为 角色 或 角色:编号，请核对。", "as is a role, or role:party; check it."},
    DoorCode{"cross_site", 403, "not_allowed", "SRV-17", "请求来自其他网站，未予处理。请在本系统页面上操作。", "The request comes from another site and was not taken; use this system's own page."},
    DoorCode{"not_found", 404, "malformed", "SRV-3", "没有该地址，见 /openapi.json。", "There is nothing at this address; see /openapi.json."},
    DoorCode{"wrong_method", 405, "malformed", "SRV-3", "该地址不接受此方法，见 /openapi.json。", "This address does not take that method; see /openapi.json."},
    DoorCode{"websocket_needed", 426, "malformed", "SRV-4", "该地址只接受 WebSocket 连接，见 /openapi.json。", "This address takes WebSockets alone; see /openapi.json."},
    DoorCode{"too_large", 413, "malformed", "SRV-17", "请求过大，最多 {most} 字节，请分批发送。", "The request is too large: {most} bytes at most. Send it in parts."},
    DoorCode{"too_many", 413, "malformed", "SRV-17", "一次最多 {most} 条，请分批发送。", "At most {most} at once; send them in parts."},
    DoorCode{"bad_request", 400, "malformed", "SRV-17", "不是有效的 HTTP 请求。", "This is no sound HTTP request."},
    DoorCode{"overloaded", 503, "retry", "SRV-20", "系统繁忙，请稍后重试；本次未做任何改动。", "Too much is waiting; try again shortly. Nothing was changed."},
    DoorCode{"no_backups", 409, "refused", "SRV-15", "服务器启动时未指定备份文件夹（--backups）。", "The server was started without a folder for backups (--backups)."},
    DoorCode{"backup_under_way", 409, "refused", "SRV-15", "正在备份，请等待其完成。", "A backup is being made; wait for its end."},
    DoorCode{"lease_lost", 503, "retry", "SRV-12", "账套已由另一台服务器接管，请向其发送。", "Another server has taken over this tenant; send it there."},
    DoorCode{"lease_uncertain", 503, "retry", "SRV-12", "服务器暂时无法确认写入权，请稍后重试。", "The server cannot tell just now whether it may still write; try again shortly."},
    DoorCode{"store_unwell", 503, "retry", "SRV-19", "数据存储暂时不可用，请稍后重试。", "The store does not answer just now; try again shortly."},
};
// clang-format on

std::string filled(std::string_view words, const std::vector<Arg>& args) {
  std::string text(words);
  for (const Arg& arg : args) {
    const std::string mark = "{" + arg.name + "}";
    if (const auto at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), arg.value);
  }
  return text;
}

}  // namespace

std::span<const DoorCode> door_codes() { return codes; }

const DoorCode* find_door_code(std::string_view code) {
  const auto found = std::ranges::find(codes, code, &DoorCode::code);
  return found == codes.end() ? nullptr : &*found;
}

namespace {

const DoorCode& known(std::string_view code) {
  const DoorCode* found = find_door_code(code);
  require(found != nullptr, "a code of the server's own");
  return *found;
}

}  // namespace

std::string door_answer(const Refusal& refusal) {
  const DoorCode& spec = known(refusal.code);
  nlohmann::ordered_json args = nlohmann::ordered_json::object();
  for (const Arg& arg : refusal.args) args[arg.name] = arg.value;
  return answer_text({{"band", spec.band},
                      {"code", spec.code},
                      {"rule", spec.rule},
                      {"field", refusal.field},
                      {"args", std::move(args)},
                      {"message", {{"zh", filled(spec.zh, refusal.args)}, {"en", filled(spec.en, refusal.args)}}}});
}

std::unexpected<Refusal> turned_away(std::string_view code, std::string field, std::vector<Arg> args) {
  return std::unexpected(Refusal{.code = std::string(known(code).code), .field = std::move(field), .args = std::move(args)});
}

}  // namespace ch::server
