//@ rule: E0505
//@ needs: statics-plugin
// The table goes to its last reader while its guard is held here.
#include <norace/norace.hpp>

#include <chrono>
#include <map>
#include <string>
#include <utility>

using Table = norace::Mutex<std::map<std::string, std::string>>;

int main() {
  auto table = norace::Arc<Table>::make();
  auto values = table->lock();
  auto reader = norace::spawn(
      [](norace::Arc<Table>) { norace::sleep(std::chrono::milliseconds(20)); },  // else it may be gone at once
      std::move(table));  // expected-error {{[E0505]}}
  values->emplace("a", "1");
  reader.join();
}
