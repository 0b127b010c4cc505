package dev.trierarch.node.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicDirectoryTest {
  @TempDir Path directory;

  private boolean write(Map<String, FileContent> files) throws IOException {
    return new AtomicDirectory(directory).write(files);
  }

  @Test
  void filesAreThereWithTheirModes() throws IOException {
    write(
        Map.of(
            "plain", FileContent.of("a", 0644),
            "deep/er/secret", FileContent.of("b", 0400)));
    assertThat(directory.resolve("plain")).hasContent("a");
    assertThat(directory.resolve("deep/er/secret")).hasContent("b");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("deep/er/secret"))))
        .isEqualTo("r--------");
    assertThat(directory.resolve("plain")).isSymbolicLink();
  }

  @Test
  void aChangeReplacesEverythingAtOnce() throws IOException {
    write(Map.of("a", FileContent.of("1", 0644), "b", FileContent.of("1", 0644)));
    Path before = directory.resolve("..data").toRealPath();
    assertThat(write(Map.of("a", FileContent.of("2", 0644), "c", FileContent.of("2", 0644))))
        .isTrue();
    assertThat(directory.resolve("..data").toRealPath()).isNotEqualTo(before);
    assertThat(before).doesNotExist();
    assertThat(directory.resolve("a")).hasContent("2");
    assertThat(directory.resolve("c")).hasContent("2");
    assertThat(names()).doesNotContain("b");
  }

  @Test
  void whatIsTheSameIsNotWrittenAgain() throws IOException {
    Map<String, FileContent> files = Map.of("a", FileContent.of("1", 0640));
    assertThat(write(files)).isTrue();
    Path before = directory.resolve("..data").toRealPath();
    assertThat(write(files)).isFalse();
    assertThat(directory.resolve("..data").toRealPath()).isEqualTo(before);
  }

  @Test
  void aFileStaysInItsVolume() {
    assertThatThrownBy(() -> write(Map.of("../outside", FileContent.of("1", 0644))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leaves its volume");
    assertThat(directory.resolveSibling("outside")).doesNotExist();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(e -> e.getFileName().toString()).toList();
    }
  }
}
