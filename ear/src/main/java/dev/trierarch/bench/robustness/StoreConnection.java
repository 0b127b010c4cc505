package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.process.Answer;
import dev.trierarch.bench.robustness.process.Lines;
import dev.trierarch.bench.robustness.process.Request;
import dev.trierarch.bench.robustness.process.StoreProcess;
import dev.trierarch.bench.robustness.process.WatchEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/**
 * A store's process, and the requests that are under way to it. When the process is gone their
 * outcome, and that of all later ones, is unknown.
 */
final class StoreConnection implements AutoCloseable {

  private static final long ANSWER_SECONDS_MAX = 60;
  private static final Answer GONE =
      Answer.failed(Answer.Outcome.UNKNOWN, "the store's process is gone");

  private final Process process;
  private final PrintStream requests;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<Answer>> pending = new ConcurrentHashMap<>();
  private final Map<Long, Consumer<WatchEvent>> watches = new ConcurrentHashMap<>();
  private volatile boolean ended;

  private StoreConnection(Process process) {
    this.process = process;
    this.requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Starts a process on a database; it takes requests at once and answers when it has opened.
   *
   * @param log gets what the process says on its standard error
   */
  static StoreConnection start(DatabaseUnderTest.Address address, Path log) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName(),
                address.url(),
                address.user())
            .redirectError(Redirect.appendTo(log.toFile()))
            .start();
    StoreConnection connection = new StoreConnection(process);
    new Thread(connection::readAnswers, "answers of " + process.pid()).start();
    return connection;
  }

  private void readAnswers() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      process.destroyForcibly(); // whatever it still says cannot be read
    } finally {
      ended = true;
      pending.values().forEach(answer -> answer.complete(GONE));
      watches.values().forEach(watch -> watch.accept(WatchEvent.ended(GONE.reason())));
    }
  }

  private void take(String line) {
    if (!line.startsWith("{")) {
      return; // a library that says something on standard output
    }
    Lines.Message message;
    try {
      message = Lines.message(line);
    } catch (JacksonException e) {
      return; // the process ended within this line
    }
    if (message.event() != null) {
      Consumer<WatchEvent> watch = watches.get(message.id());
      if (watch != null) {
        watch.accept(message.event());
      }
    } else {
      CompletableFuture<Answer> answer = pending.get(message.id());
      if (answer != null) {
        answer.complete(message.answer());
      }
    }
  }

  /** Asks and waits for the answer. */
  Answer call(Request request) {
    long id = ids.incrementAndGet();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    pending.put(id, answer);
    try {
      if (ended) {
        return GONE;
      }
      String line = Lines.encode(new Lines.Question(id, request));
      synchronized (requests) {
        requests.println(line);
      }
      return answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return GONE;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "no answer after " + ANSWER_SECONDS_MAX + " s to " + request, e);
    } finally {
      pending.remove(id);
    }
  }

  /** Hears what a watch of this number is told; from before it is asked for. */
  void listen(int watch, Consumer<WatchEvent> listener) {
    watches.put((long) watch, listener);
  }

  void stopListening(int watch) {
    watches.remove((long) watch);
  }

  boolean isAlive() {
    return !ended;
  }

  /** SIGKILL; what the process had said before is still read. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** Waits until the process is gone and everything that it said is read. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
    while (!ended) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
