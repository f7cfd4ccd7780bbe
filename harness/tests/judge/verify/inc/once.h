#pragma once
static_assert(false, "once");  // expected-error {{once}}
