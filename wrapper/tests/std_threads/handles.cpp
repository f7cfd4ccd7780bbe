// Who holds the thread, and until when: moves, containers, jthread, detach, members, return values.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "run.hpp"

void a_while() { std::this_thread::sleep_for(std::chrono::milliseconds(50)); }

void racy_detached_and_used() {
  int n = 0;
  std::thread([&n] { n = 1; }).detach();  // RACE
  n = 2;                                  // RACE
  a_while();
}

void leave_a_thread_behind() {
  int n = 0;
  std::thread worker([&n] {  // RACE
    a_while();
    n = 1;  // RACE
  });
  worker.detach();  // RACE
}
void racy_detached_thread_outlives_the_function() {  // ASAN
  leave_a_thread_behind();                           // RACE
  for (int i = 0; i < 8; ++i) a_while();
}

void racy_detached_thread_outlives_the_block() {  // ASAN
  {
    int n = 0;
    std::thread([&n] {  // RACE
      a_while();
      n = 1;  // RACE
    })
        .detach();  // RACE
  }
  for (int i = 0; i < 8; ++i) a_while();
}

std::thread start_with_a_local() {
  int n = 0;
  return std::thread([&n] {  // RACE
    a_while();
    n = 1;  // RACE
  });
}
void racy_returned_thread_uses_a_local() {    // ASAN
  std::thread worker = start_with_a_local();  // RACE
  worker.join();
}

std::jthread start_with_a_parameter(std::string text) {
  std::jthread worker([&text] {  // RACE
    a_while();
    text += "late";  // RACE
  });
  return worker;  // RACE
}
void racy_returned_jthread_uses_a_parameter() {         // ASAN
  const auto worker = start_with_a_parameter("early");  // RACE
}

void racy_jthread_before_its_block_ends() {
  int n = 0;
  std::jthread worker([&n] { n = 1; });  // RACE
  std::printf("%d\n", n);                // RACE
}

void racy_jthreads_side_by_side() {
  int n = 0;
  std::jthread first([&n] { n += 1; });   // RACE
  std::jthread second([&n] { n += 2; });  // RACE
}

void racy_jthread_is_replaced_by_another() {
  int n = 0;
  std::jthread worker([&n] { n += 1; });    // RACE
  worker = std::jthread([&n] { n += 2; });  // RACE
}

void racy_handle_is_moved() {
  int n = 0;
  std::thread first([&n] { n = 1; });  // RACE
  std::thread second = std::move(first);
  n = 2;  // RACE
  second.join();
}

void racy_next_starts_before_the_last_is_joined() {
  int n = 0;
  std::thread last;
  for (int i = 0; i < 3; ++i) {
    std::thread next([&n] { n += 1; });  // RACE
    if (last.joinable()) last.join();
    last = std::move(next);
  }
  last.join();
}

void racy_vector_of_threads_not_joined_yet() {
  int n = 0;
  std::vector<std::thread> threads;
  threads.push_back(std::thread([&n] { n = 1; }));  // RACE
  n = 2;                                            // RACE
  for (auto& each : threads) each.join();
}

void racy_first_of_an_array_is_joined() {
  int n = 0;
  std::array<std::thread, 2> threads;
  threads[0] = std::thread([] { std::puts("nothing"); });
  threads[1] = std::thread([&n] { n = 1; });  // RACE
  threads[0].join();
  n = 2;  // RACE
  threads[1].join();
}

void racy_threads_of_an_initialiser() {
  int n = 0;
  std::thread threads[2] = {
      std::thread([&n] { n += 1; }),  // RACE
      std::thread([&n] { n += 2; }),  // RACE
  };
  for (auto& each : threads) each.join();
}

class Holder {
 public:
  void start(int& n) {
    thread_ = std::thread([&n] { n = 1; });  // RACE
  }
  void wait() { thread_.join(); }

 private:
  std::thread thread_;
};
void racy_thread_kept_in_an_object() {
  int n = 0;
  Holder holder;
  holder.start(n);  // RACE
  n = 2;            // RACE
  holder.wait();
}

class Joiner {
 public:
  explicit Joiner(std::thread& thread) : thread_(thread) {}
  ~Joiner() { thread_.join(); }
  Joiner(const Joiner&) = delete;
  Joiner& operator=(const Joiner&) = delete;

 private:
  std::thread& thread_;
};
void racy_guard_joins_at_the_end_of_the_block() {
  int n = 0;
  std::thread worker([&n] { n = 1; });  // RACE
  const Joiner joiner(worker);
  std::printf("%d\n", n);  // RACE
}

void racy_thread_behind_a_pointer() {
  int n = 0;
  const auto worker = std::make_unique<std::thread>([&n] { n = 1; });  // RACE
  n = 2;                                                               // RACE
  worker->join();
}

std::thread count_into(int& n) {
  return std::thread([&n] {
    for (int i = 0; i < 10; ++i) ++n;  // RACE
  });
}
void racy_function_returns_a_thread() {
  int n = 0;
  std::thread first = count_into(n);   // RACE
  std::thread second = count_into(n);  // RACE
  first.join();
  second.join();
}

void fine_jthread_and_its_block() {
  int n = 0;
  {
    std::jthread worker([&n] { n = 1; });
  }
  n += 2;
  std::printf("%d\n", n);
}

void fine_jthread_joined_by_hand() {
  int n = 0;
  std::jthread worker([&n] { n = 1; });
  worker.join();
  n = 2;
}

void fine_jthread_is_emptied() {
  int n = 0;
  std::jthread worker([&n] { n = 1; });
  worker = std::jthread();
  n = 2;
}

void fine_jthreads_in_a_vector() {
  std::atomic<int> n{0};
  int after = 0;
  {
    std::vector<std::jthread> workers;
    for (int i = 0; i < 3; ++i) workers.emplace_back([&n] { ++n; });
    after = 1;
  }
  std::printf("%d\n", n + after);
}

void fine_vector_of_jthreads_is_cleared() {
  int n = 0;
  std::vector<std::jthread> workers;
  workers.emplace_back([&n] { n = 1; });
  workers.clear();
  n = 2;
}

void fine_detached_with_copies() {
  const int n = 5;
  const auto text = std::make_shared<const std::string>("own");
  std::thread([n, text] { std::printf("%d %s\n", n, text->c_str()); }).detach();
  a_while();
}

void fine_detached_and_waited_for() {
  int n = 0;
  std::promise<void> promise;
  std::future<void> done = promise.get_future();
  std::thread([&n, promise = std::move(promise)]() mutable {
    n = 1;
    promise.set_value();
  }).detach();
  done.wait();
  std::printf("%d\n", n);
}

void fine_moved_and_joined() {
  int n = 0;
  std::thread first([&n] { n = 1; });
  std::thread second = std::move(first);
  second.join();
  n = 2;
}

void fine_started_again_after_the_join() {
  int n = 0;
  std::thread worker([&n] { n = 1; });
  worker.join();
  worker = std::thread([&n] { n += 2; });
  worker.join();
  std::printf("%d\n", n);
}

void fine_handles_are_swapped() {
  int a = 0;
  int b = 0;
  std::thread first([&a] { a = 1; });
  std::thread second([&b] { b = 2; });
  first.swap(second);
  first.join();
  second.join();
  std::printf("%d\n", a + b);
}

void finish(std::thread& worker) {
  if (worker.joinable()) worker.join();
}
void fine_joined_by_a_helper() {
  int n = 0;
  std::thread worker([&n] { n = 1; });
  finish(worker);
  n = 2;
}

void finish_own(std::thread worker) { worker.join(); }
void fine_moved_into_a_helper() {
  int n = 0;
  std::thread worker([&n] { n = 1; });
  finish_own(std::move(worker));
  n = 2;
}

void fine_guard_and_its_block() {
  int n = 0;
  {
    std::thread worker([&n] { n = 1; });
    const Joiner joiner(worker);
    std::puts("meanwhile");
  }
  n += 2;
}

void fine_vector_joined_in_a_loop() {
  std::vector<int> slots(3);
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) threads.push_back(std::thread([&slots, i] { slots[i] = i; }));
  for (std::thread& each : threads) each.join();
  for (const int each : slots) std::printf("%d\n", each);
}

void fine_vector_joined_by_index() {
  int n = 0;
  std::mutex m;
  std::vector<std::thread> threads(3);
  for (std::size_t i = 0; i < threads.size(); ++i) {
    threads[i] = std::thread([&] {
      const std::lock_guard lock(m);
      ++n;
    });
  }
  for (std::size_t i = 0; i < threads.size(); ++i) threads[i].join();
  std::printf("%d\n", n);
}

void fine_list_joined_from_the_front() {
  int n = 0;
  std::list<std::thread> threads;
  threads.emplace_back([&n] { n = 1; });
  while (!threads.empty()) {
    threads.front().join();
    threads.pop_front();
  }
  n = 2;
}

void fine_thread_behind_a_pointer() {
  int n = 0;
  auto worker = std::make_unique<std::thread>([&n] { n = 1; });
  worker->join();
  worker.reset();
  n = 2;
}

void fine_optional_jthread() {
  int n = 0;
  std::optional<std::jthread> worker;
  for (int i = 0; i < 3; ++i) {
    worker.reset();
    worker.emplace([&n] { n += 1; });
  }
  worker.reset();
  std::printf("%d\n", n);
}

std::thread print_later(int n) {
  return std::thread([n] { std::printf("%d\n", n); });
}
void fine_returned_thread_has_a_copy() {
  int n = 4;
  std::thread worker = print_later(n);
  n = 5;
  worker.join();
}

class Group {
 public:
  template <class F>
  void start(F body) {
    threads_.emplace_back(std::move(body));
  }
  ~Group() {
    for (auto& each : threads_) each.join();
  }
  Group() = default;
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

 private:
  std::vector<std::thread> threads_;
};
void fine_group_joins_in_its_destructor() {
  int a = 0;
  int b = 0;
  {
    Group group;
    group.start([&a] { a = 1; });
    group.start([&b] { b = 2; });
  }
  std::printf("%d\n", a + b);
}

void fine_joined_from_last_to_first() {
  int a = 0;
  int b = 0;
  std::thread first([&a] { a = 1; });
  std::thread second([&b] { b = 1; });
  second.join();
  std::printf("%d\n", b);
  first.join();
  std::printf("%d\n", a);
}

void racy_map_of_threads() {
  int n = 0;
  std::map<int, std::thread> threads;
  threads[1] = std::thread([&n] { n = 1; });         // RACE
  threads.emplace(2, std::thread([&n] { n = 2; }));  // RACE
  for (auto& each : threads) each.second.join();
}

void racy_thread_in_a_struct() {
  struct Worker {
    std::thread thread;
    int result = 0;
  };
  Worker worker;
  worker.thread = std::thread([&worker] { worker.result = 1; });  // RACE
  std::printf("%d\n", worker.result);                             // RACE
  worker.thread.join();
}

void racy_jthread_asked_to_stop() {
  long turns = 0;
  std::jthread worker([&turns](const std::stop_token& stop) {  // RACE
    do {
      ++turns;  // RACE
    } while (!stop.stop_requested());
  });
  worker.request_stop();
  std::printf("%d\n", turns > 0);  // RACE
}

void racy_only_some_are_joined() {
  int n = 0;
  std::thread a([&n] { n += 1; });  // RACE
  std::thread b([&n] { n += 2; });  // RACE
  a.join();
  b.join();
  n = 0;
}

void racy_guard_made_too_late() {
  int n = 0;
  std::thread worker([&n] { n = 1; });  // RACE
  n = 2;                                // RACE
  { const Joiner joiner(worker); }
  n = 3;
}

void fine_jthread_stopped_and_joined() {
  long turns = 0;
  std::jthread worker([&turns](const std::stop_token& stop) {
    while (!stop.stop_requested()) ++turns;
  });
  worker.request_stop();
  worker.join();
  std::printf("%d\n", turns >= 0);
}

void fine_jthread_joins_when_it_is_unwound() {
  int n = 0;
  try {
    std::jthread worker([&n] { n = 1; });
    throw 5;
  } catch (int) {
    n += 2;
  }
  std::printf("%d\n", n);
}

void fine_detached_with_its_state() {
  struct State {
    std::atomic<bool> done{false};
    int n = 0;
  };
  const auto state = std::make_shared<State>();
  std::thread([state] {
    state->n = 1;
    state->done = true;
  }).detach();
  while (!state->done) std::this_thread::yield();
  std::printf("%d\n", state->n);
}

void fine_map_of_threads() {
  int a = 0;
  int b = 0;
  std::map<std::string, std::thread> threads;
  threads["a"] = std::thread([&a] { a = 1; });
  threads["b"] = std::thread([&b] { b = 2; });
  for (auto& [name, thread] : threads) thread.join();
  std::printf("%d\n", a + b);
}

void fine_joined_by_an_algorithm() {
  int n = 0;
  std::vector<std::thread> threads;
  threads.emplace_back([&n] { n = 1; });
  std::for_each(threads.begin(), threads.end(), std::mem_fn(&std::thread::join));
  n = 2;
}

void fine_joined_by_a_closure() {
  int n = 0;
  std::thread worker([&n] { n = 1; });
  const auto wait = [&worker] { worker.join(); };
  wait();
  n = 2;
}

std::vector<std::thread> start_all(std::vector<int>& slots) {
  std::vector<std::thread> threads;
  for (int& mine : slots) threads.emplace_back([&mine] { mine = 1; });
  return threads;
}
void join_all(std::vector<std::thread>& threads) {
  for (auto& each : threads) each.join();
}
void fine_started_and_joined_by_helpers() {
  std::vector<int> slots(3);
  auto threads = start_all(slots);
  join_all(threads);
  for (const int each : slots) std::printf("%d\n", each);
}

void fine_jthread_moved_out_of_the_block() {
  int n = 0;
  std::jthread kept;
  {
    std::jthread worker([&n] { n = 1; });
    kept = std::move(worker);
  }
  kept.join();
  n = 2;
}

RUN_ONE_OF(racy_detached_and_used, racy_detached_thread_outlives_the_function,
           racy_detached_thread_outlives_the_block, racy_returned_thread_uses_a_local,
           racy_returned_jthread_uses_a_parameter, racy_jthread_before_its_block_ends,
           racy_jthreads_side_by_side, racy_jthread_is_replaced_by_another, racy_handle_is_moved,
           racy_next_starts_before_the_last_is_joined, racy_vector_of_threads_not_joined_yet,
           racy_first_of_an_array_is_joined, racy_threads_of_an_initialiser,
           racy_thread_kept_in_an_object, racy_guard_joins_at_the_end_of_the_block,
           racy_thread_behind_a_pointer, racy_function_returns_a_thread, fine_jthread_and_its_block,
           fine_jthread_joined_by_hand, fine_jthread_is_emptied, fine_jthreads_in_a_vector,
           fine_vector_of_jthreads_is_cleared, fine_detached_with_copies,
           fine_detached_and_waited_for, fine_moved_and_joined, fine_started_again_after_the_join,
           fine_handles_are_swapped, fine_joined_by_a_helper, fine_moved_into_a_helper,
           fine_guard_and_its_block, fine_vector_joined_in_a_loop, fine_vector_joined_by_index,
           fine_list_joined_from_the_front, fine_thread_behind_a_pointer, fine_optional_jthread,
           fine_returned_thread_has_a_copy, fine_group_joins_in_its_destructor,
           fine_joined_from_last_to_first, racy_map_of_threads, racy_thread_in_a_struct,
           racy_jthread_asked_to_stop, racy_only_some_are_joined, racy_guard_made_too_late,
           fine_jthread_stopped_and_joined, fine_jthread_joins_when_it_is_unwound,
           fine_detached_with_its_state, fine_map_of_threads, fine_joined_by_an_algorithm,
           fine_joined_by_a_closure, fine_started_and_joined_by_helpers,
           fine_jthread_moved_out_of_the_block)
