// std::async, promises and futures, packaged tasks.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "run.hpp"

void racy_used_while_it_runs() {
  int n = 0;
  auto result = std::async(std::launch::async, [&n] { n = 1; });  // RACE
  n = 2;                                                          // RACE
  result.get();
}

void racy_read_before_get() {
  std::vector<int> found;
  std::future<void> done = std::async(std::launch::async, [&] { found.push_back(1); });  // RACE
  std::printf("%zu\n", found.size());                                                    // RACE
  done.wait();
}

void racy_two_tasks_write() {
  int sum = 0;
  auto low = std::async(std::launch::async, [&sum] { sum += 1; });   // RACE
  auto high = std::async(std::launch::async, [&sum] { sum += 2; });  // RACE
  low.get();
  high.get();
}

void racy_tasks_of_a_loop() {
  long sum = 0;
  std::vector<std::future<void>> tasks;
  for (int i = 0; i < 4; ++i) {
    tasks.push_back(std::async(std::launch::async, [&sum, i] { sum += i; }));  // RACE
  }
  for (auto& each : tasks) each.get();
}

int count_words(const std::string& text, int& words) {
  for (const char each : text) words += each == ' ';  // RACE
  return words;                                       // RACE
}
void racy_async_by_ref() {
  const std::string text = "a b c";
  int words = 0;
  auto task =
      std::async(std::launch::async, count_words, std::cref(text), std::ref(words));  // RACE
  words += 1;                                                                         // RACE
  task.get();
}

void racy_promise_kept_before_the_write() {
  int n = 0;
  std::promise<void> kept;
  std::thread worker([&] {  // RACE
    kept.set_value();
    n = 1;  // RACE
  });
  kept.get_future().wait();
  std::printf("%d\n", n);  // RACE
  worker.join();
}

void racy_future_is_not_waited_for() {
  int n = 0;
  std::promise<int> promise;
  auto future = promise.get_future();
  std::thread worker([&] {  // RACE
    n = 1;                  // RACE
    promise.set_value(5);
  });
  if (future.valid()) n += 1;  // RACE
  std::printf("%d\n", future.get());
  worker.join();
}

void racy_packaged_task_on_a_thread() {
  int n = 0;
  std::packaged_task<void()> task([&n] { n += 1; });  // RACE
  auto done = task.get_future();
  std::thread worker(std::move(task));  // RACE
  n += 2;                               // RACE
  done.get();
  worker.join();
}

void racy_other_future_is_waited_for() {
  int a = 0;
  int b = 0;
  auto first = std::async(std::launch::async, [&a] { a = 1; });
  auto second = std::async(std::launch::async, [&b] { b = 2; });  // RACE
  first.get();
  std::printf("%d\n", a + b);  // RACE
  second.get();
}

struct Parser {
  int lines = 0;
  void read() {
    ++lines;  // RACE
  }
};
void racy_member_function_by_async() {
  Parser parser;
  auto first = std::async(std::launch::async, &Parser::read, &parser);   // RACE
  auto second = std::async(std::launch::async, &Parser::read, &parser);  // RACE
  first.wait();
  second.wait();
}

void racy_progress_beside_the_result() {
  int progress = 0;
  auto task = std::async(std::launch::async, [&progress] {  // RACE
    for (int i = 0; i < 100; ++i) progress = i;             // RACE
    return 7;
  });
  std::printf("%d %%\n", progress);  // RACE
  std::printf("%d\n", task.get());
}

void racy_future_goes_at_the_end_of_the_block() {
  int n = 0;
  {
    const auto task = std::async(std::launch::async, [&n] { n = 1; });  // RACE
    n = 2;                                                              // RACE
  }
  std::printf("%d\n", n);
}

void fine_result_by_get() {
  int n = 1;
  auto task = std::async(std::launch::async, [n] { return n + 1; });
  n = 5;
  std::printf("%d\n", task.get() + n);
}

void fine_written_and_waited_for() {
  int n = 0;
  auto task = std::async(std::launch::async, [&n] { n = 1; });
  task.wait();
  n += 1;
  std::printf("%d\n", n);
}

void fine_temporary_future_waits() {
  int n = 0;
  static_cast<void>(std::async(std::launch::async, [&n] { n = 1; }));
  static_cast<void>(std::async(std::launch::async, [&n] { n += 2; }));
  n += 3;
}

void fine_deferred_runs_here() {
  int n = 0;
  auto task = std::async(std::launch::deferred, [&n] { n = 1; });
  n = 2;
  task.get();
  std::printf("%d\n", n);
}

void fine_tasks_with_results() {
  const std::vector<int> numbers{1, 2, 3, 4};
  const auto middle = numbers.begin() + 2;
  auto low =
      std::async(std::launch::async, [&] { return std::accumulate(numbers.begin(), middle, 0); });
  auto high =
      std::async(std::launch::async, [&] { return std::accumulate(middle, numbers.end(), 0); });
  std::printf("%d\n", low.get() + high.get());
}

void fine_futures_in_a_vector() {
  std::vector<std::future<int>> tasks;
  tasks.reserve(4);
  for (int i = 0; i < 4; ++i) {
    tasks.push_back(std::async(std::launch::async, [i] { return i * i; }));
  }
  int sum = 0;
  for (auto& each : tasks) sum += each.get();
  std::printf("%d\n", sum);
}

void fine_slot_of_each_task() {
  std::vector<int> slots(4);
  std::vector<std::future<void>> tasks;
  for (int i = 0; i < 4; ++i) {
    tasks.push_back(std::async(std::launch::async, [&slots, i] { slots[i] = i; }));
  }
  for (auto& each : tasks) each.wait();
  std::printf("%d\n", slots[3]);
}

void fine_promise_kept_after_the_write() {
  int n = 0;
  std::promise<void> kept;
  std::thread worker([&] {
    n = 1;
    kept.set_value();
  });
  kept.get_future().wait();
  std::printf("%d\n", n);
  worker.join();
}

void fine_promise_carries_the_value() {
  std::promise<std::string> promise;
  auto future = promise.get_future();
  std::thread worker(
      [](std::promise<std::string> mine) {
        std::string text = "made";
        text += " there";
        mine.set_value(std::move(text));
      },
      std::move(promise));
  std::puts(future.get().c_str());
  worker.join();
}

void fine_packaged_task_with_a_result() {
  std::packaged_task<int(int)> task([](int n) { return n * 2; });
  auto result = task.get_future();
  std::thread worker(std::move(task), 21);
  std::printf("%d\n", result.get());
  worker.join();
}

void fine_packaged_task_called_here() {
  int n = 0;
  std::packaged_task<void()> task([&n] { n += 1; });
  n += 1;
  task();
  task.get_future().get();
  n += 2;
}

void fine_shared_future_for_all() {
  int settings = 0;
  std::promise<void> start;
  const std::shared_future<void> started = start.get_future().share();
  std::thread first([&settings, started] {
    started.wait();
    std::printf("%d\n", settings);
  });
  std::thread second([&settings, started] {
    started.wait();
    std::printf("%d\n", settings);
  });
  settings = 4;
  start.set_value();
  first.join();
  second.join();
}

void fine_locked_in_the_tasks() {
  int sum = 0;
  std::mutex m;
  auto add = [&](int n) {
    const std::lock_guard lock(m);
    sum += n;
  };
  auto low = std::async(std::launch::async, add, 1);
  auto high = std::async(std::launch::async, add, 2);
  low.get();
  high.get();
  std::printf("%d\n", sum);
}

void fine_one_task_after_the_other() {
  int n = 0;
  auto first = std::async(std::launch::async, [&n] { n = 1; });
  first.get();
  auto second = std::async(std::launch::async, [&n] { n += 1; });
  second.get();
  std::printf("%d\n", n);
}

void fine_future_is_replaced() {
  int n = 0;
  auto task = std::async(std::launch::async, [&n] { n = 1; });
  task.get();
  task = std::async(std::launch::async, [&n] { n = 2; });
  task.get();
  std::printf("%d\n", n);
}

std::future<int> square_later(int n) {
  return std::async(std::launch::async, [n] { return n * n; });
}
void fine_function_returns_the_future() {
  int n = 3;
  auto later = square_later(n);
  n = 4;
  std::printf("%d\n", later.get() + n);
}

void fine_block_ends_with_the_future() {
  int n = 0;
  {
    const auto task = std::async(std::launch::async, [&n] { n = 1; });
  }
  n = 2;
}

void racy_async_without_a_policy() {
  int n = 0;
  auto task = std::async([&n] { n = 1; });  // RACE
  n = 2;                                    // RACE
  task.get();
}

void missed_gave_up_waiting() {
  int n = 0;
  auto task = std::async(std::launch::async, [&n] {  // RACE
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    n = 1;  // RACE
  });
  task.wait_until(std::chrono::system_clock::now());
  std::printf("%d\n", n);  // RACE
  task.get();
}

void racy_future_is_moved() {
  std::vector<int> found;
  auto task = std::async(std::launch::async, [&found] { found.push_back(1); });  // RACE
  auto later = std::move(task);
  found.push_back(2);  // RACE
  later.get();
}

void racy_two_of_three_are_waited_for() {
  int a = 0;
  int b = 0;
  auto first = std::async(std::launch::async, [&a] { a = 1; });       // RACE
  auto second = std::async(std::launch::async, [&a, &b] { b = a; });  // RACE
  first.wait();
  a = 5;  // RACE
  second.wait();
}

void fine_asked_whether_it_is_ready() {
  int n = 0;
  auto task = std::async(std::launch::async, [&n] { n = 1; });
  const auto now = std::chrono::system_clock::now();
  if (task.wait_until(now) == std::future_status::ready) std::printf("%d\n", n);
  task.get();
}

void fine_result_is_a_vector() {
  auto task = std::async(std::launch::async, [] {
    std::vector<int> made;
    made.push_back(1);
    return made;
  });
  auto mine = task.get();
  mine.push_back(2);
  std::printf("%zu\n", mine.size());
}

void fine_promise_by_a_pointer() {
  int n = 0;
  const auto promise = std::make_shared<std::promise<void>>();
  auto done = promise->get_future();
  std::thread worker([&n, promise] {
    n = 1;
    promise->set_value();
  });
  done.get();
  n = 2;
  worker.join();
}

int sum_of(const std::vector<int>& numbers, std::size_t from, std::size_t to) {
  if (to - from < 3) {
    int sum = 0;
    for (std::size_t i = from; i < to; ++i) sum += numbers[i];
    return sum;
  }
  const std::size_t middle = from + (to - from) / 2;
  auto low = std::async(std::launch::async, sum_of, std::cref(numbers), from, middle);
  const int high = sum_of(numbers, middle, to);
  return low.get() + high;
}
void fine_recursive_tasks() {
  const std::vector<int> numbers(8, 1);
  std::printf("%d\n", sum_of(numbers, 0, numbers.size()));
}
void fine_told_by_a_thread_started_behind_the_write() {
  int count = 0;
  std::promise<void> told;
  std::thread waiting([&] {
    told.get_future().wait();
    count += 1;
  });
  count += 1;
  std::thread telling([&told] { told.set_value(); });
  waiting.join();
  telling.join();
  std::printf("%d\n", count);
}
void racy_told_by_a_thread_started_before_the_write() {
  int count = 0;
  std::promise<void> told;
  std::thread waiting([&] {
    told.get_future().wait();
    count += 1;  // RACE
  });
  std::thread telling([&told] { told.set_value(); });
  count += 1;  // RACE
  waiting.join();
  telling.join();
  std::printf("%d\n", count);
}

RUN_ONE_OF(racy_used_while_it_runs, racy_read_before_get, racy_two_tasks_write,
           racy_tasks_of_a_loop, racy_async_by_ref, racy_promise_kept_before_the_write,
           racy_future_is_not_waited_for, racy_packaged_task_on_a_thread,
           racy_other_future_is_waited_for, racy_member_function_by_async,
           racy_progress_beside_the_result, racy_future_goes_at_the_end_of_the_block,
           fine_result_by_get, fine_written_and_waited_for, fine_temporary_future_waits,
           fine_deferred_runs_here, fine_tasks_with_results, fine_futures_in_a_vector,
           fine_slot_of_each_task, fine_promise_kept_after_the_write,
           fine_promise_carries_the_value, fine_packaged_task_with_a_result,
           fine_packaged_task_called_here, fine_shared_future_for_all, fine_locked_in_the_tasks,
           fine_one_task_after_the_other, fine_future_is_replaced, fine_function_returns_the_future,
           fine_block_ends_with_the_future, racy_async_without_a_policy, missed_gave_up_waiting,
           racy_future_is_moved, racy_two_of_three_are_waited_for, fine_asked_whether_it_is_ready,
           fine_result_is_a_vector, fine_promise_by_a_pointer, fine_recursive_tasks,
           fine_told_by_a_thread_started_behind_the_write,
           racy_told_by_a_thread_started_before_the_write)
