// What travels is owned by one thread at a time.
#include <norace/norace.hpp>

#include <iostream>
#include <memory>
#include <utility>

int main() {
  auto [tx, rx] = norace::channel<std::unique_ptr<int>>();
  tx.send(std::make_unique<int>(1));
  tx.drop();
  auto handle = norace::spawn(
      [](norace::Receiver<std::unique_ptr<int>> in) {
        int sum = 0;
        for (auto& p : in) sum += *p;
        return sum;
      },
      std::move(rx));
  std::cout << handle.join() << '\n';
}
