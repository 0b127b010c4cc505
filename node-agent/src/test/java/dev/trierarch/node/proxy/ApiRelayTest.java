package dev.trierarch.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiRelayTest {

  /** Stands for the machine's address to others. */
  private static final String MACHINE = "127.0.0.77";

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private Optional<ApiRelay> relayTo(String host, Predicate<InetAddress> welcome) {
    URI uri = URI.create("https://%s:%d".formatted(host, server.getLocalPort()));
    return ApiRelay.to(uri, MACHINE, welcome, new Random(1));
  }

  @Test
  void podsReachAServerThatListensOnLoopbackOnly() throws IOException {
    try (ApiRelay relay = relayTo("localhost", any -> true).orElseThrow()) {
      relay.listen();
      relay.listen();
      try (Socket pod = new Socket(MACHINE, server.getLocalPort());
          Socket accepted = server.accept()) {
        pod.getOutputStream().write('?');
        assertThat(accepted.getInputStream().read()).isEqualTo('?');
        accepted.getOutputStream().write('!');
        assertThat(pod.getInputStream().read()).isEqualTo('!');
      }
    }
  }

  @Test
  void nobodyElseDoes() throws IOException {
    try (ApiRelay relay = relayTo("127.0.0.1", any -> false).orElseThrow()) {
      relay.listen();
      try (Socket stranger = new Socket(MACHINE, server.getLocalPort())) {
        assertThat(stranger.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void aServerThatPodsReachNeedsNone() {
    assertThat(relayTo("192.0.2.9", any -> true)).isEmpty();
    assertThat(relayTo(MACHINE, any -> true)).isEmpty();
  }
}
