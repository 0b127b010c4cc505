package dev.trierarch.launcher.command;

import dev.trierarch.launcher.ClassArchives;
import dev.trierarch.launcher.Distribution;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code prepare}: makes the class archives that let later starts be quick. */
@Command(
    name = "prepare",
    hidden = true,
    description = "Archives loaded classes for this Java, so that later starts are quick.",
    mixinStandardHelpOptions = true)
public final class PrepareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Progress progress = Progress.on(spec.commandLine().getOut());
    ClassArchives archives = new ClassArchives(Distribution.current());
    progress.step("class archives", archives::make);
    return 0;
  }
}
