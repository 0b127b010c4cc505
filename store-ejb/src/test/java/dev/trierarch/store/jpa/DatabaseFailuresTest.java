package dev.trierarch.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.store.StoreException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseFailuresTest {

  private static final DatabaseAddress POSTGRESQL =
      DatabaseAddress.of("jdbc:postgresql://db.example/trierarch", "u", "p");

  private static RuntimeException wrapped(SQLException failure) {
    return new IllegalArgumentException(new PersistenceException(failure));
  }

  @Test
  void aFullDiskOfTheServerIsSaid() {
    StoreException told =
        DatabaseFailures.of(wrapped(new SQLException("no space left", "53100")), POSTGRESQL);

    assertThat(told)
        .isInstanceOf(StoreException.DiskFull.class)
        .hasMessageContaining("jdbc:postgresql://db.example/trierarch")
        .hasMessageContaining("free some space");
  }

  @Test
  void anyOtherFailureIsToldByItsRoot() {
    StoreException told =
        DatabaseFailures.of(wrapped(new SQLException("it is on fire", "58030")), POSTGRESQL);

    assertThat(told)
        .isExactlyInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("it is on fire");
  }

  @Test
  void aRefusalThatTheServerHasWrappedStaysARefusal() {
    StoreException refusal = new StoreException.Compacted(3, 5);

    assertThat(DatabaseFailures.of(new IllegalArgumentException(refusal), POSTGRESQL))
        .isSameAs(refusal);
  }

  @Test
  void onlyALostConnectionIsWorthAnother() {
    assertThat(DatabaseFailures.isConnectionLost(wrapped(new SQLException("", "08006")))).isTrue();
    assertThat(DatabaseFailures.isConnectionLost(wrapped(new SQLException("", "57P01")))).isTrue();
    assertThat(DatabaseFailures.isConnectionLost(wrapped(new SQLException("", "08001")))).isFalse();
    assertThat(DatabaseFailures.isConnectionLost(new IllegalStateException())).isFalse();
  }
}
