package dev.trierarch.node.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.RunningCommand;
import java.io.IOException;
import java.util.concurrent.ExecutorService;

/**
 * Begins a command in a container: {@code GET
 * /exec/NAMESPACE/POD/CONTAINER?command=WORD&command=WORD&stdin=BOOL&tty=BOOL&stream=ID}.
 */
final class ExecHandler implements HttpHandler {
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
    try {
      RunningCommand command = start(exchange, query);
      new CommandDialogue(command, conversations, helpers).hold(exchange, query);
    } catch (Refusal refusal) {
      refusal.answer(exchange);
    } catch (RuntimeFailure failure) {
      Routes.answer(exchange, 500, "text/plain", failure.getMessage() + "\n");
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
}
