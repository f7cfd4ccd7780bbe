int f(int);   // expected-note {{old declaration 'int f(int)'}}
void f(int);  // expected-error {{ambiguating new declaration of 'void f(int)'}}
