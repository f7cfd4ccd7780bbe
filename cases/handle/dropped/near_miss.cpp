// What is dropped on purpose says so.
#include <norace/norace.hpp>

int main() {
  norace::spawn([] {}).detach();
  norace::spawn([] {}).join();
  static_cast<void>(norace::spawn([] {}));
}
