package dev.trierarch.cel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bounds a pattern before it is compiled: repetitions of repetitions multiply, and groups in groups
 * take stack, which RE2 for Java does not bound. {@code (a{100}){100}} is 10,000 instructions.
 */
final class PatternSize {

  private static final int CHARACTERS_MAX = 16_384;
  private static final int GROUPS_DEEP_MAX = 250;
  private static final long INSTRUCTIONS_MAX = 100_000;

  private static final Pattern PART =
      Pattern.compile(
          "\\\\.|\\[\\^?\\]?(?:\\\\.|[^\\]\\\\])*+\\]?|\\{(\\d{1,4})(?:,(\\d{0,4}))?\\}|.",
          Pattern.DOTALL);

  /** Of each open group: the instructions before it. */
  private final Deque<Long> groups = new ArrayDeque<>();

  private long before;
  private long last;

  private PatternSize() {}

  static boolean isBearable(String pattern) {
    return pattern.length() <= CHARACTERS_MAX && new PatternSize().bears(pattern);
  }

  private boolean bears(String pattern) {
    Matcher part = PART.matcher(pattern);
    while (part.find()) {
      if (part.group(1) != null) {
        last *= Math.max(1, Math.max(number(part.group(1)), number(part.group(2))));
      } else {
        add(part.group());
      }
      if (before + last > INSTRUCTIONS_MAX || groups.size() > GROUPS_DEEP_MAX) {
        return false;
      }
    }
    return true;
  }

  private void add(String part) {
    if (part.equals("(")) {
      groups.push(before + last);
      before = 0;
      last = 0;
    } else if (part.equals(")") && !groups.isEmpty()) {
      last += before + 2;
      before = groups.pop();
    } else {
      before += last;
      last = 1;
    }
  }

  private static int number(String digits) {
    return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
