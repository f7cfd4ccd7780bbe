//@ rule: E0277
// A message for the loop carries an Rc, whose owners both threads count.
#include <norace/norace.hpp>

#include <string>
#include <utility>

struct Answer {
  int session;
  norace::Rc<std::string> body;
};

void loop(norace::Receiver<Answer> answers) {
  for (const Answer& answer : answers) const norace::Rc<std::string> mine = answer.body.clone();
}

int main() {
  auto ends = norace::channel<Answer>();
  const auto body = norace::Rc<std::string>::make("1");
  ends.sender.send({1, body.clone()});
  auto thread = norace::spawn(loop, std::move(ends.receiver));  // expected-error {{[E0277]}}
  const norace::Rc<std::string> another = body.clone();
  ends.sender.drop();
  thread.join();
}
//@ safe: auto thread = norace::spawn([] {});
