// Read, compared, assigned and counted in one expression.
#include <norace/norace.hpp>

#include <map>
#include <string>

int main() {
  const norace::Mutex<int> n(1);
  ++*n.lock();
  *n.lock() = *norace::Mutex<int>(5).lock() - 1;
  const norace::RefCell<std::string> cell("abc");
  const norace::Mutex<std::map<std::string, int>> ages;
  ages.lock()->emplace("ada", 36);
  int ada = ages.lock()->at("ada");
  const auto copy = *n.lock();
  return *n.lock() == 4 && copy == 4 && cell.borrow()->size() == 3 && ada == 36 ? 0 : 1;
}
