package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Home;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of every command that works on an instance: which one is meant. */
final class HomeOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:TRIERARCH_HOME:-${sys:user.home}/.trierarch}",
      description = "Where the instance keeps its state (default: $TRIERARCH_HOME or ~/.trierarch)")
  private Path directory;

  Home home() {
    return new Home(directory.toAbsolutePath().normalize());
  }
}
