//@ needs: statics-plugin
//@ flags: -Wno-unused
// A thread of an initialiser may use what is made before it, and what no code has to make.
#include <norace/norace.hpp>

#include <string>
#include <vector>

extern const norace::Mutex<int> hits;
const norace::Mutex<std::vector<std::string>> lines(10U, "made");
int limit() { return 3; }
const int most = limit();

const norace::JoinHandle<void> writer = norace::spawn([] {
  lines.with([](std::vector<std::string>& v) { v.push_back("written"); });
  hits.with([](int& n) { n = most; });
});

const norace::Mutex<int> hits(0);

int main() {}
