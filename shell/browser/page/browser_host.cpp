#include "shell/browser/page/browser_host.h"

#include <GLES3/gl3.h>
#include <emscripten.h>

#include <cstdlib>
#include <string>

#include "web/theme/tokens.h"

#pragma clang diagnostic ignored "-Wextra-semi"  // EM_JS wants one after each function
// clang-format off
EM_JS_DEPS(browser_host, "$stringToNewUTF8,$UTF8ToString");
EM_JS(void, js_mirror_remove, (unsigned id), { Module.ch.removeNode(id >>> 0); });
EM_JS(void, js_mirror_node, (unsigned id, const char* json), { Module.ch.node(id >>> 0, UTF8ToString(json)); });
EM_JS(void, js_mirror_children, (unsigned id, const char* json), { Module.ch.children(id >>> 0, UTF8ToString(json)); });
EM_JS(void, js_mirror_done, (), { Module.ch.done(); });
EM_JS(void, js_focus, (unsigned id), { Module.ch.focusNode(id >>> 0); });
EM_JS(void, js_announce, (const char* text, int urgent), { Module.ch.announce(UTF8ToString(text), urgent); });
EM_JS(void, js_silence, (), { Module.ch.silence(); });
EM_JS(double, js_scroll_top, (unsigned id), { return Module.ch.scrollTop(id >>> 0); });
EM_JS(double, js_scroll_left, (unsigned id), { return Module.ch.scrollLeft(id >>> 0); });
EM_JS(char*, js_text, (int what, const char* key), {
  const ch = Module.ch;
  const text = [() => ch.route(), () => ch.session.get(UTF8ToString(key)), () => ch.local.get(UTF8ToString(key)), () => ch.newId()][what]();
  return stringToNewUTF8(text);
});
EM_JS(void, js_go, (const char* route, int replace), { Module.ch.go(UTF8ToString(route), replace); });
EM_JS(void, js_set, (int session, const char* key, const char* value), {
  Module.ch[session ? 'session' : 'local'].set(UTF8ToString(key), UTF8ToString(value));
});
EM_JS(int, js_prefers, (int what), { return what ? Module.ch.prefersEnglish() : Module.ch.prefersDark(); });
EM_JS(void, js_dress, (int dark, int english, const char* tokens), { Module.ch.dress(dark, english, UTF8ToString(tokens)); });
EM_JS(void, js_title, (const char* words), { Module.ch.title(UTF8ToString(words)); });
EM_JS(void, js_copy, (const char* text), { Module.ch.copy(UTF8ToString(text)); });
EM_JS(void, js_save, (const char* name), { Module.ch.save(UTF8ToString(name)); });
EM_JS(int, js_send, (const char* kind, const char* fields), { return Module.ch.send(UTF8ToString(kind), UTF8ToString(fields)); });
EM_JS(void, js_ask_persistent, (), { Module.ch.askPersistent(); });
EM_JS(void, js_choose_document, (), { Module.ch.chooseDocument(); });
EM_JS(void, js_bank_file, (const char* actor), { actor ? Module.ch.takeBankFile(UTF8ToString(actor)) : Module.ch.stopBankFile(); });
EM_JS(void, js_save_text, (const char* name, const char* type, const char* text), {
  Module.ch.saveText(UTF8ToString(name), UTF8ToString(type), UTF8ToString(text));
});
EM_JS(void, js_save_attachment, (const char* params, const char* name), { Module.ch.saveAttachment(UTF8ToString(params), UTF8ToString(name)); });
EM_JS(void, js_load, (const char* path), { Module.ch.load(UTF8ToString(path)); });
EM_JS(void, js_picture, (int slot, const char* params, unsigned texture), {
  Module.ch.picture(slot, UTF8ToString(params), function(bitmap) {
    const gl = GLctx;
    gl.bindTexture(gl.TEXTURE_2D, GL.textures[texture]);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  });
});
EM_JS(double, js_now, (), { return Date.now(); });
EM_JS(void, js_wake_after, (int ms), { Module.ch.wakeAfter(ms); });
EM_JS(double, js_fit, (), { return Module.ch.fit(); });
EM_JS(int, js_strict, (), { return Module.ch.strict ? 1 : 0; });
EM_JS(void, js_started, (), { Module.ch.started(); });
EM_JS(void, js_fail, (const char* why), { Module.ch.fail(UTF8ToString(why)); });
// clang-format on

namespace ch::page {

namespace {

enum class TextOf : int { route, session, local, new_id };

std::string text_of(TextOf what, std::string_view key = {}) {
  char* text = js_text(static_cast<int>(what), std::string(key).c_str());
  std::string out(text);
  std::free(text);
  return out;
}

// web/theme/tokens.h as custom properties, so that the style sheet has no colours of its own.
std::string tokens(bool dark) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string out;
  for (const theme::InkRow& row : theme::inks) {
    const theme::Colour c = theme::ink_of(row.ink, dark);
    out.append("--").append(row.name).append(":#");
    for (const std::uint8_t part : {c.r, c.g, c.b}) out += hex[part >> 4], out += hex[part & 15];
    out += ';';
  }
  return out;
}

class BrowserHost final : public web::Host {
 public:
  void mirror_remove(std::uint32_t id) override { js_mirror_remove(id); }
  void mirror_node(std::uint32_t id, std::string_view json) override { js_mirror_node(id, std::string(json).c_str()); }
  void mirror_children(std::uint32_t parent, std::string_view ids) override { js_mirror_children(parent, std::string(ids).c_str()); }
  void mirror_done() override { js_mirror_done(); }
  void focus(std::uint32_t id) override { js_focus(id); }
  void announce(std::string_view text, bool urgent) override { js_announce(std::string(text).c_str(), urgent ? 1 : 0); }
  void silence() override { js_silence(); }
  float scroll_top(std::uint32_t id) override { return static_cast<float>(js_scroll_top(id)); }
  float scroll_left(std::uint32_t id) override { return static_cast<float>(js_scroll_left(id)); }
  std::string route() override { return text_of(TextOf::route); }
  void go(std::string_view route, bool replace) override { js_go(std::string(route).c_str(), replace ? 1 : 0); }
  std::string session_get(std::string_view key) override { return text_of(TextOf::session, key); }
  void session_set(std::string_view key, std::string_view value) override {
    js_set(1, std::string(key).c_str(), std::string(value).c_str());
  }
  std::string local_get(std::string_view key) override { return text_of(TextOf::local, key); }
  void local_set(std::string_view key, std::string_view value) override { js_set(0, std::string(key).c_str(), std::string(value).c_str()); }
  bool prefers_dark() override { return js_prefers(0) != 0; }
  bool prefers_english() override { return js_prefers(1) != 0; }
  void dress(bool dark, bool english) override { js_dress(dark ? 1 : 0, english ? 1 : 0, tokens(dark).c_str()); }
  void title(std::string_view words) override { js_title(std::string(words).c_str()); }
  void copy_text(std::string_view text) override { js_copy(std::string(text).c_str()); }
  void save(std::string_view name) override { js_save(std::string(name).c_str()); }
  std::int64_t now_ms() override { return static_cast<std::int64_t>(js_now()); }
  std::string new_id() override { return text_of(TextOf::new_id); }
  int send(std::string_view kind, std::string_view fields) override {
    return js_send(std::string(kind).c_str(), std::string(fields).c_str());
  }
  void ask_persistent() override { js_ask_persistent(); }
  void choose_document() override { js_choose_document(); }
  void take_bank_file(std::string_view actor) override { js_bank_file(std::string(actor).c_str()); }
  void stop_bank_file() override { js_bank_file(nullptr); }
  void save_text(std::string_view name, std::string_view type, std::string_view text) override {
    js_save_text(std::string(name).c_str(), std::string(type).c_str(), std::string(text).c_str());
  }
  void save_attachment(std::string_view params, std::string_view name) override {
    js_save_attachment(std::string(params).c_str(), std::string(name).c_str());
  }
  void load(std::string_view path) override { js_load(std::string(path).c_str()); }
  std::uint32_t load_picture(int slot, std::string_view params) override {
    GLuint texture = 0;
    glGenTextures(1, &texture);
    js_picture(slot, std::string(params).c_str(), texture);
    return texture;
  }
  void drop_picture(std::uint32_t texture) override { glDeleteTextures(1, &texture); }
  void wake_after(int ms) override { js_wake_after(ms); }
};

}  // namespace

web::Host& browser_host() {
  static BrowserHost host;
  return host;
}

double fit_canvas() { return js_fit(); }
bool strict() { return js_strict() != 0; }
void started() { js_started(); }

void fail(const char* why) {
  js_fail(why);
  std::abort();
}

}  // namespace ch::page
