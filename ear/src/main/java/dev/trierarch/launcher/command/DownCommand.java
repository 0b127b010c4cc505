package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.cluster.Agent;
import dev.trierarch.launcher.cluster.ControlPlane;
import dev.trierarch.launcher.process.InstanceLock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code down}: stops all that runs; the state stays for the next up. */
@Command(
    name = "down",
    description = "Stops containers, agents and the control plane. The state is kept.",
    mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Home directory = home.home();
    Instance instance = Instance.require(directory);
    Progress progress = Progress.on(spec.commandLine().getOut());
    InstanceLock.whileHeld(
        directory.lockFile(), () -> stopAll(Workbench.of(directory), instance, progress));
    return 0;
  }

  static void stopAll(Workbench workbench, Instance instance, Progress progress) {
    boolean anything = false;
    for (Agent agent : workbench.agents(instance)) {
      if (agent.daemon().isRunning() || agent.hasContainers()) {
        anything = true;
        progress.step(
            agent.name(),
            () -> {
              agent.stop();
              agent.stopContainers();
              return "agent and containers stopped";
            });
      }
    }
    ControlPlane controlPlane = workbench.controlPlane();
    if (controlPlane.daemon().isRunning()) {
      anything = true;
      progress.step(
          "control plane",
          () -> {
            controlPlane.stop();
            return "stopped";
          });
    }
    progress.say(anything ? "All is stopped; ./trierarch up starts it again." : "Nothing ran.");
  }
}
