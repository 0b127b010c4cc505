package dev.trierarch.node.runtime.cri;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.image.TestImages;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntimeContractTest;
import dev.trierarch.node.runtime.StartTimes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real containerd over CRI. */
@Tag("cri")
@Tag("root")
class CriContractTest extends PodRuntimeContractTest {
  private static PrivateContainerd containerd;

  @BeforeAll
  static void startContainerd() throws Exception {
    containerd = PrivateContainerd.start("10.251.8.0/24");
  }

  @AfterAll
  static void stopContainerd() throws Exception {
    containerd.close();
  }

  @Test
  void aPodStartsWithinHalfASecond() {
    StartTimes.Summary times =
        StartTimes.measure(runtime, image(), podCidr(), directory.resolve("logs"), 10);
    // The fastest: the others tell how busy the machine is.
    assertThat(times.fastest()).isLessThan(500);
  }

  @Override
  protected PodRuntime open() {
    return CriRuntime.connect(containerd.socket(), "contract");
  }

  @Override
  protected String image() {
    return TestImages.BUSYBOX;
  }
}
