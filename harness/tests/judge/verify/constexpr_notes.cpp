constexpr int f(int x) { return 1 / x; }  // expected-note {{division by zero}}
constexpr int a = f(0);  // expected-error {{must be initialized by a constant expression}} expected-note {{in call to 'f(0)'}}
