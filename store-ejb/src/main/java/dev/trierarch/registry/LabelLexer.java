package dev.trierarch.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts a label selector's text into tokens. */
final class LabelLexer {

  /** The kinds of token. */
  enum Kind {
    IDENTIFIER,
    IN,
    NOT_IN,
    NOT,
    EQUALS,
    DOUBLE_EQUALS,
    NOT_EQUALS,
    GREATER_THAN,
    LESS_THAN,
    OPEN,
    CLOSE,
    COMMA,
    ERROR,
    END
  }

  /** One token and the text it was read from. */
  record Token(Kind kind, String text) {}

  private static final String SPECIAL = "=!(),><";
  private static final Map<String, Kind> WORDS =
      Map.ofEntries(
          Map.entry(")", Kind.CLOSE),
          Map.entry(",", Kind.COMMA),
          Map.entry("!", Kind.NOT),
          Map.entry("==", Kind.DOUBLE_EQUALS),
          Map.entry("=", Kind.EQUALS),
          Map.entry(">", Kind.GREATER_THAN),
          Map.entry("in", Kind.IN),
          Map.entry("<", Kind.LESS_THAN),
          Map.entry("!=", Kind.NOT_EQUALS),
          Map.entry("notin", Kind.NOT_IN),
          Map.entry("(", Kind.OPEN));

  private final String text;
  private int position;

  private LabelLexer(String text) {
    this.text = text;
  }

  /** All tokens, the last of them {@link Kind#END}. */
  static List<Token> tokens(String text) {
    LabelLexer lexer = new LabelLexer(text);
    List<Token> tokens = new ArrayList<>();
    Token token;
    do {
      token = lexer.next();
      tokens.add(token);
    } while (token.kind() != Kind.END);
    return tokens;
  }

  private Token next() {
    while (position < text.length() && isBlank(text.charAt(position))) {
      position++;
    }
    if (position == text.length()) {
      return new Token(Kind.END, "");
    }
    return isSpecial(text.charAt(position)) ? symbol() : word();
  }

  private Token word() {
    int start = position;
    while (position < text.length()
        && !isSpecial(text.charAt(position))
        && !isBlank(text.charAt(position))) {
      position++;
    }
    String word = text.substring(start, position);
    return new Token(WORDS.getOrDefault(word, Kind.IDENTIFIER), word);
  }

  /** The longest operator that begins here. */
  private Token symbol() {
    int start = position;
    for (int length = Math.min(2, text.length() - start); length > 0; length--) {
      String symbol = text.substring(start, start + length);
      Kind kind = WORDS.get(symbol);
      if (kind != null && isSpecial(symbol.charAt(0))) {
        position = start + length;
        return new Token(kind, symbol);
      }
    }
    position++;
    return new Token(
        Kind.ERROR, "error expected: keyword found '" + text.substring(start, position) + "'");
  }

  private static boolean isSpecial(char c) {
    return SPECIAL.indexOf(c) >= 0;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}
