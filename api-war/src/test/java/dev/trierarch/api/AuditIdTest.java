package dev.trierarch.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditIdTest {

  @Test
  void aClientMayNameItsRequest() {
    assertThat(AuditId.of("ci-run:7.2_a".replace('_', '-'))).isEqualTo("ci-run:7.2-a");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "two words", "a\r\nSet-Cookie: b", "é"})
  void whoGivesNoNameGetsARandomOne(String own) {
    UUID given = UUID.fromString(AuditId.of(own));
    assertThat(given.version()).isEqualTo(4);
    assertThat(given.variant()).isEqualTo(2);
    assertThat(AuditId.of(own)).isNotEqualTo(given.toString());
  }

  @Test
  void aNameThatIsTooLongIsNotTaken() {
    assertThat(AuditId.of("x".repeat(65))).hasSize(36);
  }
}
