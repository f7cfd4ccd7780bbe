//@ rule: E0521
// A reference member that nobody has to name: it has an initialiser.
#include <norace/norace.hpp>

#include <string>

struct Job {
  std::string name;
  int& target = *new int(0);
};

int main() {
  Job job{"one"};
  auto handle = norace::spawn([](Job copy) { ++copy.target; }, job);  // expected-error {{[E0521]}}
  ++job.target;
  handle.join();
  const int n = job.target;
  delete &job.target;
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
