// Owned results come back from join().
#include <norace/norace.hpp>

#include <memory>
#include <string>
#include <vector>

int main() {
  auto text = norace::spawn([] { return std::string("x"); });
  auto many = norace::spawn([] { return std::vector<std::unique_ptr<int>>(2); });
  return text.join().size() + many.join().size() == 3 ? 0 : 1;
}
