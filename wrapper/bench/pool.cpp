// Pool beside oneTBB: a sum, a sort, a tree of small tasks, with as many workers as processors.
// Prints the quickest of several runs of each, in milliseconds; the two take turns.
#include <tbb/blocked_range.h>
#include <tbb/parallel_invoke.h>
#include <tbb/parallel_reduce.h>
#include <tbb/parallel_sort.h>
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <vector>

namespace {

constexpr int runs = 15;
constexpr int tree = 27;

double milliseconds(const std::function<void()>& f) {
  const auto start = std::chrono::steady_clock::now();
  f();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}
void beside(const char* what, const std::function<void()>& prepare,
            const std::function<void()>& ours, const std::function<void()>& theirs) {
  double best[2] = {1e9, 1e9};
  for (int i = 0; i < runs; ++i) {
    prepare();
    best[0] = std::min(best[0], milliseconds(ours));
    prepare();
    best[1] = std::min(best[1], milliseconds(theirs));
  }
  std::printf("norace %s %.2f\nonetbb %s %.2f\n", what, best[0], what, best[1]);
}

std::uint64_t our_fib(const norace::Pool& pool, int n) {
  if (n < 2) return static_cast<std::uint64_t>(n);
  auto [a, b] = pool.join(norace::lending(our_fib, norace::borrow(pool), n - 1),
                          norace::lending(our_fib, norace::borrow(pool), n - 2));
  return a + b;
}
std::uint64_t their_fib(int n) {
  if (n < 2) return static_cast<std::uint64_t>(n);
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  tbb::parallel_invoke([&] { a = their_fib(n - 1); }, [&] { b = their_fib(n - 2); });
  return a + b;
}

}  // namespace

int main() {
  const norace::Pool pool;
  const std::vector<std::uint64_t> numbers(20'000'000, 3);
  volatile std::uint64_t result = 0;
  const auto nothing = [] {};
  beside(
      "sum", nothing,
      [&] {
        result =
            pool.reduce(numbers, 0, [](std::uint64_t a, const std::uint64_t& b) { return a + b; });
      },
      [&] {
        using Range = tbb::blocked_range<std::size_t>;
        result = tbb::parallel_reduce(
            Range(0, numbers.size()), std::uint64_t{0},
            [&](const Range& part, std::uint64_t sum) {
              for (std::size_t i = part.begin(); i != part.end(); ++i) sum += numbers[i];
              return sum;
            },
            std::plus<>());
      });

  std::vector<std::uint64_t> shuffled(2'000'000);
  const auto shuffle = [&] {
    std::uint64_t state = 1;
    for (auto& x : shuffled) x = state = state * 6364136223846793005U + 1442695040888963407U;
  };
  beside(
      "sort", shuffle, [&] { pool.sort(shuffled); },
      [&] { tbb::parallel_sort(shuffled.begin(), shuffled.end()); });

  beside(
      "tree", nothing, [&] { result = our_fib(pool, tree); }, [&] { result = their_fib(tree); });
}
