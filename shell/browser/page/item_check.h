// What Dear ImGui's own hooks saw, held against the mirrored tree: an item without role or name is an error (WEB-11).
#pragma once

namespace ch::page {

void begin_item_check();
// Ends the program with the item's place if one was drawn that nobody could find without seeing it.
void end_item_check();

}  // namespace ch::page
