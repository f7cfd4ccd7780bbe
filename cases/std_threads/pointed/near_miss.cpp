//@ needs: statics-plugin
// Each thread is led to an object of its own, or all of them only read.
#include <pthread.h>

#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

struct Work {
  int input = 0;
  int output = 0;
};

void* run(void* argument) {
  Work* const work = static_cast<Work*>(argument);
  work->output = work->input * 2;
  return nullptr;
}

int main() {
  Work works[3];
  pthread_t posix[3];
  for (int i = 0; i < 3; ++i) {
    works[i].input = i;
    pthread_create(&posix[i], nullptr, run, &works[i]);
  }
  for (int i = 0; i < 3; ++i) pthread_join(posix[i], nullptr);

  const auto ages = std::make_shared<const std::map<std::string, int>>(
      std::map<std::string, int>{{"ada", 36}});
  std::vector<int> found(2);
  std::vector<std::thread> threads;
  for (int& each : found)
    threads.emplace_back([ages, &each] { each = ages->at("ada"); });
  for (auto& each : threads) each.join();
  std::cout << works[2].output << ' ' << found[1] << '\n';
}
