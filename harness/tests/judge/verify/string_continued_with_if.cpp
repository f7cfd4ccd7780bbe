const char* text = "a \
#if 0 \
";
int a = b;  // expected-error {{'b'}}
int c = d;  // expected-error {{'d'}}
