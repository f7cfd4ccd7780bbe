// A pool of workers takes tasks from one queue; results come back over a channel.
#include <norace/norace.hpp>

#include <iostream>
#include <optional>
#include <utility>
#include <vector>

class Pool {
 public:
  using Task = norace::SendFn<void()>;

  explicit Pool(int workers) {
    auto [tx, rx] = norace::channel<Task>();
    tasks_.emplace(std::move(tx));
    auto queue = norace::Arc<norace::Mutex<norace::Receiver<Task>>>::make(std::move(rx));
    for (int i = 0; i < workers; ++i) workers_.push_back(norace::spawn(work, queue.clone()));
  }
  void run(Task task) { tasks_->send(std::move(task)); }
  void finish() {
    tasks_.reset();
    for (auto& worker : workers_) worker.join();
  }

 private:
  static void work(norace::Arc<norace::Mutex<norace::Receiver<Task>>> queue) {
    while (auto task = queue->with([](norace::Receiver<Task>& rx) { return rx.recv(); })) (*task)();
  }
  std::optional<norace::Sender<Task>> tasks_;
  std::vector<norace::JoinHandle<void>> workers_;
};

int main() {
  Pool pool(3);
  auto [tx, rx] = norace::channel<int>();
  for (int i = 1; i <= 20; ++i)
    pool.run(Pool::Task([](norace::Sender<int>& out, int n) { out.send(n * n); }, tx.clone(), i));
  tx.drop();
  int sum = 0;
  for (int square : rx) sum += square;
  pool.finish();
  std::cout << sum << '\n';
}
