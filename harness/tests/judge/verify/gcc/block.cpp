int a = b; /* words
expected-error {{was not declared}} */
