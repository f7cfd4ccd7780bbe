//@ rule: E0499
//@ needs: statics-plugin
// A map without a lock is lent to two tasks that write to it.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <chrono>
#include <map>
#include <string>

void put(std::map<std::string, int>& values, int by) {
  for (int i = 0; i < 4; ++i) {
    values["a"] += by;
    norace::sleep(std::chrono::milliseconds(5));
  }
}

int main() {
  const norace::Pool pool(2);
  std::map<std::string, int> values;
  pool.scope([&](norace::Scope& s) {
    for (int by = 1; by <= 2; ++by) s.spawn(put, norace::borrow_mut(values), by);  // expected-error {{[E0499]}}
  });
  return values["a"] - 12;
}
//@ safe: s.spawn([] {});
