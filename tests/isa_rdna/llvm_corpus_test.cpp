// Text against LLVM 22's own tests of assembler and disassembler: for each encoding, wave size and handling of 16-bit
// registers our text must be one of those that the corpus has. Skipped without the shared data.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "simulator/isa/rdna/decode.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

struct Corpus {
  Generation generation;
  const char* file;
};
void PrintTo(const Corpus& c, std::ostream* out) { *out << c.file; }

std::filesystem::path shared() {
  const char* given = std::getenv("EGPULAB_SHARED");
  return given ? given : EGPULAB_SOURCE_DIR "/../shared";
}

// The lines of a gzip file.
std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::vector<std::string> lines;
  FILE* pipe = ::popen(("gzip -dc '" + path.string() + "'").c_str(), "r");
  if (!pipe) return lines;
  std::string line;
  std::array<char, 4096> part;
  while (std::fgets(part.data(), part.size(), pipe)) {
    line += part.data();
    if (line.back() != '\n') continue;
    line.pop_back();
    lines.push_back(std::move(line));
    line.clear();
  }
  ::pclose(pipe);
  return lines;
}
std::vector<std::string> split(const std::string& line, char at) {
  std::vector<std::string> columns;
  std::istringstream in(line);
  for (std::string c; std::getline(in, c, at);) columns.push_back(c);
  return columns;
}

// Encodings where LLVM 22 and we differ, by a part of its text (after ^: its beginning): part<TAB>reason.
struct Exception {
  std::string part, reason;
  u32 uses = 0;
  bool fits(const std::string& text) const {
    return part[0] == '^' ? text.starts_with(part.substr(1)) : text.find(part) != std::string::npos;
  }
};
std::vector<Exception> read_exceptions() {
  std::vector<Exception> all;
  std::ifstream in(EGPULAB_SOURCE_DIR "/tests/isa_rdna/llvm_corpus_exceptions.tsv");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto columns = split(line, '\t');
    if (columns.size() != 2)
      ADD_FAILURE() << "an exception has a part of a text and a reason: " << line;
    else
      all.push_back({columns[0], columns[1]});
  }
  return all;
}

// Spelling that the assembler leaves open: case, blanks.
std::string plain(const std::string& text) {
  std::string s;
  for (const char c : text)
    if (c != ' ' || !(s.empty() || s.back() == ' ' || s.back() == ',')) s += static_cast<char>(std::tolower(c));
  while (!s.empty() && s.back() == ' ') s.pop_back();
  return s;
}
void replace_words(std::string& s, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = s.find(from, at)) != s.npos; at += to.size()) {
    const std::size_t end = at + from.size();
    if (end >= s.size() || !std::isalnum(s[end])) s.replace(at, from.size(), to);
  }
}
// What the two ways of writing 16-bit operands have in common: v1.l is v1; v1.h is v129 in the short forms, and v1 with
// op_sel in the long ones, where not every instruction prints op_sel in the fake16 way; constants of 16-bit integers
// are floats to one and hexadecimal to the other.
std::string without_halves(const std::string& text, bool is_short, bool is_long) {
  const std::string s = plain(text);
  std::string out;
  for (std::size_t n = 0; n < s.size();) {
    std::size_t end = n + 1;
    if (s[n] == 'v' && (n == 0 || !std::isalnum(s[n - 1]))) {
      while (end < s.size() && std::isdigit(s[end])) ++end;
      if (end > n + 1 && end + 1 < s.size() && s[end] == '.' && (s[end + 1] == 'l' || s[end + 1] == 'h')) {
        const u32 number = static_cast<u32>(std::stoul(s.substr(n + 1, end - n - 1)));
        out += fmt::format("v{}", number + (is_short && s[end + 1] == 'h' ? 128 : 0));
        n = end + 2;
        continue;
      }
    }
    out += s.substr(n, end - n);
    n = end;
  }
  if (const auto at = out.find(" op_sel:["); is_long && at != out.npos) out.erase(at, out.find(']', at) - at + 1);
  static constexpr std::pair<const char*, const char*> constants[] = {
      {"0x3800", "0.5"},  {"0xb800", "-0.5"}, {"0x3c00", "1.0"},  {"0xbc00", "-1.0"},      {"0x4000", "2.0"},
      {"0xc000", "-2.0"}, {"0x4400", "4.0"},  {"0xc400", "-4.0"}, {"0x3118", "0.15915494"}};
  for (const auto& [hexadecimal, number] : constants) replace_words(out, hexadecimal, number);
  return out;
}
bool agree(const std::string& ours, const std::string& theirs, const Instruction& i, bool is_short) {
  if (plain(ours) == plain(theirs)) return true;
  const bool is_long = i.format == Format::vop3;
  return without_halves(ours, is_short, is_long) == without_halves(theirs, is_short, is_long);
}

bool is_short_form(const Instruction& i) {
  return i.format == Format::vop1 || i.format == Format::vop2 || i.format == Format::vopc;
}

class LlvmCorpus : public testing::TestWithParam<Corpus> {};

TEST_P(LlvmCorpus, HasOurTextForEveryEncoding) {
  const auto path = shared() / "data/amd/isa" / GetParam().file;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  struct Texts {
    std::set<std::string> canonical, written;  // by the disassembler; in assembler sources
  };
  std::map<std::pair<std::string, std::string>, Texts> corpus;  // by encoding and wave size
  for (const std::string& line : lines_of(path)) {
    const auto c = split(line, '\t');
    if (c.size() < 6 || line[0] == '#' || c[1].find("/*") != std::string::npos) continue;
    Texts& texts = corpus[{c[0], c[2]}];
    (c[5] == "Disassembler" ? texts.canonical : texts.written).insert(c[1]);
  }
  auto exceptions = read_exceptions();
  const Decoder& d = decoder(GetParam().generation);
  u32 same = 0, graphics = 0, excepted = 0, differ = 0;
  std::ofstream report;
  if (const char* to = std::getenv("EGPULAB_CORPUS_REPORT")) report.open(to, std::ios::app);
  for (const auto& [key, texts] : corpus) {
    std::vector<u32> words(5);
    const std::size_t bytes = std::min<std::size_t>(key.first.size() / 2, 20);
    for (std::size_t n = 0; n < bytes; ++n)
      reinterpret_cast<u8*>(words.data())[n] = static_cast<u8>(std::stoul(key.first.substr(2 * n, 2), nullptr, 16));
    words.resize((bytes + 3) / 4);
    const Instruction i = d.decode(words);
    const auto& wanted = texts.canonical.empty() ? texts.written : texts.canonical;
    if (is_graphics(i)) {
      ++graphics;
      continue;
    }
    std::vector<std::string> ours;
    if (key.second != "64") ours.push_back(text(i, WaveSize::wave32));
    if (key.second != "32") ours.push_back(text(i, WaveSize::wave64));
    const bool is_short = is_short_form(i), whole = i.row && i.size == bytes;
    bool found = false;
    for (const std::string& theirs : wanted)
      for (const std::string& s : ours) found |= whole && agree(s, theirs, i, is_short);
    if (found) {
      ++same;
      continue;
    }
    bool known = false;
    for (Exception& e : exceptions)
      for (const std::string& theirs : wanted)
        if (!known && e.fits(theirs)) known = true, ++e.uses;
    excepted += known, differ += !known;
    if (known) continue;
    if (report)
      report << GetParam().file << "\t" << key.first << "\t" << *wanted.begin() << "\t" << ours[0] << "\t" << i.size
             << "\n";
    if (differ <= 20)
      ADD_FAILURE() << fmt::format("{} wave{}: ours \"{}\", theirs \"{}\"", key.first, key.second, ours[0],
                                   *wanted.begin());
  }
  fmt::print("{}: {} encodings and wave sizes, {} texts equal, {} of graphics, {} excepted, {} differ\n",
             GetParam().file, corpus.size(), same, graphics, excepted, differ);
  for (const Exception& e : exceptions)
    if (e.uses) fmt::print("  excepted {:5}: {} ({})\n", e.uses, e.part, e.reason);
  EXPECT_EQ(differ, 0u);
}

INSTANTIATE_TEST_SUITE_P(Rdna, LlvmCorpus,
                         testing::Values(Corpus{Generation::gfx11, "llvm22_mc_gfx11_pairs.tsv.gz"},
                                         Corpus{Generation::gfx12, "llvm22_mc_gfx12_pairs.tsv.gz"}),
                         [](const auto& c) { return c.param.generation == Generation::gfx11 ? "gfx11" : "gfx12"; });

}  // namespace
}  // namespace egpulab::simulator::isa::rdna
