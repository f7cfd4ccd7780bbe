//@ needs: statics-plugin
// Read behind the join, behind the future's get(), and behind the block of a jthread; and what a
// promise hands over.
#include <future>
#include <iostream>
#include <thread>

int main() {
  int result = 0;
  std::thread worker([&result] { result = 42; });
  worker.join();
  result += 1;

  auto task = std::async(std::launch::async, [&result] { result += 1; });
  task.get();
  result += 1;
  {
    std::jthread other([&result] { result += 1; });
  }
  result += 1;

  std::promise<void> done;
  std::thread last([&] {
    result += 1;
    done.set_value();
  });
  done.get_future().wait();
  std::cout << result << '\n';
  last.join();
}
