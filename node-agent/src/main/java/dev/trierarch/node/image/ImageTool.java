package dev.trierarch.node.image;

import dev.trierarch.node.image.hello.HelloImage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line of the local image store.
 *
 * <p>The store is the folder that {@code --images} or the system property {@code trierarch.images}
 * names.
 */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    description = "Manages the images that this machine's agents share.",
    subcommands = {
      ImageTool.Import.class,
      ImageTool.ListImages.class,
      ImageTool.Remove.class,
      ImageTool.Hello.class
    })
public final class ImageTool implements Runnable {
  @Spec CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new ImageTool())
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              if (e instanceof ImageException) {
                line.getErr().println(e.getMessage());
                line.getErr().flush();
                return 1;
              }
              throw e;
            });
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The store that a command works on. */
  static class StoreOption {
    @Option(
        names = "--images",
        paramLabel = "DIR",
        defaultValue = "${sys:trierarch.images:-${sys:user.home}/.trierarch/images}",
        description = "Folder of the image store (default: ${DEFAULT-VALUE})")
    Path images;

    ImageStore open() {
      return new ImageStore(images);
    }
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Takes in the images of an archive (docker save, OCI layout, jib).")
  static final class Import implements Callable<Integer> {
    @CommandLine.Mixin StoreOption store;
    @Spec CommandSpec spec;

    @Option(
        names = "--runtime",
        paramLabel = "embedded|cri",
        defaultValue = "embedded",
        description = "Whose images they become (default: ${DEFAULT-VALUE})")
    String runtime;

    @Option(names = "--cri-socket", paramLabel = "PATH", description = "containerd's socket")
    Optional<Path> socket;

    @Option(names = "--name", paramLabel = "NAME", description = "Name for an archive without one")
    Optional<String> name;

    @Parameters(paramLabel = "FILE", description = "Image archives (tar, may be gzipped)")
    List<Path> files;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      for (Path file : files) {
        switch (runtime) {
          case "embedded" -> {
            for (ImageStore.Imported image : store.open().importArchive(file, name)) {
              out.println(
                  (image.alreadyHere() ? "was here    " : "imported    ")
                      + image.reference()
                      + "  "
                      + size(image.sizeBytes()));
            }
          }
          case "cri" -> out.println(ContainerdImport.importArchive(file, socket));
          default ->
              throw new ImageException("--runtime is embedded or cri, not \"" + runtime + "\"");
        }
        out.flush();
      }
      return 0;
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the images of the store.")
  static final class ListImages implements Callable<Integer> {
    @CommandLine.Mixin StoreOption store;
    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      List<ImageStore.Listed> images = store.open().list();
      if (images.isEmpty()) {
        out.println("no images yet: bring one with \"image import FILE.tar\"");
      }
      for (ImageStore.Listed image : images) {
        out.printf(
            Locale.ROOT,
            "%-56s %s %9s%n",
            image.reference(),
            image.id().substring(7, 19),
            size(image.sizeBytes()));
      }
      out.flush();
      return 0;
    }
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Forgets images; the files go when no container uses them.")
  static final class Remove implements Callable<Integer> {
    @CommandLine.Mixin StoreOption store;
    @Spec CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Images as they are listed")
    List<String> names;

    @Override
    public Integer call() {
      int missing = 0;
      for (String name : names) {
        boolean removed = store.open().remove(name);
        spec.commandLine().getOut().println((removed ? "removed " : "there is no ") + name);
        missing += removed ? 0 : 1;
      }
      spec.commandLine().getOut().flush();
      return missing == 0 ? 0 : 1;
    }
  }

  @Command(
      name = "hello",
      mixinStandardHelpOptions = true,
      description = "Makes the image of the hello example on this machine.")
  static final class Hello implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Archive to write")
    Path file;

    @Override
    public Integer call() {
      boolean made = HelloImage.build(file);
      PrintWriter out = spec.commandLine().getOut();
      out.println((made ? "made " : "unchanged: ") + HelloImage.REFERENCE + " in " + file);
      out.flush();
      return 0;
    }
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
