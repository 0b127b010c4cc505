package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.ExecResult;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
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
    LinuxProcess target =
        container
            .running()
            .orElseThrow(
                () ->
                    new RuntimeFailure(
                        "ExecError", "container " + container.id() + " is not running"));
    List<String> line = List.of("sh", "-c", script(container.record(), target.pid(), command));
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

  private String script(Records.Container container, long pid, List<String> command) {
    StringBuilder script = new StringBuilder();
    machine
        .cgroups()
        .map(c -> c.joinFiles(container.cgroup()))
        .orElse(List.of())
        .forEach(file -> script.append(join(file)));
    return script.append("exec ").append(Shell.quoted(enter(container, pid, command))).toString();
  }

  private static String join(Path file) {
    return "echo 0 >" + Shell.quote(file) + " || exit 126\n";
  }

  private List<String> enter(Records.Container container, long pid, List<String> command) {
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
    line.addAll(command);
    return line;
  }
}
