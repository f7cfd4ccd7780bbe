// std's parallel algorithms through norace/with_execution.hpp, on oneTBB. With REJECTED, what must
// not compile; unchecked, it races.
#include <norace/with_execution.hpp>

#include <chrono>
#include <cstdio>
#include <execution>
#include <thread>
#include <vector>

[[maybe_unused, gnu::noinline]] static void count(long& total) {
  total += 1;
  std::this_thread::sleep_for(std::chrono::milliseconds(1));  // so that several threads do it
}

int main() {
  std::vector<long> numbers(100'000, 1);
  norace::std_for_each(std::execution::par, numbers, [](long& n) { n += 1; });
  long all = 0;
  for (const long n : numbers) all += n;
  std::printf("500500\nnothing\n%ld\n", all);
#ifdef REJECTED
  long total = 0;
  numbers.resize(20);
  norace::std_for_each(std::execution::par, numbers, [&](long&) { count(total); });  // [E0373]
  int calls = 0;
  const auto& par = std::execution::par;
  norace::std_for_each(par, numbers, [calls](long& n) mutable { n += ++calls; });  // [E0594]
#endif
}
