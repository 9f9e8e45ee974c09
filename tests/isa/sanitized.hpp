// Whether this is a build with AddressSanitizer, in which tests of many rounds run fewer.
#pragma once

namespace egpulab::simulator::isa {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
inline constexpr bool sanitized = __has_feature(address_sanitizer);
#else
inline constexpr bool sanitized = false;
#endif

}  // namespace egpulab::simulator::isa
