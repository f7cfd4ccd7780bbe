// expected-warning@+1 {{#warning look}}
#warning look
