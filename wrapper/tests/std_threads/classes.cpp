// Members: through this, through an object, through a base, a lambda in the constructor, a
// callback.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "run.hpp"

class Progress {
 public:
  void start() {
    thread_ = std::thread([this] {                 // RACE
      for (int i = 0; i < 100; ++i) percent_ = i;  // RACE
    });
  }
  int percent() const {
    return percent_;  // RACE
  }
  void wait() { thread_.join(); }

 private:
  int percent_ = 0;
  std::thread thread_;
};
void racy_getter_of_a_running_job() {
  Progress job;
  job.start();                            // RACE
  std::printf("%d %%\n", job.percent());  // RACE
  job.wait();
}

class Register {
 public:
  void enter(int n) {
    const std::lock_guard lock(mutex_);
    entries_.push_back(n);  // RACE
  }
  bool empty() const {
    return entries_.empty();  // RACE
  }

 private:
  mutable std::mutex mutex_;
  std::vector<int> entries_;
};
void racy_unlocked_getter() {
  Register all;
  std::thread writer([&all] { all.enter(1); });  // RACE
  if (all.empty()) std::puts("empty");           // RACE
  writer.join();
}

struct Tally {
  void add(int n) {
    sum += n;  // RACE
  }
  int sum = 0;
};
void racy_member_function_as_the_body() {
  Tally tally;
  std::thread first(&Tally::add, &tally, 1);   // RACE
  std::thread second(&Tally::add, &tally, 2);  // RACE
  first.join();
  second.join();
}

class Pump {
 public:
  void run_both() {
    std::thread in([this] { pull(); });   // RACE
    std::thread out([this] { push(); });  // RACE
    in.join();
    out.join();
  }

 private:
  void pull() {
    ++level_;  // RACE
  }
  void push() {
    --level_;  // RACE
  }
  int level_ = 0;
};
void racy_two_methods_of_one_object() {
  Pump pump;
  pump.run_both();
}

class Cache {
 public:
  int get() const {
    if (!known_) {    // RACE
      value_ = 42;    // RACE
      known_ = true;  // RACE
    }
    return value_;  // RACE
  }

 private:
  mutable bool known_ = false;
  mutable int value_ = 0;
};
void racy_const_method_with_mutable_members() {
  const Cache cache;
  std::thread other([&cache] { std::printf("%d\n", cache.get()); });  // RACE
  std::printf("%d\n", cache.get());                                   // RACE
  other.join();
}

struct Shape {
  int sides = 0;
};
struct Square : Shape {
  void grow() {
    sides += 1;  // RACE
  }
};
void racy_member_of_the_base() {
  Square square;
  Shape& base = square;
  std::thread worker([&square] { square.grow(); });  // RACE
  base.sides = 4;                                    // RACE
  worker.join();
}

class Early {
 public:
  Early() : thread_([this] { state_ = 1; }) {  // RACE
    state_ = 2;                                // RACE
  }
  ~Early() { thread_.join(); }
  Early(const Early&) = delete;
  Early& operator=(const Early&) = delete;

 private:
  int state_ = 0;
  std::thread thread_;
};
void racy_constructor_goes_on() {
  Early early;  // RACE
}

struct Job {
  std::string text;
  int number = 0;
};
void racy_copies_before_it_writes() {
  int done = 0;
  const Job job;
  std::thread thread([&done, job] {
    Job own;
    own = job;
    const Job again = own;
    done += again.number;  // RACE
  });
  ++done;  // RACE
  thread.join();
}
void fine_copies_of_one_object() {
  const Job job;
  std::thread thread([&job] {
    Job own = job;
    ++own.number;
  });
  Job own = job;
  ++own.number;
  thread.join();
}

class Late {
 public:
  Late() = default;
  ~Late() {
    std::printf("%d\n", turns_);  // RACE
    thread_.join();
  }
  Late(const Late&) = delete;
  Late& operator=(const Late&) = delete;

 private:
  int turns_ = 0;
  std::thread thread_{[this] {                         // RACE
    for (int i = 0; i < 50; ++i) turns_ = turns_ + 1;  // RACE
  }};
};
void racy_destructor_reads_before_it_joins() {
  Late late;  // RACE
}

class Meter {
 public:
  Meter& operator+=(int n) {
    value_ += n;  // RACE
    return *this;
  }
  explicit operator int() const {
    return value_;  // RACE
  }

 private:
  int value_ = 0;
};
void racy_operators_of_a_class() {
  Meter meter;
  std::thread worker([&meter] { meter += 5; });  // RACE
  std::printf("%d\n", static_cast<int>(meter));  // RACE
  worker.join();
}

struct Options {
  std::string name;
  int depth = 0;
};
class Engine {
 public:
  explicit Engine(Options& options) : options_(options) {}
  void deepen() {
    options_.depth += 1;  // RACE
  }

 private:
  Options& options_;
};
void racy_member_that_is_a_reference() {
  Options options{"fast", 1};
  Engine engine(options);
  std::thread worker([&engine] { engine.deepen(); });  // RACE
  options.depth = 7;                                   // RACE
  worker.join();
}

class Chain {
 public:
  Chain& set(int n) {
    value_ = n;  // RACE
    return *this;
  }
  int value() const {
    return value_;  // RACE
  }

 private:
  int value_ = 0;
};
void racy_chained_calls() {
  Chain chain;
  std::thread worker([&chain] { chain.set(1).set(2); });  // RACE
  chain.set(3);                                           // RACE
  worker.join();
}

struct Inner {
  int value = 0;
};
struct Outer {
  Inner inner;
};
void racy_inner_object_is_replaced() {
  Outer outer;
  std::thread worker([&outer] { outer.inner.value = 1; });  // RACE
  outer.inner = Inner{2};                                   // RACE
  worker.join();
}

class Service {
 public:
  virtual ~Service() = default;
  virtual void step() = 0;
};
class Counting final : public Service {
 public:
  void step() override {
    ++steps;  // RACE
  }
  int steps = 0;
};
void racy_override_of_a_final_class() {
  Counting counting;
  std::thread worker([&counting] { counting.step(); });  // RACE
  counting.step();                                       // RACE
  worker.join();
}

class Safe {
 public:
  void add(int n) {
    const std::lock_guard lock(mutex_);
    sum_ += n;
  }
  int sum() const {
    const std::lock_guard lock(mutex_);
    return sum_;
  }

 private:
  mutable std::mutex mutex_;
  int sum_ = 0;
};
void fine_every_method_locks() {
  Safe safe;
  std::thread first(&Safe::add, &safe, 1);
  std::thread second([&safe] { safe.add(2); });
  std::printf("%d\n", safe.sum());
  first.join();
  second.join();
}

class Stoppable {
 public:
  void start() {
    thread_ = std::thread([this] {
      while (!stop_) ++turns_;
    });
  }
  long stop() {
    stop_ = true;
    thread_.join();
    return turns_;
  }

 private:
  std::atomic<bool> stop_{false};
  long turns_ = 0;
  std::thread thread_;
};
void fine_stopped_and_then_read() {
  Stoppable worker;
  worker.start();
  std::printf("%d\n", worker.stop() >= 0);
}

class Locked {
 public:
  int get() const {
    const std::lock_guard lock(mutex_);
    if (!known_) {
      value_ = 42;
      known_ = true;
    }
    return value_;
  }

 private:
  mutable std::mutex mutex_;
  mutable bool known_ = false;
  mutable int value_ = 0;
};
void fine_mutable_behind_its_mutex() {
  const Locked cache;
  std::thread other([&cache] { std::printf("%d\n", cache.get()); });
  std::printf("%d\n", cache.get());
  other.join();
}

struct Point {
  void move(int n) { x += n; }
  int x = 0;
};
void fine_object_of_each_thread() {
  Point a;
  Point b;
  std::thread first(&Point::move, &a, 1);
  std::thread second(&Point::move, &b, 2);
  first.join();
  second.join();
  std::printf("%d\n", a.x + b.x);
}

void fine_object_copied_as_the_argument() {
  Point point;
  std::thread first(&Point::move, point, 1);
  std::thread second(&Point::move, point, 2);
  point.move(3);
  first.join();
  second.join();
}

class Twins {
 public:
  void run() {
    std::thread first([this] { left_ = 1; });
    std::thread second([this] { right_ = 2; });
    first.join();
    second.join();
    std::printf("%d\n", left_ + right_);
  }

 private:
  int left_ = 0;
  int right_ = 0;
};
void fine_member_of_each_thread() {
  Twins twins;
  twins.run();
}

class Copied {
 public:
  void run() {
    std::thread worker([*this]() mutable { n_ += 1; });
    n_ += 2;
    worker.join();
  }

 private:
  int n_ = 0;
};
void fine_this_is_copied() {
  Copied copied;
  copied.run();
}

class Scoped {
 public:
  ~Scoped() {
    thread_.join();
    std::printf("%d\n", result_);
  }
  Scoped() = default;
  Scoped(const Scoped&) = delete;
  Scoped& operator=(const Scoped&) = delete;

 private:
  int result_ = 0;
  std::thread thread_{[this] { result_ = 5; }};
};
void fine_destructor_joins_first() { Scoped scoped; }

class Constant {
 public:
  explicit Constant(int n) : n_(n) {}
  int twice() const { return 2 * n_; }

 private:
  const int n_;
};
void fine_const_methods_only() {
  const Constant constant(4);
  std::thread first([&] { std::printf("%d\n", constant.twice()); });
  std::thread second([&] { std::printf("%d\n", constant.twice()); });
  first.join();
  second.join();
}

class Sensor {
 public:
  void start() {
    worker_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        const std::lock_guard lock(mutex_);
        ++value_;
      }
    });
  }
  int value() {
    const std::lock_guard lock(mutex_);
    return value_;
  }

 private:
  std::mutex mutex_;
  int value_ = 0;
  std::jthread worker_;
};
void fine_jthread_is_the_last_member() {
  Sensor sensor;
  sensor.start();
  std::printf("%d\n", sensor.value() >= 0);
}

class Monitor {
 public:
  template <class F>
  auto with(F f) {
    const std::lock_guard lock(mutex_);
    return f(value_);
  }

 private:
  std::mutex mutex_;
  int value_ = 0;
};
void fine_monitor_runs_a_closure() {
  Monitor monitor;
  std::thread worker([&monitor] { monitor.with([](int& n) { n += 1; }); });
  monitor.with([](int& n) { n += 2; });
  worker.join();
}

class Prepared {
 public:
  void run() {
    size_ = 10;
    thread_ = std::thread([this] { std::printf("%d\n", size_); });
    std::printf("%d\n", size_);
    thread_.join();
    size_ = 0;
  }

 private:
  int size_ = 0;
  std::thread thread_;
};
void fine_prepared_before_the_start() {
  Prepared prepared;
  prepared.run();
}

struct Stats {
  static int square(int n) { return n * n; }
  std::atomic<int> hits{0};
  int own = 0;
};
void fine_atomic_member_and_own_member() {
  Stats stats;
  std::thread worker([&stats] { stats.hits += Stats::square(2); });
  stats.hits += 1;
  stats.own += 1;
  worker.join();
}

class Notifier {
 public:
  void on_event(std::function<void(int)> callback) { callback_ = std::move(callback); }
  void fire(int n) const { callback_(n); }  // RACE

 private:
  std::function<void(int)> callback_;
};
void racy_callback_kept_in_a_member() {
  Notifier notifier;
  int sum = 0;
  notifier.on_event([&sum](int n) { sum += n; });         // RACE
  std::thread worker([&notifier] { notifier.fire(1); });  // RACE
  notifier.fire(2);                                       // RACE
  worker.join();
}

class Polled {
 public:
  Polled() : worker_([this] { poll(); }) {}  // RACE
  ~Polled() {
    stop_ = true;  // RACE
    worker_.join();
  }
  Polled(const Polled&) = delete;
  Polled& operator=(const Polled&) = delete;

 private:
  void poll() const {
    while (!stop_) std::this_thread::yield();  // RACE
  }
  bool stop_ = false;
  std::thread worker_;
};
void racy_plain_stop_flag_of_a_class() {
  Polled polled;  // RACE
}

class ActiveObject {
 public:
  ActiveObject() : worker_([this] { work(); }) {}
  ~ActiveObject() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
    worker_.join();
  }
  ActiveObject(const ActiveObject&) = delete;
  ActiveObject& operator=(const ActiveObject&) = delete;

  void post(int n) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(n);
    }
    changed_.notify_one();
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const int n = waiting_.back();
      waiting_.pop_back();
      lock.unlock();
      sum_ += n;
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<int> waiting_;
  bool closed_ = false;
  long sum_ = 0;
  std::thread worker_;
};
void fine_active_object() {
  ActiveObject object;
  for (int i = 0; i < 3; ++i) object.post(i);
}

class Pool {
 public:
  explicit Pool(int count) {
    for (int i = 0; i < count; ++i) {
      workers_.emplace_back([this] {
        while (const auto task = next()) task();
      });
    }
  }
  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
    for (auto& each : workers_) each.join();
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  void submit(std::function<void()> task) {
    {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    changed_.notify_one();
  }

 private:
  std::function<void()> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || !tasks_.empty(); });
    if (tasks_.empty()) return nullptr;
    auto task = std::move(tasks_.back());
    tasks_.pop_back();
    return task;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::function<void()>> tasks_;
  bool closed_ = false;
  std::vector<std::thread> workers_;
};
void fine_pool_of_workers() {
  std::vector<int> results(4);
  std::atomic<int> done{0};
  {
    Pool pool(2);
    for (int i = 0; i < 4; ++i) {
      pool.submit([&results, &done, i] {
        results[i] = i;
        ++done;
      });
    }
  }
  std::printf("%d %d\n", results[3], done.load());
}

class Snapshot {
 public:
  void set(int n) {
    const auto next = std::make_shared<const std::string>(std::to_string(n));
    const std::lock_guard lock(mutex_);
    current_ = next;
  }
  std::shared_ptr<const std::string> get() const {
    const std::lock_guard lock(mutex_);
    return current_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const std::string> current_ = std::make_shared<const std::string>("none");
};
void fine_snapshot_is_replaced() {
  Snapshot snapshot;
  std::thread writer([&snapshot] { snapshot.set(5); });
  std::puts(snapshot.get()->c_str());
  writer.join();
}

template <class T>
class Guarded {
 public:
  class Access {
   public:
    Access(std::mutex& mutex, T& value) : lock_(mutex), value_(value) {}
    T* operator->() { return &value_; }
    T& operator*() { return value_; }

   private:
    std::unique_lock<std::mutex> lock_;
    T& value_;
  };
  Access access() { return Access(mutex_, value_); }

 private:
  std::mutex mutex_;
  T value_{};
};
void fine_access_holds_the_lock() {
  Guarded<std::vector<int>> numbers;
  std::thread worker([&numbers] { numbers.access()->push_back(1); });
  numbers.access()->push_back(2);
  {
    auto access = numbers.access();
    access->clear();
    (*access).push_back(3);
  }
  worker.join();
}

class Lockable {
 protected:
  std::mutex mutex_;
};
class Titled : Lockable {
 public:
  void rename(const std::string& name) {
    const std::lock_guard lock(mutex_);
    name_ = name;
  }

 private:
  std::string name_;
};
void fine_mutex_of_the_base() {
  Titled named;
  std::thread worker([&named] { named.rename("thread"); });
  named.rename("parent");
  worker.join();
}

struct Result {
  std::thread thread;
  int value = 0;
};
void fine_thread_beside_its_result() {
  std::vector<std::unique_ptr<Result>> results;
  for (int i = 0; i < 3; ++i) {
    auto result = std::make_unique<Result>();
    result->thread = std::thread([&value = result->value, i] { value = i; });
    results.push_back(std::move(result));
  }
  for (const auto& each : results) {
    each->thread.join();
    std::printf("%d\n", each->value);
  }
}

RUN_ONE_OF(racy_getter_of_a_running_job, racy_unlocked_getter, racy_member_function_as_the_body,
           racy_two_methods_of_one_object, racy_const_method_with_mutable_members,
           racy_member_of_the_base, racy_constructor_goes_on, racy_destructor_reads_before_it_joins,
           racy_operators_of_a_class, racy_member_that_is_a_reference, racy_chained_calls,
           racy_inner_object_is_replaced, racy_override_of_a_final_class, fine_every_method_locks,
           fine_stopped_and_then_read, fine_mutable_behind_its_mutex, fine_object_of_each_thread,
           fine_object_copied_as_the_argument, fine_member_of_each_thread, fine_this_is_copied,
           fine_destructor_joins_first, fine_const_methods_only, fine_jthread_is_the_last_member,
           fine_monitor_runs_a_closure, fine_prepared_before_the_start,
           fine_atomic_member_and_own_member, racy_callback_kept_in_a_member,
           racy_plain_stop_flag_of_a_class, fine_active_object, fine_pool_of_workers,
           fine_snapshot_is_replaced, fine_access_holds_the_lock, fine_mutex_of_the_base,
           fine_thread_beside_its_result, racy_copies_before_it_writes, fine_copies_of_one_object)
