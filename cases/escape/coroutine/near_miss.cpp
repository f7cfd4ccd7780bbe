// A coroutine that calls with(), and a function of with() that returns at its end.
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

Detached add(norace::Arc<norace::Mutex<int>> m, std::coroutine_handle<>& slot) {
  m->with([](int& n) { ++n; });
  co_await Later{slot};
  m->with([](int& n) { ++n; });
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  std::coroutine_handle<> rest;
  add(m, rest);
  rest.resume();
  return m->with([](int& n) { return n; }) == 2 ? 0 : 1;
}
