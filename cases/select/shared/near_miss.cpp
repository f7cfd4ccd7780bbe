// Each thread has receivers and timers of its own; the functions of a select() run where it stands, and capture.
#include <norace/norace.hpp>
#include <norace/select.hpp>

#include <chrono>
#include <optional>
#include <utility>

int main() {
  auto [tx, rx] = norace::channel<int>();
  auto handle = norace::spawn(
      [](norace::Receiver<int> mine, norace::Timer every) {
        int sum = 0;
        for (bool open = true; open;)
          norace::select(norace::on(mine,
                                    [&](std::optional<int> n) {
                                      if (!n) open = false;
                                      sum += n.value_or(0);
                                    }),
                         norace::on(every, [&] { sum += 0; }));
        return sum;
      },
      std::move(rx), norace::tick(std::chrono::milliseconds(1)));
  tx.send(1);
  tx.send(2);
  tx.drop();
  return handle.join() - 3;
}
