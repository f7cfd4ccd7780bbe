const char* s = R"(
// expected-error {{x}}
/* )";
int a = b;  // expected-error {{'b'}}
