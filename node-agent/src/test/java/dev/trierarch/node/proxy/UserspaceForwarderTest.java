package dev.trierarch.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.trierarch.node.proxy.ServicePort.Backend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserspaceForwarderTest {

  private static final String CLUSTER_IP = "10.96.77.5";

  private final UserspaceForwarder forwarder = new UserspaceForwarder(new Random(1));
  private final List<HttpServer> servers = new ArrayList<>();

  @AfterEach
  void close() {
    forwarder.close();
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void aServiceAnswersOnItsLoopbackTwinFromEveryBackend() throws Exception {
    forwarder.forward(List.of(service(8391, backend("one"), backend("two"))));

    Set<String> answers = new HashSet<>();
    for (int request = 0; request < 50; request++) {
      answers.add(get(8391));
    }

    assertThat(answers).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void aPrivilegedPortIsShiftedByTenThousand() throws Exception {
    assertThat(UserspaceForwarder.loopbackOf("10.96.3.4", 80))
        .isEqualTo(new InetSocketAddress("127.96.3.4", 10_080));
    assertThat(UserspaceForwarder.loopbackOf("10.96.3.4", 8080))
        .isEqualTo(new InetSocketAddress("127.96.3.4", 8080));
  }

  @Test
  void newConnectionsGoToTheNewBackends() throws Exception {
    forwarder.forward(List.of(service(8392, backend("old"))));
    assertThat(get(8392)).isEqualTo("old");

    forwarder.forward(List.of(service(8392, backend("new"))));

    assertThat(get(8392)).isEqualTo("new");
  }

  @Test
  void aServiceThatIsGoneRefusesConnections() throws Exception {
    forwarder.forward(List.of(service(8393, backend("one"))));
    forwarder.forward(List.of());

    assertThatThrownBy(() -> get(8393)).isInstanceOf(IOException.class);
  }

  @Test
  void anAddressOfAnotherAgentIsTakenOverOnceItIsFree() throws Exception {
    UserspaceForwarder other = new UserspaceForwarder(new Random(1));
    other.forward(List.of(service(8394, backend("other"))));
    List<ServicePort> ours = List.of(service(8394, backend("ours")));
    forwarder.forward(ours);
    assertThat(get(8394)).isEqualTo("other");

    other.close();
    forwarder.forward(ours);

    assertThat(get(8394)).isEqualTo("ours");
  }

  private static ServicePort service(int port, Backend... backends) {
    return new ServicePort(
        "default/web//TCP",
        "tcp",
        List.of(CLUSTER_IP),
        port,
        0,
        Optional.empty(),
        List.of(backends));
  }

  private Backend backend(String answer) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return new Backend("127.0.0.1", server.getAddress().getPort());
  }

  /** A connection of its own for each request, so that each may meet another backend. */
  private static String get(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.96.77.5:" + port + "/");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }
}
