// The program run from a test: what it prints and how it ends.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

namespace egpulab::tool {

struct Outcome {
  int status;
  std::string text;  // standard output and error
};

// The program under way; its output is read as it comes.
class Running {
 public:
  explicit Running(const std::string& arguments)
      : pipe_(popen((EGPULAB_PROGRAM " " + arguments + " 2>&1").c_str(), "r")) {}
  // Reads to the line that holds `text`, or to the end.
  bool says(const std::string& text) {
    for (std::array<char, 4096> line; std::fgets(line.data(), line.size(), pipe_);) {
      text_ += line.data();
      if (std::string(line.data()).find(text) != std::string::npos) return true;
    }
    return false;
  }
  Outcome end() {
    says("\n\n");
    return {WEXITSTATUS(pclose(pipe_)), text_};
  }

 private:
  FILE* pipe_;
  std::string text_;
};

inline Outcome egpulab(const std::string& arguments) { return Running(arguments).end(); }

}  // namespace egpulab::tool
