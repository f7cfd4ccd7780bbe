// Qt through norace/with_qt.hpp. With REJECTED, what must not compile; unchecked, it races.
#include <norace/arc.hpp>
#include <norace/atomic.hpp>
#include <norace/task.hpp>
#include <norace/with_qt.hpp>

#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

using Sum = norace::Arc<norace::Atomic<long>>;

[[maybe_unused, gnu::noinline]] static void count(long& total) {
  total += 1;
  std::this_thread::sleep_for(std::chrono::milliseconds(1));  // so that several threads do it
}

int main() {
  const auto sum = Sum::make(0L);
  QThreadPool threads;
  threads.setMaxThreadCount(3);
  const norace::QtPool pool(threads);
  for (int i = 1; i <= 1000; ++i)
    pool.start(
        norace::task([](Sum s, int by) { s->fetch_add(by, norace::Ordering::Relaxed); }, sum, i));
  pool.start([] {}, 1);
  threads.waitForDone();
  std::printf("%ld\nnothing\n", sum->load(norace::Ordering::Relaxed));
  std::vector<long> numbers(100'000, 1);
  norace::qt_for_each(numbers, [](long& n) { n += 1; });
  long all = 0;
  for (const long n : numbers) all += n;
  std::printf("%ld\n", all);
#ifdef REJECTED
  long total = 0;
  for (int i = 0; i < 100; ++i) pool.start([&] { count(total); });                // [E0373]
  pool.start(norace::task([](std::vector<long>* v) { (*v)[0] = 1; }, &numbers));  // [E0521]
  threads.waitForDone();
  numbers.resize(20);
  norace::qt_for_each(numbers, [&](long&) { count(total); });  // [E0373]
#endif
}
