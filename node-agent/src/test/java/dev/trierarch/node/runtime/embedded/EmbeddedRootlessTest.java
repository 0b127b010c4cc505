package dev.trierarch.node.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.FileTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The embedded runtime keeps its promises without root, in a user namespace. */
@Tag("root")
class EmbeddedRootlessTest {
  private static final int NOBODY = 65534;

  @Test
  void theContractIsKeptWithoutRoot() throws Exception {
    Path directory = Files.createTempDirectory(Path.of("/tmp"), "rootless");
    try {
      Files.setAttribute(directory, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
      Process process = new ProcessBuilder(command(directory)).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      assertThat(said).contains("kept aContainerIsCreatedThenRunsThenEnds");
    } finally {
      FileTrees.delete(directory);
    }
  }

  /** Another user cannot read root's Maven repository, so it is given a copy of the classes. */
  private static List<String> command(Path directory) throws IOException {
    List<String> entries = new ArrayList<>();
    int number = 0;
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path copy = directory.resolve("classes-" + number++);
      copyTree(Path.of(entry), copy);
      entries.add(copy.toString());
    }
    return List.of(
        "setpriv",
        "--reuid=" + NOBODY,
        "--regid=" + NOBODY,
        "--clear-groups",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Duser.home=" + directory,
        "-cp",
        String.join(":", entries),
        RootlessContract.class.getName(),
        directory.resolve("work").toString());
  }

  private static void copyTree(Path from, Path to) throws IOException {
    if (Files.isRegularFile(from)) {
      Files.copy(from, to);
      return;
    }
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
