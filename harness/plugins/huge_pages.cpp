/// Preloaded into a GCC that uses a precompiled header (LD_PRELOAD): its 80 MB arrive in huge
/// pages.
///
/// GCC maps the header privately and writes all over it: a page fault and a copy for each 4 KiB
/// that it touches, more than half of the time of such a compile. Here the mapping is anonymous
/// memory in huge pages, read at once. Same address, same bytes; where there are no huge pages it
/// is the same memory in small ones. Every other mapping goes to the kernel as it is.

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

namespace {

/// Nothing but a precompiled header is mapped like this, private and writable, at such a size.
constexpr std::size_t kLarge = std::size_t{16} << 20U;

void* kernel_mmap(void* address, std::size_t length, int protection, int flags, int file,
                  off_t offset) {
  return reinterpret_cast<void*>(
      ::syscall(SYS_mmap, address, length, protection, flags, file, offset));
}

/// Fills the memory from the file as a mapping would: what lies behind the file's end stays zero.
bool read_all(char* memory, std::size_t length, int file, off_t offset) {
  for (std::size_t done = 0; done < length;) {
    const ssize_t got =
        ::pread(file, memory + done, length - done, offset + static_cast<off_t>(done));
    if (got < 0) return false;
    if (got == 0) return true;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

extern "C" void* mmap(void* address, std::size_t length, int protection, int flags, int file,
                      off_t offset) noexcept {
  const bool is_header =
      file >= 0 && length >= kLarge && (protection & PROT_WRITE) != 0 && (flags & MAP_PRIVATE) != 0;
  if (!is_header) return kernel_mmap(address, length, protection, flags, file, offset);
  void* const memory = kernel_mmap(address, length, protection, flags | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return memory;
  ::madvise(memory, length, MADV_HUGEPAGE);
  if (read_all(static_cast<char*>(memory), length, file, offset)) return memory;
  ::munmap(memory, length);
  return kernel_mmap(address, length, protection, flags, file, offset);
}

extern "C" void* mmap64(void* address, std::size_t length, int protection, int flags, int file,
                        off_t offset) noexcept {
  return mmap(address, length, protection, flags, file, offset);
}
