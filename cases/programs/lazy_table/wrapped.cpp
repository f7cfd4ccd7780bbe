// A global table that is built by whoever needs it first.
#include <norace/norace.hpp>

#include <cstddef>
#include <iostream>
#include <vector>

const norace::LazyLock<std::vector<bool>> primes([] {
  std::vector<bool> is_prime(100, true);
  is_prime[0] = is_prime[1] = false;
  for (std::size_t i = 2; i * i < is_prime.size(); ++i)
    for (std::size_t k = i * i; k < is_prime.size(); k += i) is_prime[k] = false;
  return is_prime;
});

int count(std::size_t begin, std::size_t end) {
  int found = 0;
  for (std::size_t i = begin; i < end; ++i) found += (*primes)[i] ? 1 : 0;
  return found;
}

int main() {
  auto low = norace::spawn(count, 0U, 50U);
  auto high = norace::spawn(count, 50U, 100U);
  std::cout << low.join() << ' ' << high.join() << '\n';
}
