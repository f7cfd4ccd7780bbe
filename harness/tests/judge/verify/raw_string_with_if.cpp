const char* text = R"(
#if 0
)";
int a = b;  // expected-error {{'b'}}
int c = d;  // expected-error {{'d'}}
