// Words, packets and descriptors made of named fields: one declaration gives typed access, masks and names at run time.
//
//   using Header = Bits<32, Field<"OPCODE", 15, 8, Opcode>, Field<"COUNT", 29, 16>>;
//   Header h{"OPCODE"_f = Opcode::nop, "COUNT"_f = 3};      h["COUNT"_f] == 3;      h.matches("COUNT"_f == 3);
//
// Misuse does not compile: unknown field, overlapping fields, field outside the word, integer given to a field whose
// type is an enumeration, a constant too wide for its field. A run-time value too wide throws InvalidRequest.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "driver/base/types.hpp"

namespace egpulab::regs {

// A string as a template argument.
template <std::size_t N>
struct Name {
  char text[N]{};
  consteval Name(const char (&s)[N]) { std::copy_n(s, N, text); }
  constexpr std::string_view view() const { return {text, N - 1}; }
};

// What software may do with a field: w1c = reads state, writing 1 clears; wo = reads as 0.
enum class Access : u8 { rw, ro, wo, w1c };

// What `"ENABLE"_f = true` and `"ENABLE"_f == true` make.
template <Name N, class T>
struct Setting {
  T value;
};
template <Name N, class T>
struct Expectation {
  T value;
};

template <Name N>
struct FieldName {
  template <class T>
  constexpr Setting<N, T> operator=(T v) const {
    return {v};
  }
  template <class T>
  friend constexpr Expectation<N, T> operator==(FieldName, T v) {
    return {v};
  }
};
inline namespace literals {
template <Name N>
consteval FieldName<N> operator""_f() {
  return {};
}
}  // namespace literals

// Names a value of a field's enumeration; empty for a value without a name.
using ValueNamer = std::string_view (*)(u64);

// A field as run-time data: bits [high:low] of the word or descriptor.
struct FieldInfo {
  std::string_view name;
  u16 high, low;
  Access access;
  ValueNamer value_name;  // null unless the field's type is an enumeration with to_string()

  constexpr unsigned width() const { return high - low + 1u; }
  constexpr u64 max() const { return width() == 64 ? ~u64{0} : (u64{1} << width()) - 1; }
};

// Bits [High:Low], at most 64 of them, as the vendor writes them. T: bool for one bit, else u32 or u64, or an
// enumeration.
template <Name N, unsigned High, unsigned Low = High,
          class T = std::conditional_t<High == Low, bool, std::conditional_t<(High - Low < 32), u32, u64>>,
          Access A = Access::rw>
struct Field {
  static_assert(High >= Low && High - Low < 64, "a field is written [high:low] and has at most 64 bits");
  using type = T;
  static constexpr std::string_view name = N.view();
  static constexpr unsigned high = High, low = Low, width = High - Low + 1;
  static constexpr Access access = A;
  static constexpr u64 max = width == 64 ? ~u64{0} : (u64{1} << width) - 1;

  static constexpr FieldInfo info() {
    ValueNamer namer = nullptr;
    if constexpr (std::is_enum_v<T>)
      if constexpr (requires(T t) { to_string(t); })
        namer = [](u64 v) -> std::string_view { return to_string(static_cast<T>(v)); };
    return {name, High, Low, A, namer};
  }
};
template <Name N, unsigned Position, Access A = Access::rw>
using Bit = Field<N, Position, Position, bool, A>;
// A field that software may only read.
template <Name N, unsigned High, unsigned Low = High>
using ReadOnly = Field<N, High, Low, typename Field<N, High, Low>::type, Access::ro>;

// A field of word `Word` (counted from 0) of a packet or descriptor of 32-bit words; bits count within that word.
template <Name N, unsigned Word, unsigned High, unsigned Low = High,
          class T = std::conditional_t<High == Low, bool, std::conditional_t<(High - Low < 32), u32, u64>>>
using InWord = Field<N, 32 * Word + High, 32 * Word + Low, T>;

// A masked comparison with a word: what a wait polls for, as data.
struct MaskedValue {
  u64 mask = 0, value = 0;
  constexpr bool holds(u64 raw) const { return (raw & mask) == value; }
};

namespace detail {

template <unsigned Width>
using Raw =
    std::conditional_t<Width <= 32, u32, std::conditional_t<Width <= 64, u64, std::array<u32, (Width + 31) / 32>>>;

template <class R>
constexpr u64 extract(const R& raw, unsigned high, unsigned low) {
  const unsigned width = high - low + 1;
  const u64 mask = width == 64 ? ~u64{0} : (u64{1} << width) - 1;
  if constexpr (std::is_integral_v<R>) {
    return (static_cast<u64>(raw) >> low) & mask;
  } else {
    u64 v = 0;
    for (unsigned bit = low & ~31u; bit <= high; bit += 32)
      v |= bit >= low ? u64{raw[bit / 32]} << (bit - low) : u64{raw[bit / 32]} >> (low - bit);
    return v & mask;
  }
}

template <class R>
constexpr void insert(R& raw, unsigned high, unsigned low, u64 v) {
  const unsigned width = high - low + 1;
  const u64 mask = width == 64 ? ~u64{0} : (u64{1} << width) - 1;
  if constexpr (std::is_integral_v<R>) {
    raw = static_cast<R>((static_cast<u64>(raw) & ~(mask << low)) | ((v & mask) << low));
  } else {
    for (unsigned bit = low & ~31u; bit <= high; bit += 32) {
      const u64 m = bit >= low ? mask >> (bit - low) : mask << (low - bit);
      const u64 x = bit >= low ? (v & mask) >> (bit - low) : (v & mask) << (low - bit);
      raw[bit / 32] = (raw[bit / 32] & ~static_cast<u32>(m)) | static_cast<u32>(x);
    }
  }
}

template <unsigned Width, class... Fields>
consteval bool disjoint_and_inside() {
  if constexpr (Width <= 64) {
    u64 used = 0;
    bool good = true;
    const auto take = [&](unsigned high, unsigned low, u64 max) {
      if (high >= Width || (used & (max << low)) != 0)
        good = false;
      else
        used |= max << low;
    };
    (take(Fields::high, Fields::low, Fields::max), ...);
    return good;
  } else {
    std::array<bool, Width> used{};
    bool good = true;
    const auto take = [&](unsigned high, unsigned low) {
      for (unsigned b = low; b <= high; ++b) {
        if (b >= Width || used[b]) {
          good = false;
          return;
        }
        used[b] = true;
      }
    };
    (take(Fields::high, Fields::low), ...);
    return good;
  }
}

[[noreturn]] void value_out_of_range(std::string_view field, u64 value, unsigned width);

}  // namespace detail

// A word of `Width` bits (raw_type u32 or u64), or a descriptor of many words (raw_type array of u32, first word
// first; fields may straddle words).
template <unsigned Width, class... Fields>
class Bits {
 public:
  using raw_type = detail::Raw<Width>;
  static constexpr unsigned width = Width;

  constexpr Bits() = default;
  constexpr explicit Bits(raw_type raw) : raw_(raw) {}
  template <Name... N, class... T>
  requires(sizeof...(N) > 0) constexpr Bits(Setting<N, T>... s) { (set(s), ...); }

  constexpr const raw_type& raw() const { return raw_; }

  template <Name N>
  constexpr auto operator[](FieldName<N>) const {
    using F = decltype(find<N>());
    return static_cast<typename F::type>(detail::extract(raw_, F::high, F::low));
  }
  template <Name... N, class... T>
  constexpr bool matches(Expectation<N, T>... e) const {
    return ((detail::extract(raw_, decltype(find<N>())::high, decltype(find<N>())::low) ==
             checked<decltype(find<N>())>(e.value)) &&
            ...);
  }
  // Sets fields of this object.
  template <Name N, class T>
  constexpr void set(Setting<N, T> s) {
    using F = decltype(find<N>());
    detail::insert(raw_, F::high, F::low, checked<F>(s.value));
  }
  // The expectations as mask and value, for words only.
  template <Name... N, class... T>
  requires(Width <= 64) static constexpr MaskedValue expect(Expectation<N, T>... e) {
    MaskedValue m;
    ((m.mask |= decltype(find<N>())::max << decltype(find<N>())::low, m.value |= checked<decltype(find<N>())>(e.value)
                                                                                 << decltype(find<N>())::low),
     ...);
    return m;
  }
  // The bits of the fields with access `a`, for words only.
  static constexpr u64 mask([[maybe_unused]] Access a) requires(Width <= 64) {
    u64 m = 0;
    ((m |= Fields::access == a ? Fields::max << Fields::low : u64{0}), ...);
    return m;
  }
  static constexpr u64 mask() requires(Width <= 64) { return (u64{0} | ... | (Fields::max << Fields::low)); }
  template <Name N>
  static constexpr u64 mask(FieldName<N>) requires(Width <= 64) {
    return decltype(find<N>())::max << decltype(find<N>())::low;
  }
  template <Name N>
  static constexpr bool has(FieldName<N>) {
    return ((Fields::name == N.view()) || ...);
  }
  friend constexpr bool operator==(const Bits&, const Bits&) = default;

  static constexpr std::array<FieldInfo, sizeof...(Fields)> fields{Fields::info()...};

 protected:
  template <Name N>
  static consteval auto find() {
    constexpr std::size_t index = [] {
      std::size_t i = 0, found = sizeof...(Fields);
      ((Fields::name == N.view() ? found = i++ : i++), ...);
      return found;
    }();
    static_assert(index < sizeof...(Fields), "no field of that name in this register");
    return std::tuple_element_t<index, std::tuple<Fields...>>{};
  }

 private:
  static_assert(detail::disjoint_and_inside<Width, Fields...>(), "two fields overlap, or one lies outside the word");

  template <class F, class T>
  static constexpr u64 checked(T value) {
    static_assert(std::is_integral_v<T> || std::is_enum_v<T>, "a field's value is an integer or an enumerator");
    static_assert(std::is_same_v<T, typename F::type> || !std::is_enum_v<typename F::type>,
                  "this field takes its own enumeration");
    const auto v = static_cast<u64>(value);
    if (v > F::max) detail::value_out_of_range(F::name, v, F::width);
    return v;
  }

  raw_type raw_{};
};

// "{ACTIVE=1 QUEUE_SIZE=0x15}"; `words` is the value, first word first. Empty without fields.
std::string describe(std::span<const FieldInfo> fields, std::span<const u32> words);

template <unsigned Width, class... Fields>
std::string describe(const Bits<Width, Fields...>& value) {
  if constexpr (Width <= 32) {
    return describe(value.fields, std::span<const u32>(&value.raw(), 1));
  } else if constexpr (Width <= 64) {
    const std::array<u32, 2> words{low32(value.raw()), high32(value.raw())};
    return describe(value.fields, words);
  } else {
    return describe(value.fields, std::span<const u32>(value.raw()));
  }
}

}  // namespace egpulab::regs
