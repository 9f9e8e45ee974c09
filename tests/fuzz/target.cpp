// The list of targets that a program has.
#include "tests/fuzz/target.hpp"

namespace egpulab::fuzz {
namespace {

std::vector<Target>& list() {
  static std::vector<Target> all;
  return all;
}

}  // namespace

const std::vector<Target>& targets() { return list(); }

Registration::Registration(Target target) { list().push_back(target); }

}  // namespace egpulab::fuzz
