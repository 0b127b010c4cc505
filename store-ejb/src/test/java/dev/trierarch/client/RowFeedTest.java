package dev.trierarch.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.registry.Cluster;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.store.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowFeedTest {

  private final Cluster cluster = new Cluster();
  private final List<String> seen = new ArrayList<>();
  private final RowFeed feed =
      new RowFeed(cluster.store, Set.of("configmaps"), row -> seen.add(shown(row)));

  @Test
  void whatThereIsComesFirstAndThenWhatIsWritten() {
    create("a");
    feed.ensureRunning();
    create("b");
    cluster.delete("configmaps", "default", "a", DeleteOptions.defaults());
    assertThat(seen).containsExactly("CREATE a", "CREATE b", "DELETE a");
  }

  @Test
  void otherResourcesAreNotHeardOf() {
    feed.ensureRunning();
    cluster.create("secrets", "default", "{metadata: {name: s}}");
    assertThat(seen).isEmpty();
  }

  @Test
  void aRunningFeedIsNotStartedTwice() {
    feed.ensureRunning();
    feed.ensureRunning();
    create("a");
    assertThat(seen).containsExactly("CREATE a");
  }

  @Test
  void aFeedThatWasClosedBeginsAnew() {
    create("a");
    feed.ensureRunning();
    feed.close();
    create("b");
    feed.ensureRunning();
    assertThat(seen).containsExactly("CREATE a", "CREATE a", "CREATE b");
  }

  private void create(String name) {
    cluster.create("configmaps", "default", "{metadata: {name: %s}}".formatted(name));
  }

  private static String shown(Revision row) {
    return row.operation() + " " + row.key().name();
  }
}
