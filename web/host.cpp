#include "web/host.h"

namespace ch::web {

namespace {
Host* the_host = nullptr;
}

Host& host() { return *the_host; }
void set_host(Host* host) { the_host = host; }

}  // namespace ch::web
