// A queue of std::function that takes checked tasks only, and two threads that empty it.
#include <norace/norace.hpp>
#include <norace/task.hpp>

#include <functional>
#include <iostream>
#include <utility>
#include <vector>

class Queue {
 public:
  template <class R, class F, class... Args>
  void push(norace::OnceTask<R, F, Args...> task) const {
    auto jobs = jobs_.lock();
    jobs->push_back(std::move(task));
  }
  void run() const {
    for (;;) {
      std::function<void()> next;
      {
        auto jobs = jobs_.lock();
        if (jobs->empty()) return;
        next = std::move(jobs->back());
        jobs->pop_back();
      }
      next();
    }
  }

 private:
  norace::Mutex<std::vector<std::function<void()>>> jobs_;
};
template <>
inline constexpr bool norace::unsafe_send<Queue> = true;  // push() takes what task() has checked
template <>
inline constexpr bool norace::unsafe_sync<Queue> = true;

int main() {
  const Queue queue;
  auto sum = norace::Arc<norace::Mutex<int>>::make(0);
  for (int i = 1; i <= 100; ++i)
    queue.push(norace::task([](norace::Arc<norace::Mutex<int>> s, int by) { *s->lock() += by; }, sum, i));
  norace::scope([&](norace::Scope& s) {
    const auto work = [](const Queue& q) { q.run(); };
    s.spawn(work, norace::borrow(queue));
    s.spawn(work, norace::borrow(queue));
  });
  std::cout << sum->with([](int& n) { return n; }) << '\n';
}
