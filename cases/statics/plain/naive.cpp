//@ rule: E0133
//@ needs: statics-plugin
// No header of Norace's is included: the plugin's own tables answer.
#include <map>
#include <string>
#include <thread>

std::map<std::string, int> words;  // expected-error {{[E0133]}}

void count(const std::string& word) {
  for (int n = 0; n < 1000; ++n) ++words[word];
}

int main() {
  std::thread first(count, "a");
  std::thread second([] { count("b"); });
  first.join();
  second.join();
}
//@ safe: thread_local std::map<std::string, int> words;
