//@ rule: E0133
//@ needs: statics-plugin
//@ witness: none: the place where it goes on is inside of libc
// strtok() remembers where it goes on, for all threads together. Reached through two functions.
#include <cstring>
#include <string>
#include <thread>

int words(std::string line) {
  int n = 0;
  for (char* at = std::strtok(line.data(), " "); at != nullptr;  // expected-error {{'strtok'}}
       at = nullptr)
    ++n;
  return n;
}

struct Counter {
  std::string line;
  void operator()() const { words(line); }
};

int main() {
  std::thread first(Counter{"a b"});
  words("c d");
  first.join();
}
//@ safe: for (const char* at = line.data(); at != nullptr;
