package dev.trierarch.launcher.command;

import dev.trierarch.launcher.ClassArchives;
import dev.trierarch.launcher.Distribution;
import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.demo.HelloImage;
import dev.trierarch.launcher.demo.Images;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code prepare}: makes once, with the build, what lets later starts be quick. */
@Command(
    name = "prepare",
    hidden = true,
    description =
        "Archives loaded classes for this Java and makes the example's image, so that later starts"
            + " are quick.",
    mixinStandardHelpOptions = true)
public final class PrepareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Progress progress = Progress.on(spec.commandLine().getOut());
    Distribution distribution = Distribution.current();
    ClassArchives archives = new ClassArchives(distribution);
    progress.step("class archives", archives::make);
    progress.step("hello image", () -> helloImage(distribution));
    return 0;
  }

  private static String helloImage(Distribution distribution) {
    Path file = distribution.helloImage();
    Home.makePrivate(file.getParent());
    HelloImage.build(new Images(new Home(file.getParent()), distribution), file);
    return file.getFileName().toString();
  }
}
