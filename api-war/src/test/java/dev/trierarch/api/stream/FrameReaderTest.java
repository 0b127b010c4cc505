package dev.trierarch.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

  @Test
  void framesAreWholeHoweverTheyWereCut() {
    byte[] stream = {1, 0, 0, 0, 2, 'h', 'i', 4, 0, 0, 0, 0, 2, 0, 0, 0, 1, '!'};
    for (int cut = 1; cut <= stream.length; cut++) {
      List<String> frames = new ArrayList<>();
      FrameReader reader = new FrameReader();
      for (int at = 0; at < stream.length; at += cut) {
        byte[] part = Arrays.copyOfRange(stream, at, Math.min(at + cut, stream.length));
        reader.read(
            part, frame -> frames.add(frame.channel() + ":" + new String(frame.bytes(), UTF_8)));
      }
      assertThat(frames).containsExactly("1:hi", "4:", "2:!");
    }
  }
}
