package dev.trierarch.bench.robustness.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The main class of the process that has the store and is killed. It takes a line of JSON a request
 * from its standard input and answers on its standard output, several at a time; it ends with its
 * input.
 */
public final class StoreProcess {

  /** Held, because the logging system forgets loggers that nobody holds. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private static final long BEAT_MILLIS = 50;

  private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  private final EndOfProcess end = new EndOfProcess();
  private final ExecutorService workers = Executors.newCachedThreadPool();

  private StoreProcess() {}

  /**
   * @param arguments the database's URL and user
   */
  public static void main(String[] arguments) throws IOException {
    ROOT_LOGGER.setLevel(Level.WARNING);
    Map<String, String> settings =
        Map.of(
            "trierarch.database.url", arguments[0],
            "trierarch.database.user", arguments[1],
            "trierarch.database.password", "none");
    new StoreProcess().serve(settings);
    System.exit(0);
  }

  private void serve(Map<String, String> settings) throws IOException {
    Timer timer = new Timer("beat", true);
    try (BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        StoreServer server =
            new StoreServer(settings::get, end, (watch, event) -> say(watch, null, event))) {
      timer.schedule(new Beat(server), BEAT_MILLIS, BEAT_MILLIS);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Lines.Question question = Lines.question(line);
        if (question.request().kind() == Request.Kind.ARM) {
          answer(server, question); // before whatever is asked next
        } else {
          workers.execute(() -> answer(server, question));
        }
      }
    } finally {
      timer.cancel();
      workers.shutdownNow();
    }
  }

  private void answer(StoreServer server, Lines.Question question) {
    Answer answer = server.answer(question.request());
    say(question.id(), answer, null);
    if (question.request().kind() == Request.Kind.WRITE && answer.isDone()) {
      end.afterAnswer();
    }
  }

  private void say(long id, Answer answer, WatchEvent event) {
    String line = Lines.encode(new Lines.Message(id, answer, event));
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  /** Has idle watches told how far the log is. */
  private static final class Beat extends TimerTask {

    private final StoreServer server;

    Beat(StoreServer server) {
      this.server = server;
    }

    @Override
    public void run() {
      server.beat();
    }
  }
}
