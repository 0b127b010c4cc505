package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who asks for a long list and does not read it waits alone. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StalledReadersIT {

  private static final String NAMESPACE = "stalled-readers-it";
  private static final String CONFIG_MAPS = "/api/v1/namespaces/" + NAMESPACE + "/configmaps";
  private static final int READERS = 250; // more than the server has threads
  private static final int OBJECTS = 12;
  private static final int OBJECT_CHARACTERS = 900_000;
  private static final int RECEIVE_BUFFER_BYTES = 8 * 1024;
  private static final Duration QUICK = Duration.ofSeconds(30);

  private final Cluster cluster;
  private Https https;
  private String slow;
  private String other;

  StalledReadersIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void prepare() {
    https = Https.asAdministrator(cluster);
    cluster.kubectlSays("create", "namespace", NAMESPACE);
    cluster.kubectlSays(
        "create",
        "rolebinding",
        "view",
        "-n",
        NAMESPACE,
        "--clusterrole=view",
        "--group=system:serviceaccounts:" + NAMESPACE);
    slow = tokenOf("slow");
    other = tokenOf("other");
    for (int i = 0; i < OBJECTS; i++) {
      create("long-" + i);
    }
  }

  private String tokenOf(String account) {
    cluster.kubectlSays("create", "serviceaccount", account, "-n", NAMESPACE);
    return cluster.kubectlSays("create", "token", account, "-n", NAMESPACE);
  }

  private void create(String name) {
    String body =
        "{\"metadata\":{\"name\":\"%s\"},\"data\":{\"a\":\"%s\"}}"
            .formatted(name, "x".repeat(OBJECT_CHARACTERS));
    int status =
        https
            .send(
                https
                    .request("", CONFIG_MAPS)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build())
            .statusCode();
    assertThat(status).isEqualTo(201);
  }

  @AfterAll
  void cleanUp() {
    cluster.kubectlSays("delete", "namespace", NAMESPACE, "--timeout=60s");
  }

  @Test
  void readersThatStopHoldNobodyUpAndMayGoOn() throws IOException {
    List<Socket> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < READERS; i++) {
        stalled.add(begin());
      }
      for (int i = 0; i < 10; i++) {
        HttpRequest read = https.request(other, CONFIG_MAPS + "?limit=1").timeout(QUICK).build();
        assertThat(https.send(read).statusCode()).isEqualTo(200);
      }
      assertThat(restOf(stalled.get(0)))
          .contains("\"name\":\"long-0\"", "\"name\":\"long-" + (OBJECTS - 1) + "\"")
          .endsWith("]}\r\n0\r\n\r\n");
    } finally {
      for (Socket each : stalled) {
        each.close();
      }
    }
  }

  /** A list of which nothing is read but its first byte. */
  private Socket begin() throws IOException {
    Socket socket = https.context().getSocketFactory().createSocket();
    socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    socket.setSoTimeout((int) QUICK.toMillis());
    socket.connect(new InetSocketAddress("127.0.0.1", cluster.port()));
    String request =
        "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(CONFIG_MAPS, slow);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    assertThat(socket.getInputStream().read()).isEqualTo('H');
    return socket;
  }

  private static String restOf(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
  }
}
