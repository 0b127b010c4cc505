package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.cluster.Kubeconfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kubeconfig}: prints the administrator's kubeconfig. */
@Command(
    name = "kubeconfig",
    description = {
      "Prints the administrator's kubeconfig, certificates and key included.",
      "Keep it as you keep a password."
    },
    mixinStandardHelpOptions = true)
public final class KubeconfigCommand implements Callable<Integer> {

  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Option(
      names = "--path",
      description = "Print where it is, for: export KUBECONFIG=$(./trierarch kubeconfig --path)")
  private boolean path;

  @Override
  public Integer call() {
    Home directory = home.home();
    Instance instance = Instance.require(directory);
    PrintWriter out = spec.commandLine().getOut();
    if (path) {
      out.println(directory.kubeconfig());
    } else {
      out.print(Kubeconfig.text(instance.url(), Workbench.of(directory).pki()));
    }
    out.flush();
    return 0;
  }
}
