// Jobs from two sides, results to one that takes its time, and a sign to stop.
#include <norace/norace.hpp>
#include <norace/select.hpp>

#include <iostream>
#include <optional>
#include <utility>

int main() {
  auto [jobs, urgent_too] = norace::channel<int>();
  auto [stop, stopped] = norace::channel<int>();
  auto [results, sums] = norace::sync_channel<int>(1);
  auto worker = norace::spawn(
      [](norace::Receiver<int> in, norace::Receiver<int> end, norace::SyncSender<int> out) {
        int sum = 0;
        bool done = false;
        while (!done)
          norace::select(norace::on(in, [&](std::optional<int> n) { sum += n.value_or(0); }),
                         norace::on(end, [&](std::optional<int>) { done = true; }));
        while (auto left = in.try_recv()) sum += *left;
        norace::select(norace::on_send(out, sum, [](auto sent) { sent.value(); }));
      },
      std::move(urgent_too), std::move(stopped), std::move(results));
  for (int i = 1; i <= 100; ++i) jobs.send(i);
  stop.send(0);
  std::cout << sums.recv().value_or(-1) << '\n';
  worker.join();
}
