package dev.trierarch.node.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.trierarch.node.api.Json;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.RunningCommand;
import dev.trierarch.node.server.Channels.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Begins a command in a container: {@code GET
 * /exec/NAMESPACE/POD/CONTAINER?command=WORD&command=WORD&stdin=BOOL&tty=BOOL&stream=ID}.
 */
final class ExecHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ExecHandler.class);

  private final ContainerFinder containers;
  private final PodRuntime runtime;
  private final Conversations conversations;
  private final ExecutorService helpers;

  /**
   * @param helpers each command takes one of its threads
   */
  ExecHandler(
      ContainerFinder containers,
      PodRuntime runtime,
      Conversations conversations,
      ExecutorService helpers) {
    this.containers = containers;
    this.runtime = runtime;
    this.conversations = conversations;
    this.helpers = helpers;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    RequestQuery query = new RequestQuery(exchange.getRequestURI().getRawQuery());
    RunningCommand command;
    try {
      command = start(exchange, query);
    } catch (Refusal refusal) {
      refusal.answer(exchange);
      return;
    } catch (RuntimeFailure failure) {
      Routes.answer(exchange, 500, "text/plain", failure.getMessage() + "\n");
      return;
    }
    conversations.begin(query.text("stream"), new Told(command));
    try (command) {
      if (!query.flag("stdin")) {
        command.stdin().close();
      }
      exchange.sendResponseHeaders(200, 0);
      say(command, new Channels.Output(exchange.getResponseBody()));
      exchange.getResponseBody().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the agent stops", e);
    } finally {
      conversations.end(query.text("stream"));
    }
  }

  private RunningCommand start(HttpExchange exchange, RequestQuery query) throws Refusal {
    String[] parts = exchange.getRequestURI().getPath().split("/", -1);
    if (parts.length != 5 || query.all("command").isEmpty()) {
      throw new Refusal(400, "want /exec/NAMESPACE/POD/CONTAINER?command=...");
    }
    ContainerState container = containers.running(containers.pod(parts[2], parts[3]), parts[4]);
    return runtime.start(container.id(), query.all("command"), query.flag("tty"));
  }

  private void say(RunningCommand command, Channels.Output out)
      throws IOException, InterruptedException {
    Callable<Void> errors =
        () -> {
          out.copy(command.stderr(), Channels.STDERR);
          return null;
        };
    Future<Void> complaints = helpers.submit(errors);
    out.copy(command.stdout(), Channels.STDOUT);
    try {
      complaints.get();
    } catch (ExecutionException e) {
      throw new IOException("the command's errors broke off", e.getCause());
    }
    byte[] status = status(command.awaitExit()).getBytes(StandardCharsets.UTF_8);
    out.write(Channels.ERROR, status, status.length);
  }

  /** As Kubernetes' clients read a command's end. */
  static String status(int exitCode) {
    if (exitCode == 0) {
      return "{\"metadata\":{},\"status\":\"Success\"}";
    }
    return """
    {"metadata":{},"status":"Failure",\
    "message":"command terminated with non-zero exit code: exit status %d",\
    "reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"%d"}]}}"""
        .formatted(exitCode, exitCode);
  }

  /** What the client says goes to the command; when the client goes, the command goes too. */
  private record Told(RunningCommand command) implements Conversations.Listener {
    @Override
    public void on(Frame frame) throws IOException {
      if (frame.channel() == Channels.RESIZE) {
        JsonNode size = Json.MAPPER.readTree(frame.bytes());
        command.resize(size.path("Width").asInt(0), size.path("Height").asInt(0));
      } else if (frame.channel() == Channels.STDIN && frame.bytes().length == 0) {
        command.stdin().close();
      } else if (frame.channel() == Channels.STDIN) {
        command.stdin().write(frame.bytes());
        command.stdin().flush();
      } else {
        LOG.debug("channel {} takes nothing", frame.channel());
      }
    }

    @Override
    public void onGone() {
      command.close();
    }
  }
}
