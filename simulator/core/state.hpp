// How simulated state is saved, restored and hashed: one `visit` per block names every field once, in a fixed order.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "driver/base/types.hpp"

namespace egpulab::simulator {

// A block's state is what its `visit(StateVisitor&)` visits; caches and statistics stay out. The same function saves
// (the visitor reads the fields), restores (it writes them) and hashes.
class StateVisitor {
 public:
  virtual ~StateVisitor() = default;
  // Saves from or restores into `bytes`, whose size is the same both times.
  virtual void raw(MutableBytes bytes) = 0;
  virtual bool restoring() const = 0;
  // Called before a container grows to `items` while restoring, so that a damaged count is refused, not allocated.
  virtual void expect_items(u64 /*items*/) {}

  template <class T>
  void operator()(T& field) {
    if constexpr (requires { field.visit(*this); }) {
      field.visit(*this);
    } else {
      static_assert(std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>,
                    "padding or pointers would make the state differ between runs: give the type a visit()");
      raw(as_writable_bytes(field));
    }
  }
  void operator()(bool& field) {
    u8 v = field;
    (*this)(v);
    field = v != 0;
  }
  void operator()(double& field) { raw(as_writable_bytes(field)); }
  void operator()(Nanoseconds& field) {
    i64 v = field.count();
    (*this)(v);
    field = Nanoseconds{v};
  }
  void operator()(std::string& field) { sequence(field); }
  template <class T>
  void operator()(std::vector<T>& field) {
    sequence(field);
  }
  template <class T>
  void operator()(std::deque<T>& field) {
    sequence(field);
  }
  template <class T, std::size_t N>
  void operator()(std::array<T, N>& field) {
    if constexpr (std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>)
      raw(std::as_writable_bytes(std::span<T>(field)));
    else
      for (T& item : field) (*this)(item);
  }
  template <class T>
  void operator()(std::optional<T>& field) {
    bool present = field.has_value();
    (*this)(present);
    if (restoring()) {
      if (present && !field) field.emplace();
      if (!present) field.reset();
    }
    if (present) (*this)(*field);
  }
  template <class K, class V>
  void operator()(std::map<K, V>& field) {
    u64 size = field.size();
    (*this)(size);
    if (!restoring()) {
      for (auto& [key, value] : field) {
        K copy = key;
        (*this)(copy);
        (*this)(value);
      }
      return;
    }
    expect_items(size);
    field.clear();
    for (u64 i = 0; i < size; ++i) {
      K key{};
      (*this)(key);
      (*this)(field[key]);
    }
  }

 private:
  template <class S>
  void sequence(S& field) {
    using T = typename S::value_type;
    u64 size = field.size();
    (*this)(size);
    if (restoring()) {
      expect_items(size);
      field.resize(size);
    }
    if constexpr (requires { field.data(); } && std::is_trivially_copyable_v<T> &&
                  std::has_unique_object_representations_v<T>)
      raw(std::as_writable_bytes(std::span<T>(field)));
    else
      for (T& item : field) (*this)(item);
  }
};

}  // namespace egpulab::simulator
