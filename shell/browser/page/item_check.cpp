#include "shell/browser/page/item_check.h"

#include <string>
#include <vector>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/browser/page/browser_host.h"
#include "web/widgets/ui.h"

namespace {

struct Seen {
  ImGuiID id;
  ImRect box;
  std::string label;
};
std::vector<Seen> seen;

bool is_window_part(ImGuiID id) {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (id == window->ID || id == window->MoveId || id == window->ChildId) return true;
  return false;
}

std::string place(const ImRect& r) {
  auto whole = [](float v) { return std::to_string(static_cast<int>(v)); };
  return " at " + whole(r.Min.x) + "," + whole(r.Min.y) + " to " + whole(r.Max.x) + "," + whole(r.Max.y);
}

}  // namespace

void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID id, const ImRect& box, const ImGuiLastItemData*) { seen.push_back({id, box, {}}); }
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID id, const char* label, ImGuiItemStatusFlags) {
  if (!seen.empty() && seen.back().id == id && label != nullptr) seen.back().label = label;
}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }

namespace ch::page {

void begin_item_check() {
  seen.clear();
  ImGui::GetCurrentContext()->TestEngineHookItems = strict();
}

void end_item_check() {
  if (!strict()) return;
  const ui::Mirror& mirror = ui::ui().mirror();
  for (const Seen& item : seen)
    if (!mirror.has(item.id) && !is_window_part(item.id))
      fail(("WEB-11: an item was drawn that the mirrored tree does not have: '" + item.label + "'" + place(item.box)).c_str());
  if (const ui::Id id = mirror.doubled(); id != 0)
    for (const ui::Node& node : mirror.nodes())
      if (node.id == id) fail(("WEB-11: two items share one identity: '" + node.name + "'; give each a key or a Scope").c_str());
  if (const ui::Node* node = mirror.nameless(); node != nullptr)
    fail(("WEB-11: an item was drawn without a name, of role " + std::to_string(static_cast<int>(node->role)) +
          place({node->rect.x, node->rect.y, node->rect.right(), node->rect.bottom()}))
             .c_str());
}

}  // namespace ch::page
