// One Receiver, which hands the values on.
#include <norace/norace.hpp>

#include <iostream>
#include <utility>

int main() {
  auto [tx, rx] = norace::channel<int>();
  auto handle = norace::spawn(
      [](norace::Receiver<int> in) {
        int sum = 0;
        for (int value : in) sum += value;
        return sum;
      },
      std::move(rx));
  for (int i = 1; i <= 4; ++i) tx.send(i);
  tx.drop();
  std::cout << handle.join() << '\n';
}
