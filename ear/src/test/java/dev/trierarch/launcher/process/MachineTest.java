package dev.trierarch.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.launcher.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked for on a machine is found, and what is missing is named with its remedy. */
class MachineTest {

  @Test
  void availableMemoryIsRead(@TempDir Path directory) throws IOException {
    Path meminfo =
        Files.writeString(
            directory.resolve("meminfo"), "MemTotal: 8000000 kB\nMemAvailable:    2097152 kB\n");

    assertThat(Machine.availableMemoryMib(meminfo)).hasValue(2048);
  }

  @Test
  void anUnknownAmountOfMemoryIsNoReasonToRefuse(@TempDir Path directory) {
    assertThat(Machine.availableMemoryMib(directory.resolve("absent"))).isEmpty();
  }

  @Test
  void moreAgentsThanFitAreRefused() {
    assertThatThrownBy(() -> Machine.requireMemory(true, 1_000_000))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("Too little memory")
        .extracting(problem -> ((Problem) problem).remedy())
        .asString()
        .contains("--agents");
  }

  @Test
  void aTakenPortIsNamedWithAnotherToTry() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> Machine.requireFreePort("127.0.0.1", port))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("Port " + port);
    }
  }

  @Test
  void aMissingProgramIsNamedWithItsPackage() {
    assertThatThrownBy(() -> Machine.requireProgram("no-such-program", "its-package"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no-such-program")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo("Install it: apt-get install its-package.");
  }

  @Test
  void everyDiagnosisHasOneLine() {
    assertThat(Diagnosis.all()).allSatisfy(each -> assertThat(each.line()).hasLineCount(1));
  }
}
