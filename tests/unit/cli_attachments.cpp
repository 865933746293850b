// CON-13: contents of attachments beside a database, with the real program.
#ifndef __EMSCRIPTEN__
#include <catch_amalgamated.hpp>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "support/program.h"

namespace {

using namespace ch;
using namespace ch::test;
using nlohmann::json;
namespace fs = std::filesystem;

void write(const std::string& path, const std::string& content) { std::ofstream(path, std::ios::binary) << content; }

const std::string picture = std::string("\x89PNG\r\n\x1a\n", 8) + "a picture, as far as its first bytes say";

// A demo tenant, and in it a case that waits.
struct Tenant {
  Folder folder;
  std::string db = folder.file("demo.db");
  json waiting;

  Tenant() {
    REQUIRE(countinghouse({"demo", "--merchants", "5", "--days", "3", "--quiet", "--db", db}).exit == 0);
    const json cases = json::parse(countinghouse({"query", "--db", db, "--as", "audit:auditor", "--json", "cases",
                                                  R"({"procedure":"corporate_verification","step":"passed"})"})
                                       .out);
    REQUIRE(!cases["rows"].empty());
    waiting = cases["rows"][0];
  }
  std::string kept_at(const std::string& hash) const { return db + ".attachments/" + hash.substr(0, 2) + "/" + hash; }
  Ran attach(const std::string& name, const std::string& content) const {
    write(folder.file(name), content);
    return countinghouse({"attach", "--db", db, folder.file(name)});
  }
  // What became of a message with it on that case.
  std::string filed(json document) const {
    document["question"] = "";
    const json line{{"name", "write_on_case"},
                    {"actor", {{"user", "zeng"}, {"role", "value_added_services"}, {"party", 0}}},
                    {"payload", {{"process", waiting["process"]}, {"text", "见附件"}, {"documents", {document}}}}};
    write(folder.file("in.jsonl"), line.dump() + "\n");
    return json::parse(countinghouse({"exec", "--db", db, folder.file("in.jsonl")}).out)["code"];
  }
  json audit() const { return json::parse(countinghouse({"audit", "--db", db, "--json"}).out); }
};

}  // namespace

TEST_CASE("CON-13: a content is kept by its hash, once, with the type that its own bytes say", "[sqlite]") {
  const Tenant tenant;
  const Ran first = tenant.attach("receipt.png", picture);
  REQUIRE(first.exit == 0);
  const json kept = json::parse(first.out);
  CHECK(kept["hash"] == hex(sha256(picture)));
  CHECK(kept["size"] == picture.size());
  CHECK(kept["type"] == "image/png");
  CHECK(kept["name"] == "receipt.png");
  CHECK(fs::file_size(tenant.kept_at(kept["hash"])) == picture.size());
  CHECK(json::parse(tenant.attach("again.jpg", picture).out)["hash"] == kept["hash"]);  // a name says nothing
  const Ran text = tenant.attach("receipt.pdf", "no picture at all");
  CHECK(text.exit == 3);
  CHECK(json::parse(text.out)["code"] == "document_refused");
  CHECK(tenant.attach("empty.png", "").exit == 3);
}

TEST_CASE("CON-13: a command that names what is not here, or not whole, is refused, and what is filed can be had again", "[sqlite]") {
  const Tenant tenant;
  const json absent{{"hash", hex(sha256(picture))}, {"size", picture.size()}, {"type", "image/png"}, {"name", "receipt.png"}};
  CHECK(tenant.filed(absent) == "attachment_missing");
  json kept = json::parse(tenant.attach("receipt.png", picture).out);
  json wrong = kept;
  wrong["size"] = 5;
  CHECK(tenant.filed(wrong) == "attachment_damaged");
  wrong = kept;
  wrong["type"] = "application/pdf";
  CHECK(tenant.filed(wrong) == "attachment_damaged");
  wrong = kept;
  wrong["hash"] = "../../../../etc/passwd";
  CHECK(tenant.filed(wrong) == "attachment_missing");
  REQUIRE(tenant.filed(kept) == "done");

  const std::string process = tenant.waiting["process"].dump(), hash = kept["hash"], out = tenant.folder.file("out.png");
  CHECK(countinghouse({"attachment", process, hash, "--db", tenant.db, "--as", "zeng:value_added_services", "--out", out}).exit == 0);
  CHECK(read_text(out) == picture);
  CHECK(countinghouse({"attachment", process, std::string(64, '0'), "--db", tenant.db, "--as", "zeng:value_added_services"}).exit == 1);
  CHECK(countinghouse({"attachment", process, hash, "--db", tenant.db, "--as", "nobody:reseller_user:999999"}).exit == 1);
  CHECK(countinghouse({"attachment", process, hash, "--db", tenant.db, "--as", "m:merchant_user:1"}).exit == 1);
  for (const std::string& over : {tenant.db, tenant.db + "-wal", tenant.kept_at(hash)})
    CHECK(countinghouse({"attachment", process, hash, "--db", tenant.db, "--as", "zeng:value_added_services", "--out", over}).exit == 2);
  CHECK(tenant.audit()["clean"] == true);
}

TEST_CASE("CON-13: audit looks at every content", "[sqlite]") {
  const Tenant tenant;
  const json kept = json::parse(tenant.attach("receipt.png", picture).out);
  REQUIRE(tenant.filed(kept) == "done");
  const json clean = tenant.audit();
  REQUIRE(clean["clean"] == true);
  CHECK(clean["attachments"] > 1);
  const std::string path = tenant.kept_at(kept["hash"]);
  std::string damaged = picture;
  damaged[20] ^= 1;
  write(path, damaged);
  CHECK(tenant.audit()["fault"].get<std::string>().contains("attachment_damaged"));
  fs::remove(path);
  CHECK(tenant.audit()["fault"].get<std::string>().contains("attachment_missing"));
  CHECK(countinghouse({"audit", "--db", tenant.db}).exit == 5);
  REQUIRE(tenant.attach("receipt.png", picture).exit == 0);  // who still has it brings it back
  CHECK(tenant.audit()["clean"] == true);
}
#endif
