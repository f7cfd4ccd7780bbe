// A unique_ptr moves; one to const, or to what several threads may use, may be shared.
#include <norace/norace.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

struct Shape {
  std::string name;
  std::unique_ptr<const int> sides;
};

int main() {
  auto moved = norace::spawn([](std::unique_ptr<int> p) { return ++*p; }, std::make_unique<int>(0));
  auto shapes = norace::Arc<std::vector<Shape>>::make();
  auto read = norace::spawn([](norace::Arc<std::vector<Shape>> s) { return s->empty() ? 1 : *(*s)[0].sides; }, shapes);
  auto hits = norace::Arc<std::vector<std::unique_ptr<norace::Atomic<int>>>>::make();
  auto counted = norace::spawn([](norace::Arc<std::vector<std::unique_ptr<norace::Atomic<int>>>> h) { return h->empty(); }, hits);
  auto locked = norace::Arc<norace::Mutex<std::unique_ptr<int>>>::make(std::make_unique<int>(0));
  auto changed = norace::spawn(
      [](norace::Arc<norace::Mutex<std::unique_ptr<int>>> m) { return m->with([](std::unique_ptr<int>& p) { return ++*p; }); }, locked);
  return moved.join() == 1 && read.join() == 1 && counted.join() && changed.join() == 1 ? 0 : 1;
}
