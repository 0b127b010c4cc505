package dev.trierarch.node.image.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.image.ImageStore;
import dev.trierarch.node.image.LocalImage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelloImageTest {
  @TempDir Path directory;

  @Test
  void theImageHoldsAllThatItsCommandNeedsAndIsMadeOnce() {
    Path archive = directory.resolve("hello.tar");
    assertThat(HelloImage.build(archive)).isTrue();
    assertThat(HelloImage.build(archive)).isFalse();
    ImageStore store = new ImageStore(directory.resolve("images"));
    assertThat(store.importArchive(archive))
        .extracting(ImageStore.Imported::reference)
        .containsExactly(HelloImage.REFERENCE);
    LocalImage image = store.find(HelloImage.REFERENCE).orElseThrow();
    Path rootfs = image.rootDirectory();
    assertThat(rootfs.resolve(image.config().entrypoint().get(0).substring(1))).isExecutable();
    assertThat(rootfs.resolve("opt/java/lib/server/classes.jsa")).isRegularFile();
    assertThat(rootfs.resolve("opt/hello/dev/trierarch/node/image/hello/HelloServer.class"))
        .isRegularFile();
    assertThat(Files.exists(rootfs.resolve("lib64")) || Files.exists(rootfs.resolve("lib")))
        .isTrue();
  }
}
