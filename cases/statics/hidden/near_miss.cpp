//@ needs: statics-plugin
//@ flags: -Wno-unused -Wno-deprecated-declarations
// Innocent uses of the same functions: outside of threads, behind a lock, before the first start,
// after the last join, on a stream of one's own, of the same name in a class or in this file, and
// answered for.
#include <norace/norace.hpp>

#include <clocale>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>

std::mutex printing;
const norace::Mutex<int> rows(0);

void print(int n) {
  const std::lock_guard hold(printing);
  std::cout << std::setw(3) << n << '\n';
}

struct Clock {
  int localtime() const { return 3; }
  int rand() const { return 4; }
};

int mrand48(int n) { return n; }

NORACE_UNSAFE_STATIC("no other thread asks for the time") int minute(std::time_t at) {
  return std::localtime(&at)->tm_min;
}

int main() {
  setenv("NORACE_CASE", "1", 1);
  std::setlocale(LC_ALL, "C");
  std::time_t now = 0;
  std::cout << std::localtime(&now)->tm_year << std::hex << 255 << '\n';
  std::thread first(print, 1);
  auto second = norace::spawn([] {
    std::ostringstream text;
    text << std::setw(3) << std::hex << 255;
    std::tm parts{};
    const std::time_t at = 0;
    localtime_r(&at, &parts);
    std::cout << text.str() << std::endl << std::flush;
    minute(at);
    mrand48(1);
    return Clock().localtime() + Clock().rand() + parts.tm_min +
           (std::getenv("NORACE_CASE") != nullptr ? 1 : 0);
  });
  auto third = norace::spawn([] {
    rows.with([](int& n) { std::cerr << std::setw(3) << ++n << '\n'; });
  });
  first.join();
  second.join();
  third.join();
  setenv("NORACE_CASE", "2", 1);
  char words[] = "a b";
  return std::strtok(words, " ") == nullptr;
}
