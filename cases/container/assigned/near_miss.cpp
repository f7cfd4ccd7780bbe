// Another value comes behind the last use of a reference, into another member, or with a new reference to it.
#include <norace/norace.hpp>

#include <string>
#include <utility>

int main() {
  auto text = norace::Arc<std::string>::make("a text that is long enough for the heap");
  const std::string* inside = &*text;
  std::size_t letters = inside->size();
  text = norace::Arc<std::string>::make("another one");
  inside = &*text;
  letters -= inside->size();
  const norace::Mutex<std::pair<int, int>> both(std::pair<int, int>(1, 2));
  auto guard = both.lock();
  const int& first = guard->first;
  guard->second = 3;
  return letters == 28 && first == 1 ? 0 : 1;
}
