// Strict reading of TOML tables into structs: every key is asked for by name and type, what was not asked for is an
// error, and every error gives file, line and key.
#pragma once

#include <fmt/format.h>
#include <toml++/toml.h>

#include <concepts>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/types.hpp"

namespace egpulab::simulator {

// Where errors of one document go; the first one stays.
struct TomlErrors {
  std::string document;
  std::optional<std::string> first;

  void report(const toml::node& where, std::string_view what) {
    if (!first) first = fmt::format("{}:{}: {}", document, where.source().begin.line, what);
  }
};

class TomlReader {
 public:
  // `path` names the table in errors: "pci.bar[1]"; empty for the document itself.
  TomlReader(const toml::table& table, std::string path, TomlErrors& errors)
      : table_(table), path_(std::move(path)), errors_(errors) {}

  // Reads `key` into `out`; an absent key is an error unless the overload with a default is used.
  template <class T>
  void required(std::string_view key, T& out) {
    if (const toml::node* node = find(key))
      read(*node, key, out);
    else
      errors_.report(table_, fmt::format("{} is missing (expected {})", full(key), expectation<T>()));
  }
  template <class T>
  void optional(std::string_view key, T& out) {
    if (const toml::node* node = find(key)) read(*node, key, out);
  }
  // One of `names`, stored as the enumerator at its place.
  template <class E, std::size_t N>
  void choice(std::string_view key, E& out, const std::string_view (&names)[N]) {
    std::string text;
    required(key, text);
    for (std::size_t i = 0; i < N; ++i)
      if (text == names[i]) {
        out = static_cast<E>(i);
        return;
      }
    if (const toml::node* node = find(key))
      errors_.report(*node, fmt::format("{} = \"{}\" is none of {}", full(key), text, fmt::join(names, ", ")));
  }
  // A table below this one.
  template <class F>
  void table(std::string_view key, F&& body) {
    const toml::node* node = find(key);
    if (node && node->as_table()) {
      TomlReader below(*node->as_table(), full(key), errors_);
      body(below);
      below.finish();
    } else if (node) {
      mismatch(*node, key, "a table");
    } else {
      errors_.report(table_, fmt::format("{} is missing (expected a table)", full(key)));
    }
  }
  // An array of tables, [[key]]; absent means none.
  template <class T, class F>
  void tables(std::string_view key, std::vector<T>& out, F&& body) {
    const toml::node* node = find(key);
    if (!node) return;
    const toml::array* array = node->as_array();
    if (!array) return mismatch(*node, key, "an array of tables");
    for (const toml::node& item : *array) {
      std::string name = fmt::format("{}[{}]", full(key), out.size());
      if (!item.as_table()) return mismatch(item, key, "an array of tables");
      TomlReader below(*item.as_table(), name, errors_);
      body(below, out.emplace_back());
      below.finish();
    }
  }
  // Reports keys that nobody asked for.
  void finish() {
    for (const auto& [key, node] : table_)
      if (!asked_.contains(std::string(key.str())))
        errors_.report(node, fmt::format("{} is not a known key", full(key.str())));
  }
  // For checks across keys: reports at the key where it exists, else at the table.
  void fail(std::string_view key, std::string_view what) {
    const toml::node* node = table_.get(key);
    errors_.report(node ? *node : static_cast<const toml::node&>(table_), fmt::format("{} {}", full(key), what));
  }
  bool ok() const { return !errors_.first; }

 private:
  const toml::node* find(std::string_view key) {
    asked_.insert(std::string(key));
    return table_.get(key);
  }
  std::string full(std::string_view key) const {
    return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
  }

  template <class T>
  static std::string expectation() {
    if constexpr (std::same_as<T, bool>)
      return "true or false";
    else if constexpr (std::integral<T>)
      return fmt::format("an integer of at most {:#x}", u64{std::numeric_limits<T>::max()});
    else if constexpr (std::same_as<T, std::string>)
      return "a string";
    else
      return "an array";
  }
  void mismatch(const toml::node& node, std::string_view key, std::string_view expected) {
    errors_.report(node, fmt::format("{} must be {}, found {}", full(key), expected, kind(node)));
  }
  static std::string_view kind(const toml::node& node) {
    switch (node.type()) {
      case toml::node_type::table:
        return "a table";
      case toml::node_type::array:
        return "an array";
      case toml::node_type::string:
        return "a string";
      case toml::node_type::integer:
        return "an integer";
      case toml::node_type::floating_point:
        return "a number with a fraction";
      case toml::node_type::boolean:
        return "a truth value";
      default:
        return "a date or time";
    }
  }

  void read(const toml::node& node, std::string_view key, bool& out) {
    if (const auto* v = node.as_boolean())
      out = v->get();
    else
      mismatch(node, key, expectation<bool>());
  }
  void read(const toml::node& node, std::string_view key, std::string& out) {
    if (const auto* v = node.as_string())
      out = v->get();
    else
      mismatch(node, key, expectation<std::string>());
  }
  template <std::integral T>
  void read(const toml::node& node, std::string_view key, T& out) {
    const auto* v = node.as_integer();
    if (!v) return mismatch(node, key, expectation<T>());
    const i64 value = v->get();
    if (value < 0 || static_cast<u64>(value) > std::numeric_limits<T>::max())
      return errors_.report(node,
                            fmt::format("{} = {} is out of range, expected {}", full(key), value, expectation<T>()));
    out = static_cast<T>(value);
  }
  template <class T>
  void read(const toml::node& node, std::string_view key, std::vector<T>& out) {
    const toml::array* array = node.as_array();
    if (!array) return mismatch(node, key, expectation<std::vector<T>>());
    for (const toml::node& item : *array) read(item, fmt::format("{}[{}]", key, out.size()), out.emplace_back());
  }

  const toml::table& table_;
  std::string path_;
  TomlErrors& errors_;
  std::set<std::string> asked_;
};

}  // namespace egpulab::simulator
