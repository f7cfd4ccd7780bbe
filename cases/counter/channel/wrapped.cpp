// Each thread sends what it counted; only the receiver adds up.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

void count(norace::Sender<int> counts) {
  int mine = 0;
  for (int n = 0; n < 1000; ++n) ++mine;
  counts.send(mine);
}

int main() {
  auto [tx, rx] = norace::channel<int>();
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < 10; ++i) handles.push_back(norace::spawn(count, tx.clone()));
  tx.drop();
  int total = 0;
  for (int mine : rx) total += mine;
  std::cout << total << '\n';
}
