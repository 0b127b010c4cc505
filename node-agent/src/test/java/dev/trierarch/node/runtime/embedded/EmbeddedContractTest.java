package dev.trierarch.node.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.image.ImageStore;
import dev.trierarch.node.image.TestImages;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntimeContractTest;
import dev.trierarch.node.runtime.StartTimes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded runtime as root: networks, limits and all. */
@Tag("root")
class EmbeddedContractTest extends PodRuntimeContractTest {
  @TempDir static Path images;

  @BeforeAll
  static void importBusybox() throws IOException {
    new ImageStore(images).importArchive(TestImages.busybox(images.resolve("busybox.tar")));
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
    return new EmbeddedRuntime(
        EmbeddedRuntime.Settings.of("contract", directory.resolve("state"), images));
  }

  @Override
  protected String image() {
    return TestImages.BUSYBOX;
  }
}
