//@ rule: E0505
//@ needs: statics-plugin
//@ witness: memory
// The struct goes to a thread, and a reference into one of its members stays here.
#include <norace/norace.hpp>

#include <string>
#include <utility>
#include <vector>

struct Job {
  std::string name = "a";
  std::vector<int> parts{1, 2};
};

int main() {
  Job job;
  int& last = job.parts.back();
  auto runner = norace::spawn([](Job mine) { return mine.parts.size(); }, std::move(job));  // expected-error {{[E0505]}}
  runner.join();
  last = 3;
}
//@ safe: auto runner = norace::spawn([] {});
