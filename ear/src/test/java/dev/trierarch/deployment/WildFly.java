package dev.trierarch.deployment;

import dev.trierarch.launcher.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** WildFly, prepared by wildfly.cli, with the EAR in its deployments directory. */
final class WildFly extends ApplicationServer {

  private static final int PORTS_FROM = 8_000;
  private static final int HTTPS_PORT = 8443;
  private static final int MANAGEMENT_PORT = 9990;
  private static final long STOP_SECONDS_MAX = 60;

  private final Path wildfly = SERVERS.resolve("wildfly-39.0.1.Final");
  private final Path base = home.resolve("standalone");
  private final int portOffset =
      Ports.freeBase(HTTPS_PORT - PORTS_FROM, MANAGEMENT_PORT - PORTS_FROM) - PORTS_FROM;
  private Process process;

  WildFly(Path home) {
    super(home);
  }

  @Override
  void start() throws IOException, InterruptedException {
    Trees.copy(wildfly.resolve("standalone"), base);
    run(
        Map.of(
            "JAVA_OPTS",
            SHORT_LIVED + " -Dtrierarch.home=" + home + " -Djboss.server.base.dir=" + base),
        List.of(
            wildfly.resolve("bin/jboss-cli.sh").toString(),
            "--file=" + DEPLOY.resolve("wildfly.cli"),
            "--resolve-parameter-values"));
    Files.copy(EAR, base.resolve("deployments/trierarch.ear"));
    process =
        start(
            Map.of(
                "JAVA_OPTS",
                SHORT_LIVED + " -Xmx512m -Djava.net.preferIPv4Stack=true",
                "LAUNCH_JBOSS_IN_BACKGROUND",
                "true"),
            List.of(
                wildfly.resolve("bin/standalone.sh").toString(),
                "-b",
                "127.0.0.1",
                "-Djboss.server.base.dir=" + base,
                "-Djboss.socket.binding.port-offset=" + portOffset),
            log());
  }

  @Override
  int port() {
    return HTTPS_PORT + portOffset;
  }

  @Override
  Path log() {
    return home.resolve("wildfly.log");
  }

  /** The script hands the signal on to the server. */
  @Override
  void stop() throws InterruptedException {
    if (process != null) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroy();
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
