package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.fuzz.Fuzzer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random and mutated requests of every kind, verb and kind of patch break nothing. A build asks the
 * same ones each time, so that only a change can break it; {@code -Dfuzz.seed=N} asks others,
 * {@code -Dfuzz.seconds=N} more.
 */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzIT {

  private static final int AT_ONCE = 2;

  private final Cluster cluster;
  private Fuzzer fuzzer;

  FuzzIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void prepare() throws IOException {
    cluster.kubectlSays("create", "namespace", Fuzzer.NAMESPACE);
    try (var samples =
        Objects.requireNonNull(getClass().getResourceAsStream("/fuzz/samples.yaml"))) {
      cluster.apply(new String(samples.readAllBytes(), StandardCharsets.UTF_8));
    }
    fuzzer = new Fuzzer(cluster.url(), Https.asAdministrator(cluster).client());
  }

  @AfterAll
  void everythingCanBeTakenAwayAgain() {
    cluster.kubectlSays("delete", "namespace", Fuzzer.NAMESPACE, "--timeout=90s");
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void noRequestBreaksAnything() {
    long seed = Long.getLong("fuzz.seed", 1);
    Duration time = Duration.ofSeconds(Long.getLong("fuzz.seconds", 60));
    System.out.println("fuzz.seed=" + seed);
    Map<String, List<String>> before = fuzzer.outsideNamespace();

    assertThat(problems(seed, time)).isEmpty();

    assertThat(fuzzer.answers()).as("some are served, some refused").containsKeys(200, 400, 422);
    assertThat(fuzzer.outsideNamespace()).isEqualTo(before);
  }

  private List<String> problems(long seed, Duration time) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<CompletableFuture<Optional<String>>> runs = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        long own = seed + i;
        runs.add(CompletableFuture.supplyAsync(() -> fuzzer.run(own, time), threads));
      }
      return runs.stream().flatMap(run -> run.join().stream()).toList();
    } finally {
      threads.shutdown();
    }
  }
}
