package dev.trierarch.launcher.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;

/** One line a step: what it is, how long it took, what came of it. */
final class Progress {

  private static final String REWRITE_LINE = "\r\033[K";

  private final PrintWriter out;
  private final boolean terminal;

  Progress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  static Progress on(PrintWriter out) {
    return new Progress(out, Boolean.getBoolean("trierarch.terminal"));
  }

  /** Runs a step; its result says what came of it. */
  void step(String title, Supplier<String> work) {
    long startNanos = System.nanoTime();
    if (terminal) {
      out.printf("  ... %s", title);
      out.flush();
    }
    String result;
    try {
      result = work.get();
    } catch (RuntimeException e) {
      finish("x", title, startNanos, "failed");
      throw e;
    }
    finish("+", title, startNanos, result);
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  private void finish(String mark, String title, long startNanos, String result) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    if (terminal) {
      out.print(REWRITE_LINE);
    }
    out.printf(Locale.ROOT, "  %s %-16s %5.1f s  %s%n", mark, title, seconds, result);
    out.flush();
  }
}
