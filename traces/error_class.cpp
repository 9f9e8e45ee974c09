// One table for the classes of driver/base/error.hpp.
#include "traces/error_class.hpp"

#include <array>
#include <type_traits>

namespace egpulab::traces {
namespace {

struct Row {
  ErrorClass error_class;
  std::string_view name;
  bool (*is)(const Error&);
  void (*raise)(const std::string&);
};
template <class E>
bool is(const Error& e) {
  if constexpr (std::is_same_v<E, Error>)
    return true;
  else
    return dynamic_cast<const E*>(&e) != nullptr;
}
template <class E>
constexpr Row row(ErrorClass c, std::string_view name) {
  return {c, name, is<E>, [](const std::string& message) { throw E(message); }};
}
constexpr std::array rows{
    row<LinkLost>(ErrorClass::link_lost, "LinkLost"),
    row<Timeout>(ErrorClass::timeout, "Timeout"),
    row<DeviceFault>(ErrorClass::device_fault, "DeviceFault"),
    row<FirmwareRejected>(ErrorClass::firmware_rejected, "FirmwareRejected"),
    row<LimitExceeded>(ErrorClass::limit_exceeded, "LimitExceeded"),
    row<InvalidRequest>(ErrorClass::invalid_request, "InvalidRequest"),
    row<Error>(ErrorClass::other, "Error"),  // last: all are Errors
};

const Row& row_of(ErrorClass c) {
  for (const Row& r : rows)
    if (r.error_class == c) return r;
  return rows.back();
}

}  // namespace

ErrorClass classify(const Error& error) {
  for (const Row& r : rows)
    if (r.is(error)) return r.error_class;
  return ErrorClass::other;
}

std::string_view to_string(ErrorClass c) { return row_of(c).name; }

void throw_as(ErrorClass c, const std::string& message) {
  row_of(c).raise(message);
  throw Error(message);
}

}  // namespace egpulab::traces
