// Drafts that survive a reload, and this browser's preferences.
#include <algorithm>
#include <unordered_map>

#include "web/data.h"
#include "web/host.h"
#include "web/widgets/ui.h"
#include "web/widgets/widgets.h"

namespace ch::ui {

namespace {

struct Draft {
  std::unordered_map<std::string, std::string> values;
  std::string stored;  // as last written
};
std::unordered_map<std::string, Draft> drafts;

std::string storage_key(std::string_view name) { return "draft." + std::string(name); }

std::string written(const Draft& draft) {
  web::JsonObject object;
  std::vector<std::string> keys;
  for (const auto& [key, value] : draft.values)
    if (!value.empty()) keys.push_back(key);
  std::ranges::sort(keys);
  for (const std::string& key : keys) object.put(key, draft.values.at(key));
  return keys.empty() ? std::string{} : object.take();
}

Draft& draft_of(const std::string& name) {
  const auto [it, fresh] = drafts.try_emplace(name);
  if (fresh) {
    it->second.stored = web::host().session_get(storage_key(name));
    const web::Data data = web::Data::parse(it->second.stored);
    for (const std::string& key : data.keys()) it->second.values[key] = data[key].text();
  }
  return it->second;
}

Prefs the_prefs;

}  // namespace

Form::Form(std::string_view name) : name_(name) {
  draft_of(name_);
  ui().push(ui().id(name));
}

Form::~Form() {
  ui().pop();
  Draft& draft = draft_of(name_);
  if (std::string now = written(draft); now != draft.stored) {
    draft.stored = std::move(now);
    web::host().session_set(storage_key(name_), draft.stored);
  }
}

std::string& Form::value(std::string_view field, std::string_view initial) {
  return draft_of(name_).values.try_emplace(std::string(field), initial).first->second;
}

void Form::clear() { draft_of(name_).values.clear(); }

Prefs& prefs() { return the_prefs; }

void load_prefs() {
  web::Host& host = web::host();
  const std::string theme = host.local_get("theme");
  the_prefs.dark = theme.empty() ? host.prefers_dark() : theme == "dark";
  the_prefs.compact = host.local_get("density") == "compact";
  const std::string language = host.local_get("language");
  const bool english = language.empty() ? host.prefers_english() : language == "en";
  web::set_language(english ? Language::en : Language::zh);
  host.dress(the_prefs.dark, english);
}

void save_prefs() {
  web::Host& host = web::host();
  const bool english = web::language() == Language::en;
  host.local_set("theme", the_prefs.dark ? "dark" : "light");
  host.local_set("density", the_prefs.compact ? "compact" : "comfortable");
  host.local_set("language", english ? "en" : "zh");
  host.dress(the_prefs.dark, english);
}

}  // namespace ch::ui
