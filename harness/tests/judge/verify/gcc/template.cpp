template <typename T> struct S { int f() { return T::g(); } };  // expected-error {{'g' is not a member of 'A'}}
struct A {};
int x = S<A>().f();
