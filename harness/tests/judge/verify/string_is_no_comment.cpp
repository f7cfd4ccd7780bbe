const char* s = "// expected-error {{x}}";
int a = b;  // expected-error {{'b'}}
