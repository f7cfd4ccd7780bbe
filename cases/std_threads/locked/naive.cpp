//@ rule: N0005
//@ needs: statics-plugin
// add() locks, size() does not.
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

class Log {
 public:
  void add(int n) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(n);  // expected-error {{'lines_' is used by two threads}}
  }
  std::size_t size() const { return lines_.size(); }

 private:
  mutable std::mutex mutex_;
  std::vector<int> lines_;
};

int main() {
  Log log;
  std::size_t seen = 0;
  std::thread reader([&log, &seen] {
    for (int n = 0; n < 100; ++n) seen += log.size();
  });
  for (int n = 0; n < 100; ++n) log.add(n);
  reader.join();
  std::cout << seen << '\n';
}
