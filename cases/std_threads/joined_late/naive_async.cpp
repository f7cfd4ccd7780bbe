//@ rule: N0005
//@ needs: statics-plugin
// Two tasks fill one vector; the first get() comes after both were started.
#include <future>
#include <iostream>
#include <vector>

int main() {
  std::vector<int> found;
  auto fill = [&found](int from) {
    for (int n = from; n < from + 100; ++n) found.push_back(n);  // expected-error {{'found' is used by two threads}}
  };
  auto low = std::async(std::launch::async, fill, 0);
  auto high = std::async(std::launch::async, fill, 100);
  low.get();
  high.get();
  std::cout << found.size() << '\n';
}
