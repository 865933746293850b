#include "web/host.h"

namespace ch::web {

namespace {
Host* current = nullptr;
}

Host& host() { return *current; }
void set_host(Host* host) { current = host; }

}  // namespace ch::web
