// oneTBB through norace/with_tbb.hpp. With REJECTED, what must not compile; unchecked, it races.
#include <norace/arc.hpp>
#include <norace/atomic.hpp>
#include <norace/borrow.hpp>
#include <norace/lending.hpp>
#include <norace/task.hpp>
#include <norace/with_tbb.hpp>

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <thread>
#include <vector>

using Sum = norace::Arc<norace::Atomic<long>>;

[[maybe_unused, gnu::noinline]] static void count(long& total) {
  total += 1;
  std::this_thread::sleep_for(std::chrono::milliseconds(1));  // so that several threads do it
}

int main() {
  const auto sum = Sum::make(0L);
  {
    norace::TbbGroup group;
    for (int i = 1; i <= 1000; ++i)
      group.run(
          norace::task([](Sum s, int by) { s->fetch_add(by, norace::Ordering::Relaxed); }, sum, i));
    group.run([] {});
    group.wait();
    std::printf("%ld\n", sum->load(norace::Ordering::Relaxed));
    group.run([] { throw std::runtime_error("thrown"); });
    try {
      group.wait();
    } catch (const std::runtime_error& e) {
      std::printf("%s\n", e.what());
    }
  }
  std::vector<long> numbers(100'000, 1);
  norace::tbb_for_each(numbers, [](long& n) { n += 1; });
  const norace::Atomic<long> all(0L);
  norace::tbb_for_each(numbers, norace::lending(
                                    [](const long& n, const norace::Atomic<long>& to) {
                                      to.fetch_add(n, norace::Ordering::Relaxed);
                                    },
                                    norace::borrow(all)));
  std::printf("%ld\n", all.load(norace::Ordering::Relaxed));
#ifdef REJECTED
  long total = 0;
  norace::TbbGroup group;
  for (int i = 0; i < 100; ++i) group.run([&] { count(total); });                // [E0373]
  group.run(norace::task([](std::vector<long>* v) { (*v)[0] = 1; }, &numbers));  // [E0521]
  group.wait();
  numbers.resize(20);
  norace::tbb_for_each(numbers, [&](long&) { count(total); });  // [E0373]
#endif
}
