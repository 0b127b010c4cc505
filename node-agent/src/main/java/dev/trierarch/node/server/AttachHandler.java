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
 * Speaks with a container itself, from now on up to its end: {@code GET
 * /attach/NAMESPACE/POD/CONTAINER?stdin=BOOL&tty=BOOL&stream=ID}.
 */
final class AttachHandler implements HttpHandler {
  private final ContainerFinder containers;
  private final PodRuntime runtime;
  private final Conversations conversations;
  private final ExecutorService helpers;

  /**
   * @param helpers each client takes one of its threads
   */
  AttachHandler(
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
      RunningCommand command = attach(exchange, query);
      new CommandDialogue(command, conversations, helpers).hold(exchange, query);
    } catch (Refusal refusal) {
      refusal.answer(exchange);
    } catch (RuntimeFailure failure) {
      Routes.answer(exchange, 500, "text/plain", failure.getMessage() + "\n");
    }
  }

  private RunningCommand attach(HttpExchange exchange, RequestQuery query) throws Refusal {
    String[] parts = exchange.getRequestURI().getPath().split("/", -1);
    if (parts.length != 5) {
      throw new Refusal(404, "want /attach/NAMESPACE/POD/CONTAINER");
    }
    ContainerState container = containers.running(containers.pod(parts[2], parts[3]), parts[4]);
    return runtime.attach(container.id(), query.flag("stdin"), query.flag("tty"));
  }
}
