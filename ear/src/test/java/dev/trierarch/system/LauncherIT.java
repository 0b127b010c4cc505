package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.system.Cluster.Output;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The launcher's promises, on an instance whose agent pretends to run containers. */
@Tag("podless")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {

  private static final Cluster CLUSTER = Cluster.inNewDirectory();

  @BeforeAll
  static void start() {
    CLUSTER.up("--runtime", "hollow").succeeded();
  }

  @AfterAll
  static void stop() {
    CLUSTER.trierarch("reset", "--yes");
  }

  @Test
  @Order(1)
  void aSecondUpChangesNothingAndSaysSo() {
    long server = CLUSTER.serverPid();
    long agent = CLUSTER.agentPid("node-1");

    Output second = CLUSTER.trierarch("up").succeeded();

    assertThat(second.text()).contains("Nothing changed");
    assertThat(CLUSTER.serverPid()).isEqualTo(server);
    assertThat(CLUSTER.agentPid("node-1")).isEqualTo(agent);
  }

  @Test
  @Order(2)
  void secretsAreReadableByTheirOwnerAlone() throws IOException {
    for (String file : List.of("kubeconfig", "pki/ca.key", "pki/sa.key", "pki/server.p12")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(at(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
  }

  @Test
  @Order(3)
  void statusSaysWhatRuns() {
    Output status = CLUSTER.trierarch("status").succeeded();

    assertThat(status.text()).contains("control plane  ready", CLUSTER.url(), "node-1", "hollow");
  }

  @Test
  @Order(4)
  void afterTheServerWasKilledUpRestartsJustThat() throws IOException {
    long agent = CLUSTER.agentPid("node-1");
    long server = CLUSTER.serverPid();
    String identity = Files.readString(at("server/identity"));
    assertThat(isLocked("server/identity")).isTrue();
    Cluster.kill(server);

    CLUSTER.trierarch("status").failed();
    CLUSTER.trierarch("up").succeeded();

    assertThat(CLUSTER.serverPid()).isNotEqualTo(server);
    assertThat(CLUSTER.agentPid("node-1")).isEqualTo(agent);
    assertThat(isLocked("server/identity")).isTrue();
    assertThat(at("server/identity")).hasContent(identity);
    CLUSTER.trierarch("status").succeeded();
  }

  @Test
  @Order(5)
  void afterAnAgentWasKilledUpRestartsJustThat() {
    long agent = CLUSTER.agentPid("node-1");
    long server = CLUSTER.serverPid();
    Cluster.kill(agent);

    CLUSTER.trierarch("up").succeeded();

    assertThat(CLUSTER.agentPid("node-1")).isNotEqualTo(agent);
    assertThat(CLUSTER.serverPid()).isEqualTo(server);
  }

  @Test
  @Order(6)
  void aTakenPortIsRefusedAndNothingIsLeftBehind() throws IOException {
    Path elsewhere = Files.createTempDirectory("trierarch-it");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Output refused = new Cluster(elsewhere, taken.getLocalPort()).up().failed();

      assertThat(refused.text()).contains("Port " + taken.getLocalPort(), "--port");
      assertThat(elsewhere.resolve("server")).doesNotExist();
      assertThat(elsewhere.resolve("agents")).doesNotExist();
    }
  }

  @Test
  @Order(7)
  void aWrongFlagIsNamedWithItsRemedy() {
    Output refused = CLUSTER.trierarch("up", "--runtime", "docker").failed();

    assertThat(refused.text()).contains("--runtime docker", "auto, cri, embedded, hollow");
  }

  @Test
  @Order(8)
  void everyCommandHasHelp() {
    for (String command :
        List.of(
            "up",
            "down",
            "status",
            "reset",
            "logs",
            "kubeconfig",
            "join",
            "image",
            "doctor",
            "backup",
            "restore")) {
      Output help =
          Cluster.run(
              List.of(Cluster.REPOSITORY.resolve("trierarch").toString(), command, "--help"));

      assertThat(help.succeeded().text()).as(command).contains("Usage: trierarch " + command);
    }
  }

  @Test
  @Order(9)
  void logsShowWhatTheControlPlaneSaid() {
    assertThat(CLUSTER.trierarch("logs", "--tail", "500").succeeded().text())
        .contains("dev.trierarch");
  }

  @Test
  @Order(10)
  void resetAsksBeforeItDeletes() {
    Output refused = CLUSTER.trierarch("reset").failed();

    assertThat(refused.text()).contains("--yes");
    assertThat(at("kubeconfig")).exists();
  }

  @Test
  @Order(11)
  void downStopsAllAndKeepsTheState() {
    long server = CLUSTER.serverPid();
    long agent = CLUSTER.agentPid("node-1");

    CLUSTER.trierarch("down").succeeded();

    assertThat(Cluster.isRunning(server)).isFalse();
    assertThat(Cluster.isRunning(agent)).isFalse();
    assertThat(at("server/trierarch.db")).exists();
    CLUSTER.trierarch("status").failed();
  }

  @Test
  @Order(12)
  void resetForgetsTheState() {
    CLUSTER.trierarch("reset", "--yes").succeeded();

    assertThat(at("server")).doesNotExist();
    assertThat(at("pki")).doesNotExist();
    assertThat(CLUSTER.trierarch("status").failed().text()).contains("There is no cluster");
  }

  /** By another process than this. */
  private static boolean isLocked(String file) throws IOException {
    try (FileChannel channel = FileChannel.open(at(file), StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    }
  }

  private static Path at(String file) {
    return CLUSTER.data().resolve(file);
  }
}
