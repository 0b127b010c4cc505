package dev.trierarch.launcher.cluster;

import dev.trierarch.launcher.Distribution;
import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Trees;
import dev.trierarch.launcher.pki.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * One instance's configuration of Payara Micro. The runtime jars stay in the distribution, shared
 * by all instances; only what Payara writes to is copied.
 */
final class PayaraHome {

  private static final String MAIN_CLASS = "fish.payara.micro.impl.PayaraMicroImpl";
  private static final String CONFIG = "configs.config.server-config.";
  private static final String LISTENERS = CONFIG + "network-config.network-listeners.";
  private static final String HTTPS = LISTENERS + "network-listener.https-listener.";
  private static final String PROTOCOL =
      CONFIG + "network-config.protocols.protocol.https-listener.";

  private static final int HEAD_BYTES_MAX = 65_536;

  private final Path directory;
  private final Distribution distribution;

  PayaraHome(Path directory, Distribution distribution) {
    this.directory = directory;
    this.distribution = distribution;
  }

  /** Begins each start from the distribution's configuration: nothing of an earlier run stays. */
  void prepare(Instance instance) {
    try {
      Trees.delete(directory);
      Home.makePrivate(directory);
      for (String part : List.of("config", "docroot", "lib")) {
        Trees.copy(distribution.payara().resolve(part), directory.resolve(part));
      }
      Files.writeString(commandFile(), String.join("\n", commands(instance)) + "\n");
      Files.writeString(freeingFile(), String.join("\n", FREEING_COMMANDS) + "\n");
      Files.writeString(openingFile(), set(HTTPS + "enabled", "true") + "\n");
      Files.writeString(directory.resolve("config/logging.properties"), LOGGING);
    } catch (IOException e) {
      throw new Problem(
          "Cannot prepare " + directory + ": " + e.getMessage(),
          "Check the owner of the directory and the space left.",
          e);
    }
  }

  /** What follows the JVM's options on the command line. */
  List<String> arguments() {
    return List.of(
        "-Dfish.payara.micro.BootJar=" + distribution.serverLauncher().toUri(),
        "-Dfish.payara.micro.UnpackDir=" + distribution.payara(),
        "-cp",
        distribution.serverLauncher().toString(),
        MAIN_CLASS,
        "--rootDir",
        directory.toString(),
        "--nohazelcast",
        "--disablephonehome",
        "--prebootcommandfile",
        commandFile().toString(),
        "--postbootcommandfile",
        freeingFile().toString(),
        "--postdeploycommandfile",
        openingFile().toString(),
        "--deploy",
        distribution.application().toString());
  }

  /** The packages that the launcher jar's manifest opens, which {@code -cp} does not read. */
  List<String> moduleOptions() {
    try (JarFile jar = new JarFile(distribution.serverLauncher().toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      return Stream.concat(
              words(manifest.getValue("Add-Exports")).map(p -> "--add-exports=" + p),
              words(manifest.getValue("Add-Opens")).map(p -> "--add-opens=" + p))
          .map(option -> option + "=ALL-UNNAMED")
          .toList();
    } catch (IOException e) {
      throw new Problem(
          "Cannot read " + distribution.serverLauncher() + ": " + e.getMessage(),
          "Build again.",
          e);
    }
  }

  private Path openingFile() {
    return directory.resolve("postdeploy.asadmin");
  }

  private Path freeingFile() {
    return directory.resolve("postboot.asadmin");
  }

  private Path commandFile() {
    return directory.resolve("preboot.asadmin");
  }

  /** The paths /openapi, /metrics and /health are the cluster's, not the application server's. */
  private static final List<String> FREEING_COMMANDS =
      List.of(
          "set-openapi-configuration --enabled=false --endpoint=payara-openapi",
          "set-metrics-configuration --enabled=false --dynamic=true --endpoint=payara-metrics",
          "set-microprofile-healthcheck-configuration --enabled=false --endpoint=payara-health");

  private static List<String> commands(Instance instance) {
    return List.of(
        // Opened when the application is there: before that, clients would be answered in HTML.
        set(HTTPS + "enabled", "false"),
        set(HTTPS + "port", instance.port()),
        set(HTTPS + "address", instance.address()),
        set(LISTENERS + "network-listener.http-listener.enabled", "false"),
        set(PROTOCOL + "ssl.cert-nickname", Pki.SERVER_ALIAS),
        set(PROTOCOL + "ssl.client-auth", "want"),
        // Grizzly lets TLS 1.3's session tickets and the first HTTP/2 frames overtake each other:
        // one connection in 200 breaks with a bad record MAC. TLS 1.2 has no such tickets.
        set(PROTOCOL + "ssl.tls13-enabled", "false"),
        set(PROTOCOL + "http.http2-max-concurrent-streams", 2000),
        // Tokens, selectors and impersonated groups make heads longer than Payara's 4 and 8 KiB.
        set(PROTOCOL + "http.http2-max-header-list-size-in-bytes", HEAD_BYTES_MAX),
        set(PROTOCOL + "http.header-buffer-length-bytes", HEAD_BYTES_MAX),
        set(PROTOCOL + "http.http2-max-frame-payload-size-in-bytes", 16_384),
        // Clients of HTTP/1.1 say how to delete in the body of a DELETE.
        set(PROTOCOL + "http.allow-payload-for-undefined-http-methods", true),
        // No client needs to know what the API is served by.
        set(PROTOCOL + "http.xpowered-by", false),
        set(PROTOCOL + "http.server-header", false),
        set(PROTOCOL + "http.xframe-options", false),
        // Connections are kept however many requests they have carried.
        set(PROTOCOL + "http.max-connections", -1),
        // Longer than the longest watch (an hour): Payara counts a connection whose HTTP/2 streams
        // are quiet as idle, 30 seconds by default, and ends their streams with it.
        set(PROTOCOL + "http.timeout-seconds", 3900),
        set(PROTOCOL + "http.request-timeout-seconds", 3900),
        // A slow reader makes the server wait, not keep: at most four of these wait in memory for
        // it.
        set(CONFIG + "network-config.transports.transport.tcp.socket-write-buffer-size", 65_536),
        set(CONFIG + "ejb-container.ejb-timer-service.minimum-delivery-interval-in-millis", 1));
  }

  private static String set(String name, Object value) {
    return "set " + name + "=" + value;
  }

  private static Stream<String> words(String text) {
    return text == null ? Stream.empty() : Stream.of(text.trim().split("\\s+", -1));
  }

  /**
   * Weld warns of each connection that leaves HTTP, as the container ends its request on another
   * thread, and sees to it with the next request. Grizzly's HTTP/2 warns of each client that goes
   * without saying so, as kubectl does.
   */
  private static final String LOGGING =
      """
      handlers=java.util.logging.ConsoleHandler
      java.util.logging.ConsoleHandler.level=ALL
      java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
      java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n
      .level=WARNING
      dev.trierarch.level=INFO
      PayaraMicro.level=INFO
      org.jboss.weld.Context.level=SEVERE
      org.jboss.weld.Conversation.level=SEVERE
      org.jboss.weld.Servlet.level=SEVERE
      org.glassfish.grizzly.http2.Http2Session.level=SEVERE
      """;
}
