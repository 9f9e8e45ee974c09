// What two sides agree on, instruction by instruction and kernel by kernel, and its forms for people and for files.
#pragma once

#include <string>
#include <vector>

#include "tools/crosscheck/side.hpp"

namespace egpulab::tool {

struct Agreement {
  std::string name;     // "add.rn.f32", "k01_basic vadd"
  u64 compared = 0;     // results
  u64 same = 0;         // of them, bit for bit
  std::string digest;   // of the first side's results
  std::string problem;  // the first difference, or why one side could not run it
  bool complete() const { return problem.empty() && same == compared; }
};
struct CrossCheck {
  std::string first, second;  // names of the sides
  u32 sm = 0;
  std::vector<Agreement> instructions, kernels;
};

struct CrossCheckOptions {
  u64 seed = 1;
  std::string only;  // names that contain this
};
// Runs every instruction form and every case of the corpus for the sides' architecture on both. Results of the corpus
// that depend on scheduling are judged by their case's rules instead, on each side.
CrossCheck cross_check(Side& first, Side& second, const CrossCheckOptions& options);

// A row per instruction whose results differ, and the sums.
std::string table_of(const CrossCheck& check);
// The compact fixture: sides, driver version, and each name with its count and digest.
std::string json_of(const CrossCheck& check);
// Compares one side with a fixture written earlier: what json_of gave.
Parsed<CrossCheck> check_against_fixture(Side& side, std::string_view json, const CrossCheckOptions& options);

}  // namespace egpulab::tool
