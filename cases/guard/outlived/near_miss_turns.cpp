// What refers to a turn's own guard gets another place to look at before the guard ends, or looks no more.
#include <norace/norace.hpp>

#include <vector>

struct Report {
  ~Report() {
    if (of != nullptr) last += *of;
  }
  const int* of = nullptr;
  int& last;
};

int main() {
  std::vector<norace::Arc<norace::Mutex<int>>> all;
  for (int i = 0; i < 3; ++i) all.push_back(norace::Arc<norace::Mutex<int>>::make(i));
  int sum = 0;
  const int* there = &sum;
  for (const auto& each : all) {
    auto guard = each->lock();
    const Report report{&*guard, sum};
    there = &*guard;
    sum += *there;
    there = &sum;
  }
  if (auto guard = all[0]->try_lock()) there = &**guard;
  there = &sum;
  return *there - 6;
}
