package dev.trierarch.controller.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.client.Causes;
import dev.trierarch.controller.Samples;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ControllerLoopTest {

  private static final Logger LOG = Logger.getLogger(ControllerLoop.class.getName());
  private static final ObjectKey KEY = new ObjectKey("pods", "default", "a");

  private Instant now = Samples.NOW;
  private final InstantSource clock = () -> now;
  private final Recorder controller = new Recorder();
  private final ControllerLoop loop = new ControllerLoop(controller, clock);

  @BeforeAll
  static void failuresAreWanted() {
    LOG.setLevel(Level.OFF);
  }

  @Test
  void aRowBringsItsNameAndBecomesTheCause() {
    assertThat(loop.onRow(row(KEY, 42))).isTrue();
    assertThat(loop.runOne()).isTrue();
    assertThat(loop.runOne()).isFalse();
    assertThat(controller.seen).containsExactly(KEY);
    assertThat(controller.causes).containsExactly(42L);
  }

  @Test
  void manyRowsOfANameAreOneReconcileForTheNewest() {
    loop.onRow(row(KEY, 1));
    loop.onRow(row(KEY, 7));
    loop.onRow(row(KEY, 3));
    assertThat(loop.runOne()).isTrue();
    assertThat(loop.runOne()).isFalse();
    assertThat(controller.causes).containsExactly(7L);
  }

  @Test
  void aRowOfAnotherResourceConcernsNobody() {
    assertThat(loop.onRow(row(new ObjectKey("nodes", "", "n1"), 1))).isFalse();
    assertThat(loop.runOne()).isFalse();
  }

  @Test
  void aFailureIsTriedAgainLaterAndLater() {
    controller.failures = 3;
    loop.onRow(row(KEY, 1));
    List<Duration> waits = new ArrayList<>();
    while (controller.seen.size() < 4) {
      assertThat(loop.runOne()).isTrue();
      loop.nextDue()
          .ifPresent(
              due -> {
                waits.add(Duration.between(now, due));
                now = due;
              });
    }
    assertThat(waits)
        .containsExactly(Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20));
    assertThat(loop.nextDue()).isEmpty();
  }

  @Test
  void theBackoffNeverExceedsAThousandSeconds() {
    Backoff backoff = new Backoff();
    Duration last = Duration.ZERO;
    for (int i = 0; i < 40; i++) {
      last = backoff.afterFailure(KEY);
    }
    assertThat(last).isEqualTo(Duration.ofSeconds(1000));
    backoff.succeeded(KEY);
    assertThat(backoff.afterFailure(KEY)).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void aLaterLookIsTakenWhenItIsDue() {
    controller.outcome = Outcome.checkAgain(Duration.ofSeconds(30));
    loop.onRow(row(KEY, 1));
    loop.runOne();
    assertThat(loop.hasWork()).isFalse();
    now = now.plusSeconds(30);
    assertThat(loop.hasWork()).isTrue();
  }

  @Test
  void aSetThatNeverComesToRestIsNoticed() {
    controller.outcome = Outcome.checkAgain(Duration.ZERO);
    ControllerSet set = new ControllerSet(List.of(controller), clock);
    set.onRow(row(KEY, 1), woken -> {});
    assertThatThrownBy(() -> set.runUntilQuiet(10))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("recorder");
  }

  private static Revision row(ObjectKey key, long number) {
    return new Revision(
        number,
        Operation.UPDATE,
        new NamedObject(key, number),
        null,
        new Origin("user", "test", 0),
        Samples.NOW);
  }

  /** Remembers what it was asked to reconcile. */
  private static final class Recorder implements Controller {

    private final List<ObjectKey> seen = new ArrayList<>();
    private final List<Long> causes = new ArrayList<>();
    private int failures;
    private Outcome outcome = Outcome.settled();

    @Override
    public String name() {
      return "recorder";
    }

    @Override
    public List<Trigger> triggers() {
      return List.of(new Trigger("pods", row -> List.of(row.key())));
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
      seen.add(key);
      causes.add(Causes.current());
      if (seen.size() <= failures) {
        throw new IllegalStateException("not yet");
      }
      return outcome;
    }
  }

  private record NamedObject(ObjectKey key, long revision) implements StoredObject {

    @Override
    public byte[] json() {
      return new byte[0];
    }

    @Override
    public String uid() {
      return "";
    }

    @Override
    public Map<String, String> labels() {
      return Map.of();
    }

    @Override
    public Set<String> ownerUids() {
      return Set.of();
    }

    @Override
    public <T> T as(Class<T> type) {
      throw new AssertionError("no trigger here needs the object");
    }

    @Override
    public ObjectNode tree() {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
