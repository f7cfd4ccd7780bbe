//@ rule: N0005
//@ needs: statics-plugin
// Both POSIX threads get the address of one counter.
#include <pthread.h>

#include <iostream>

void* count(void* argument) {
  int* const n = static_cast<int*>(argument);
  for (int i = 0; i < 1000; ++i) *n += 1;  // expected-error {{'counter' is used by two threads}}
  return nullptr;
}

int main() {
  int counter = 0;
  pthread_t first{};
  pthread_t second{};
  pthread_create(&first, nullptr, count, &counter);
  pthread_create(&second, nullptr, count, &counter);
  pthread_join(first, nullptr);
  pthread_join(second, nullptr);
  std::cout << counter << '\n';
}
