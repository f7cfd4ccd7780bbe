//@ rule: E0133
//@ needs: statics-plugin
// Every loop counts its requests in one global.
#include <norace/norace.hpp>

#include <string>
#include <utility>

unsigned long requests = 0;  // expected-error {{[E0133]}}

void serve(norace::Receiver<std::string> incoming) {
  for (const std::string& request : incoming) requests += request.empty() ? 0U : 1U;
}

int main() {
  auto first = norace::channel<std::string>();
  auto second = norace::channel<std::string>();
  auto one = norace::spawn(serve, std::move(first.receiver));
  auto other = norace::spawn(serve, std::move(second.receiver));
  for (int i = 0; i < 100; ++i) {
    first.sender.send("GET /kv/a");
    second.sender.send("GET /kv/b");
  }
  first.sender.drop();
  second.sender.drop();
}
//@ safe: thread_local unsigned long requests = 0;
