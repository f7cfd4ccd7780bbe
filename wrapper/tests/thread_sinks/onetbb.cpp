// needs: tbb/tbb.h
#include <tbb/tbb.h>

#include <atomic>
#include <mutex>
#include <vector>

void racy_parallel_for() {
  int sum = 0;
  tbb::parallel_for(0, 100, [&sum](int i) { sum += i; });  // RACE
}
void racy_parallel_for_range() {
  int sum = 0;
  tbb::parallel_for(tbb::blocked_range<int>(0, 100), [&sum](const tbb::blocked_range<int>& part) {
    for (int i = part.begin(); i != part.end(); ++i) sum += i;  // RACE
  });
}
void racy_for_each() {
  std::vector<int> numbers(100);
  int sum = 0;
  tbb::parallel_for_each(numbers.begin(), numbers.end(), [&sum](int i) { sum += i; });  // RACE
}
void racy_invoke() {
  int sum = 0;
  tbb::parallel_invoke([&sum] { ++sum; },   // RACE
                       [&sum] { ++sum; });  // RACE
}
void racy_task_group() {
  int sum = 0;
  tbb::task_group group;
  group.run([&sum] { ++sum; });  // RACE
  ++sum;                         // RACE
  group.wait();
}
void racy_two_tasks() {
  int sum = 0;
  tbb::task_group group;
  group.run([&sum] { ++sum; });  // RACE
  group.run([&sum] { ++sum; });  // RACE
  group.wait();
}
void racy_reduce_with_side_effect() {
  int calls = 0;
  int sum = tbb::parallel_reduce(
      tbb::blocked_range<int>(0, 100), 0,
      [&calls](const tbb::blocked_range<int>& part, int before) {
        ++calls;  // RACE
        return before + part.begin();
      },
      [](int a, int b) { return a + b; });
  calls += sum;
}
void racy_push_back() {
  std::vector<int> numbers;
  tbb::parallel_for(0, 100, [&numbers](int i) { numbers.push_back(i); });  // RACE
}

void fine_own_element() {
  std::vector<int> squares(100);
  tbb::parallel_for(std::size_t{0}, squares.size(), [&](std::size_t i) { squares[i] = 1; });
}
void fine_own_range() {
  std::vector<int> squares(100);
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, 100), [&](const auto& part) {
    for (std::size_t i = part.begin(); i < part.end(); ++i) squares[i] = 1;
  });
}
void fine_reduce() {
  std::vector<int> numbers(100);
  int sum = tbb::parallel_reduce(
      tbb::blocked_range<std::size_t>(0, 100), 0,
      [&](const tbb::blocked_range<std::size_t>& part, int before) {
        for (std::size_t i = part.begin(); i < part.end(); ++i) before += numbers[i];
        return before;
      },
      [](int a, int b) { return a + b; });
  ++sum;
}
struct Sum {
  explicit Sum(const std::vector<int>& all) : numbers(all) {}
  Sum(Sum& other, tbb::split) : numbers(other.numbers) {}
  void operator()(const tbb::blocked_range<std::size_t>& part) {
    for (std::size_t i = part.begin(); i < part.end(); ++i) sum += numbers[i];
  }
  void join(const Sum& other) { sum += other.sum; }

  const std::vector<int>& numbers;
  int sum = 0;
};
void fine_reduce_by_object() {
  std::vector<int> numbers(100);
  Sum sum(numbers);
  tbb::parallel_reduce(tbb::blocked_range<std::size_t>(0, 100), sum);
  ++sum.sum;
}
void fine_group_waited() {
  int sum = 0;
  tbb::task_group group;
  group.run([&sum] { ++sum; });
  group.wait();
  ++sum;
}
void fine_run_and_wait() {
  int sum = 0;
  tbb::task_group group;
  group.run_and_wait([&sum] { ++sum; });
  ++sum;
}
void fine_two_parts() {
  int one = 0;
  int other = 0;
  tbb::parallel_invoke([&one] { ++one; }, [&other] { ++other; });
  one += other;
}
void fine_spin_mutex() {
  int sum = 0;
  tbb::spin_mutex mutex;
  tbb::parallel_for(0, 100, [&](int i) {
    tbb::spin_mutex::scoped_lock lock(mutex);
    sum += i;
  });
}
void fine_queuing_mutex_by_acquire() {
  int sum = 0;
  tbb::queuing_mutex mutex;
  tbb::parallel_for(0, 100, [&](int i) {
    tbb::queuing_mutex::scoped_lock lock;
    lock.acquire(mutex);
    sum += i;
    lock.release();
  });
}
void fine_own_of_each_thread() {
  tbb::enumerable_thread_specific<int> sums;
  tbb::parallel_for(0, 100, [&](int i) { sums.local() += i; });
}
void fine_combinable() {
  tbb::combinable<int> sums;
  tbb::parallel_for(0, 100, [&](int i) { sums.local() += i; });
}
void fine_concurrent_vector() {
  tbb::concurrent_vector<int> numbers;
  tbb::parallel_for(0, 100, [&](int i) { numbers.push_back(i); });
}
void fine_atomic() {
  std::atomic<int> sum = 0;
  tbb::parallel_for(0, 100, [&](int i) { sum += i; });
}
void fine_arena() {
  int sum = 0;
  tbb::task_arena arena(4);
  arena.execute([&sum] { ++sum; });
  ++sum;
}
void fine_the_first_alone() {
  int first = 0;
  tbb::parallel_for(0, 100, [&](int i) {
    if (i == 0) first = 1;
  });
}
