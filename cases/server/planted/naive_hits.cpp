//@ rule: E0277
// A reader of the shared store counts in a mutable member.
#include <norace/norace.hpp>

#include <map>
#include <string>

struct Store {
  int get(const std::string& key) const {
    ++hits;
    const auto at = values.find(key);
    return at == values.end() ? 0 : at->second;
  }
  std::map<std::string, int> values;
  mutable int hits = 0;
};

int main() {
  auto store = norace::Arc<const Store>::make();
  auto loop = norace::spawn([](norace::Arc<const Store> mine) { return mine->get("a"); }, store);  // expected-error {{[E0277]}}
  const int mine = store->get("a");
  return mine + loop.join();
}
//@ safe: auto loop = norace::spawn([] { return 0; });
