package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.cluster.BootstrapToken;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code join}: makes a token and prints the command that joins another machine. */
@Command(
    name = "join",
    description = "Makes a short-lived token and prints the command that joins another machine.",
    mixinStandardHelpOptions = true)
public final class JoinCommand implements Callable<Integer> {

  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Option(
      names = "--ttl-minutes",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long the token may be used (default: ${DEFAULT-VALUE})")
  private int minutes;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "URL that the other machine reaches the control plane by")
  private String server;

  @Override
  public Integer call() {
    Home directory = home.home();
    Instance instance = Instance.require(directory);
    if (instance.address().equals("127.0.0.1") && server == null) {
      throw new Problem(
          "The control plane listens on 127.0.0.1 only: no other machine can reach it.",
          "Start it for all: ./trierarch down, then ./trierarch up --address 0.0.0.0.");
    }
    Workbench workbench = Workbench.of(directory);
    BootstrapToken token =
        BootstrapToken.create(
            workbench.client(instance), workbench.clock(), Duration.ofMinutes(minutes));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Copy the directory " + workbench.distribution().agentJar().getParent());
    out.println(
        "and the file " + directory.pki().resolve("ca.crt") + " to the machine; there run:");
    out.println();
    out.println("  java -jar trierarch-node-agent.jar \\");
    out.println(
        "    --server " + (server == null ? "https://ADDRESS:" + instance.port() : server) + " \\");
    out.println("    --ca ca.crt --token " + token.text() + " \\");
    out.println("    --name $(hostname) --data /var/lib/trierarch --runtime auto");
    out.println();
    out.println("The token is good for " + minutes + " minutes. Whoever has it can join a node.");
    out.flush();
    return 0;
  }
}
