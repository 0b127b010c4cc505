package dev.trierarch.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortForwardSpeakerTest {

  private static final Speaker.Line LINE =
      new Speaker.Line() {
        @Override
        public void wake() {}

        @Override
        public void resume() {}
      };

  private final List<String> dialled = new ArrayList<>();
  private final PortForwardTraffic traffic =
      new PortForwardTraffic(
          port -> {
            dialled.add(port);
            return CompletableFuture.failedFuture(ApiErrors.badRequest("no port " + port));
          },
          () -> {});

  @Test
  void eachPortHasTwoChannelsThatBeginWithItsNumber() {
    PortForwardSpeaker speaker =
        new PortForwardSpeaker(List.of(8080, 80), traffic, ChannelProtocol.V4);

    for (int channel = 0; channel < 4; channel++) {
      int port = channel < 2 ? 8080 : 80;
      assertThat(speaker.next())
          .containsExactly((byte) channel, (byte) (port & 0xff), (byte) (port >> 8));
    }
    assertThat(speaker.next()).isNull();
  }

  @Test
  void whatGoesWrongIsSaidOnTheSecondChannelAndEndsItWhenAllPortsHaveEnded() {
    PortForwardSpeaker speaker = new PortForwardSpeaker(List.of(1, 2), traffic, ChannelProtocol.V4);
    speaker.connect(LINE);
    assertThat(dialled).containsExactly("1", "2");

    List<String> said = new ArrayList<>();
    for (byte[] message = speaker.next(); message != null; message = speaker.next()) {
      said.add(message[0] + new String(message, 1, message.length - 1, StandardCharsets.UTF_8));
    }

    assertThat(said.subList(4, said.size())).containsExactly("1no port 1", "3no port 2");
    assertThat(speaker.isFinished()).isTrue();
  }

  @Test
  void portsAreNamedOneByOneOrWithCommas() {
    assertThat(PortForwardSpeaker.ports(List.of("80", "8080,443"))).containsExactly(80, 8080, 443);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65536", "x", "80,", "-1"})
  void whatIsNoPortIsRefused(String value) {
    assertThatThrownBy(() -> PortForwardSpeaker.ports(List.of(value)))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("unable to parse");
  }

  @Test
  void aForwardOfNoPortIsRefused() {
    assertThatThrownBy(() -> PortForwardSpeaker.ports(List.of()))
        .hasMessageContaining("query parameter \"ports\" is required");
  }
}
