//@ rule: E0133
//@ needs: statics-plugin
// A static's initialiser starts a thread that uses a static which is made after it.
#include <norace/norace.hpp>

#include <string>
#include <vector>

extern const norace::Mutex<std::vector<std::string>> lines;

const norace::JoinHandle<void> writer = norace::spawn([] {  // expected-error {{before it is initialised: 'lines'}}
  for (int n = 0; n < 100; ++n)
    lines.with([](std::vector<std::string>& v) { v.push_back("written"); });
});

const norace::Mutex<std::vector<std::string>> lines(1000U, "made");

int main() {}
