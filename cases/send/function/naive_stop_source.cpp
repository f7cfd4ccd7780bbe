//@ rule: E0277
// Whoever asks to stop runs the callback, with what it borrows.
#include <norace/norace.hpp>

#include <stop_token>

int main() {
  int n = 0;
  std::stop_source source;
  const std::stop_callback callback(source.get_token(), [&n] { ++n; });
  auto handle = norace::spawn([](std::stop_source s) { s.request_stop(); }, source);  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
