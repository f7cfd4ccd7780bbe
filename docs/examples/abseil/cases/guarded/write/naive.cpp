//@ rule: GUARDED_BY
#include <thread>

#include "annotated_mutex.hpp"

Mutex mutex;
int hits ABSL_GUARDED_BY(mutex) = 0;

int main() {
  std::thread other([] { ++hits; });  // expected-error {{writing variable 'hits' requires holding mutex 'mutex' exclusively}}
  {
    Lock lock(mutex);
    ++hits;
  }
  other.join();
}
