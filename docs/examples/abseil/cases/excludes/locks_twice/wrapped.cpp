#include <cstdio>

#include "annotated_mutex.hpp"

Mutex mutex;
int hits ABSL_GUARDED_BY(mutex) = 0;

void hit() ABSL_LOCKS_EXCLUDED(mutex) {
  Lock lock(mutex);
  ++hits;
}

int main() {
  hit();
  Lock lock(mutex);
  std::printf("%d\n", hits);
}
