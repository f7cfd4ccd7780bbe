// A worker parks until it is needed.
#include <norace/norace.hpp>

#include <iostream>
#include <utility>

struct Shared {
  norace::Atomic<bool> ready{false};
  norace::Atomic<int> value{0};
};

int main() {
  auto shared = norace::Arc<Shared>::make();
  auto [tx, rx] = norace::channel<norace::Thread>();
  auto worker = norace::spawn(
      [](norace::Arc<Shared> s, norace::Sender<norace::Thread> me) {
        me.send(norace::current_thread());
        while (!s->ready.load(norace::Ordering::Acquire)) norace::park();
        return s->value.load(norace::Ordering::Relaxed);
      },
      shared, std::move(tx));
  const auto thread = rx.recv();
  shared->value.store(42, norace::Ordering::Relaxed);
  shared->ready.store(true, norace::Ordering::Release);
  thread->unpark();
  std::cout << worker.join() << '\n';
}
