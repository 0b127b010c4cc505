package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.PrivateFile;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.cluster.Kubeconfig;
import dev.trierarch.launcher.pki.Pki;
import java.io.PrintWriter;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pki}: makes a cluster's keys and kubeconfig for an application server of one's own. */
@Command(
    name = "pki",
    description = {
      "Makes the cluster's authority, certificates and kubeconfig and starts nothing: for trierarch.ear on",
      "a Payara Server or WildFly of your own. What is there and still good is kept."
    },
    mixinStandardHelpOptions = true)
public final class PkiCommand implements Callable<Integer> {

  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "https://127.0.0.1:8443",
      description = "Where clients will reach the API (default: ${DEFAULT-VALUE})")
  private URI server;

  @Override
  public Integer call() {
    if (!"https".equals(server.getScheme()) || server.getHost() == null) {
      throw new Problem(
          "--server " + server + " is not an https URL with a host.",
          "Give one such as https://127.0.0.1:8443.");
    }
    Home directory = home.home();
    Pki pki = new Pki(directory.pki(), InstantSource.system());
    List<String> made = pki.ensure(server.getHost());
    PrivateFile.writeIfDifferent(directory.kubeconfig(), Kubeconfig.text(server.toString(), pki));
    PrintWriter out = spec.commandLine().getOut();
    out.println(made.isEmpty() ? "All certificates are good." : "Made " + String.join(", ", made));
    out.println("Keys: " + directory.pki());
    out.println("Kubeconfig: " + directory.kubeconfig());
    out.flush();
    return 0;
  }
}
