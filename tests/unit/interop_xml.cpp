// CON-9, LED-10: the XML reader takes what is well-formed and bounded, and nothing else.
#include <string>
#include <catch_amalgamated.hpp>

#include "interop/xml.h"

using ch::XmlEvent;
using ch::XmlLimits;
using ch::XmlReader;

namespace {

// The events as one line: <a x=1>, text, </a>; or "reason line:column path" of a refusal at its end.
std::string events(std::string_view xml, XmlLimits limits = {}) {
  XmlReader reader(xml, limits);
  std::string out;
  while (true) {
    const auto event = reader.next();
    if (!event) {
      const ch::Refusal& refusal = event.error();
      CHECK(refusal.code == "malformed_xml");
      CHECK(refusal.band == ch::Band::malformed);
      CHECK(refusal.rule == "CON-9");
      return "! " + *find_arg(refusal, "reason") + " " + *find_arg(refusal, "line") + ":" + *find_arg(refusal, "column") + " " +
             refusal.field;
    }
    switch (*event) {
      case XmlEvent::start:
        out += "<" + reader.local_name();
        for (const auto& [name, value] : reader.attributes()) out += " " + name + "=" + value;
        out += ">";
        break;
      case XmlEvent::end:
        out += "</" + reader.local_name() + ">";
        break;
      case XmlEvent::text:
        out += reader.text();
        break;
      case XmlEvent::finished:
        return out;
    }
  }
}

}  // namespace

TEST_CASE("LED-10: elements, attributes, references, CDATA and comments are read") {
  CHECK(events("<a/>") == "<a></a>");
  CHECK(events("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\" standalone='yes'?>\n<!-- x "
               "--><a>t</a>\n<!-- y -->") == "<a>t</a>");
  CHECK(events("<a x='1' y=\"&lt;&#x8d26;&quot;\"><b>账&amp;&#25151;</b ></a>") == "<a x=1 y=<账\"><b>账&房</b></a>");
  CHECK(events("<a><![CDATA[<&]]]]><![CDATA[>]]></a>") == "<a><&]]></a>");
  CHECK(events("<a>1\r\n2\r3<?php x ?></a>") == "<a>1\n2\n3</a>");
  CHECK(events("<a x='1\n2\t3'/>") == "<a x=1 2 3></a>");
}

TEST_CASE("LED-10: namespaces bind prefixes where they are declared") {
  XmlReader reader(R"(<p:a xmlns:p="urn:1" xmlns="urn:2"><b xmlns=""/><c/><p:d xmlns:p="urn:3"/><p:e/></p:a>)");
  std::string uris;
  for (auto event = reader.next(); event && *event != XmlEvent::finished; event = reader.next()) {
    if (*event == XmlEvent::start) uris += reader.local_name() + "=" + reader.namespace_uri() + " ";
  }
  CHECK(uris == "a=urn:1 b= c=urn:2 d=urn:3 e=urn:1 ");
  CHECK(events("<q:a/>") == "! namespace 1:1 a");
  CHECK(events("<a q:x='1'/>") == "! namespace 1:1 a");
  CHECK(events("<a xmlns:q=''/>") == "! namespace 1:1 a");
  CHECK(events("<a xml:lang='zh'/>") == "<a xml:lang=zh></a>");
}

TEST_CASE("CON-9: no document type and no entity beyond the five") {
  CHECK(events("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>") == "! doctype 1:1 ");
  CHECK(events("<a>&x;</a>") == "! entity 1:4 a");
  CHECK(events("<a>&amp</a>") == "! entity 1:4 a");
  CHECK(events("<a>&#xZ;</a>") == "! entity 1:4 a");
  CHECK(events("<a>&#;</a>") == "! entity 1:4 a");
  CHECK(events("<a>&#0;</a>") == "! character 1:4 a");
  CHECK(events("<a>&#xd800;</a>") == "! character 1:4 a");
  CHECK(events("<a>&#x110000;</a>") == "! character 1:4 a");
}

TEST_CASE("CON-9: what is not well-formed is refused with its place") {
  CHECK(events("") == "! empty 1:1 ");
  CHECK(events(" \n ") == "! empty 2:2 ");
  CHECK(events("text") == "! syntax 1:1 ");
  CHECK(events("<a>") == "! unclosed 1:4 a");
  CHECK(events("<a><b>\n</a>") == "! mismatch 2:1 a/b");
  CHECK(events("<a></a></a>") == "! trailing 1:8 ");
  CHECK(events("<a/>x") == "! trailing 1:5 ");
  CHECK(events("<a/><b/>") == "! trailing 1:5 ");
  CHECK(events("<a/>&amp;") == "! trailing 1:5 ");
  CHECK(events("<a x='1' x='2'/>") == "! duplicate_attribute 1:10 ");
  CHECK(events("<a x=1/>") == "! attribute 1:6 ");
  CHECK(events("<a x/>") == "! attribute 1:5 ");
  CHECK(events("<a x='<'/>") == "! attribute 1:7 ");
  CHECK(events("<a x='1'y='2'/>") == "! syntax 1:9 ");
  CHECK(events("<a x='1") == "! unclosed 1:7 ");
  CHECK(events("<a ") == "! unclosed 1:4 ");
  CHECK(events("< a/>") == "! name 1:2 ");
  CHECK(events("<1a/>") == "! name 1:2 ");
  CHECK(events("<a:b:c/>") == "! name 1:2 ");
  CHECK(events("<a>]]></a>") == "! syntax 1:4 a");
  CHECK(events("<a><!-- -- --></a>") == "! syntax 1:9 a");
  CHECK(events("<a><!-- ") == "! unclosed 1:4 a");
  CHECK(events("<a><![CDATA[x</a>") == "! unclosed 1:4 a");
  CHECK(events("<a><!ELEMENT></a>") == "! syntax 1:4 a");
  CHECK(events(" <?xml version='1.0'?><a/>") == "! syntax 1:2 ");
  CHECK(events("<?xml encoding='UTF-8'?><a/>") == "! syntax 1:1 ");
  CHECK(events("<?xml version='1.0' encoding='GBK'?><a/>") == "! encoding 1:1 ");
}

TEST_CASE("CON-9: bytes that are no text are refused") {
  CHECK(events("<a>\xff</a>") == "! invalid_utf8 1:4 ");
  CHECK(events(std::string_view("<a>\0</a>", 8)) == "! nul 1:4 ");
  CHECK(events("<a>\x01</a>") == "! character 1:4 ");
  CHECK(events("<a>\xef\xbf\xbf</a>") == "! character 1:4 ");
}

TEST_CASE("CON-9: depth, text, attributes, names and length are bounded") {
  std::string deep;
  for (int i = 0; i < 41; ++i) deep += "<a>";
  CHECK(events(deep).starts_with("! depth 1:121 a/a"));
  CHECK(events("<a>12345</a>", {.max_text = 4}) == "! text_too_long 1:4 a");
  CHECK(events("<a>1234</a>", {.max_text = 4}) == "<a>1234</a>");
  CHECK(events("<a>123&#x8d26;&amp;</a>", {.max_text = 4}) == "! text_too_long 1:15 a");
  CHECK(events("<a x='12345'/>", {.max_text = 4}) == "! text_too_long 1:7 ");
  CHECK(events("<a x='1' y='2'/>", {.max_attributes = 1}) == "! too_many 1:10 ");
  CHECK(events("<abc/>", {.max_name = 2}) == "! name 1:2 ");
  CHECK(events("<abc/>", {.max_bytes = 5}) == "! too_long 1:6 ");
}
