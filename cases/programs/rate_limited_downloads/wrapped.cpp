// A bounded channel slows the producers down to what one consumer can take.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <utility>
#include <vector>

struct Page {
  std::string url;
  std::vector<char> body;
};

void fetch(norace::SyncSender<Page> out, int from) {
  for (int i = 0; i < 5; ++i)
    out.send(Page{"page" + std::to_string(from + i), std::vector<char>(10)});
}

int main() {
  auto [tx, rx] = norace::sync_channel<Page>(2);
  std::vector<norace::JoinHandle<void>> fetchers;
  for (int i = 0; i < 3; ++i) fetchers.push_back(norace::spawn(fetch, tx.clone(), i * 5));
  tx.drop();
  std::size_t bytes = 0;
  int pages = 0;
  for (const auto& page : rx) {
    bytes += page.body.size();
    ++pages;
  }
  std::cout << pages << ' ' << bytes << '\n';
}
