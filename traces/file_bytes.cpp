// Mapping by POSIX, which Linux and macOS share.
#include "traces/file_bytes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace egpulab::traces {

Parsed<FileBytes> FileBytes::map(const std::filesystem::path& file) {
  const auto fail = [&] { return refuse(fmt::format("{}: cannot be read: {}", file.string(), std::strerror(errno))); };
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail();
  struct stat facts {};
  const bool known = ::fstat(fd, &facts) == 0;
  const auto size = static_cast<std::size_t>(facts.st_size);
  FileBytes result;
  Parsed<FileBytes> answer = refuse({});
  if (!known) {
    answer = fail();
  } else if (!S_ISREG(facts.st_mode)) {
    answer = refuse(fmt::format("{}: is not a regular file", file.string()));
  } else if (size == 0) {  // which mmap refuses
    answer = std::move(result);
  } else if (void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0); at == MAP_FAILED) {
    answer = fail();
  } else {
    result.mapped_ = {static_cast<const std::byte*>(at), size};
    answer = std::move(result);
  }
  ::close(fd);
  return answer;
}

FileBytes::FileBytes(FileBytes&& other) noexcept
    : owned_(std::move(other.owned_)), mapped_(std::exchange(other.mapped_, {})) {}

FileBytes& FileBytes::operator=(FileBytes&& other) noexcept {
  std::swap(owned_, other.owned_);
  std::swap(mapped_, other.mapped_);
  return *this;
}

FileBytes::~FileBytes() {
  if (mapped_.data()) ::munmap(const_cast<std::byte*>(mapped_.data()), mapped_.size());
}

}  // namespace egpulab::traces
