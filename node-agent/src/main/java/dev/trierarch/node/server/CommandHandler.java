package dev.trierarch.node.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.RunningCommand;
import java.io.IOException;
import java.util.concurrent.ExecutorService;

/**
 * Lets a client speak with what runs in a container. {@code GET
 * /exec/NAMESPACE/POD/CONTAINER?command=WORD&command=WORD&tty=BOOL&stream=ID} begins a command;
 * {@code GET /attach/NAMESPACE/POD/CONTAINER?stdin=BOOL&tty=BOOL&stream=ID} joins the container
 * itself, from now on up to its end.
 */
final class CommandHandler implements HttpHandler {

  /** Finds the one to speak with. */
  private interface Opening {
    RunningCommand open(String container, RequestQuery query) throws Refusal;
  }

  private final ContainerFinder containers;
  private final Conversations conversations;
  private final ExecutorService helpers;
  private final Opening opening;

  private CommandHandler(
      ContainerFinder containers,
      Conversations conversations,
      ExecutorService helpers,
      Opening opening) {
    this.containers = containers;
    this.conversations = conversations;
    this.helpers = helpers;
    this.opening = opening;
  }

  /**
   * Begins commands.
   *
   * @param helpers each client takes one of its threads
   */
  static CommandHandler exec(
      PodRuntime runtime,
      ContainerFinder containers,
      Conversations conversations,
      ExecutorService helpers) {
    return new CommandHandler(
        containers,
        conversations,
        helpers,
        (container, query) -> {
          if (query.all("command").isEmpty()) {
            throw new Refusal(400, "want /exec/NAMESPACE/POD/CONTAINER?command=...");
          }
          return runtime.start(container, query.all("command"), query.flag("tty"));
        });
  }

  /**
   * Joins containers.
   *
   * @param helpers each client takes one of its threads
   */
  static CommandHandler attach(
      PodRuntime runtime,
      ContainerFinder containers,
      Conversations conversations,
      ExecutorService helpers) {
    return new CommandHandler(
        containers,
        conversations,
        helpers,
        (container, query) -> runtime.attach(container, query.flag("stdin"), query.flag("tty")));
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    RequestQuery query = new RequestQuery(exchange.getRequestURI().getRawQuery());
    try {
      RunningCommand command = opening.open(container(exchange), query);
      new CommandDialogue(command, conversations, helpers).hold(exchange, query);
    } catch (Refusal refusal) {
      refusal.answer(exchange);
    } catch (RuntimeFailure failure) {
      Routes.answer(exchange, 500, "text/plain", failure.getMessage() + "\n");
    }
  }

  private String container(HttpExchange exchange) throws Refusal {
    String[] parts = exchange.getRequestURI().getPath().split("/", -1);
    if (parts.length != 5) {
      throw new Refusal(404, "want /%s/NAMESPACE/POD/CONTAINER".formatted(parts[1]));
    }
    return containers.running(containers.pod(parts[2], parts[3]), parts[4]).id();
  }
}
