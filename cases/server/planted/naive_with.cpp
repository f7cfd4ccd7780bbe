//@ rule: E0515
// A value is looked up under the lock, and read without it.
#include <norace/norace.hpp>

#include <map>
#include <string>

using Table = norace::RwLock<std::map<std::string, std::string>>;

int main() {
  auto table = norace::Arc<Table>::make();
  table->with_write([](auto& values) { values["a"] = "1"; });
  const std::string& value = table->with_read([](const auto& values) -> const std::string& { return values.at("a"); });  // expected-error {{[E0515]}}
  auto writer = norace::spawn(
      [](norace::Arc<Table> mine) { mine->with_write([](auto& values) { values["a"] = "2"; }); }, table);
  const bool is_first = value == "1";
  writer.join();
  return is_first ? 0 : 1;
}
//@ safe: const std::string value = table->with_read([](const auto& values) { return values.at("a"); });
