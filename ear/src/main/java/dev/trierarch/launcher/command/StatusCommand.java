package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.cluster.Agent;
import dev.trierarch.launcher.cluster.ApiClient;
import dev.trierarch.launcher.cluster.ControlPlane;
import dev.trierarch.launcher.cluster.Nodes;
import dev.trierarch.launcher.process.Daemon;
import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code status}: what runs. */
@Command(
    name = "status",
    description = {
      "Says what runs: control plane, agents, and whether they are ready.",
      "Exits 0 when all that should run is ready, else 1."
    },
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Home directory = home.home();
    Instance instance = Instance.require(directory);
    Workbench workbench = Workbench.of(directory);
    PrintWriter out = spec.commandLine().getOut();
    ControlPlane controlPlane = workbench.controlPlane();
    ApiClient client = workbench.client(instance);
    boolean ready = controlPlane.daemon().isRunning() && client.isReady();
    out.printf("data           %s%n", directory.directory());
    out.printf(
        "control plane  %s%n", process(controlPlane.daemon(), ready) + "  " + instance.url());
    boolean all = ready;
    for (int number = 1; number <= instance.agents(); number++) {
      Agent agent = workbench.agent(Instance.agentName(number));
      all &= print(out, agent, ready ? new Nodes(client) : null);
    }
    if (!all) {
      out.println("Not all of it runs: ./trierarch up starts what is missing.");
    }
    out.flush();
    return all ? 0 : 1;
  }

  private static boolean print(PrintWriter out, Agent agent, Nodes nodes) {
    var node =
        nodes == null
            ? java.util.Optional.<tools.jackson.databind.JsonNode>empty()
            : nodes.node(agent.name());
    boolean ready = agent.daemon().isRunning() && node.filter(Nodes::isReady).isPresent();
    out.printf(
        "%-14s %s  %s%n",
        agent.name(), process(agent.daemon(), ready), node.map(Nodes::runtime).orElse(""));
    return ready;
  }

  private static String process(Daemon daemon, boolean ready) {
    OptionalLong pid = daemon.pid();
    if (pid.isEmpty()) {
      return "stopped";
    }
    return (ready ? "ready" : "running, not ready") + " (process " + pid.getAsLong() + ")";
  }
}
