//@ needs: statics-plugin
// One mutex for all, in each of its forms; readers beside a writer; a flag behind a monitor.
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <shared_mutex>
#include <thread>

struct Table {
  int get() const {
    const std::shared_lock lock(mutex);
    return value;
  }
  void set(int n) {
    const std::unique_lock lock(mutex);
    value = n;
  }
  mutable std::shared_mutex mutex;
  int value = 0;
};

int main() {
  Table table;
  std::mutex m;
  std::condition_variable changed;
  bool ready = false;
  int data = 0;
  int initialised = 0;
  std::once_flag once;
  std::thread worker([&] {
    table.set(1);
    std::call_once(once, [&] { initialised = 1; });
    {
      const std::scoped_lock lock(m);
      data = 5;
      ready = true;
    }
    changed.notify_one();
  });
  std::call_once(once, [&] { initialised = 1; });
  std::unique_lock lock(m);
  changed.wait(lock, [&ready] { return ready; });
  std::cout << table.get() << ' ' << data << ' ' << initialised << '\n';
  lock.unlock();
  worker.join();
}
