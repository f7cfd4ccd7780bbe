template <int N> struct S { static const int v = S<N - 1>::v; };  // expected-note {{in instantiation}}
template <> struct S<0> { static const int v = nowhere; };  // expected-error {{undeclared}}
int x = S<1>::v;
