package dev.trierarch.deployment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Payara Server, a domain of its own, prepared by payara.asadmin. */
final class PayaraServer extends ApplicationServer {

  /** Above its base a domain's ports have fixed places. */
  private static final int ADMIN = 48;

  private static final int HTTP = 80;
  private static final int HTTPS = 81;
  private static final String DOMAIN = "trierarch";

  private final int portBase = Ports.freeBase(ADMIN, HTTP, HTTPS);
  private final Path domains = home.resolve("domains");
  private final Path payara = SERVERS.resolve("payara6");

  PayaraServer(Path home) {
    super(home);
  }

  @Override
  void start() throws IOException, InterruptedException {
    local("create-domain", "--nopassword", "--portbase", Integer.toString(portBase), DOMAIN);
    local("start-domain", DOMAIN);
    asadmin("multimode", "--file", DEPLOY.resolve("payara.asadmin").toString());
    local("restart-domain", DOMAIN);
    asadmin("deploy", "--name", "trierarch", EAR.toString());
  }

  @Override
  int port() {
    return portBase + HTTPS;
  }

  @Override
  Path log() {
    return domains.resolve(DOMAIN + "/logs/server.log");
  }

  @Override
  void stop() throws IOException, InterruptedException {
    local("stop-domain", "--force", DOMAIN);
  }

  /** A command about the domain itself, whose directory it must know. */
  private void local(String command, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command, "--domaindir", domains.toString()));
    all.addAll(List.of(arguments));
    asadmin(all.toArray(String[]::new));
  }

  private void asadmin(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(payara.resolve("bin/asadmin").toString());
    command.addAll(List.of("--port", Integer.toString(portBase + ADMIN)));
    command.addAll(List.of(arguments));
    run(Map.of("TRIERARCH_HOME", home.toString(), "JAVA_TOOL_OPTIONS", SHORT_LIVED), command);
  }
}
