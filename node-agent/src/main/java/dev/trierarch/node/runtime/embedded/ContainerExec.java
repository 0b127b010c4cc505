package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.ExecResult;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.RunningCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a command beside a container's own: in its namespaces and groups, with its rights. */
final class ContainerExec {
  private final Machine machine;
  private final Toolbox tools;

  ContainerExec(Machine machine, Toolbox tools) {
    this.machine = machine;
    this.tools = tools;
  }

  ExecResult exec(EmbeddedContainer container, List<String> command, Duration timeout) {
    List<String> line = List.of("sh", "-c", script(container, command));
    try {
      Shell.Result result = Shell.run(timeout, line, "");
      return new ExecResult(result.exitCode(), result.stdout(), result.stderr());
    } catch (Shell.TimedOut e) {
      throw new RuntimeFailure(
          "ExecTimeout",
          "command \""
              + String.join(" ", command)
              + "\" timed out after "
              + timeout.toSeconds()
              + "s",
          e);
    }
  }

  RunningCommand start(EmbeddedContainer container, List<String> command, boolean terminal) {
    List<String> line = new ArrayList<>();
    if (terminal) {
      String script = script(container, command, "TERM=xterm");
      line.addAll(ContainerScripts.TERMINAL);
      line.addAll(List.of("--command", script, "/dev/null"));
    } else {
      line.addAll(List.of("sh", "-c", script(container, command)));
    }
    try {
      return new ProcessCommand(Shell.process(line).start(), terminal);
    } catch (IOException e) {
      throw new RuntimeFailure("ExecError", "the command cannot be run: " + e.getMessage(), e);
    }
  }

  private String script(EmbeddedContainer of, List<String> command, String... variables) {
    LinuxProcess target =
        of.running()
            .orElseThrow(
                () -> new RuntimeFailure("ExecError", "container " + of.id() + " is not running"));
    Records.Container container = of.record();
    StringBuilder script = new StringBuilder();
    machine
        .cgroups()
        .map(c -> c.joinFiles(container.cgroup()))
        .orElse(List.of())
        .forEach(file -> script.append(join(file)));
    List<String> line = enter(container, target.pid());
    line.addAll(List.of(variables));
    line.addAll(command);
    return script.append("exec ").append(Shell.quoted(line)).toString();
  }

  private static String join(Path file) {
    return "echo 0 >" + Shell.quote(file) + " || exit 126\n";
  }

  private List<String> enter(Records.Container container, long pid) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("nsenter", "--target=" + pid, "--mount", "--ipc", "--uts"));
    if (machine.root()) {
      line.add("--net");
      if (machine.cgroups().isPresent()) {
        line.add("--cgroup");
      }
    } else {
      line.addAll(List.of("--user", "--preserve-credentials"));
    }
    if (!container.hostPid()) {
      line.add("--pid");
    }
    // In a user namespace only its root has rights that could be taken away.
    if (machine.root() || container.user().uid() == 0) {
      line.addAll(tools.command("setpriv"));
      line.addAll(ContainerScripts.rights(machine, container));
    }
    line.addAll(tools.command("env"));
    line.addAll(List.of("-i", "-C", container.workingDirectory()));
    container.environment().forEach((name, value) -> line.add(name + "=" + value));
    return line;
  }
}
