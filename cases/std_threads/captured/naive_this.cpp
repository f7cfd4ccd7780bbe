//@ rule: N0005
//@ needs: statics-plugin
// The threads capture this, and add to one member.
#include <iostream>
#include <thread>
#include <vector>

class Sum {
 public:
  void run() {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([this, i] {
        for (int n = 0; n < 1000; ++n) total_ += i;  // expected-error {{'total_' is used by two threads}}
      });
    }
    for (auto& each : threads) each.join();
  }
  int total() const { return total_; }

 private:
  int total_ = 0;
};

int main() {
  Sum sum;
  sum.run();
  std::cout << sum.total() << '\n';
}
