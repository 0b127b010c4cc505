package dev.trierarch.launcher.cluster;

import dev.trierarch.launcher.Distribution;
import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Waiting;
import dev.trierarch.launcher.pki.Pki;
import dev.trierarch.launcher.process.Daemon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The control plane of an instance: Payara Micro with ROOT.war, as a process of its own. */
public final class ControlPlane {

  private static final Duration START_AT_MOST = Duration.ofMinutes(2);
  private static final Duration STOP_GRACE = Duration.ofSeconds(20);
  private static final int NOT_FOUND = 404;
  private static final Duration READY_INTERVAL = Duration.ofMillis(50);

  private final Home home;
  private final Distribution distribution;
  private final Pki pki;
  private final JvmTuning tuning;
  private final Daemon daemon;

  public ControlPlane(Home home, Distribution distribution, Pki pki) {
    this.home = home;
    this.distribution = distribution;
    this.pki = pki;
    this.tuning = new JvmTuning(home.server());
    this.daemon =
        new Daemon(
            "control plane",
            home.server().resolve("server.pid"),
            home.server().resolve("server.log"));
  }

  public Daemon daemon() {
    return daemon;
  }

  /** Starts it and returns at once; {@link #awaitReady} tells when it serves. */
  public void start(Instance instance) {
    start(instance, List.of());
  }

  /** As {@link #start(Instance)}, with options of the JVM besides. */
  public void start(Instance instance, List<String> moreJvmOptions) {
    Home.makePrivate(home.server());
    PayaraHome payara = new PayaraHome(home.server().resolve("payara"), distribution);
    payara.prepare(instance);
    tuning.prepare();
    daemon.start(
        command(instance, payara, moreJvmOptions),
        // One arena a thread costs tens of MiB of resident memory and gains nothing here.
        Map.of("MALLOC_ARENA_MAX", "2"));
  }

  /** Waits until it is ready to serve; fails with the end of its log when it ends before. */
  public void awaitReady(ApiClient client) {
    boolean settled =
        Waiting.until(
            () -> client.isReady() || !daemon.isRunning() || wasNotDeployed(client),
            START_AT_MOST,
            READY_INTERVAL);
    if (!daemon.isRunning()) {
      throw new Problem(
          "The control plane ended while it started:\n" + daemon.lastLines(15),
          "The whole log is " + daemon.log() + ".");
    }
    if (!settled) {
      throw new Problem(
          "The control plane is not ready after " + START_AT_MOST.toSeconds() + " s.",
          "See " + daemon.log() + "; the machine may be too busy: run ./trierarch up again.");
    }
    if (!client.isReady()) {
      throw new Problem(
          "The application was not deployed:\n" + daemon.linesWith("SEVERE", 5),
          "The whole log is " + daemon.log() + ".");
    }
  }

  /** The server says that it is up, and yet has nothing of ours to answer with. */
  private boolean wasNotDeployed(ApiClient client) {
    return client.readyStatus() == NOT_FOUND && !daemon.linesWith(" ready in ", 1).isEmpty();
  }

  public void stop() {
    daemon.stop(STOP_GRACE);
  }

  private List<String> command(Instance instance, PayaraHome payara, List<String> moreJvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(javaProgram());
    command.addAll(payara.moduleOptions());
    command.addAll(tuning.options());
    command.addAll(List.of("-Djava.awt.headless=true", "-Djava.net.preferIPv4Stack=true"));
    Path archive = distribution.classArchive();
    if (Files.exists(archive)) {
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    command.addAll(moreJvmOptions);
    storeOptions(command);
    settings(instance).forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(payara.arguments());
    return command;
  }

  private void storeOptions(List<String> command) {
    command.add("-Djavax.net.ssl.keyStore=" + pki.serverKeyStore());
    command.add("-Djavax.net.ssl.keyStoreType=PKCS12");
    command.add("-Djavax.net.ssl.keyStorePassword=" + Pki.STORE_PASSWORD);
    command.add("-Djavax.net.ssl.trustStore=" + pki.trustStore());
    command.add("-Djavax.net.ssl.trustStoreType=PKCS12");
    command.add("-Djavax.net.ssl.trustStorePassword=" + Pki.STORE_PASSWORD);
  }

  /** The settings that it runs with, by their names. */
  public Map<String, String> settings(Instance instance) {
    Map<String, String> settings = new java.util.TreeMap<>();
    settings.put("trierarch.database.url", "jdbc:sqlite:" + home.server().resolve("trierarch.db"));
    settings.put("trierarch.pki.directory", home.pki().toString());
    settings.put("trierarch.identity.file", home.server().resolve("identity").toString());
    settings.put("trierarch.public.url", instance.url());
    settings.putAll(instance.settings());
    return settings;
  }

  static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
