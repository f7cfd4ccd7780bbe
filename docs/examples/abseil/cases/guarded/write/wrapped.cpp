#include <cstdio>
#include <thread>

#include "annotated_mutex.hpp"

Mutex mutex;
int hits ABSL_GUARDED_BY(mutex) = 0;

void hit() {
  Lock lock(mutex);
  ++hits;
}

int main() {
  std::thread other(hit);
  hit();
  other.join();
  Lock lock(mutex);
  std::printf("%d\n", hits);
}
