// How Dear ImGui is built for the page: characters above U+FFFF, item hooks for the mirrored tree, nothing unused.
#pragma once

#define IMGUI_USE_WCHAR32         // WEB-2: names with characters above U+FFFF
#define IMGUI_ENABLE_TEST_ENGINE  // WEB-11: hooks that let the mirror see every item drawn
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
