// A project's own pools: marked by [[norace::starts_thread]], or named in sinks.json.
#include <functional>
#include <future>
#include <mutex>
#include <utility>
#include <vector>

class Pool {
 public:
  void post([[norace::starts_thread]] std::function<void()> job);
  std::future<void> submit([[norace::starts_thread]] std::function<void()> job);
  template <class Job>
  void run([[norace::starts_thread, norace::joined]] Job&& job) {
    kept_ = std::forward<Job>(job);
    wait();
  }
  template <class Job>
  void on_each([[norace::starts_thread, norace::joined, norace::concurrent]] Job job) {
    kept_ = std::move(job);
    wait();
  }
  void wait();

 private:
  std::function<void()> kept_;
};
Pool& pool();
std::mutex mutex;

namespace app {
struct Executor {
  void execute(std::function<void()> job);
  void named(const char* name, std::function<void(int)> job);
};
void for_all(int count, std::function<void(int)> job);
void in_parallel(std::function<void()> one, std::function<void()> other);
Executor& executor();
}  // namespace app

void racy_posted() {
  int count = 0;
  pool().post([&count] { ++count; });  // RACE
  ++count;                             // RACE
  pool().wait();
}
void racy_posted_twice() {
  int count = 0;
  Pool& common = pool();
  common.post([&count] { ++count; });  // RACE
  common.post([&count] { ++count; });  // RACE
  common.wait();
}
void racy_outlives() {
  int count = 0;
  pool().post([&count] { ++count; });  // RACE
}
void racy_on_each() {
  int count = 0;
  pool().on_each([&count] { ++count; });  // RACE
}
void racy_before_get() {
  int count = 0;
  auto done = pool().submit([&count] { ++count; });  // RACE
  ++count;                                           // RACE
  done.get();
}
void racy_named_in_file() {
  int count = 0;
  app::executor().execute([&count] { ++count; });  // RACE
  ++count;                                         // RACE
}
void racy_second_argument() {
  int count = 0;
  app::executor().named("counter", [&count](int by) { count += by; });  // RACE
  ++count;                                                              // RACE
}
void racy_concurrent_in_file() {
  int count = 0;
  app::for_all(10, [&count](int) { ++count; });  // RACE
}
void racy_each_argument() {
  int count = 0;
  app::in_parallel([&count] { ++count; },   // RACE
                   [&count] { ++count; });  // RACE
}
void racy_one_locks() {
  int count = 0;
  pool().on_each([&count] {
    ++count;  // RACE
    std::lock_guard lock(mutex);
    ++count;  // RACE
  });
}

void fine_waited() {
  int count = 0;
  pool().post([&count] { ++count; });
  pool().wait();
  ++count;
}
void fine_got() {
  int count = 0;
  auto done = pool().submit([&count] { ++count; });
  done.get();
  ++count;
}
void fine_joined_before_it_returns() {
  int count = 0;
  pool().run([&count] { ++count; });
  ++count;
}
void fine_locked() {
  int count = 0;
  pool().on_each([&count] {
    std::lock_guard lock(mutex);
    ++count;
  });
  ++count;
}
void fine_only_reads() {
  const int count = 3;
  int sum = 0;
  app::executor().execute([&count] { (void)(count + 1); });
  sum += count;
  pool().wait();
}
void fine_own_element() {
  std::vector<int> squares(10);
  app::for_all(10, [&squares](int i) { squares[static_cast<std::size_t>(i)] = i * i; });
}
void fine_the_first_alone() {
  int first = 0;
  app::for_all(10, [&first](int i) {
    if (i == 0) first = 1;
  });
}
void fine_copies() {
  int count = 0;
  pool().on_each([count]() mutable { ++count; });
  ++count;
}
void fine_each_its_own() {
  int one = 0;
  int other = 0;
  app::in_parallel([&one] { ++one; }, [&other] { ++other; });
  one += other;
}
