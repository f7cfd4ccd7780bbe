//@ rule: E0133
//@ needs: statics-plugin
//@ witness: none: the buffer is inside of libc, which ThreadSanitizer does not instrument
// localtime() keeps its result in a buffer of the process.
#include <norace/norace.hpp>

#include <ctime>

int minute(std::time_t at) {
  return std::localtime(&at)->tm_min;  // expected-error {{'localtime'; use localtime_r()}}
}

int main() {
  auto first = norace::spawn(minute, std::time_t(0));
  auto second = norace::spawn(minute, std::time_t(600));
  return first.join() + second.join() == 10 ? 0 : 1;
}
//@ safe: return int(at / 60 % 60);
