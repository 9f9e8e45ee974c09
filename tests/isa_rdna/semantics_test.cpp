// What instructions compute, row by row (semantics/*.tsv), and that no executed instruction lacks a row.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "simulator/isa/rdna/level.hpp"
#include "simulator/isa/rdna/predecode.hpp"
#include "tests/isa_rdna/machine.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

struct Setting {
  std::string where;  // v3, s4, vcc, exec, scc, mode, m0, trapsts, lds+8, mem+16; after: stop, pc, lane, interrupt
  std::vector<u64> values;  // one: every lane; more: lanes 0, 1, ...
};
const std::map<std::string, Stop> stops{{"none", Stop::none}, {"link", Stop::link},   {"barrier", Stop::barrier},
                                        {"end", Stop::end},   {"fault", Stop::fault}, {"yield", Stop::yield},
                                        {"halt", Stop::halt}, {"clock", Stop::clock}, {"invalidate", Stop::invalidate}};
struct SemanticRow {
  std::string file;
  u32 line = 0;
  std::string text, source;
  std::vector<Setting> before, after;
  std::vector<u32> words;
  WaveSize wave = WaveSize::wave32;           // of files named *_wave64.tsv: wave64
  Generation generation = Generation::gfx11;  // of files named gfx12_*.tsv: gfx12
};

std::vector<Setting> settings(const std::string& field) {
  std::vector<Setting> all;
  std::istringstream in(field);
  for (std::string item; in >> item;) {
    Setting s{item.substr(0, item.find('=')), {}};
    std::istringstream values(item.substr(item.find('=') + 1));
    for (std::string v; std::getline(values, v, ',');)
      s.values.push_back(s.where == "stop" ? static_cast<u64>(stops.at(v)) : std::stoull(v, nullptr, 16));
    all.push_back(s);
  }
  return all;
}

// Columns, separated by tabs: instruction (or its words in hex and a comment, for what LLVM 19 cannot assemble),
// registers before, registers after, source of the expectation.
std::vector<SemanticRow> read_rows() {
  std::vector<SemanticRow> rows;
  std::vector<std::filesystem::path> files;
  for (const auto& f : std::filesystem::directory_iterator(EGPULAB_SOURCE_DIR "/tests/isa_rdna/semantics"))
    if (f.path().extension() == ".tsv") files.push_back(f.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::ifstream in(file);
    u32 number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (line.empty() || line[0] == '#') continue;
      std::vector<std::string> column;
      std::istringstream parts(line);
      for (std::string c; std::getline(parts, c, '\t');) column.push_back(c);
      if (column.size() != 4 || column[3].empty()) {
        ADD_FAILURE() << file << ":" << number << ": a row has four columns, the last one a source";
        continue;
      }
      SemanticRow row{file.filename().string(), number, column[0], column[3], settings(column[1]),
                      settings(column[2]),      {}};
      if (file.stem().string().ends_with("_wave64")) row.wave = WaveSize::wave64;
      if (row.file.starts_with("gfx12_")) row.generation = Generation::gfx12;
      std::istringstream words(column[0].starts_with("0x") ? column[0] : "");
      for (std::string w; words >> w && w != ";";) row.words.push_back(static_cast<u32>(std::stoul(w, nullptr, 16)));
      rows.push_back(row);
    }
  }
  return rows;
}

// Assembles the rows of one generation and wave size in one run of llvm-mc.
void assemble(const std::vector<SemanticRow*>& rows, const char* cpu, const char* features) {
  if (rows.empty()) return;
  const auto folder = std::filesystem::path(testing::TempDir());
  const auto in = folder / fmt::format("rdna_semantics_{}.s", ::getpid()),
             out = folder / fmt::format("rdna_semantics_{}.o", ::getpid());
  std::ofstream(in) << [&] {
    std::string s;
    for (const SemanticRow* r : rows) s += r->text + "\n";
    return s;
  }();
  const auto command =
      fmt::format("llvm-mc-19 -triple=amdgcn-amd-amdhsa -mcpu={} -mattr={} -show-encoding {} -o {} 2>&1", cpu, features,
                  in.string(), out.string());
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::ifstream listing(out);
  std::size_t n = 0;
  for (std::string line; std::getline(listing, line);) {
    const auto at = line.find("encoding: [");
    if (at == line.npos || n >= rows.size()) continue;
    std::vector<u8> bytes;
    std::istringstream list(line.substr(at + 11));
    for (std::string b; std::getline(list, b, ',');) bytes.push_back(static_cast<u8>(std::stoul(b, nullptr, 16)));
    rows[n]->words.resize(bytes.size() / 4);
    std::memcpy(rows[n]->words.data(), bytes.data(), rows[n]->words.size() * 4);
    ++n;
  }
  EXPECT_EQ(n, rows.size());
  std::filesystem::remove(in), std::filesystem::remove(out);
}
// False if there is no llvm-mc on this machine.
bool assemble(std::vector<SemanticRow>& rows) {
  if (std::system("command -v llvm-mc-19 > /dev/null 2>&1") != 0) return false;
  for (const Generation generation : {Generation::gfx11, Generation::gfx12})
    for (const WaveSize wave : {WaveSize::wave32, WaveSize::wave64}) {
      std::vector<SemanticRow*> wanted;
      for (SemanticRow& row : rows)
        if (row.generation == generation && row.wave == wave && row.words.empty()) wanted.push_back(&row);
      assemble(wanted, generation == Generation::gfx11 ? "gfx1100" : "gfx1201",
               wave == WaveSize::wave32 ? "+wavefrontsize32" : "-wavefrontsize32,+wavefrontsize64");
    }
  return true;
}

// One wave, its memory (at s[30:31]) and LDS, to run single instructions on.
class Bench {
 public:
  Bench(Generation generation, WaveSize wave_size)
      : generation_(generation), wave_size_(wave_size), wave_(std::make_unique<Wave>()), lds_(65536) {
    view_.space = &space_;
    view_.clear();
    base_ = space_.allocate(64 * KiB);
    wave_->v = wave_->banks[0].data();
    std::memset(wave_->s, 0, sizeof wave_->s);
    wave_->s[sreg::exec] = ~0u;
    wave_->wave64 = wave_size == WaveSize::wave64;
    if (wave_->wave64) wave_->s[sreg::exec + 1] = ~0u;
    wave_->s[30] = low32(base_), wave_->s[31] = high32(base_);
    wave_->s[36] = low32(base_), wave_->s[37] = high32(base_), wave_->s[38] = 4096, wave_->s[39] = 0x30016fac;
    wave_->s[sreg::shared_base + 1] = 0x20000000, wave_->s[sreg::private_base + 1] = 0x10000000;
    wave_->scratch_base = base_ + 32768;
    // The descriptor clang writes: denormals on, nearest even, DX10_CLAMP and for gfx11 IEEE.
    wave_->generation = generation;
    wave_->mode = generation == Generation::gfx11 ? 0x3f0 : 0x1f0 | mode::quiet_nans;
    wave_->group_waves = 2, barrier_.members = 2, wave_->barrier = &barrier_;
    wave_->memory = &view_, wave_->environment = &environment_;
    wave_->lds = lds_.data(), wave_->lds_size = 65536;
  }
  void set(const Setting& s) {
    for (u32 l = 0; l < 2 * lanes; ++l)
      store(s.where, l, static_cast<u32>(s.values[std::min<std::size_t>(l, s.values.size() - 1)]));
  }
  u64 get(const std::string& where, u32 lane) {
    if (where == "stop") return static_cast<u64>(wave_->stop);
    if (where == "pc") return pc_;
    if (where == "lane") return wave_->fault_lane;
    if (where == "interrupts") return environment_.interrupts.size();
    if (where == "interrupt") return environment_.interrupts.empty() ? ~u64{0} : environment_.interrupts.back();
    u32 value = 0;
    access(where, lane, value, false);
    return value;
  }
  void run(const std::vector<u32>& words) {
    constexpr u64 at = 0x1000;
    Block block;
    predecode(decoder(generation_).decode(words), at, wave_size_, tables(level()), block);
    pc_ = at + 4 * words.size();
    if (block.records.empty()) return;  // has no effect
    block.records.emplace_back();
    const Record* i = block.records.data();
    const Record* next = i->run(*wave_, i);
    if (!next && wave_->stop == Stop::link)
      pc_ = wave_->next_pc;
    else if (!next && wave_->next == i)
      pc_ = at;
  }

 private:
  void store(const std::string& where, u32 lane, u32 value) { access(where, lane, value, true); }
  void access(const std::string& where, u32 lane, u32& value, bool write) {
    const auto move = [&](u32& place) { write ? place = value : value = place; };
    const auto plus = where.find('+');
    if (where == "vcc") return move(wave_->s[sreg::vcc]);
    if (where == "exec") return move(wave_->s[sreg::exec]);
    if (where == "exec_hi") return move(wave_->s[sreg::exec + 1]);
    if (where == "vcc_hi") return move(wave_->s[sreg::vcc + 1]);
    if (where == "scc") return move(wave_->s[sreg::scc]);
    if (where == "m0") return move(wave_->s[sreg::m0]);
    if (where == "mode") {
      const u32 inner = wave_->mode & mode::quiet_nans;
      move(wave_->mode);
      return write ? void(wave_->mode |= inner) : void(value &= ~inner);
    }
    if (where == "trapsts") return move(wave_->trapsts);
    if (plus != where.npos) {
      if (lane) return;
      const u64 at = std::stoul(where.substr(plus + 1));
      if (where.starts_with("lds")) {
        write ? std::memcpy(lds_.data() + at, &value, 4) : std::memcpy(&value, lds_.data() + at, 4);
      } else if (write) {
        space_.write(base_ + at, &value, 4);
      } else {
        space_.read(base_ + at, &value, 4);
      }
      return;
    }
    const u32 n = static_cast<u32>(std::stoul(where.substr(1)));
    move(where[0] == 'v' ? wave_->banks[lane / lanes][n][lane % lanes] : wave_->s[n]);
  }

  Generation generation_;
  WaveSize wave_size_;
  Barrier barrier_;
  PagedSpace space_;
  QuietEnvironment environment_;
  MemoryView view_;
  u64 base_ = 0, pc_ = 0;
  std::unique_ptr<Wave> wave_;
  std::vector<std::byte> lds_;
};

TEST(RdnaSemantics, EveryRowHoldsAtEveryHostLevel) {
  auto rows = read_rows();
  if (!assemble(rows)) GTEST_SKIP() << "llvm-mc-19 is not installed";
  for (const Level host : available_levels()) {
    force_level(host);
    for (const SemanticRow& row : rows) {
      Bench bench(row.generation, row.wave);
      for (const Setting& s : row.before) bench.set(s);
      bench.run(row.words);
      for (const Setting& s : row.after)
        for (u32 l = 0; l < s.values.size(); ++l)
          EXPECT_EQ(fmt::format("{:x}", bench.get(s.where, l)), fmt::format("{:x}", s.values[l]))
              << row.file << ":" << row.line << ": " << row.text << ", " << s.where << " lane " << l << ", "
              << name(host) << ", by " << row.source;
    }
  }
}

TEST(RdnaSemantics, NoExecutedInstructionLacksARow) {
  auto rows = read_rows();
  if (!assemble(rows)) GTEST_SKIP() << "llvm-mc-19 is not installed";
  std::set<std::string> covered;
  for (const SemanticRow& row : rows) {
    const Instruction i = decoder(row.generation).decode(row.words);
    if (i.row) covered.insert(i.row->name);
    if (i.row_y) covered.insert(i.row_y->name);
  }
  std::string missing;
  u32 executed = 0, lacking = 0;
  for (const auto& family : tables(level()).families)
    for (const Row& row : family) {
      if (!row.run) continue;
      ++executed;
      // A VOPD half runs the handler of its VOP2 namesake, whose row speaks for it.
      std::string name = row.name;
      if (row.format == Format::vopd) name = "v_" + name.substr(7);
      if (!covered.contains(name) && !covered.contains(row.name)) ++lacking, missing += std::string(" ") + row.name;
    }
  fmt::print("{} semantic rows, {} executed instructions, {} without a row\n", rows.size(), executed, lacking);
  EXPECT_EQ(lacking, 0u) << "without a row in tests/isa_rdna/semantics:" << missing;
}

}  // namespace
}  // namespace egpulab::simulator::isa::rdna
