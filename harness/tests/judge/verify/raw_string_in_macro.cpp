#define TEXT R"(
#if 0
)"
int a = b;  // expected-error {{'b'}}
#ifdef TEXT
int c = d;  // expected-error {{'d'}}
#endif
