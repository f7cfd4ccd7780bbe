//@ rule: E0505
//@ needs: statics-plugin
// The last owner of the Mutex goes to a thread, which drops it under the guard that is held here.
#include <norace/norace.hpp>

#include <chrono>
#include <thread>
#include <utility>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto guard = m->lock();
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>>) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));  // else it may be gone at once
      },
      std::move(m));  // expected-error {{[E0505]}}
  *guard = 1;
  handle.join();
}
