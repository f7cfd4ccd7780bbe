//@ rule: E0277
// An awaiter that looks at itself once it has given the coroutine to a thread, which may have gone on.
#include <norace/norace.hpp>
#include <norace/async.hpp>

#include <coroutine>
#include <thread>

struct OnThread {
  long tries = 0;
  static bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    std::thread([handle] { handle.resume(); }).detach();
    tries += 1;
  }
  long await_resume() const { return tries; }
};

norace::Task<long> hop() {
  OnThread hop;
  for (int i = 0; i < 100; ++i) co_await OnThread();  // expected-error {{[E0277]}}
  co_return hop.tries;
}

int main() { return norace::block_on(hop()) == 0 ? 0 : 1; }
//@ safe: for (int i = 0; i < 100; ++i) co_await [](int n) -> norace::Task<int> { co_return n; }(i);
