// Documents of a case (CON-13): a picture with zoom, or a file to be saved.
#include <algorithm>
#include <map>

#include "web/client.h"
#include "web/pages/cases.h"
#include "web/pictures.h"

namespace ch::web::pages {

namespace {

constexpr float zoom_step = 1.5f, zoom_most = 12;

struct Filed {
  Data document;
  std::string label;  // what was asked for
};

// The newest first.
std::vector<Filed> filed(const Data& view) {
  std::vector<Filed> all;
  for (std::size_t i = view["history"].size(); i-- > 0;) {
    const Data happened = view["history"].at(i);
    for (std::size_t k = 0; k < happened["documents"].size(); ++k) {
      const Data document = happened["documents"].at(k);
      std::string label(tr("case.document"));
      for (std::size_t a = 0; a < happened["answers"].size(); ++a)
        if (happened["answers"].at(a)["name"].text() == document["question"].text()) label = words_of(happened["answers"].at(a));
      all.push_back({document, label});
    }
  }
  return all;
}

// How far each is enlarged, while the page stands.
float& zoom_of(const std::string& hash) {
  static std::map<std::string, float> zooms;
  return zooms.try_emplace(hash, 1.0f).first->second;
}

void save(const std::string& process, const Data& document) {
  JsonObject params;
  client().save_attachment(params.put_json("process", process).put("hash", document["hash"].text()).take(), document["name"].text(),
                           [](const std::string& code) {
                             if (!code.empty()) ui::toast(tr_code("err.", code), Tone::bad);
                           });
}

void document_head(const std::string& process, const Data& document, bool zooms) {
  float& zoom = zoom_of(document["hash"].text());
  ui::Line line(12);
  ui::small(document["name"].text() + " · " + bytes(document["size"].integer()));
  line.spring();
  if (zooms) {
    if (ui::text_button(tr("picture.smaller"), {.enabled = zoom > 1, .why_not = tr("picture.whole"), .key = "smaller", .small = true}))
      zoom = std::max(1.0f, zoom / zoom_step);
    if (ui::text_button(tr("picture.larger"),
                        {.enabled = zoom < zoom_most, .why_not = tr("picture.largest"), .key = "larger", .small = true}))
      zoom = std::min(zoom_most, zoom * zoom_step);
    if (ui::text_button(tr("picture.fit"), {.enabled = zoom > 1, .why_not = tr("picture.whole"), .key = "fit", .small = true})) zoom = 1;
  }
  if (ui::text_button(tr("picture.save"), {.key = "save", .small = true})) save(process, document);
}

void draw_document(const std::string& process, const Data& document, float height) {
  ui::Scope scope(document["hash"].text());
  const bool is_picture = document["type"].text().starts_with("image/");
  document_head(process, document, is_picture);
  if (!is_picture) return;
  const Picture& shown = picture(process, document["hash"].text());
  if (shown.state == Picture::State::loading) return ui::small(tr("live.loading"));
  if (shown.state == Picture::State::none) return ui::small(tr_code("err.", shown.code), Tone::bad);
  ui::picture({.key = "view",
               .name = document["name"].text(),
               .texture = shown.texture,
               .width = shown.width,
               .height = shown.height,
               .zoom = zoom_of(document["hash"].text()),
               .place_height = height});
}

}  // namespace

bool has_documents(const Data& view) { return !filed(view).empty(); }

bool has_picture(const Data& view) {
  const std::vector<Filed> all = filed(view);
  return !all.empty() && all.front().document["type"].text().starts_with("image/");
}

void newest_document(const Data& view, float height) {
  const std::vector<Filed> all = filed(view);
  if (!all.empty()) draw_document(view["row"]["process"].text(), all.front().document, height);
}

void case_documents(const Data& view) {
  const std::vector<Filed> all = filed(view);
  for (std::size_t i = 0; i < all.size(); ++i) {
    ui::Scope scope(std::to_string(i));
    ui::Card card(all[i].label, i + 1 == all.size());
    draw_document(view["row"]["process"].text(), all[i].document, i == 0 ? 320 : 180);
  }
}

}  // namespace ch::web::pages
