package dev.trierarch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the promises that are written down and the tests that hold them together. */
class PromisesTest {

  private static final Path PROMISES = Path.of("..", "docs", "store.md");
  private static final List<Path> TESTS =
      List.of(
          Path.of("src", "test", "java", "dev", "trierarch", "store"),
          Path.of("..", "api-war", "src", "test", "java", "dev", "trierarch", "api", "watch"));
  private static final Pattern TEST_NAME = Pattern.compile("`([a-z]\\w+[A-Z]\\w+)`");

  @Test
  void everyTestThatThePromisesNameExists() throws IOException {
    String tests = allTests();
    List<String> named =
        Files.readAllLines(PROMISES).stream()
            .takeWhile(line -> !line.equals("## The log"))
            .filter(line -> line.startsWith("|"))
            .flatMap(line -> TEST_NAME.matcher(line.substring(line.indexOf('|', 1))).results())
            .map(MatchResult::group)
            .map(name -> name.replace("`", ""))
            .toList();

    assertThat(named).hasSizeGreaterThan(30);
    assertThat(named).allSatisfy(name -> assertThat(tests).contains("void " + name + "("));
  }

  private static String allTests() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path tests : TESTS) {
      try (Stream<Path> files = Files.walk(tests)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          all.append(Files.readString(file));
        }
      }
    }
    return all.toString();
  }
}
