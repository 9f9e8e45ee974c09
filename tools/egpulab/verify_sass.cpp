// `egpulab verify-sass`: our decoding and text of cubins against NVIDIA's disassembler, which the user has.
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <vector>

#include "driver/base/file.hpp"
#include "driver/nvidia/cubin_elf.hpp"
#include "simulator/isa/sass/disassemble.hpp"
#include "tools/egpulab/command.hpp"

extern char** environ;

namespace egpulab::tool {
namespace {

namespace sass = simulator::isa::sass;

struct VerifyOptions {
  std::string nvdisasm = "nvdisasm";
  std::vector<std::string> files;
};

// A file that goes when this does.
class TemporaryFile {
 public:
  explicit TemporaryFile(Bytes content) {
    path_ = (std::filesystem::temp_directory_path() / "egpulab-verify-XXXXXX").string();
    const int file = ::mkstemp(path_.data());
    if (file < 0) throw std::runtime_error(fmt::format("{}: {}", path_, std::strerror(errno)));
    ::close(file);
    std::ofstream(path_, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
  }
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// What a program prints; throws if it cannot be started or fails.
std::string output_of(std::vector<std::string> arguments) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error(fmt::format("pipe: {}", std::strerror(errno)));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  std::string text;
  char part[4096];
  for (ssize_t got; error == 0 && (got = ::read(ends[0], part, sizeof part)) > 0;)
    text.append(part, static_cast<std::size_t>(got));
  ::close(ends[0]);
  if (error != 0) throw InvalidRequest(fmt::format("--nvdisasm: {}: {}", arguments[0], std::strerror(error)));
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error(fmt::format("{} failed ({})", fmt::join(arguments, " "),
                                         WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status)));
  return text;
}

// Lines such as "        /*0010*/                   S2R R0, SR_TID.X ;": address and text.
std::map<u64, std::string> vendor_lines(std::string_view output) {
  std::map<u64, std::string> lines;
  while (!output.empty()) {
    const std::size_t length = std::min(output.find('\n'), output.size());
    std::string_view line = output.substr(0, length);
    output.remove_prefix(std::min(length + 1, output.size()));
    const std::size_t comment = line.find("/*"), behind = line.find("*/"), end = line.find(';');
    if (comment == line.npos || behind == line.npos || end == line.npos || end < behind) continue;
    const std::string_view number = line.substr(comment + 2, behind - comment - 2);
    u64 address = 0;
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), address, 16);
    if (error != std::errc{} || stop != number.data() + number.size()) continue;
    line = line.substr(behind + 2, end - behind - 1);
    line.remove_prefix(std::min(line.find_first_not_of(" \t{"), line.size()));
    lines[address] = line;
  }
  return lines;
}

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

std::string mnemonic_of(const std::string& text) {
  const std::size_t begin = text.starts_with('@') ? text.find(' ') + 1 : 0;
  return text.substr(begin, text.find_first_of(" .;", begin) - begin);
}

class Comparison {
 public:
  void compare(const std::string& where, Bytes code, u32 sm, const std::map<u64, std::string>& vendor) {
    for (u64 at = 0; at + sass::instruction_bytes <= code.size(); at += sass::instruction_bytes) {
      const sass::Word word{load<u64>(code, at), load<u64>(code, at + 8)};
      const std::string ours = sass::disassemble(word, at, static_cast<sass::SmVersion>(sm)).text;
      const auto theirs = vendor.find(at);
      const std::string& text = theirs == vendor.end() ? missing_ : theirs->second;
      const bool right = without_spaces(ours) == without_spaces(text);
      Count& count = counts_[mnemonic_of(text)];
      ++count.all;
      count.right += right;
      if (right) continue;
      if (count.first.empty())
        count.first = fmt::format("{} {:#x}: 0x{:016x}{:016x}\n    vendor: {}\n    ours:   {}", where, at, word.high,
                                  word.low, text, ours);
      if (first_.empty()) first_ = count.first;
    }
  }

  // Prints counts, and the first difference of every mnemonic that has one. True: none has.
  bool report() const {
    u64 right = 0, all = 0;
    for (const auto& [mnemonic, count] : counts_) {
      right += count.right;
      all += count.all;
    }
    if (!first_.empty()) fmt::print("first difference: {}\n", first_);
    for (const auto& [mnemonic, count] : counts_)
      if (count.right == count.all)
        fmt::print("{:<16} {:>8}\n", mnemonic, count.all);
      else
        fmt::print("{:<16} {:>8} of {}: {}\n", mnemonic, count.right, count.all, count.first);
    fmt::print("{} of {} instructions agree, {} mnemonics\n", right, all, counts_.size());
    return right == all;
  }

 private:
  struct Count {
    u64 right = 0, all = 0;
    std::string first;
  };
  std::map<std::string, Count> counts_;
  std::string first_;
  const std::string missing_ = "(nothing printed)";
};

bool verify(const VerifyOptions& options) {
  Comparison comparison;
  for (const std::string& name : options.files) {
    const auto file = read_file(name);
    if (!file) throw InvalidRequest(file.error().message);
    const auto elf = driver::nvidia::CubinElf::parse(name, *file);
    if (!elf) throw InvalidRequest(elf.error().message);
    // As raw code, section by section: so targets of branches print as numbers instead of labels.
    for (const auto& section : elf->sections()) {
      if (!section.is_code() || section.content.empty()) continue;
      const TemporaryFile code(section.content);
      const std::string output = output_of({options.nvdisasm, "--binary", fmt::format("SM{}", elf->sm()), code.path()});
      comparison.compare(fmt::format("{} {}", name, section.name), section.content, elf->sm(), vendor_lines(output));
    }
  }
  return comparison.report();
}

}  // namespace

void add_verify_sass(Program& program) {
  CLI::App* command = program.app.add_subcommand(
      "verify-sass", "Compare our disassembly of cubins with NVIDIA's nvdisasm, line by line");
  auto options = std::make_shared<VerifyOptions>();
  command->add_option("--nvdisasm", options->nvdisasm, "The tool, of CUDA 12.8 or later for sm_120")
      ->capture_default_str();
  command->add_option("files", options->files, "Cubins")->required();
  command->callback([&program, options] {
    if (!verify(*options)) program.status = failed;
  });
}

}  // namespace egpulab::tool
