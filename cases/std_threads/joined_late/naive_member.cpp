//@ rule: N0005
//@ needs: statics-plugin
// The class's thread writes its progress, and a getter reads it meanwhile.
#include <iostream>
#include <memory>
#include <thread>

class Job {
 public:
  void start() {
    thread_ = std::thread([this] {
      for (int i = 0; i < 1000; ++i) progress_ = i;  // expected-error {{'progress_' is used by two threads}}
    });
  }
  int progress() const { return progress_; }
  void wait() { thread_.join(); }

 private:
  std::thread thread_;
  int progress_ = 0;
};

int main() {
  const auto job = std::make_unique<Job>();
  job->start();
  std::cout << job->progress() << '\n';
  job->wait();
}
