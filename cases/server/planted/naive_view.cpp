//@ rule: E0521
// The task gets a view of the buffer that the next request is read into.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

int main() {
  const norace::Pool pool(2);
  std::string buffer = "GET /kv/a";
  const auto count = [](std::string_view request) { return std::count(request.begin(), request.end(), '/'); };
  auto slashes = pool.spawn(count, std::string_view(buffer).substr(4));  // expected-error {{[E0521]}}
  norace::sleep(std::chrono::milliseconds(10));  // as long as the next request takes
  std::fill(buffer.begin(), buffer.end(), '/');
  return slashes.join() == 2 ? 0 : 1;
}
//@ safe: auto slashes = pool.spawn([] { return 2; });
