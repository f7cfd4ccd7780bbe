// A monitor that notices when a worker falls silent, and when it is gone.
#include <norace/norace.hpp>

#include <chrono>
#include <iostream>
#include <string>
#include <utility>

using namespace std::chrono_literals;

std::string watch(norace::Receiver<int> beats, norace::Sender<int> resume) {
  std::string seen;
  while (true) {
    if (const auto beat = beats.recv_timeout(50ms)) {
      seen += static_cast<char>('0' + *beat);
    } else if (beats.is_disconnected()) {
      return seen + " gone";
    } else if (seen.find('?') == std::string::npos) {
      seen += '?';
      resume.send(1);
    }
  }
}

int main() {
  auto beats = norace::channel<int>();
  auto resume = norace::channel<int>();
  auto monitor = norace::spawn(watch, std::move(beats.receiver), std::move(resume.sender));
  auto worker = norace::spawn(
      [](norace::Sender<int> beat, norace::Receiver<int> go_on) {
        beat.send(1);
        norace::sleep(1ms);
        beat.send(2);
        go_on.recv();  // silent until somebody asks
        norace::yield_now();
        beat.send(3);
      },
      std::move(beats.sender), std::move(resume.receiver));
  worker.join();
  std::cout << monitor.join() << '\n';
}
