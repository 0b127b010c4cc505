package dev.trierarch.node.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopedPathsTest {
  @TempDir Path root;

  @Test
  void linksAreFollowedInsideTheTree() throws IOException {
    Files.createDirectories(root.resolve("run/lock"));
    Files.createDirectories(root.resolve("var"));
    link("var/run", "/run");
    link("var/lock", "run/lock");
    link("etc", "var");
    assertThat(resolve("/var/run/secrets")).isEqualTo("run/secrets");
    assertThat(resolve("/etc/lock/file")).isEqualTo("run/lock/file");
  }

  @Test
  void noLinkLeadsOutOfTheTree() throws IOException {
    link("up", "../../../../etc");
    link("absolute", "/../../etc");
    assertThat(resolve("/up/passwd")).isEqualTo("etc/passwd");
    assertThat(resolve("/absolute/passwd")).isEqualTo("etc/passwd");
    assertThat(resolve("/../../x")).isEqualTo("x");
  }

  @Test
  void linksInACircleAreRefused() throws IOException {
    link("a", "b");
    link("b", "a");
    assertThatThrownBy(() -> resolve("/a")).isInstanceOf(ImageException.class);
  }

  @Test
  void theLastLinkIsLeftWhenItIsTheThingItself() throws IOException {
    Files.createDirectories(root.resolve("real"));
    link("folder", "real");
    Files.createSymbolicLink(root.resolve("real/link"), Path.of("/etc/passwd"));
    assertThat(ScopedPaths.resolveParent(root, "/folder/link"))
        .isEqualTo(root.resolve("real/link"));
  }

  private String resolve(String path) {
    return root.relativize(ScopedPaths.resolve(root, path)).toString();
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }
}
