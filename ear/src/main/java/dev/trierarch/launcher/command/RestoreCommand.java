package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.process.InstanceLock;
import dev.trierarch.store.jpa.Snapshot;
import dev.trierarch.store.snapshot.SnapshotFile;
import dev.trierarch.store.snapshot.SnapshotHeader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restore}: puts the state of a backup into a database. */
@Command(
    name = "restore",
    description = {
      "Puts the state of a backup into the instance's database, or into another one: also the way",
      "from SQLite to PostgreSQL and back. The control plane must be stopped.",
      "The whole file is verified before anything is touched, and the state is put in place at",
      "once: whatever interrupts it leaves the old state or the new one.",
      "Clients that watched before are told to list again."
    },
    mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {

  @Mixin private HomeOption home;
  @Mixin private DatabaseOption database;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A file that backup has written")
  private Path file;

  @Option(
      names = "--replace",
      description = "Replace a state that is there; it is backed up into DIR/backups first")
  private boolean replace;

  @Override
  public Integer call() {
    Home directory = home.home();
    Home.makePrivate(directory.directory());
    InstanceLock.whileHeld(directory.lockFile(), () -> restore(directory));
    return 0;
  }

  private void restore(Home directory) {
    Workbench workbench = Workbench.of(directory);
    requireStopped(workbench);
    Progress progress = Progress.on(spec.commandLine().getOut());
    progress.step("verify", () -> BackupCommand.inWords(verified()));
    Home.makePrivate(directory.server());
    Instance instance = Instance.read(directory).orElse(Instance.DEFAULT);
    Snapshot snapshot = new Snapshot(database.settings(workbench, instance), workbench.clock());
    Optional<Long> present = SnapshotProblems.explained(snapshot::revision);
    present.ifPresent(revision -> keep(directory, snapshot, revision, progress));
    progress.step(
        "restore",
        () ->
            BackupCommand.inWords(
                SnapshotProblems.explained(() -> snapshot.restore(file, present))));
    progress.say("Start the cluster:  ./trierarch up" + database.flag());
  }

  private static void requireStopped(Workbench workbench) {
    if (workbench.controlPlane().daemon().isRunning()) {
      throw new Problem(
          "The control plane runs: its state cannot be changed under it.",
          "Run ./trierarch down first, and up again after the restore.");
    }
  }

  private SnapshotHeader verified() {
    SnapshotFile snapshot = new SnapshotFile(file);
    return SnapshotProblems.explained(
        () -> {
          snapshot.verify();
          return snapshot.header();
        });
  }

  private void keep(Home directory, Snapshot snapshot, long revision, Progress progress) {
    if (!replace) {
      throw new Problem(
          "The database holds a state already, at revision " + revision + ".",
          "To replace it, say --replace: it is backed up into " + directory.backups() + " first.");
    }
    Home.makePrivate(directory.backups());
    Path kept = directory.backups().resolve("replaced-at-" + revision + ".backup");
    progress.step(
        "keep the old",
        () -> {
          SnapshotProblems.explained(() -> snapshot.take(kept));
          return "in " + kept;
        });
  }
}
