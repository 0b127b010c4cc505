package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Workbench;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code image}: hands over to the agent's image tool, whose business the image store is. */
@Command(
    name = "image",
    description = {
      "Imports, lists and removes images of the local store.",
      "  image import FILE.tar     a docker or OCI archive",
      "  image list",
      "  image remove REFERENCE"
    },
    mixinStandardHelpOptions = true)
public final class ImageCommand implements Callable<Integer> {

  @Mixin private HomeOption home;

  @Parameters(paramLabel = "ACTION", arity = "1..*", description = "import, list, remove")
  private List<String> action;

  @Unmatched private List<String> more;

  @Override
  public Integer call() {
    List<String> arguments = new java.util.ArrayList<>(action);
    if (more != null) {
      arguments.addAll(more);
    }
    return Workbench.of(home.home()).images().run(arguments);
  }
}
