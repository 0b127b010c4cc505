package dev.trierarch.schema;

/** Checks base64 text the way Go's decoder does: padded, line breaks allowed. */
final class Base64Text {

  private Base64Text() {}

  /** The index of the first character that is wrong there, or -1 when the text is base64. */
  static int firstIllegalByte(String text) {
    int digits = 0;
    int padding = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n') {
        continue;
      }
      if (c == '=') {
        padding++;
        if (digits % 4 < 2 || digits % 4 + padding > 4) {
          return i;
        }
      } else if (padding > 0 || !isDigit(c)) {
        return i;
      } else {
        digits++;
      }
    }
    return (digits + padding) % 4 == 0 ? -1 : text.length();
  }

  private static boolean isDigit(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }
}
