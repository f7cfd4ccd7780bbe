int a[2] = {1, 2, 3};  // expected-error-re {{excess elements in array {{.*}}}}
