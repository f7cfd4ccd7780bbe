int f(int);  /* expected-note {{previous}} */
void f(int);  /* expected-error {{differ only}} expected-error 0-1 {{never}} */
