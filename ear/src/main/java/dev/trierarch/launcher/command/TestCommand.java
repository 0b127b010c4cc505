package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Distribution;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.process.TestTool;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code test}: runs every test that this machine has the tools for. */
@Command(
    name = "test",
    description = {
      "Runs the tests: unit, architecture, in the container, and of the whole system.",
      "Tests whose tools are missing here are left out and named; --all leaves nothing out, so",
      "that a missing tool fails."
    },
    mixinStandardHelpOptions = true)
public final class TestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--all", description = "Leave nothing out")
  private boolean all;

  @Parameters(
      paramLabel = "MAVEN-ARGUMENT",
      arity = "0..*",
      description = "Handed to Maven, after --, e.g. -- -Dit.test=HealingIT")
  private List<String> mavenArguments = List.of();

  @Override
  public Integer call() {
    Path repository = Distribution.current().repository();
    PrintWriter out = spec.commandLine().getOut();
    List<TestTool> missing =
        all ? List.of() : TestTool.all().stream().filter(tool -> !tool.isHere()).toList();
    missing.forEach(
        tool ->
            out.println("left out: tests tagged " + tool.tag() + ", for want of " + tool.remedy()));
    out.flush();
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("trierarch.maven", "mvn"));
    // Two modules at a time: the agent's tests wait while those of the store compute.
    command.addAll(List.of("-B", "-T", "2", "-Psystem-tests", "verify"));
    if (!missing.isEmpty()) {
      command.add(
          "-DexcludedGroups=" + String.join(",", missing.stream().map(TestTool::tag).toList()));
    }
    command.addAll(mavenArguments);
    return run(command, repository);
  }

  private static int run(List<String> command, Path repository) {
    try {
      return new ProcessBuilder(command)
          .directory(repository.toFile())
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new Problem(
          "Cannot run " + command.get(0) + ": " + e.getMessage(),
          "Install Maven: apt-get install maven.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted.", "Run the tests again.", e);
    }
  }
}
