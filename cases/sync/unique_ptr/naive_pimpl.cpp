//@ rule: E0277
// A const method that writes through its pimpl.
#include <norace/norace.hpp>

#include <memory>

class Session {
 public:
  int touch() const { return ++state_->hits; }

 private:
  struct State {
    int hits = 0;
  };
  std::unique_ptr<State> state_ = std::make_unique<State>();
  NORACE_MEMBERS(state_)
};

int main() {
  auto session = norace::Arc<Session>::make();
  auto handle = norace::spawn([](norace::Arc<Session> s) { s->touch(); }, session);  // expected-error {{[E0277]}}
  session->touch();
  handle.join();
  return session->touch() == 3 ? 0 : 1;
}
