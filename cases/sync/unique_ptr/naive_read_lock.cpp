//@ rule: E0277
// Two readers of a table of unique_ptrs, each of which may write.
#include <norace/norace.hpp>

#include <memory>
#include <vector>

using Table = norace::RwLock<std::vector<std::unique_ptr<int>>>;

void add(const norace::Arc<Table>& shared) {
  shared->with_read([](const std::vector<std::unique_ptr<int>>& t) { ++*t[0]; });
}

int main() {
  auto table = norace::Arc<Table>::make();
  table->with_write([](std::vector<std::unique_ptr<int>>& t) { t.push_back(std::make_unique<int>(0)); });
  auto handle = norace::spawn(add, table.clone());  // expected-error {{[E0277]}}
  add(table);
  handle.join();
}
