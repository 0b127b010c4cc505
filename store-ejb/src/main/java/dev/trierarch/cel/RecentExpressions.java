package dev.trierarch.cel;

import dev.trierarch.cel.Environment.Checked;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Remembers what has become of the expressions of one environment that were compiled last. */
final class RecentExpressions {

  private static final int EXPRESSIONS_MAX = 512;
  private static final int CHARACTERS_MAX = 4096;

  private final Map<String, Checked> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Checked> eldest) {
          return size() > EXPRESSIONS_MAX;
        }
      };

  /** Compiles an expression without holding others up; long ones are not kept. */
  Checked get(String expression, Function<String, Checked> compiler) {
    if (expression.length() > CHARACTERS_MAX) {
      return compiler.apply(expression);
    }
    Checked known = known(expression);
    if (known != null) {
      return known;
    }
    Checked compiled = compiler.apply(expression);
    keep(expression, compiled);
    return compiled;
  }

  private synchronized Checked known(String expression) {
    return recent.get(expression);
  }

  private synchronized void keep(String expression, Checked compiled) {
    recent.put(expression, compiled);
  }
}
