void f(int*);   // expected-note {{candidate function not viable}}
void f(char*);  // expected-note {{candidate function not viable}}
void g() { f(1.5); }  // expected-error {{no matching function for call to 'f'}}
