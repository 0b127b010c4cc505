package dev.trierarch.launcher;

import dev.trierarch.launcher.cluster.Agent;
import dev.trierarch.launcher.cluster.ApiClient;
import dev.trierarch.launcher.cluster.BootstrapToken;
import dev.trierarch.launcher.cluster.ClusterInfo;
import dev.trierarch.launcher.cluster.ControlPlane;
import dev.trierarch.launcher.cluster.Nodes;
import dev.trierarch.launcher.pki.Pki;
import dev.trierarch.launcher.process.Daemon;
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
 * Makes the class archives of the control plane and of the agent (AppCDS): a throw-away cluster is
 * started and stopped, and the JVMs write the classes that they had loaded. Starts then map them
 * instead of reading and verifying them.
 */
public final class ClassArchives {

  private static final Duration DUMP_AT_MOST = Duration.ofMinutes(2);
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final String AGENT = "archived";

  private final Distribution distribution;

  public ClassArchives(Distribution distribution) {
    this.distribution = distribution;
  }

  /** Makes the archives unless they are there; returns what came of it in words. */
  public String make() {
    Path server = distribution.classArchive();
    Path agent = distribution.agentClassArchive();
    try {
      if (isUpToDate(server, distribution.serverLauncher())
          && isUpToDate(agent, distribution.agentJar())) {
        return "are there";
      }
      Path directory = Files.createTempDirectory("trierarch-prepare");
      try {
        Files.deleteIfExists(server);
        Files.deleteIfExists(agent);
        dump(new Home(directory));
        return inWords("control plane", server) + ", " + inWords("agent", agent);
      } finally {
        Trees.delete(directory);
      }
    } catch (IOException e) {
      throw new Problem(
          "Cannot make " + server + ": " + e.getMessage(), "Check the space left.", e);
    }
  }

  private static boolean isUpToDate(Path archive, Path jar) throws IOException {
    return Files.exists(archive)
        && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
  }

  /** A JVM that writes no archive is no failure: its starts are slower and otherwise the same. */
  private static String inWords(String title, Path archive) throws IOException {
    return Files.exists(archive)
        ? title + " " + (Files.size(archive) >> 20) + " MiB"
        : "no " + title;
  }

  private void dump(Home home) throws IOException {
    Pki pki = new Pki(home.pki(), InstantSource.system());
    pki.ensure("127.0.0.1");
    Instance instance = new Instance("127.0.0.1", freePort(), 1, "hollow", "", Map.of());
    ControlPlane controlPlane = new ControlPlane(home, distribution, pki);
    Agent agent = new Agent(home, distribution, AGENT);
    ApiClient client = new ApiClient(instance.url(), pki);
    try {
      controlPlane.start(instance, writing(distribution.classArchive()));
      controlPlane.awaitReady(client);
      ClusterInfo.publish(client, instance.url(), pki);
      BootstrapToken token = BootstrapToken.create(client, InstantSource.system(), DUMP_AT_MOST);
      agent.start(instance, token.text(), writing(distribution.agentClassArchive()));
      new Nodes(client).awaitReady(agent);
      end(agent.daemon(), distribution.agentClassArchive());
      end(controlPlane.daemon(), distribution.classArchive());
    } finally {
      agent.stop();
      controlPlane.stop();
    }
  }

  private static List<String> writing(Path archive) {
    return List.of("-XX:ArchiveClassesAtExit=" + unfinished(archive));
  }

  private static Path unfinished(Path archive) {
    return archive.resolveSibling(archive.getFileName() + ".new");
  }

  /** Lets a process end, which takes as long as it writes, and its archive be used. */
  private static void end(Daemon daemon, Path archive) throws IOException {
    ProcessHandle.of(daemon.pid().orElseThrow()).ifPresent(ProcessHandle::destroy);
    Waiting.until(() -> !daemon.isRunning(), DUMP_AT_MOST, INTERVAL);
    if (Files.exists(unfinished(archive))) {
      Files.move(unfinished(archive), archive, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
