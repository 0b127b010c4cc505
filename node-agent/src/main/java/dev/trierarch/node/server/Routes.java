package dev.trierarch.node.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsExchange;
import dev.trierarch.node.api.Json;
import dev.trierarch.node.kubelet.Kubelet;
import dev.trierarch.node.probe.HttpRequests;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The paths of the agent's server: the kubelet's own. */
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final Kubelet kubelet;
  private final Path logs;
  private final HttpClient pods;
  private final ExecutorService helpers;

  Routes(Kubelet kubelet, Path logs, ExecutorService helpers) {
    this.kubelet = kubelet;
    this.logs = logs;
    this.pods = HttpRequests.podClient(helpers);
    this.helpers = helpers;
  }

  void addTo(HttpServer server) {
    server.createContext(
        "/", guarded(exchange -> answer(exchange, 404, "text/plain", "404 page not found\n")));
    server.createContext(
        "/healthz", guarded(exchange -> answer(exchange, 200, "text/plain", "ok")));
    server.createContext("/pods", guarded(this::pods));
    server.createContext("/stats/summary", guarded(this::summary));
    ContainerFinder containers = new ContainerFinder(kubelet);
    server.createContext("/containerLogs/", guarded(new ContainerLogHandler(containers, logs)));
    server.createContext("/podProxy/", known(new PodProxyHandler(kubelet::pod, pods)));
    Conversations conversations = new Conversations();
    server.createContext("/streams/", known(conversations));
    server.createContext(
        "/exec/",
        guarded(CommandHandler.exec(kubelet.runtime(), containers, conversations, helpers)));
    server.createContext(
        "/attach/",
        guarded(CommandHandler.attach(kubelet.runtime(), containers, conversations, helpers)));
    server.createContext(
        "/portForward/", guarded(new PortForwardHandler(kubelet::pod, conversations)));
  }

  private static HttpHandler guarded(HttpHandler handler) {
    return known(
        exchange -> {
          if (exchange.getRequestMethod().equals("GET")) {
            handler.handle(exchange);
          } else {
            answer(exchange, 405, "text/plain", "Method Not Allowed\n");
          }
        });
  }

  /** Lets in whom the node knows. */
  private static HttpHandler known(HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        boolean known =
            exchange instanceof HttpsExchange secure
                && ClientCheck.mayEnter(secure.getSSLSession());
        if (!known) {
          answer(exchange, 403, "text/plain", "Forbidden\n");
        } else {
          handler.handle(exchange);
        }
      } catch (IOException e) {
        LOG.debug("client left {}: {}", exchange.getRequestURI().getPath(), e.getMessage());
      }
    };
  }

  private void pods(HttpExchange exchange) throws IOException {
    var list = new PodListBuilder().withItems(kubelet.pods()).build();
    answer(exchange, 200, "application/json", Json.text(list));
  }

  private void summary(HttpExchange exchange) throws IOException {
    answer(exchange, 200, "application/json", Json.text(new StatsSummary(kubelet).read()));
  }

  static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
