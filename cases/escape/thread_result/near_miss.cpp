// A function that returns a pointer may be run in place.
#include <norace/norace.hpp>

#include <memory>

int main() {
  auto handle = norace::spawn([] { return std::make_unique<int>(0); });
  return *handle.join();
}
