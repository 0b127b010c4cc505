package dev.trierarch.api.resource;

import java.util.ArrayList;
import java.util.List;

/** Writes warnings as headers, no more and no longer ones than a client takes: pure. */
final class WarningHeaders {

  private static final int WARNINGS_MAX = 50;
  private static final int WARNING_CHARS_MAX = 256;
  private static final int TOTAL_CHARS_MAX = 4_096;

  private WarningHeaders() {}

  /** The values of the Warning headers, each warning once. */
  static List<String> of(List<String> warnings) {
    List<String> headers = new ArrayList<>();
    int totalChars = 0;
    for (String warning : warnings.stream().distinct().limit(WARNINGS_MAX).toList()) {
      String text = quoted(warning);
      totalChars += text.length();
      if (totalChars > TOTAL_CHARS_MAX) {
        break;
      }
      headers.add(header(text));
    }
    return headers;
  }

  /** The value of the header of one warning. */
  static String of(String warning) {
    return header(quoted(warning));
  }

  private static String header(String text) {
    return "299 - \"" + text + "\"";
  }

  private static String quoted(String warning) {
    String cut =
        warning.length() > WARNING_CHARS_MAX ? warning.substring(0, WARNING_CHARS_MAX) : warning;
    return cut.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
