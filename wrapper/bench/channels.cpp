// Channels and select() as crossbeam's own benchmarks have them: seconds for so many messages, the
// quickest of several runs. wrapper/bench/channels.rs is the same in Rust.
#include <norace/norace.hpp>
#include <norace/select.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

namespace {

constexpr int runs = 5;
constexpr int messages = 1'000'000;
constexpr int threads = 4;

template <class F>
void measure(const char* what, const F& f) {
  double best = 1e9;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    f();
    best = std::min(
        best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::printf("norace %s %.3f\n", what, best);
}

template <class Sender>
void send(Sender out, int count) {
  for (int i = 0; i < count; ++i) out.send(i);
}
// As many senders, one receiver.
template <class Ends>
void through(Ends ends, int senders, int count) {
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < senders; ++i)
    handles.push_back(
        norace::spawn(send<decltype(ends.sender)>, ends.sender.clone(), count / senders));
  ends.sender.drop();
  while (ends.receiver.recv()) {
  }
}
// A channel each, and one select() over all.
void select_all() {
  std::vector<norace::Receiver<int>> in;
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < threads; ++i) {
    auto [tx, rx] = norace::channel<int>();
    in.push_back(std::move(rx));
    handles.push_back(norace::spawn(send<norace::Sender<int>>, std::move(tx), messages / threads));
  }
  int got = 0;
  const auto take = [&got](std::optional<int> n) { got += n ? 1 : 0; };
  while (got < messages / threads * threads)
    norace::select(norace::on(in[0], take), norace::on(in[1], take), norace::on(in[2], take),
                   norace::on(in[3], take));
}

}  // namespace

int main() {
  measure("unbounded_seq", [] {
    auto ends = norace::channel<int>();
    for (int i = 0; i < messages; ++i) ends.sender.send(i);
    for (int i = 0; i < messages; ++i) static_cast<void>(ends.receiver.recv());
  });
  measure("unbounded_spsc", [] { through(norace::channel<int>(), 1, messages); });
  measure("unbounded_mpsc", [] { through(norace::channel<int>(), threads, messages); });
  measure("bounded_spsc", [] { through(norace::sync_channel<int>(messages), 1, messages); });
  measure("bounded_mpsc", [] { through(norace::sync_channel<int>(messages), threads, messages); });
  measure("bounded1_spsc", [] { through(norace::sync_channel<int>(1), 1, messages / 10); });
  measure("bounded0_spsc", [] { through(norace::sync_channel<int>(0), 1, messages / 10); });
  measure("unbounded_select_rx", select_all);
}
