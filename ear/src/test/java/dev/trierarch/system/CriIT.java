package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.runtime.cri.PrivateContainerd;
import dev.trierarch.system.Cluster.Output;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same with containerd. */
@Tag("root")
@Tag("cri")
class CriIT {

  private final Cluster cluster = Cluster.inNewDirectory();
  private PrivateContainerd containerd;

  @BeforeEach
  void startContainerd() throws Exception {
    containerd = PrivateContainerd.start("10.244.0.0/24");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.trierarch("reset", "--yes");
    containerd.close();
  }

  @Test
  void theExampleAnswersFromContainerd() {
    Output up =
        cluster.up("--runtime", "cri", "--cri-socket", containerd.socket().toString()).succeeded();

    assertThat(Pattern.compile("hello from hello-\\S+ ").matcher(up.text()).results()).hasSize(3);
    assertThat(up.text()).contains("runtime of node-1: containerd://");
  }
}
