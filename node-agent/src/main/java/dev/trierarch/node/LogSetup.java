package dev.trierarch.node;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** The agent's log: one line an entry, on standard output. */
final class LogSetup {
  private LogSetup() {}

  static void toStandardOutput() {
    LogManager.getLogManager().reset();
    Handler handler =
        new StreamHandler(System.out, new OneLine()) {
          @Override
          public synchronized void publish(LogRecord entry) {
            super.publish(entry);
            flush();
          }
        };
    handler.setLevel(Level.ALL);
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    root.setLevel(Level.INFO);
  }

  private static final class OneLine extends Formatter {
    @Override
    public String format(LogRecord entry) {
      String logger = entry.getLoggerName() == null ? "" : entry.getLoggerName();
      String name = logger.substring(logger.lastIndexOf('.') + 1);
      return "%s %-7s %s: %s%n%s"
          .formatted(
              Instant.ofEpochMilli(entry.getMillis()),
              entry.getLevel(),
              name,
              formatMessage(entry),
              trace(entry.getThrown()));
    }

    private static String trace(Throwable thrown) {
      if (thrown == null) {
        return "";
      }
      StringWriter text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text));
      return text.toString();
    }
  }
}
