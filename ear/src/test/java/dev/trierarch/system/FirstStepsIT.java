package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.system.Cluster.Output;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a newcomer sees: one command, and three replicas answer. */
@Tag("root")
class FirstStepsIT {

  private final Cluster cluster = Cluster.inNewDirectory();

  @AfterEach
  void reset() {
    cluster.trierarch("reset", "--yes");
  }

  @Test
  void oneCommandRunsAClusterWhoseExampleAnswers() {
    Output up = cluster.up("--runtime", "embedded").succeeded();

    assertThat(Pattern.compile("hello from hello-\\S+ ").matcher(up.text()).results()).hasSize(3);
    assertThat(up.text())
        .contains("runtime of node-1: embedded", "limit: ", "kubeconfig: ", "Next:");
  }
}
