// Words of the pages, by page; `texts.h` joins them with the common ones.
#pragma once

namespace ch::web {

inline constexpr auto page_texts = std::to_array<Text>({
    {"nav.account", "商家账户", "Accounts"},
});

}  // namespace ch::web
