template <typename T> struct S { int f() { return T::g(); } };  // expected-error {{no member named 'g' in 'A'}}
struct A {};
int x = S<A>().f();  // expected-note {{in instantiation of member function 'S<A>::f' requested here}}
