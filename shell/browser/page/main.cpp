// The page's loop: a frame only when something asks for one, drawn until nothing moves any more (WEB-8).
#include <GLES3/gl3.h>
#include <emscripten.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "imgui_internal.h"
#include "shell/browser/page/browser_host.h"
#include "shell/browser/page/font_loader.h"
#include "shell/browser/page/item_check.h"
#include "web/app.h"
#include "web/client.h"
#include "web/host.h"
#include "web/pictures.h"
#include "web/widgets/ui.h"

#pragma clang diagnostic ignored "-Wextra-semi"  // EM_JS wants one after each function
// clang-format off
// The renderer asks for state that it restores afterwards, and each of these questions waits until the graphics process
// has drawn all that came before. Nobody else draws in this context, so what it restores may be what a fresh one has.
EM_JS(void, gl_answer_at_once, (), {
  const box = [0, 0, 1, 1];
  const fresh = new Map([
    [0x0BA2, box], [0x0C10, box],                              // viewport, scissor
    [0x80C9, 1], [0x80C8, 0], [0x80CB, 1], [0x80CA, 0],        // blend: one, zero
    [0x8009, 0x8006], [0x883D, 0x8006],                        // blend: add
  ]);
  const ask = GLctx.getParameter.bind(GLctx);
  GLctx.getParameter = (name) => fresh.get(name) ?? ask(name);
});
// clang-format on

namespace ch::page {

namespace {

constexpr int settle_frames = 3;  // after the queue is empty: what one frame measured, the next ones use
constexpr int most_passes = 5;    // of layout within one frame

struct Loop {
  int wanted = 0;
  bool asked = false;
  bool lost = false;
  long frames = 0;
  std::uint64_t shown = 0;  // digest of what is on the screen; 0: of nothing
  double last = 0;
  Fonts fonts{};
  std::unique_ptr<ImDrawList> list;
};
Loop loop;

EM_BOOL on_frame(double, void*);

void ask() {
  if (loop.asked) return;
  loop.asked = true;
  emscripten_request_animation_frame(on_frame, nullptr);
}

void wake() {
  loop.wanted = settle_frames;
  ask();
}

// The whole page, laid out; once more as long as a size differs from what was assumed, so that nothing jumps on screen.
void lay_out(const ui::Rect& screen) {
  for (int pass = 0; pass < most_passes; ++pass) {
    ImDrawList& list = *loop.list;
    list._ResetForNewFrame();
    list._FringeScale = 1 / ui::canvas().dpr;
    list.PushTexture(ImGui::GetIO().Fonts->TexRef);
    list.PushClipRect({0, 0}, {screen.w, screen.h});
    list.ChannelsSplit(3);
    ui::canvas().dark = ui::prefs().dark;
    begin_item_check();
    ui::layer(ui::Layer::page);
    ui::ui().begin(screen, ui::prefs().compact);
    web::app().frame();
    ui::ui().end();
    ui::ui().finish_events();
    list.ChannelsMerge();
    list.PopClipRect();
    list.PopTexture();
    if (!ui::ui().dirty()) break;
  }
}

void mix(std::uint64_t& digest, const void* bytes, std::size_t size) {
  const auto* from = static_cast<const char*>(bytes);
  for (std::size_t i = 0; i < size; i += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, from + i, std::min(sizeof word, size - i));
    digest = (digest ^ word) * 0x9E3779B97F4A7C15u;
    digest ^= digest >> 32;
  }
}

// Most frames settle what the first one showed already; those the browser keeps showing without drawing them again.
bool on_screen(const ImDrawData& data, int width, int height) {
  for (const ImTextureData* texture : *data.Textures)
    if (texture->Status != ImTextureStatus_OK) return loop.shown = 0, false;
  std::uint64_t digest = 1;
  mix(digest, &width, sizeof width);
  mix(digest, &height, sizeof height);
  for (const ImDrawList* list : data.CmdLists) {
    mix(digest, list->VtxBuffer.Data, list->VtxBuffer.size_in_bytes());
    mix(digest, list->IdxBuffer.Data, list->IdxBuffer.size_in_bytes());
    for (const ImDrawCmd& command : list->CmdBuffer) {
      mix(digest, &command.ClipRect, sizeof command.ClipRect);
      mix(digest, &command.ElemCount, sizeof command.ElemCount);
      const ImTextureID texture = command.GetTexID();
      mix(digest, &texture, sizeof texture);
    }
  }
  const bool same = digest == loop.shown;
  loop.shown = digest;
  return same;
}

void draw(const ui::Rect& screen, float dpr) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {screen.w, screen.h};
  io.DisplayFramebufferScale = {dpr, dpr};
  const double now = emscripten_get_now();
  io.DeltaTime = std::clamp(static_cast<float>(now - loop.last) / 1000, 1e-4f, 0.1f);
  loop.last = now;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  ui::Canvas& canvas = ui::canvas();
  canvas = {loop.list.get(), loop.fonts.regular, loop.fonts.strong, dpr, canvas.dark};
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(io.DisplaySize);
  ImGui::Begin("##page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBringToFrontOnFocus);
  lay_out(screen);
  ImGui::End();
  end_item_check();
  ImGui::Render();
  ImDrawData* data = ImGui::GetDrawData();
  data->AddDrawList(loop.list.get());
  int width = 0;
  int height = 0;
  emscripten_get_canvas_element_size("#canvas", &width, &height);
  if (!on_screen(*data, width, height)) {
    glViewport(0, 0, width, height);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(data);
  }
  ui::ui().mirror().end();
}

EM_BOOL on_frame(double, void*) {
  loop.asked = false;
  if (loop.lost) return EM_FALSE;
  const auto dpr = static_cast<float>(fit_canvas());
  int width = 0;
  int height = 0;
  emscripten_get_canvas_element_size("#canvas", &width, &height);
  draw({0, 0, static_cast<float>(width) / dpr, static_cast<float>(height) / dpr}, dpr);
  ++loop.frames;
  if (loop.frames == 1) started();
  if (--loop.wanted > 0 || !ImGui::GetCurrentContext()->InputEventsQueue.empty()) ask();
  return EM_FALSE;
}

EM_BOOL on_lost(int, const void*, void*) {
  loop.lost = true;
  loop.shown = 0;
  web::forget_pictures(true);
  ImGui_ImplOpenGL3_DestroyDeviceObjects();
  return EM_TRUE;  // prevents the default: the browser may give the context back
}

EM_BOOL on_restored(int, const void*, void*) {
  loop.lost = false;
  wake();
  return EM_TRUE;
}

void set_up_graphics() {
  EmscriptenWebGLContextAttributes wish;
  emscripten_webgl_init_context_attributes(&wish);
  wish.majorVersion = 2;
  wish.alpha = wish.depth = wish.stencil = wish.antialias = EM_FALSE;
  wish.enableExtensionsByDefault = EM_FALSE;  // none is used, and each is a question to the graphics process
  wish.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context("#canvas", &wish);
  if (context <= 0) fail("此浏览器没有 WebGL 2，无法显示页面。 This browser has no WebGL 2, which the page needs.");
  emscripten_webgl_make_context_current(context);
  gl_answer_at_once();
  emscripten_set_webglcontextlost_callback("#canvas", nullptr, EM_FALSE, on_lost);
  emscripten_set_webglcontextrestored_callback("#canvas", nullptr, EM_FALSE, on_restored);
}

void set_up_imgui() {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.AntiAliasedLinesUseTex = false;  // its lines are made for a density of one
  style.CircleTessellationMaxError = 0.12f;
  loop.fonts = add_fonts();
  ImGui_ImplOpenGL3_Init("#version 300 es");
  loop.list = std::make_unique<ImDrawList>(ImGui::GetDrawListSharedData());
}

}  // namespace

}  // namespace ch::page

extern "C" {

EMSCRIPTEN_KEEPALIVE void ch_wake() { ch::page::wake(); }

EMSCRIPTEN_KEEPALIVE int ch_frames() { return static_cast<int>(ch::page::loop.frames); }

EMSCRIPTEN_KEEPALIVE void ch_pointer(double x, double y, int down) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(static_cast<float>(x), static_cast<float>(y));
  io.AddMouseButtonEvent(0, down != 0);
  ch::page::wake();
}

EMSCRIPTEN_KEEPALIVE void ch_event(const char* kind, unsigned id, const char* text, int flag) {
  using Kind = ch::ui::Event::Kind;
  const std::string_view what = kind;
  if (what == "message") {
    ch::web::client().receive(text);
  } else if (what == "bank_file") {
    if (ch::web::bank_file_told) ch::web::bank_file_told(text);
  } else {
    const Kind known = what == "click"   ? Kind::click
                       : what == "input" ? Kind::input
                       : what == "focus" ? Kind::focus
                       : what == "blur"  ? Kind::blur
                                         : Kind::escape;
    ch::ui::ui().push_event({known, id, text, flag != 0});
  }
  ch::page::wake();
}
}

int main() {
  ch::web::set_host(&ch::page::browser_host());
  ch::page::set_up_graphics();
  ch::page::set_up_imgui();
  ch::ui::load_prefs();
  ch::web::register_pages(ch::web::app());
  // The first glyph has to wait for the fonts, or it is drawn with another one.
  // No arrow function: clang-format takes `=>` for two C++ operators and breaks it.
  EM_ASM({ (document.fonts ? document.fonts.ready : Promise.resolve()).then(function() { Module._ch_wake(); }); });
  return 0;
}
