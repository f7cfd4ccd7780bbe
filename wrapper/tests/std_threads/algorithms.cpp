// Parallel algorithms, whose body meets itself, and atomic_ref.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <execution>
#include <functional>
#include <mutex>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "run.hpp"

void racy_sum_in_for_each() {  // SERIAL
  std::vector<int> numbers(1000, 1);
  long sum = 0;
  std::for_each(std::execution::par, numbers.begin(), numbers.end(), [&sum](int n) {  // RACE
    sum += n;                                                                         // RACE
  });
  std::printf("%ld\n", sum);
}

void racy_last_seen() {  // SERIAL
  std::vector<int> numbers(1000, 1);
  int last = 0;
  std::for_each(std::execution::par_unseq, numbers.begin(), numbers.end(),
                [&](const int& n) {  // RACE
                  last = n;          // RACE
                });
  std::printf("%d\n", last);
}

void racy_results_pushed_back() {  // SERIAL
  const std::vector<int> numbers(1000, 1);
  std::vector<int> odd;
  std::for_each(std::execution::par, numbers.cbegin(), numbers.cend(), [&odd](int n) {  // RACE
    if (n % 2 == 1) odd.push_back(n);                                                   // RACE
  });
  std::printf("%zu\n", odd.size());
}

void racy_calls_counted_in_transform() {  // SERIAL
  const std::vector<int> from(1000, 1);
  std::vector<int> to(from.size());
  int calls = 0;
  std::transform(std::execution::par, from.begin(), from.end(), to.begin(), [&](int n) {  // RACE
    ++calls;                                                                              // RACE
    return n * 2;
  });
  std::printf("%d\n", calls);
}

void racy_comparisons_counted_in_sort() {  // SERIAL
  std::vector<int> numbers(1000);
  std::iota(numbers.rbegin(), numbers.rend(), 0);
  long comparisons = 0;
  std::sort(std::execution::par, numbers.begin(), numbers.end(), [&](int a, int b) {  // RACE
    ++comparisons;                                                                    // RACE
    return a < b;
  });
  std::printf("%ld\n", comparisons);
}

void racy_predicate_remembers() {  // SERIAL
  const std::vector<int> numbers(1000, 1);
  std::string log;
  const auto ones =
      std::count_if(std::execution::par, numbers.begin(), numbers.end(), [&log](int n) {  // RACE
        log += '.';                                                                       // RACE
        return n == 1;
      });
  std::printf("%zd\n", static_cast<ssize_t>(ones));
}

void racy_numbered_by_a_counter() {  // SERIAL
  std::vector<int> numbers(1000);
  int next = 0;
  std::generate(std::execution::par, numbers.begin(), numbers.end(), [&next] {  // RACE
    return next++;                                                              // RACE
  });
}

void missed_neighbour_is_written() {  // SERIAL
  std::vector<int> numbers(1000, 1);
  int* const first = numbers.data();
  std::for_each(std::execution::par, numbers.begin() + 1, numbers.end(), [first](int& n) {  // RACE
    *first += n;                                                                            // RACE
  });
}

void racy_for_each_n() {  // SERIAL
  std::vector<int> numbers(1000, 1);
  int largest = 0;
  std::for_each_n(std::execution::par, numbers.begin(), 500, [&largest](int n) {  // RACE
    largest = std::max(largest, n);                                               // RACE
  });
}

void missed_reduced_with_a_side_effect() {  // SERIAL
  const std::vector<int> numbers(1000, 1);
  int adds = 0;
  const auto add = [&adds](int a, int b) {
    ++adds;  // RACE
    return a + b;
  };
  const int sum = std::reduce(std::execution::par, numbers.begin(), numbers.end(), 0, add);  // RACE
  std::printf("%d %d\n", sum, adds);
}

void racy_atomic_ref_on_one_side() {
  int n = 0;
  std::thread worker([&n] { std::atomic_ref(n).fetch_add(1); });  // RACE
  n += 2;                                                         // RACE
  worker.join();
}

void racy_plain_read_beside_atomic_ref() {
  int n = 0;
  std::thread first([&n] { std::atomic_ref<int>(n).store(1); });  // RACE
  std::thread second([&n] { std::printf("%d\n", n); });           // RACE
  first.join();
  second.join();
}

void racy_own_atomic_copies() {
  int n = 0;
  auto work = [&n] {
    std::atomic<int> mine{n};  // RACE
    mine += 1;
    n = mine.load();  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void racy_serial_algorithm_on_two_threads() {
  std::vector<int> numbers{3, 1, 2};
  auto sort = [&numbers] {
    std::sort(numbers.begin(), numbers.end());  // RACE
  };
  std::thread first(sort);   // RACE
  std::thread second(sort);  // RACE
  first.join();
  second.join();
}

void racy_filled_and_summed() {
  std::vector<int> numbers(10);
  std::thread filler([&] { std::fill(numbers.begin(), numbers.end(), 1); });  // RACE
  std::printf("%d\n", std::accumulate(numbers.begin(), numbers.end(), 0));    // RACE
  filler.join();
}

void missed_copied_into_the_same_place() {
  const std::vector<int> from{1, 2, 3};
  std::vector<int> to(3);
  auto copy = [&] {
    std::copy(from.begin(), from.end(), to.begin());  // RACE
  };
  std::thread first(copy);   // RACE
  std::thread second(copy);  // RACE
  first.join();
  second.join();
}

void fine_each_element_for_itself() {
  std::vector<int> numbers(1000, 1);
  std::for_each(std::execution::par, numbers.begin(), numbers.end(), [](int& n) { n *= 2; });
}

void fine_atomic_sum() {
  const std::vector<int> numbers(1000, 1);
  std::atomic<long> sum{0};
  std::for_each(std::execution::par, numbers.begin(), numbers.end(), [&sum](int n) { sum += n; });
  std::printf("%ld\n", sum.load());
}

void fine_locked_results() {
  const std::vector<int> numbers(100, 1);
  std::vector<int> odd;
  std::mutex m;
  std::for_each(std::execution::par, numbers.begin(), numbers.end(), [&](int n) {
    if (n % 2 == 0) return;
    const std::lock_guard lock(m);
    odd.push_back(n);
  });
  std::printf("%zu\n", odd.size());
}

void fine_sequenced_policy() {
  std::vector<int> numbers(1000, 1);
  long sum = 0;
  std::for_each(std::execution::seq, numbers.begin(), numbers.end(), [&sum](int n) { sum += n; });
  std::printf("%ld\n", sum);
}

void fine_without_a_policy() {
  std::vector<int> numbers(10, 1);
  long sum = 0;
  std::for_each(numbers.begin(), numbers.end(), [&sum](int n) { sum += n; });
  std::printf("%ld\n", sum);
}

void fine_reduced() {
  const std::vector<int> numbers(1000, 1);
  const int sum = std::reduce(std::execution::par, numbers.begin(), numbers.end());
  std::printf("%d\n", sum);
}

void fine_transformed_into_another() {
  const std::vector<int> from(1000, 1);
  std::vector<int> to(from.size());
  const int factor = 3;
  std::transform(std::execution::par, from.begin(), from.end(), to.begin(),
                 [&factor](int n) { return n * factor; });
  std::printf("%d\n", to.front());
}

void fine_transformed_in_place() {
  std::vector<int> numbers(1000, 1);
  std::transform(std::execution::par, numbers.begin(), numbers.end(), numbers.begin(),
                 [](int n) { return n + 1; });
}

void fine_sorted_by_a_const_table() {
  std::vector<std::size_t> order(100);
  std::iota(order.begin(), order.end(), 0U);
  std::vector<int> weights(100, 1);
  std::sort(std::execution::par, order.begin(), order.end(),
            [&weights](std::size_t a, std::size_t b) { return weights[a] < weights[b]; });
}

void fine_own_variables_in_the_body() {
  std::vector<int> numbers(100, 3);
  std::for_each(std::execution::par, numbers.begin(), numbers.end(), [](int& n) {
    int sum = 0;
    for (int i = 0; i < n; ++i) sum += i;
    n = sum;
  });
}

void fine_used_before_and_after() {
  std::vector<int> numbers(100, 1);
  int factor = 2;
  std::for_each(std::execution::par, numbers.begin(), numbers.end(),
                [&factor](int& n) { n *= factor; });
  factor = 3;
  std::for_each(std::execution::par, numbers.begin(), numbers.end(),
                [&factor](int& n) { n *= factor; });
  numbers.push_back(factor);
}

void fine_element_of_another_by_index() {
  std::vector<int> indices(100);
  std::iota(indices.begin(), indices.end(), 0);
  std::vector<int> squares(100);
  std::for_each(std::execution::par, indices.begin(), indices.end(),
                [&squares](int i) { squares[i] = i * i; });
}

void fine_atomic_ref_on_both_sides() {
  int n = 0;
  n += 1;
  std::thread worker([&n] { std::atomic_ref(n).fetch_add(1); });
  std::atomic_ref(n).fetch_add(2);
  worker.join();
  std::printf("%d\n", n);
}

void fine_atomic_ref_in_a_parallel_body() {
  std::vector<int> numbers(100, 1);
  int sum = 0;
  std::for_each(std::execution::par, numbers.begin(), numbers.end(),
                [&sum](int n) { std::atomic_ref<int>(sum) += n; });
  std::printf("%d\n", sum);
}

void fine_one_atomic_ref_for_all() {
  long n = 0;
  {
    std::atomic_ref<long> shared(n);
    std::thread first([shared] { shared.fetch_add(1); });
    std::thread second([shared] { ++shared; });
    first.join();
    second.join();
  }
  std::printf("%ld\n", n);
}

void racy_threads_started_for_each() {
  const std::vector<int> numbers{1, 2, 3};
  std::vector<std::thread> threads;
  int sum = 0;
  std::for_each(numbers.begin(), numbers.end(), [&](int n) {
    threads.emplace_back([&sum, n] { sum += n; });  // RACE
  });
  for (auto& thread : threads) thread.join();
  std::printf("%d\n", sum);
}

void racy_threads_started_for_each_of_a_range() {
  const std::vector<int> numbers{1, 2, 3};
  std::vector<std::thread> threads;
  int sum = 0;
  std::ranges::for_each(numbers, [&](int n) {
    threads.emplace_back([&sum, n] { sum += n; });  // RACE
  });
  std::ranges::for_each(threads, &std::thread::join);
  std::printf("%d\n", sum);
}

void racy_range_sorted_twice() {
  std::vector<int> numbers{4, 3, 2, 1};
  std::thread other([&numbers] { std::ranges::sort(numbers); });  // RACE
  std::ranges::sort(numbers);                                     // RACE
  other.join();
}

void fine_thread_for_each_element() {
  std::vector<int> numbers(3);
  std::vector<std::thread> threads;
  std::ranges::for_each(numbers, [&](int& n) { threads.emplace_back([&n] { n = 1; }); });
  std::ranges::for_each(threads, [](std::thread& each) { each.join(); });
  std::for_each(numbers.begin(), numbers.end(),
                [&](int& n) { threads.emplace_back([&n] { n = 1; }); });
  for (auto& thread : threads)
    if (thread.joinable()) thread.join();
}

void fine_range_counted_twice() {
  const std::vector<int> numbers{4, 3, 2, 1};
  long one = 0;
  std::thread other([&] { one = std::ranges::count(numbers, 1); });
  const long two = std::ranges::count_if(numbers, [](int n) { return n == 2; });
  other.join();
  std::printf("%ld\n", one + two);
}

void fine_sorted_in_halves() {
  std::vector<int> numbers{4, 3, 2, 1};
  const auto middle = numbers.begin() + 2;
  std::thread low([&numbers, middle] { std::sort(numbers.begin(), middle); });
  std::sort(middle, numbers.end());
  low.join();
  std::inplace_merge(numbers.begin(), middle, numbers.end());
}

RUN_ONE_OF(racy_sum_in_for_each, racy_last_seen, racy_results_pushed_back,
           racy_calls_counted_in_transform, racy_comparisons_counted_in_sort,
           racy_predicate_remembers, racy_numbered_by_a_counter, missed_neighbour_is_written,
           racy_for_each_n, missed_reduced_with_a_side_effect, racy_atomic_ref_on_one_side,
           racy_plain_read_beside_atomic_ref, racy_own_atomic_copies,
           racy_serial_algorithm_on_two_threads, racy_threads_started_for_each,
           racy_threads_started_for_each_of_a_range, racy_range_sorted_twice,
           fine_thread_for_each_element, fine_range_counted_twice, racy_filled_and_summed,
           missed_copied_into_the_same_place, fine_each_element_for_itself, fine_atomic_sum,
           fine_locked_results, fine_sequenced_policy, fine_without_a_policy, fine_reduced,
           fine_transformed_into_another, fine_transformed_in_place, fine_sorted_by_a_const_table,
           fine_own_variables_in_the_body, fine_used_before_and_after,
           fine_element_of_another_by_index, fine_atomic_ref_on_both_sides,
           fine_atomic_ref_in_a_parallel_body, fine_one_atomic_ref_for_all, fine_sorted_in_halves)
