// What a guard asks before it lets go: is what it guards lent to a thread that is not joined yet?
//
// Promise: a guard, a with() or the last owner of an Arc or Rc that ends while a scope has lent its
// data first waits for the threads that have it, so the data is never used without the lock or
// after its end. The scope remembers, and throws BorrowError (E0597) once its threads are joined:
// such a program is wrong, as it does not compile in Rust. (If a thread that has the data waits for
// something that comes only after the guard's end, this waits for ever.)
//
// Whoever was lent the lock too has the data only under it, and is not waited for.
//
// Costs nothing where no loan is out: the lock's exception record is not kept then, and the check
// for that record stands in every unlock anyway.
#pragma once

namespace norace::detail {

// Set by a scope while this thread has loans out, else null. Never null without also
// `exception_record` null.
using SettleLoans = void (*)(const void* begin, const void* end, const void* lock) noexcept;
inline thread_local constinit SettleLoans settle_loans = nullptr;

template <class T>
void settle_loans_of_object(const T* object, const void* lock = nullptr) noexcept {
  if (settle_loans != nullptr) settle_loans(object, object + 1, lock);
}

}  // namespace norace::detail
