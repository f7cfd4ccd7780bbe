// What keeps nothing in itself, and a value that is read before the threads start.
#include <norace/norace.hpp>

#include <cstdlib>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>

std::string row(std::string zone, std::time_t at) {
  std::tm parts{};
  gmtime_r(&at, &parts);
  std::ostringstream text;
  text << zone << std::setw(3) << parts.tm_min;
  return text.str();
}

int main() {
  setenv("NORACE_CASE", "UTC", 1);
  const std::string zone = std::getenv("NORACE_CASE");
  auto first = norace::spawn(row, zone, std::time_t(0));
  auto second = norace::spawn(row, zone, std::time_t(600));
  std::cout << first.join() << '\n' << second.join() << '\n';
}
