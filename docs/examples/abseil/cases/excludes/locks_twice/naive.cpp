//@ rule: LOCKS_EXCLUDED
//@ witness: none: it would wait for itself for ever, which is no race
#include "annotated_mutex.hpp"

Mutex mutex;
int hits ABSL_GUARDED_BY(mutex) = 0;

void hit() ABSL_LOCKS_EXCLUDED(mutex) {
  Lock lock(mutex);
  ++hits;
}

int main() {
  Lock lock(mutex);
  hit();  // expected-error {{cannot call function 'hit' while mutex 'mutex' is held}}
}
