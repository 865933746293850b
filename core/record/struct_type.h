// A struct described once (BOOST_DESCRIBE_STRUCT); SQL columns, JSON, digests, change patches and column headings follow.
//
//   struct Campaign { CampaignId id; std::string title; Money budget; };
//   BOOST_DESCRIBE_STRUCT(Campaign, (), (id, title, budget))
//
// struct_type<Campaign>() lists the fields in that order. An enumeration is described with BOOST_DESCRIBE_ENUM;
// its number is stored, its name is shown, and neither ever changes its meaning.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "record/sink_source.h"

namespace ch {

enum class FieldKind : std::uint8_t { integer, boolean, text, bytes, money, instant, date, ratio, uuid, enumeration, texts, list, object };

struct EnumType {
  std::string_view name;
  struct Item {
    std::int64_t number;
    std::string_view name;
  };
  std::vector<Item> items;
  // Empty for a number that the type does not have.
  std::string_view name_of(std::int64_t number) const;
  std::optional<std::int64_t> number_of(std::string_view item) const;
  void add(std::int64_t number, const char* item_name);
};

// What fields of one type have in common, whichever struct they are in: the page has it once for the type and not for each field.
struct FieldShape {
  FieldKind kind;
  bool optional;
  const EnumType& (*enum_type)();      // for enumeration
  const StructType& (*struct_type)();  // for list and object
  void (*write)(const void* value, Sink& sink);
  void (*read)(void* value, Source& source);
};

struct Field {
  std::string_view name;
  FieldKind kind;
  bool optional;
  const EnumType* enum_type;      // for enumeration
  const StructType* struct_type;  // for list and object
  std::ptrdiff_t place;           // in the struct, in bytes
  const FieldShape* shape;
  void write(const void* object, Sink& sink) const { shape->write(static_cast<const std::byte*>(object) + place, sink); }
  void read(void* object, Source& source) const { shape->read(static_cast<std::byte*>(object) + place, source); }
};

class StructType {
 public:
  std::string_view name;
  std::vector<Field> fields;
  void write(const void* object, Sink& sink) const;
  void read(void* object, Source& source) const;
  // Null where there is none of that name.
  const Field* field(std::string_view field_name) const;
  // For struct_type<T>(), which is made for each struct: what all have in common stays out of it, or every visit of the page pays for it.
  void add(const char* field_name, std::ptrdiff_t place, const FieldShape& shape);
};

template <class T>
const StructType& struct_type();
template <class E>
const EnumType& enum_type();

namespace detail {

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;
template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {};
template <class T>
struct IsArray : std::false_type {};
template <std::size_t N>
struct IsArray<std::array<std::uint8_t, N>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class V>
constexpr FieldKind kind_of() {
  if constexpr (IsOptional<V>::value)
    return kind_of<typename V::value_type>();
  else if constexpr (std::is_same_v<V, bool>)
    return FieldKind::boolean;
  else if constexpr (std::is_same_v<V, std::int64_t> || IsId<V>::value)
    return FieldKind::integer;  // one width: nothing is cut
  else if constexpr (std::is_same_v<V, std::string>)
    return FieldKind::text;
  else if constexpr (IsArray<V>::value)
    return FieldKind::bytes;
  else if constexpr (std::is_same_v<V, Money>)
    return FieldKind::money;
  else if constexpr (std::is_same_v<V, Instant>)
    return FieldKind::instant;
  else if constexpr (std::is_same_v<V, Date>)
    return FieldKind::date;
  else if constexpr (std::is_same_v<V, Ratio>)
    return FieldKind::ratio;
  else if constexpr (std::is_same_v<V, Uuid>)
    return FieldKind::uuid;
  else if constexpr (DescribedEnum<V>)
    return FieldKind::enumeration;
  else if constexpr (std::is_same_v<V, std::vector<std::string>>)
    return FieldKind::texts;
  else if constexpr (IsVector<V>::value)
    return FieldKind::list;
  else {
    static_assert(Described<V>, "a field's type must be one of the kinds of record/struct_type.h");
    return FieldKind::object;
  }
}

template <class V>
void write_value(const V& value, Sink& sink) {
  constexpr FieldKind kind = kind_of<V>();
  if constexpr (IsOptional<V>::value) {
    if (value)
      write_value(*value, sink);
    else
      sink.null();
  } else if constexpr (kind == FieldKind::boolean)
    sink.boolean(value);
  else if constexpr (IsId<V>::value)
    sink.integer(value.value);
  else if constexpr (kind == FieldKind::integer)
    sink.integer(static_cast<std::int64_t>(value));
  else if constexpr (kind == FieldKind::text)
    sink.text(value);
  else if constexpr (kind == FieldKind::bytes)
    sink.bytes(value);
  else if constexpr (kind == FieldKind::money)
    sink.money(value);
  else if constexpr (kind == FieldKind::instant)
    sink.instant(value);
  else if constexpr (kind == FieldKind::date)
    sink.date(value);
  else if constexpr (kind == FieldKind::ratio)
    sink.ratio(value);
  else if constexpr (kind == FieldKind::uuid)
    sink.uuid(value);
  else if constexpr (kind == FieldKind::enumeration)
    sink.enumeration(enum_type<V>(), static_cast<std::int64_t>(value));
  else if constexpr (kind == FieldKind::texts)
    sink.texts(value);
  else if constexpr (kind == FieldKind::list)
    sink.list(struct_type<typename V::value_type>(), value.data(), value.size(), sizeof(typename V::value_type));
  else
    sink.object(struct_type<V>(), &value);
}

template <class V>
void read_value(V& value, Source& source) {
  constexpr FieldKind kind = kind_of<V>();
  if constexpr (IsOptional<V>::value) {
    if (source.present())
      read_value(value.emplace(), source);
    else
      value.reset();
  } else if constexpr (kind == FieldKind::boolean)
    value = source.boolean();
  else if constexpr (IsId<V>::value)
    value.value = source.integer();
  else if constexpr (kind == FieldKind::integer)
    value = static_cast<V>(source.integer());
  else if constexpr (kind == FieldKind::text)
    value = source.text();
  else if constexpr (kind == FieldKind::bytes)
    source.bytes(value);
  else if constexpr (kind == FieldKind::money)
    value = source.money();
  else if constexpr (kind == FieldKind::instant)
    value = source.instant();
  else if constexpr (kind == FieldKind::date)
    value = source.date();
  else if constexpr (kind == FieldKind::ratio)
    value = source.ratio();
  else if constexpr (kind == FieldKind::uuid)
    value = source.uuid();
  else if constexpr (kind == FieldKind::enumeration)
    value = static_cast<V>(source.enumeration(enum_type<V>()));
  else if constexpr (kind == FieldKind::texts)
    value = source.texts();
  else if constexpr (kind == FieldKind::list)
    source.list(struct_type<typename V::value_type>(), [](void* list) -> void* { return &static_cast<V*>(list)->emplace_back(); }, &value);
  else
    source.object(struct_type<V>(), &value);
}

template <class V>
constexpr auto enum_of() -> const EnumType& (*)() {
  if constexpr (IsOptional<V>::value)
    return enum_of<typename V::value_type>();
  else if constexpr (DescribedEnum<V>)
    return &enum_type<V>;
  else
    return nullptr;
}

template <class V>
constexpr auto struct_of() -> const StructType& (*)() {
  if constexpr (IsOptional<V>::value)
    return struct_of<typename V::value_type>();
  else if constexpr (kind_of<V>() == FieldKind::list)
    return &struct_type<typename V::value_type>;
  else if constexpr (kind_of<V>() == FieldKind::object)
    return &struct_type<V>;
  else
    return nullptr;
}

template <class V>
constexpr FieldShape shape_of{kind_of<V>(),
                              IsOptional<V>::value,
                              enum_of<V>(),
                              struct_of<V>(),
                              [](const void* value, Sink& sink) { write_value(*static_cast<const V*>(value), sink); },
                              [](void* value, Source& source) { read_value(*static_cast<V*>(value), source); }};

// "ch::Campaign" as the compiler spells it, without the namespace.
template <class T>
constexpr std::string_view type_name() {
  std::string_view all = __PRETTY_FUNCTION__;
  auto start = all.find("T = ") + 4;
  auto name = all.substr(start, all.rfind(']') - start);
  auto colon = name.rfind("::");
  return colon == std::string_view::npos ? name : name.substr(colon + 2);
}

}  // namespace detail

template <class E>
const EnumType& enum_type() {
  static const EnumType type = [] {
    EnumType made{detail::type_name<E>(), {}};
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto item) { made.add(static_cast<std::int64_t>(item.value), item.name); });
    return made;
  }();
  return type;
}

template <class T>
const StructType& struct_type() {
  static const StructType type = [] {
    StructType made{detail::type_name<T>(), {}};
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
      using V = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
      // A pointer to a member is its place in the struct (Itanium C++ ABI, which both compilers follow).
      made.add(member.name, std::bit_cast<std::ptrdiff_t>(member.pointer), detail::shape_of<V>);
    });
    return made;
  }();
  return type;
}

}  // namespace ch
