// One member goes away, and the others stay; the whole moves when it has all of them again.
#include <norace/norace.hpp>

#include <memory>
#include <string>
#include <utility>

struct Job {
  std::string name = "a";
  std::unique_ptr<int> result = std::make_unique<int>(2);
};

int main() {
  Job job;
  const int first = norace::spawn([](std::unique_ptr<int> mine) { return *mine; }, std::move(job.result)).join();
  job.name += 'b';
  job.result = std::make_unique<int>(first);
  auto all = norace::spawn([](Job mine) { return *mine.result + static_cast<int>(mine.name.size()); }, std::move(job));
  return all.join() - 4;
}
