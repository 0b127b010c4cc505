package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Trees;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.process.InstanceLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reset}: stops all and forgets the state. */
@Command(
    name = "reset",
    description = "Stops all that runs and deletes the cluster's state, after asking.",
    mixinStandardHelpOptions = true)
public final class ResetCommand implements Callable<Integer> {

  /** What this launcher has made; what else lies in the directory is not ours to delete. */
  private static final List<String> OURS =
      List.of("kubeconfig", "pki", "server", "agents", "images", "cache", "instance.json");

  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Option(names = "--yes", description = "Do not ask")
  private boolean yes;

  @Override
  public Integer call() {
    Home directory = home.home();
    Instance instance = Instance.require(directory);
    confirm(directory);
    Progress progress = Progress.on(spec.commandLine().getOut());
    InstanceLock.whileHeld(
        directory.lockFile(),
        () -> {
          DownCommand.stopAll(Workbench.of(directory), instance, progress);
          deleteState(directory);
        });
    progress.say("The state in " + directory.directory() + " is gone.");
    return 0;
  }

  private void confirm(Home directory) {
    if (yes) {
      return;
    }
    if (!Boolean.getBoolean("trierarch.terminal")) {
      throw new Problem(
          "reset deletes the cluster in " + directory.directory() + " and nobody is here to ask.",
          "Say that it is meant: ./trierarch reset --yes.");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("Delete the cluster in %s and all its objects? [y/N] ", directory.directory());
    out.flush();
    String answer = new Scanner(System.in, Charset.defaultCharset()).nextLine();
    if (!answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
      throw new Problem("Nothing was deleted.", "Answer y to delete.");
    }
  }

  private static void deleteState(Home directory) {
    for (String name : OURS) {
      Path path = directory.directory().resolve(name);
      try {
        Trees.delete(path);
      } catch (IOException e) {
        throw new Problem(
            "Cannot delete " + path + ": " + e.getMessage(),
            "Look for what still uses it (mounts: findmnt), then run reset again.",
            e);
      }
    }
    deleteIfEmpty(directory);
  }

  private static void deleteIfEmpty(Home directory) {
    try {
      Files.deleteIfExists(directory.lockFile());
      try (var entries = Files.list(directory.directory())) {
        if (entries.findAny().isEmpty()) {
          Files.delete(directory.directory());
        }
      }
    } catch (IOException e) {
      throw new Problem(
          "Cannot delete " + directory.directory() + ": " + e.getMessage(), "Delete it.", e);
    }
  }
}
