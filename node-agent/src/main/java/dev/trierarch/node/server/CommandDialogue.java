package dev.trierarch.node.server;

import com.sun.net.httpserver.HttpExchange;
import dev.trierarch.node.api.Json;
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
 * Carries what a client and a command in a container say to each other; when the client goes, the
 * command is closed.
 */
final class CommandDialogue implements Conversations.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(CommandDialogue.class);

  private final RunningCommand command;
  private final Conversations conversations;
  private final ExecutorService helpers;

  /**
   * @param helpers each dialogue takes one of its threads
   */
  CommandDialogue(RunningCommand command, Conversations conversations, ExecutorService helpers) {
    this.command = command;
    this.conversations = conversations;
    this.helpers = helpers;
  }

  /** Up to the command's end: {@code stdin=BOOL&stream=ID} of the query. */
  void hold(HttpExchange exchange, RequestQuery query) throws IOException {
    conversations.begin(query.text("stream"), this);
    try (command) {
      if (!query.flag("stdin")) {
        command.stdin().close();
      }
      exchange.sendResponseHeaders(200, 0);
      say(new Channels.Output(exchange.getResponseBody()));
      exchange.getResponseBody().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the agent stops", e);
    } finally {
      conversations.end(query.text("stream"));
    }
  }

  private void say(Channels.Output out) throws IOException, InterruptedException {
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
