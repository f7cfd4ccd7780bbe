template <typename T> concept C = sizeof(T) > 100;  // expected-note {{because}}
template <C T> void f(T);  // expected-note {{candidate template ignored}} expected-note {{because}}
void g() { f(1); }  // expected-error {{no matching function}}
