[[deprecated("old")]] void f();  // expected-note {{has been explicitly marked deprecated here}}
void g() { f(); }  // expected-warning {{'f' is deprecated: old}}
