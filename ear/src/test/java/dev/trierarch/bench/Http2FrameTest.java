package dev.trierarch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Http2FrameTest {

  @Test
  void aFrameIsReadAsItWasWritten() throws IOException {
    Http2Frame ping = new Http2Frame(Http2Frame.PING, 0, 0, new byte[8]);
    byte[] bytes = ping.bytes();

    Http2Frame read = Http2Frame.read(new DataInputStream(new ByteArrayInputStream(bytes)));

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("000008" + "06" + "00" + "0".repeat(24));
    assertThat(read).usingRecursiveComparison().isEqualTo(ping);
    assertThat(read.answer().has(Http2Frame.END_OR_ACK)).isTrue();
  }

  /** The path is the example of RFC 7541, C.2.2. */
  @Test
  void aGetIsEncodedAsHpackHasIt() {
    String hex = HexFormat.of().formatHex(Http2Frame.get(3, "a", "/sample/path").payload());

    assertThat(hex)
        .isEqualTo(
            "8287"
                + "010161"
                + "040c2f73616d706c652f70617468"
                + "0f0410"
                + HexFormat.of().formatHex("application/json".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aLongValueHasItsLengthInSeveralBytes() {
    String hex = HexFormat.of().formatHex(Http2Frame.get(1, "a", "x".repeat(1337)).payload());

    assertThat(hex).contains("047fba0978");
  }

  @Test
  void paddingIsNotCounted() {
    byte[] padded = {2, 'a', '\n', 'b', '\n', '\n'};

    assertThat(new Http2Frame(Http2Frame.DATA, 8, 1, padded).count((byte) '\n')).isEqualTo(1);
    assertThat(new Http2Frame(Http2Frame.DATA, 0, 1, padded).count((byte) '\n')).isEqualTo(3);
  }
}
