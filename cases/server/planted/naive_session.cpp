//@ rule: E0277
// The task keeps the session, to reply by itself, while its loop uses it too.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

struct Session {
  std::string reply;
};

int main() {
  const norace::Pool pool(2);
  const auto session = std::make_shared<Session>();
  const auto digest = [](std::shared_ptr<Session> mine) { mine->reply = "42"; };
  auto task = pool.spawn(digest, session);  // expected-error {{[E0277]}}
  norace::sleep(std::chrono::milliseconds(10));
  session->reply = "503";
  task.join();
  return session->reply == "42" ? 0 : 1;
}
//@ safe: auto task = pool.spawn([] {});
