template <int N> void f() { static_assert(N > 2, "too small"); }  // expected-error {{too small}} expected-note 0-1 {{expression evaluates}}
template void f<1>();  // expected-note {{in instantiation}}
