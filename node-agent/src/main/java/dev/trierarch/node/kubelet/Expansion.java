package dev.trierarch.node.kubelet;

import java.util.Map;

/** Replaces {@code $(NAME)} by the variable's value; {@code $$} stands for a dollar. Pure. */
final class Expansion {
  private Expansion() {}

  /** A reference to an unknown variable stays as it is written. */
  static String expand(String text, Map<String, String> variables) {
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int close = c == '$' && text.startsWith("$(", i) ? text.indexOf(')', i) : -1;
      if (c == '$' && text.startsWith("$$", i)) {
        result.append('$');
        i += 2;
      } else if (close > 0) {
        String name = text.substring(i + 2, close);
        String value = variables.get(name);
        result.append(value == null ? text.substring(i, close + 1) : value);
        i = close + 1;
      } else {
        result.append(c);
        i++;
      }
    }
    return result.toString();
  }
}
