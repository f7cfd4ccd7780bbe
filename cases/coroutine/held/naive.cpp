//@ rule: E0277
//@ needs: statics-plugin
// The RefMut sleeps with the coroutine, and another thread wakes it.
#include <norace/norace.hpp>

#include <thread>

#include "../job.hpp"

Job add(norace::Rc<norace::RefCell<int>> cell) {
  auto value = cell->borrow_mut();
  *value += 1;
  co_await std::suspend_always();  // expected-error {{[E0277]}}
  *value += 1;
}

int main() {
  auto cell = norace::Rc<norace::RefCell<int>>::make(0);
  Job job = add(cell);
  std::thread other([&] { job.wake(); });
  const bool is_free = cell->try_borrow().has_value();
  other.join();
  return is_free ? 1 : 0;
}
