package dev.trierarch.launcher;

import dev.trierarch.launcher.command.BackupCommand;
import dev.trierarch.launcher.command.BenchCommand;
import dev.trierarch.launcher.command.DoctorCommand;
import dev.trierarch.launcher.command.DownCommand;
import dev.trierarch.launcher.command.ImageCommand;
import dev.trierarch.launcher.command.JoinCommand;
import dev.trierarch.launcher.command.KubeconfigCommand;
import dev.trierarch.launcher.command.LogsCommand;
import dev.trierarch.launcher.command.PkiCommand;
import dev.trierarch.launcher.command.PrepareCommand;
import dev.trierarch.launcher.command.ResetCommand;
import dev.trierarch.launcher.command.RestoreCommand;
import dev.trierarch.launcher.command.StatusCommand;
import dev.trierarch.launcher.command.TestCommand;
import dev.trierarch.launcher.command.UpCommand;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line: {@code ./trierarch COMMAND}. Exits 0 only when the command did its work. */
@Command(
    name = "trierarch",
    description = "A container orchestrator that speaks the Kubernetes API.",
    mixinStandardHelpOptions = true,
    versionProvider = Launcher.Version.class,
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      KubeconfigCommand.class,
      JoinCommand.class,
      ImageCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      ResetCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      TestCommand.class,
      PkiCommand.class,
      PrepareCommand.class,
      HelpCommand.class
    },
    footer = {"", "Begin with:  ./trierarch up"})
public final class Launcher {

  private static final int FAILED = 1;

  private Launcher() {}

  public static void main(String[] args) {
    Logger.getLogger("").setLevel(Level.WARNING); // commands speak for themselves
    System.exit(run(args));
  }

  static int run(String... args) {
    CommandLine line = new CommandLine(new Launcher());
    line.setExecutionExceptionHandler((e, command, result) -> report(e, command.getErr()));
    if (args.length == 0) {
      line.usage(line.getOut());
      return CommandLine.ExitCode.USAGE;
    }
    return line.execute(args);
  }

  private static int report(Exception e, PrintWriter err) {
    if (e instanceof Problem problem) {
      err.println("trierarch: " + problem.getMessage());
      err.println("  -> " + problem.remedy());
    } else {
      err.println("trierarch: an error of its own: " + e);
      e.printStackTrace(err);
    }
    err.flush();
    return FAILED;
  }

  /** The version that the jar was built with. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Launcher.class.getPackage().getImplementationVersion();
      return new String[] {"trierarch " + (version == null ? "(unpacked)" : version)};
    }
  }
}
