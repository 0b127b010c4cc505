package dev.trierarch.store.jpa;

import static dev.trierarch.store.Samples.ORIGIN;
import static dev.trierarch.store.Samples.configMap;
import static dev.trierarch.store.Samples.configMapKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.store.Change;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.image.WritePlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteQueueTest {

  private static PendingWrite write(String value) {
    ObjectKey key = configMapKey("a");
    List<Change> changes = List.of(Change.create(key, configMap(key, value)));
    return new PendingWrite(new WritePlan.Write(changes, ORIGIN));
  }

  @Test
  void moreWritesThanTheBoundAreRefusedWithTheTimeToWait() {
    WriteQueue queue = new WriteQueue(1, 1_000_000);
    queue.add(write("1"));

    assertThatThrownBy(() -> queue.add(write("2")))
        .isInstanceOfSatisfying(
            StoreException.Overloaded.class, e -> assertThat(e.retryAfterSeconds()).isPositive())
        .hasMessage("1 writes are waiting");
  }

  @Test
  void moreBytesThanTheBoundAreRefusedUntilTheyAreTaken() throws Exception {
    WriteQueue queue = new WriteQueue(10, 1500);
    queue.add(write("x".repeat(1000)));

    assertThatThrownBy(() -> queue.add(write("x".repeat(1000))))
        .isInstanceOf(StoreException.Overloaded.class)
        .hasMessageContaining("bytes");
    assertThat(queue.take()).hasSize(1);
    queue.add(write("x".repeat(1000)));
  }

  @Test
  void oneWriteThatIsLargerThanTheBoundIsTakenAlone() {
    WriteQueue queue = new WriteQueue(10, 1500);
    queue.add(write("x".repeat(2000)));

    assertThatThrownBy(() -> queue.add(write("1"))).isInstanceOf(StoreException.Overloaded.class);
  }

  @Test
  void whoeverIsWokenFindsNothing() throws Exception {
    WriteQueue queue = new WriteQueue(10, 1500);
    queue.wake();

    assertThat(queue.take()).isEmpty();
  }

  @Test
  void aClosedQueueTakesNothing() throws Exception {
    WriteQueue queue = new WriteQueue(10, 1500);
    queue.close();

    assertThatThrownBy(() -> queue.add(write("1"))).isInstanceOf(StoreException.Unavailable.class);
    assertThat(queue.take()).isEmpty();
  }
}
