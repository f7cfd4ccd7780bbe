//@ rule: E0515
// The function of with() is a coroutine: it comes back at its first co_await, and goes on after the unlock.
#include <coroutine>
#include <norace/norace.hpp>

struct Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
struct Later {
  std::coroutine_handle<>& slot;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) noexcept { slot = h; }
  void await_resume() const noexcept {}
};

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  std::coroutine_handle<> rest;
  auto later = [&rest](int& n) -> Detached {
    co_await Later{rest};
    ++n;
  };
  m->with(later);  // expected-error {{[E0515]}}
  auto handle = norace::spawn([](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& n) { ++n; }); }, m);
  rest.resume();
  handle.join();
}
//@ safe: m->with([](int& n) { ++n; }); later(*new int(0));
