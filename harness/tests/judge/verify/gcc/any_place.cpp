// expected-error@*:* {{'b' was not declared}}
int a = b;
