package dev.trierarch.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** The forms of texts that stand for other values. */
final class Literals {

  private static final java.util.regex.Pattern DURATION =
      java.util.regex.Pattern.compile(
          "[-+]?(0|((\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})(ns|us|µs|μs|ms|s|m|h)){1,16})");
  private static final java.util.regex.Pattern TIMESTAMP =
      java.util.regex.Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[-+]\\d{2}:\\d{2})");

  private Literals() {}

  /** Go's, e.g. {@code 1h30m}. */
  static boolean isDuration(String text) {
    return DURATION.matcher(text).matches();
  }

  /** RFC 3339's, e.g. {@code 2026-01-01T00:00:00Z}. */
  static boolean isTimestamp(String text) {
    if (!TIMESTAMP.matcher(text).matches()) {
      return false;
    }
    try {
      return OffsetDateTime.parse(text).getYear() > 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** RE2's, not too big to be compiled. */
  static boolean isPattern(String text) {
    if (!PatternSize.isBearable(text)) {
      return false;
    }
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
