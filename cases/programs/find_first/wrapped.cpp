// Several threads look for a match; the first one that finds it tells the others to stop.
#include <norace/norace.hpp>

#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

int main() {
  std::vector<std::string> words(300, "hay");
  words[217] = "needle";
  const norace::Atomic<long> found(-1);
  norace::scope([&](norace::Scope& s) {
    for (std::size_t start = 0; start < 3; ++start)
      s.spawn(
          [](const std::vector<std::string>& all, const norace::Atomic<long>& out, std::size_t from) {
            for (std::size_t i = from; i < all.size(); i += 3) {
              if (out.load(norace::Ordering::Relaxed) >= 0) return;
              if (all[i] == "needle") out.store(static_cast<long>(i), norace::Ordering::Relaxed);
            }
          },
          norace::borrow(words), norace::borrow(found), start);
  });
  std::cout << found.load(norace::Ordering::Relaxed) << '\n';
}
