template <template <class T, T...> class, class, int> struct A;
__make_integer_seq<__make_integer_seq, int, 10> x;  // expected-error {{different template parameters}}
// expected-note@template_note_without_place.cpp:* {{template parameter has a different kind}}
// expected-note@template_note_without_place.cpp:* {{previous template template parameter is here}}
