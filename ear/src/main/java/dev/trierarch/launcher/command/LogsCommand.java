package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.process.LogFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logs}: shows and follows the log of the control plane or of an agent. */
@Command(
    name = "logs",
    description = {
      "Shows the log of the control plane, or of an agent: ./trierarch logs node-1.",
      "Logs of containers are kubectl's business: kubectl logs POD."
    },
    mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {

  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PART",
      arity = "0..1",
      defaultValue = "server",
      description = "server or the name of an agent (default: server)")
  private String part;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on as the log grows, until interrupted")
  private boolean follow;

  @Option(
      names = "--tail",
      paramLabel = "N",
      defaultValue = "200",
      description = "Only the last N lines (default: ${DEFAULT-VALUE})")
  private int tail;

  @Override
  public Integer call() {
    Home directory = home.home();
    Instance.require(directory);
    Workbench workbench = Workbench.of(directory);
    Path file =
        part.equals("server")
            ? workbench.controlPlane().daemon().log()
            : workbench.agent(part).daemon().log();
    if (!Files.exists(file)) {
      throw new Problem(
          "There is no log " + file + ".",
          "Name one of: server " + String.join(" ", directory.agentNames()) + ".");
    }
    PrintWriter out = spec.commandLine().getOut();
    LogFile log = new LogFile(file);
    long end = log.printTail(out, tail);
    if (follow) {
      log.follow(out, end);
    }
    return 0;
  }
}
