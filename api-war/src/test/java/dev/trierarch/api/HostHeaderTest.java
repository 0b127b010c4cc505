package dev.trierarch.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostHeaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "a.b:6443", "[::1]:80", "10.0.0.1", "A_b~1"})
  void whatCouldNameAHostIsTaken(String host) {
    assertThat(HostHeader.isValid(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "<script>", "a/b", "a\"b", "a?b", "ä", "a\tb", "{a}"})
  void whatCouldNotIsRefused(String host) {
    assertThat(HostHeader.isValid(host)).isFalse();
  }
}
