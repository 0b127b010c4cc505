package dev.trierarch.launcher;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The built system that this launcher belongs to: server, application, agent. */
public record Distribution(Path directory) {

  /** The distribution around the jar that this class was loaded from. */
  public static Distribution current() {
    try {
      Path jar =
          Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      String given = System.getProperty("trierarch.distribution");
      return new Distribution(
          given != null ? Path.of(given).toAbsolutePath() : jar.getParent().getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Payara Micro, unpacked: its runtime jars are shared by all instances. */
  public Path payara() {
    return require(directory.resolve("server/payara"));
  }

  public Path serverLauncher() {
    return require(payara().resolve("launch-micro.jar"));
  }

  public Path application() {
    return require(directory.resolve("server/ROOT.war"));
  }

  /** Where the class archive of this Java is kept; it need not exist. */
  public Path classArchive() {
    return directory.resolve("server/classes-" + Runtime.version() + ".jsa");
  }

  public Path launcherJar() {
    return require(directory.resolve("launcher/trierarch-launcher.jar"));
  }

  /** What the store needs where no server brings it: the application's libraries, and JPA. */
  public Path storeLibraries() {
    return require(directory.resolve("launcher/store"));
  }

  public Path agentJar() {
    return require(directory.resolve("agent/trierarch-node-agent.jar"));
  }

  /** As {@link #classArchive}, of the agent and its tools. */
  public Path agentClassArchive() {
    return directory.resolve("agent/classes-" + Runtime.version() + ".jsa");
  }

  /** The image of the hello example; it need not exist. */
  public Path helloImage() {
    return directory.resolve("images/hello.tar");
  }

  /** The repository that this was built in: parent of ear/target/trierarch. */
  public Path repository() {
    String given = System.getProperty("trierarch.repository");
    return given != null ? Path.of(given) : directory.resolve("../../..").normalize();
  }

  private static Path require(Path path) {
    if (!Files.exists(path)) {
      throw new Problem(
          path + " is missing: the build is not complete.",
          "Build again: ./trierarch builds when the sources are newer, or run mvn package"
              + " -DskipTests.");
    }
    return path;
  }
}
