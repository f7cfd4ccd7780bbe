// Asio through norace/with_asio.hpp. With REJECTED, what must not compile; unchecked, it races.
#include <norace/arc.hpp>
#include <norace/atomic.hpp>
#include <norace/rc.hpp>
#include <norace/task.hpp>
#include <norace/with_asio.hpp>

#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
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
  std::vector<long> numbers(1);
  boost::asio::thread_pool threads(3);
  const norace::AsioExecutor pool(threads.get_executor());
  const norace::AsioExecutor strand(boost::asio::make_strand(threads));
  const auto add = [](Sum s, int by) { s->fetch_add(by, norace::Ordering::Relaxed); };
  for (int i = 1; i <= 500; ++i) {
    pool.post(norace::task(add, sum, i));
    strand.dispatch(norace::task(add, sum, 500 + i));
  }
  pool.defer([] {});
#ifdef REJECTED
  long total = 0;
  const auto shared = norace::Rc<int>::make(1);
  for (int i = 0; i < 100; ++i) pool.post([&] { count(total); });                    // [E0373]
  pool.dispatch(norace::task([](std::vector<long>* v) { (*v)[0] = 1; }, &numbers));  // [E0521]
  strand.post(norace::task([](norace::Rc<int>) {}, shared));                         // [E0277]
#endif
  threads.join();
  std::printf("%ld\nnothing\n200000\n", sum->load(norace::Ordering::Relaxed));
}
