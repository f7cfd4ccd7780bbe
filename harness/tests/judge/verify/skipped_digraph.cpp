%:if 0
int a = b;  // expected-error {{'b'}}
%:endif
int c = d;  // expected-error {{'d'}}
