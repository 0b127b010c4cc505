package dev.trierarch.launcher.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
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
    longStep(title, detail -> work.get());
  }

  /** Runs a step that now and then tells how far it is, which a terminal shows. */
  void longStep(String title, Function<Consumer<String>, String> work) {
    long startNanos = System.nanoTime();
    show(title, "");
    String result;
    try {
      result = work.apply(new Throttled(detail -> show(title, detail)));
    } catch (RuntimeException e) {
      finish("x", title, startNanos, "failed");
      throw e;
    }
    finish("+", title, startNanos, result);
  }

  private void show(String title, String detail) {
    if (terminal) {
      out.printf("%s  ... %s  %s", REWRITE_LINE, title, detail);
      out.flush();
    }
  }

  /** Passes on one text in a while, as nobody reads more. */
  private static final class Throttled implements Consumer<String> {

    private static final long PAUSE_NANOS = 100_000_000;

    private final Consumer<String> target;
    private long lastNanos = System.nanoTime();

    Throttled(Consumer<String> target) {
      this.target = target;
    }

    @Override
    public void accept(String text) {
      long now = System.nanoTime();
      if (now - lastNanos > PAUSE_NANOS) {
        lastNanos = now;
        target.accept(text);
      }
    }
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
