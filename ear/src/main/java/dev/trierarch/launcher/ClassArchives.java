package dev.trierarch.launcher;

import dev.trierarch.launcher.cluster.ControlPlane;
import dev.trierarch.launcher.pki.Pki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Makes the class archive of the control plane (AppCDS): a throw-away instance is started and
 * stopped, and the JVM writes the classes that it had loaded. Starts then map them instead of
 * reading and verifying them.
 */
public final class ClassArchives {

  private static final Duration DUMP_AT_MOST = Duration.ofMinutes(2);
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final Distribution distribution;

  public ClassArchives(Distribution distribution) {
    this.distribution = distribution;
  }

  /** Makes the archive unless it is there; returns what came of it in words. */
  public String make() {
    Path archive = distribution.classArchive();
    if (isUpToDate(archive)) {
      return archive.getFileName() + " is there";
    }
    Path fresh = archive.resolveSibling(archive.getFileName() + ".new");
    try {
      Path directory = Files.createTempDirectory("trierarch-prepare");
      try {
        Files.deleteIfExists(archive);
        dump(new Home(directory), fresh);
        if (!Files.exists(fresh)) {
          return "none: this Java wrote no archive; starts are slower and otherwise the same";
        }
        Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
        return archive.getFileName() + ", " + (Files.size(archive) >> 20) + " MiB";
      } finally {
        Trees.delete(directory);
      }
    } catch (IOException e) {
      throw new Problem(
          "Cannot make " + archive + ": " + e.getMessage(), "Check the space left.", e);
    }
  }

  private boolean isUpToDate(Path archive) {
    try {
      return Files.exists(archive)
          && Files.getLastModifiedTime(archive)
                  .compareTo(Files.getLastModifiedTime(distribution.serverLauncher()))
              > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void dump(Home home, Path archive) throws IOException {
    Pki pki = new Pki(home.pki(), InstantSource.system());
    pki.ensure("127.0.0.1");
    Instance instance = new Instance("127.0.0.1", freePort(), 0, "auto", "", Map.of());
    ControlPlane controlPlane = new ControlPlane(home, distribution, pki);
    try {
      controlPlane.start(instance, List.of("-XX:ArchiveClassesAtExit=" + archive));
      controlPlane.awaitReady(new dev.trierarch.launcher.cluster.ApiClient(instance.url(), pki));
      long pid = controlPlane.daemon().pid().orElseThrow();
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
      Waiting.until(() -> !controlPlane.daemon().isRunning(), DUMP_AT_MOST, INTERVAL);
    } finally {
      controlPlane.stop();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
