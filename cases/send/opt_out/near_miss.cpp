// What opts out of Send may still be used in its own thread, made inside another one, and Sync may
// be given up alone.
#include <norace/norace.hpp>

struct Window {
  norace::NotSend owned_by_ui_thread;
  int id = 1;
};
struct Meter {
  norace::NotSync one_reader;
  int value = 1;
};

int main() {
  const Window here{};
  auto made_there = norace::spawn([] { return Window{}.id; });
  auto moved = norace::spawn([](Meter m) { return m.value; }, Meter{});
  return here.id + made_there.join() + moved.join() - 3;
}
