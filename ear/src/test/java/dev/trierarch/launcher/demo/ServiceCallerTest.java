package dev.trierarch.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A Service is called where it answers on this machine. */
class ServiceCallerTest {

  @Test
  void belowPort1024TheTwinOnLoopbackIsTenThousandHigher() {
    assertThat(new ServiceCaller("10.96.3.4", 80).addresses())
        .containsExactly("127.96.3.4:10080", "10.96.3.4:80");
    assertThat(new ServiceCaller("10.96.3.4", 8080).addresses())
        .first()
        .isEqualTo("127.96.3.4:8080");
  }

  @Test
  void whoAnswersOnTheTwinIsHeard() throws IOException {
    InetAddress twin = InetAddress.getByName("127.96.77.1");
    HttpServer server = HttpServer.create(new InetSocketAddress(twin, 0), 0);
    byte[] answer = "hello from here".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      ServiceCaller caller = new ServiceCaller("10.96.77.1", server.getAddress().getPort());

      assertThat(caller.get()).contains("hello from here");
      assertThat(caller.reachableAddress())
          .contains("127.96.77.1:" + server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }
}
