// What the writer releases, the reader acquires.
#include <norace/norace.hpp>

#include <iostream>
#include <string>

int main() {
  auto ready = norace::Arc<norace::Atomic<bool>>::make(false);
  auto text = norace::Arc<norace::OnceLock<std::string>>::make();
  auto writer = norace::spawn(
      [](norace::Arc<norace::OnceLock<std::string>> to, norace::Arc<norace::Atomic<bool>> flag) {
        static_cast<void>(to->set("written"));
        flag->store(true, norace::Ordering::Release);
      },
      text, ready);
  while (!ready->load(norace::Ordering::Acquire)) norace::yield_now();
  std::cout << *text->get() << '\n';
  writer.join();
}
