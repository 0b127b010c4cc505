package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningHeadersTest {

  @Test
  void eachWarningIsGivenOnceAndQuoted() {
    assertThat(WarningHeaders.of(List.of("unknown field \"a\"", "b\nc", "b\nc")))
        .containsExactly("299 - \"unknown field \\\"a\\\"\"", "299 - \"b c\"");
  }

  @Test
  void thereAreNeverMoreNorLongerOnesThanAClientTakes() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      many.add(i + "x".repeat(i));
    }
    List<String> headers = WarningHeaders.of(many);
    assertThat(headers).hasSizeBetween(10, 50).allMatch(header -> header.length() < 300);
    assertThat(String.join("", headers).length()).isLessThan(5_000);
  }
}
