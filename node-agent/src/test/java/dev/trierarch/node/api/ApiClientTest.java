package dev.trierarch.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {

  private volatile String answer = "";
  private HttpServer server;
  private ApiClient api;

  @BeforeEach
  void open() throws IOException, NoSuchAlgorithmException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 10);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    api = client(uri);
  }

  private static ApiClient client(URI... servers) throws NoSuchAlgorithmException {
    return new ApiClient(
        Servers.of(List.of(servers)),
        SSLContext.getDefault(),
        Optional.empty(),
        "test",
        ForkJoinPool.commonPool());
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void aStatusObjectSaysThatAnObjectIsGone() {
    answer =
        "{\"kind\":\"Status\",\"reason\":\"NotFound\",\"message\":\"configmaps \\\"a\\\" not found\"}";

    assertThat(api.find("/api/v1/namespaces/default/configmaps/a", ConfigMap.class)).isEmpty();
  }

  @Test
  void anApplicationServerThatHasNotDeployedTheApiYetSaysNothingOfAnObject() {
    answer = "<html><body>404 - Not Found</body></html>";

    ApiFailure failure =
        catchThrowableOfType(
            ApiFailure.class,
            () -> api.find("/api/v1/namespaces/default/configmaps/a", ConfigMap.class));

    assertThat(failure.isNotFound()).isFalse();
    assertThat(failure.isTransient()).isTrue();
  }

  @Test
  void whenAServerDoesNotAnswerTheNextOneIsAsked() throws Exception {
    answer = "{\"kind\":\"Status\",\"reason\":\"NotFound\",\"message\":\"gone\"}";
    URI dead;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dead = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    URI living = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    ApiClient several = client(dead, living);

    ApiFailure failure =
        catchThrowableOfType(
            ApiFailure.class, () -> several.find("/api/v1/nodes/a", ConfigMap.class));

    assertThat(failure.isUnreachable()).isTrue();
    assertThat(failure).hasMessageContaining(dead.toString());
    assertThat(several.find("/api/v1/nodes/a", ConfigMap.class)).isEmpty();
    assertThat(several.server()).isEqualTo(dead);
  }
}
