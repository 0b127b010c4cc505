package dev.trierarch.node.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogOptionsTest {
  @Test
  void nothingAskedMeansEverything() {
    LogOptions options = LogOptions.parse(null);
    assertThat(options.follow()).isFalse();
    assertThat(options.previous()).isFalse();
    assertThat(options.tailLines()).isEqualTo(-1);
    assertThat(options.limitBytes()).isEqualTo(-1);
    assertThat(options.since(Instant.EPOCH)).isEmpty();
  }

  @Test
  void allOptionsAreRead() {
    LogOptions options =
        LogOptions.parse(
            "follow=true&previous=1&timestamps=true&tailLines=5&limitBytes=7&sinceTime=2026-01-02T03%3A04%3A05%2B00%3A00");
    assertThat(options.follow()).isTrue();
    assertThat(options.previous()).isTrue();
    assertThat(options.timestamps()).isTrue();
    assertThat(options.tailLines()).isEqualTo(5);
    assertThat(options.limitBytes()).isEqualTo(7);
    assertThat(options.since(Instant.EPOCH)).contains(Instant.parse("2026-01-02T03:04:05Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "tailLines=x, tailLines",
    "tailLines=-1, tailLines",
    "limitBytes=-2, limitBytes",
    "sinceSeconds=soon, sinceSeconds",
    "sinceTime=yesterday, sinceTime",
    "sinceTime=2026-01-02T03:04:05Z&sinceSeconds=3, sinceSeconds",
  })
  void aWrongOptionIsNamed(String query, String named) {
    assertThatThrownBy(() -> LogOptions.parse(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }
}
