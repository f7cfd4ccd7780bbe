int a = b;  // expected-error {{b}} expected-remark 0-1 {{x}}
