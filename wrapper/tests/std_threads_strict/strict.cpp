// Level strict: what a thread gets that may outlive the function has to be Send and Owned, also
// where it is joined and nothing races.
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "norace/traits.hpp"

void take(int* number);
void show(std::string_view text);
void print();

void racy_reference() {
  int n = 0;
  std::thread thread([&n] { ++n; });  // RACE
  thread.join();
}
struct Worker {
  void work();
  void start() {
    std::thread thread([this] { work(); });  // RACE
    thread.join();
  }
};
void racy_this() { Worker().start(); }

void racy_object_of_method() {
  Worker worker;
  std::thread thread(&Worker::work, &worker);  // RACE
  thread.join();
}
void racy_pointer_argument() {
  int n = 0;
  std::thread thread(take, &n);  // RACE
  thread.join();
}
void racy_pointer_capture() {
  int n = 0;
  std::vector<std::thread> threads;
  threads.emplace_back([p = &n] { ++*p; });  // RACE
  threads.front().join();
}
void racy_view() {
  const std::string text = "text";
  std::jthread thread(show, std::string_view(text));  // RACE
}
void racy_ref() {
  int n = 0;
  std::thread thread([](int& by) { ++by; }, std::ref(n));  // RACE
  thread.join();
}
void racy_shared_ptr() {
  auto shared = std::make_shared<int>(1);
  auto done = std::async(std::launch::async, [shared] { ++*shared; });  // RACE
  done.get();
}
void racy_struct_with_pointer() {
  struct Part {
    int first;
    const int* second;
  };
  int n = 0;
  std::thread thread([](Part part) { (void)part; }, Part{1, &n});  // RACE
  thread.join();
}
void post([[norace::starts_thread]] void (*job)(), int* number);
template <class Job>
void later([[norace::starts_thread]] Job job) {
  job();
}
void racy_own_sink() {
  int n = 0;
  later([&n] { ++n; });  // RACE
}

void fine_owned() {
  const std::string text = "text";
  std::thread thread([text] { (void)text.size(); });
  thread.join();
}
void fine_function() {
  std::thread thread(print);
  thread.join();
}
void fine_owned_arguments() {
  std::thread thread([](const std::string&, const std::vector<int>&, std::unique_ptr<int>, int) {},
                     std::string("text"), std::vector<int>(3), std::make_unique<int>(1), 5);
  thread.join();
}
void fine_handed_on() {
  std::thread thread([n = 1] { (void)n; });
  std::thread other = std::move(thread);
  std::vector<std::thread> threads;
  threads.push_back(std::move(other));
  threads.front().join();
}
void fine_own_sink() {
  post(print, nullptr);
  later([n = 1] { (void)n; });
}
template <class Job>
void at_once([[norace::starts_thread, norace::joined]] Job job) {
  job();
}
void fine_joined_before_it_returns() {
  int n = 0;
  at_once([&n] { ++n; });
}
void fine_answered_for() {
  int n = 0;
  NORACE_UNSAFE_SHARED("it is joined below") std::thread thread(take, &n);
  thread.join();
}
