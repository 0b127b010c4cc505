package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.Mount;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Starts a container's command in a session of its own, so that it outlives the agent. */
final class Launcher {
  private static final String LAUNCH =
      "setsid --fork sh ./run.sh </dev/null 2>start.log | head -n 1";
  private static final int ERROR_CHARACTERS_MAX = 1024;

  private final Machine machine;
  private final Toolbox tools;
  private final Path deviceTemplate;

  Launcher(Machine machine, Toolbox tools, Path directory) {
    this.machine = machine;
    this.tools = tools;
    this.deviceTemplate = makeDeviceTemplate(directory.resolve("dev"));
  }

  private static Path makeDeviceTemplate(Path folder) {
    Map<String, String> links =
        Map.of(
            "fd", "/proc/self/fd",
            "stdin", "/proc/self/fd/0",
            "stdout", "/proc/self/fd/1",
            "stderr", "/proc/self/fd/2",
            "ptmx", "pts/ptmx");
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> link : links.entrySet()) {
        Path path = folder.resolve(link.getKey());
        if (!Files.isSymbolicLink(path)) {
          Files.createSymbolicLink(path, Path.of(link.getValue()));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void launch(
      EmbeddedContainer container, Records.Sandbox sandbox, Path sandboxFolder, Path image) {
    Path folder = container.directory();
    MountPlan mounts =
        MountPlan.of(
            machine.overlay() ? image : folder.resolve("rootfs"),
            withResolver(container.record().spec().mounts(), sandboxFolder),
            container.record().workingDirectory());
    Executables.require(container.record(), mounts);
    ContainerScripts scripts =
        new ContainerScripts(
            machine,
            tools,
            container.record(),
            bundle(folder, sandbox, sandboxFolder, image),
            mounts);
    try {
      Files.writeString(folder.resolve("init.sh"), scripts.init());
      Files.writeString(folder.resolve("run.sh"), scripts.run());
      Files.writeString(folder.resolve("mounts.1"), scripts.firstMounts());
      Files.writeString(folder.resolve("mounts.2"), scripts.secondMounts());
      Files.createFile(folder.resolve("launched"));
      start(container);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sandbox's resolv.conf, unless the pod brings one. */
  private static List<Mount> withResolver(List<Mount> mounts, Path sandboxFolder) {
    Path resolver = sandboxFolder.resolve(Sandboxes.RESOLVER);
    if (!Files.exists(resolver)
        || mounts.stream().anyMatch(m -> m.containerPath().equals("/etc/resolv.conf"))) {
      return mounts;
    }
    List<Mount> all = new ArrayList<>(mounts);
    all.add(new Mount(resolver, "/etc/resolv.conf", false));
    return all;
  }

  private ContainerScripts.Bundle bundle(
      Path folder, Records.Sandbox sandbox, Path sandboxFolder, Path image) {
    boolean ownNetwork = machine.root() && !sandbox.spec().hostNetwork();
    return new ContainerScripts.Bundle(
        folder,
        image,
        sandboxFolder,
        deviceTemplate,
        ownNetwork,
        sandbox.spec().hostIpc(),
        sandbox.spec().hostNetwork() ? "" : sandbox.spec().hostname(),
        ContainerScripts.interesting().stream().filter(p -> Files.exists(Path.of(p))).toList(),
        deviceFiles(sandbox));
  }

  /** Device files of this machine, for privileged containers. */
  private static List<String> deviceFiles(Records.Sandbox sandbox) {
    if (!sandbox.spec().privileged()) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(Path.of("/dev"))) {
      return entries
          .filter(p -> !Files.isDirectory(p) && !Files.isSymbolicLink(p))
          .filter(p -> !Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
          .map(p -> p.getFileName().toString())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for the one word that says that the command is about to run. The shell in between stays
   * until then: Java closes a child's pipe as soon as the child itself has ended.
   */
  private static void start(EmbeddedContainer container) throws IOException {
    Path folder = container.directory();
    Process process =
        Shell.process(List.of("sh", "-c", LAUNCH))
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream said = process.getInputStream()) {
      String word = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!word.equals("started")) {
        throw container.failed("the container cannot be started: " + errors(folder));
      }
    }
  }

  private static String errors(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("start.log")).strip().replace('\n', ' ');
    if (text.isEmpty()) {
      Path exit = folder.resolve("exit");
      String code = Files.exists(exit) ? Files.readString(exit).split(" ", -1)[0] : "unknown";
      return "its init ended with exit code " + code + " and said nothing";
    }
    return text.substring(0, Math.min(ERROR_CHARACTERS_MAX, text.length()));
  }

  /** Looks for commands as the container would. */
  static final class Executables {
    private Executables() {}

    static void require(Records.Container container, MountPlan mounts) {
      if (container.commandLine().isEmpty()) {
        throw new RuntimeFailure(
            "CreateContainerError", "no command specified: neither the pod nor the image has one");
      }
      String command = container.commandLine().get(0);
      String path = container.environment().getOrDefault("PATH", "");
      List<String> places =
          command.contains("/")
              ? List.of(inFolder(container.workingDirectory(), command))
              : Stream.of(path.split(":", -1)).map(p -> inFolder(p, command)).toList();
      Optional<Path> found =
          places.stream()
              .map(p -> mounts.onMachine(mounts.resolve(p)))
              .filter(Files::isRegularFile)
              .findFirst();
      if (found.isEmpty()) {
        throw notRunnable(
            command,
            command.contains("/")
                ? "stat " + command + ": no such file or directory"
                : "executable file not found in $PATH");
      }
      if (places.stream()
          .map(p -> mounts.onMachine(mounts.resolve(p)))
          .noneMatch(Executables::executable)) {
        throw notRunnable(command, "permission denied");
      }
    }

    private static boolean executable(Path file) {
      try {
        return Files.isRegularFile(file)
            && Files.getPosixFilePermissions(file).stream()
                .anyMatch(
                    Set.of(
                            PosixFilePermission.OWNER_EXECUTE,
                            PosixFilePermission.GROUP_EXECUTE,
                            PosixFilePermission.OTHERS_EXECUTE)
                        ::contains);
      } catch (IOException e) {
        return false;
      }
    }

    private static RuntimeFailure notRunnable(String command, String why) {
      return new RuntimeFailure(
          "RunContainerError",
          "unable to start container process: exec: \"" + command + "\": " + why);
    }

    private static String inFolder(String folder, String name) {
      return name.startsWith("/") ? name : folder + "/" + name;
    }
  }
}
