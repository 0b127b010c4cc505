package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.store.jpa.Snapshot;
import dev.trierarch.store.snapshot.SnapshotFile;
import dev.trierarch.store.snapshot.SnapshotHeader;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup}: writes the cluster's state into a file. */
@Command(
    name = "backup",
    description = {
      "Writes the cluster's state into a file, at one revision, while writes go on.",
      "A running control plane is asked for it; of a stopped one the database is read.",
      "The file holds all objects, secrets too: keep it as you keep a password. It holds no",
      "history (who did what before), and no keys: keep DIR/pki as well, or all clients and agents",
      "need new credentials after a restore."
    },
    mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {

  private static final String CONTENT = "/apis/trierarch.dev/v1/backups/current/content";

  @Mixin private HomeOption home;
  @Mixin private DatabaseOption database;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file to write")
  private Path file;

  @Option(names = "--overwrite", description = "Replace the file if it is there")
  private boolean overwrite;

  @Override
  public Integer call() {
    if (Files.exists(file) && !overwrite) {
      throw new Problem(file + " is there already.", "Name another file, or say --overwrite.");
    }
    Home directory = home.home();
    Instance instance =
        database.isGiven()
            ? Instance.read(directory).orElse(Instance.DEFAULT)
            : Instance.require(directory);
    Workbench workbench = Workbench.of(directory);
    boolean ask = !database.isGiven() && workbench.controlPlane().daemon().isRunning();
    Progress.on(spec.commandLine().getOut())
        .longStep(
            "backup",
            detail -> {
              SnapshotHeader header =
                  ask ? received(workbench, instance, detail) : taken(workbench, instance);
              return inWords(header) + ", in " + file;
            });
    return 0;
  }

  private SnapshotHeader received(Workbench workbench, Instance instance, Consumer<String> detail) {
    return SnapshotProblems.explained(
        () -> {
          try (InputStream in = workbench.client(instance).open(CONTENT)) {
            return new SnapshotFile(file)
                .receive(in, bytes -> detail.accept(mebibytes(bytes) + " received"));
          }
        });
  }

  private SnapshotHeader taken(Workbench workbench, Instance instance) {
    Snapshot snapshot = new Snapshot(database.settings(workbench, instance), workbench.clock());
    return SnapshotProblems.explained(
        () -> {
          if (snapshot.revision().isEmpty()) {
            throw new Problem(
                "The database holds nothing.", "Is it the right one? See --data, --database-url.");
          }
          return snapshot.take(file);
        });
  }

  static String inWords(SnapshotHeader header) {
    return header.objects() + " objects at revision " + header.revision();
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024));
  }
}
