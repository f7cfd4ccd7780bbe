#include "report/verdict_style.hpp"

namespace mustfail {

fmt::text_style style_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return fmt::fg(fmt::terminal_color::green);
    case Verdict::xfail:
      return fmt::fg(fmt::terminal_color::yellow);
    case Verdict::skip:
      return fmt::fg(fmt::terminal_color::bright_black);
    case Verdict::fail:
    case Verdict::error:
    case Verdict::xpass:
      break;
  }
  return fmt::emphasis::bold | fmt::fg(fmt::terminal_color::red);
}

std::string_view mark_of(Verdict verdict) {
  if (verdict == Verdict::pass) return "\u2713 ";
  if (verdict == Verdict::skip) return "- ";
  return verdict == Verdict::xfail ? "! " : "\u2717 ";
}

}  // namespace mustfail
