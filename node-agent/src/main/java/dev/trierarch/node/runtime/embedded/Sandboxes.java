package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.FileTrees;
import dev.trierarch.node.runtime.PodRuntime.DnsConfig;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.PodRuntime.SandboxSpec;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sandboxes of a node: as root, namespaces for network, hostname and IPC that are kept alive by
 * files they are mounted on, so that no process must hold them; else only what is written down.
 */
final class Sandboxes {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  static final String RESOLVER = "resolv.conf";
  private static final String RECORD = "sandbox.json";

  private final Path directory;
  private final Machine machine;
  private final PodNetwork network;
  private final InstantSource clock;
  private final Map<String, Records.Sandbox> sandboxes = new ConcurrentHashMap<>();

  Sandboxes(Path directory, Machine machine, PodNetwork network, InstantSource clock) {
    this.directory = directory;
    this.machine = machine;
    this.network = network;
    this.clock = clock;
  }

  /** Finds what an earlier agent made; what a crash cut short is undone. */
  void load() {
    for (Path folder : EmbeddedRuntime.folders(directory)) {
      Path file = folder.resolve(RECORD);
      Optional<Records.Sandbox> found =
          Files.exists(file)
              ? Optional.of(Records.read(file, Records.Sandbox.class))
              : Optional.empty();
      if (found.isEmpty() || found.get().life() == Records.Life.STARTING) {
        found.ifPresent(this::disconnect);
        delete(folder);
      } else {
        sandboxes.put(found.get().id(), found.get());
      }
    }
    network.keepOnly(
        sandboxes.values().stream()
            .filter(this::ready)
            .map(Records.Sandbox::id)
            .collect(Collectors.toSet()));
  }

  Records.Sandbox run(SandboxSpec spec) {
    synchronized (this) {
      refuseSecond(spec);
    }
    String id = Ids.next();
    boolean ownNetwork = machine.root() && !spec.hostNetwork();
    String ip = ownNetwork ? network.allocate(spec.podCidr(), id) : "";
    Records.Sandbox sandbox =
        new Records.Sandbox(id, spec, clock.instant(), machine.bootId(), ip, Records.Life.STARTING);
    try {
      Files.createDirectories(folder(id));
      write(sandbox);
      writeResolver(folder(id), spec.dns());
      if (machine.root()) {
        connect(sandbox, ownNetwork);
      }
      Records.Sandbox ready = sandbox.with(Records.Life.READY, ip);
      write(ready);
      sandboxes.put(id, ready);
      if (ownNetwork) {
        translate(spec.podCidr());
      }
      return ready;
    } catch (IOException e) {
      throw undone(sandbox, new UncheckedIOException(e));
    } catch (RuntimeException e) {
      throw undone(sandbox, e);
    }
  }

  private static void writeResolver(Path folder, DnsConfig dns) throws IOException {
    if (dns == null || dns.servers().isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    if (!dns.searches().isEmpty()) {
      text.append("search ").append(String.join(" ", dns.searches())).append('\n');
    }
    dns.servers().forEach(server -> text.append("nameserver ").append(server).append('\n'));
    if (!dns.options().isEmpty()) {
      text.append("options ").append(String.join(" ", dns.options())).append('\n');
    }
    Files.writeString(folder.resolve(RESOLVER), text);
  }

  private void refuseSecond(SandboxSpec spec) {
    for (Records.Sandbox other : sandboxes.values()) {
      if (other.spec().podUid().equals(spec.podUid()) && other.spec().attempt() == spec.attempt()) {
        throw new RuntimeFailure(
            "CreatePodSandboxError",
            "the pod "
                + spec.namespace()
                + "/"
                + spec.podName()
                + " has a sandbox of attempt "
                + spec.attempt()
                + " already: "
                + other.id());
      }
    }
  }

  private RuntimeException undone(Records.Sandbox sandbox, RuntimeException cause) {
    sandboxes.remove(sandbox.id());
    disconnect(sandbox);
    delete(folder(sandbox.id()));
    return cause instanceof RuntimeFailure
        ? cause
        : new RuntimeFailure(
            "CreatePodSandboxError", "the sandbox cannot be made: " + cause.getMessage(), cause);
  }

  private void connect(Records.Sandbox sandbox, boolean ownNetwork) throws IOException {
    SandboxSpec spec = sandbox.spec();
    List<String> files = new ArrayList<>();
    if (ownNetwork) {
      files.addAll(List.of("net", "uts"));
    }
    if (!spec.hostIpc()) {
      files.add("ipc");
    }
    for (String file : files) {
      Files.createFile(folder(sandbox.id()).resolve(file));
    }
    StringBuilder script = new StringBuilder("set -e\ncd ");
    script.append(Shell.quote(folder(sandbox.id()))).append('\n');
    if (!files.isEmpty()) {
      script.append("unshare");
      files.forEach(f -> script.append(" --").append(f).append("=./").append(f));
      script.append(" sh -c ").append(Shell.quote(inside(spec, ownNetwork))).append('\n');
    }
    if (ownNetwork) {
      boolean hostPorts = spec.portMappings().stream().anyMatch(p -> p.hostPort() > 0);
      script.append(network.connectScript(sandbox.id(), spec.podCidr(), sandbox.ip(), hostPorts));
    }
    Shell.Result result = Shell.run(PATIENCE, List.of("sh", "-s"), script.toString());
    if (result.exitCode() != 0) {
      throw new RuntimeFailure(
          "CreatePodSandboxError", "the sandbox cannot be made: " + result.error());
    }
  }

  private static String inside(SandboxSpec spec, boolean ownNetwork) {
    StringBuilder script = new StringBuilder("set -e\n");
    if (ownNetwork) {
      script
          .append("echo ")
          .append(Shell.quote(spec.hostname()))
          .append(" >/proc/sys/kernel/hostname\n");
    }
    spec.sysctls()
        .forEach(
            (name, value) ->
                script
                    .append("echo ")
                    .append(Shell.quote(value))
                    .append(" >/proc/sys/")
                    .append(Shell.quote(name.replace('.', '/')))
                    .append('\n'));
    return script.append(":\n").toString();
  }

  /** Ends a sandbox whose containers have ended. */
  void stop(String id) {
    Records.Sandbox sandbox = sandboxes.get(id);
    if (sandbox == null || sandbox.life() == Records.Life.STOPPED) {
      return;
    }
    disconnect(sandbox);
    Records.Sandbox stopped = sandbox.with(Records.Life.STOPPED, "");
    sandboxes.put(id, stopped);
    write(stopped);
    if (!sandbox.ip().isEmpty()) {
      if (!sandbox.spec().portMappings().isEmpty()) {
        translate(sandbox.spec().podCidr());
      }
      network.endTranslation(this::anyConnected);
    }
  }

  private boolean anyConnected() {
    return sandboxes.values().stream().anyMatch(s -> ready(s) && !s.ip().isEmpty());
  }

  private void disconnect(Records.Sandbox sandbox) {
    if (machine.root()) {
      String script =
          "cd "
              + Shell.quote(folder(sandbox.id()))
              + " 2>/dev/null || exit 0\n"
              + (sandbox.ip().isEmpty()
                  ? ""
                  : "ip link del " + PodNetwork.cable(sandbox.id()) + " 2>/dev/null\n")
              + "for f in net uts ipc; do [ -e $f ] && umount -n -l ./$f 2>/dev/null; done\n:\n";
      Shell.run(PATIENCE, List.of("sh", "-s"), script);
    }
    if (!sandbox.ip().isEmpty()) {
      network.release(sandbox.ip(), sandbox.id());
    }
  }

  private void translate(String cidr) {
    network.translate(cidr, this::exposed);
  }

  private Collection<NatTable.Exposed> exposed() {
    return sandboxes.values().stream()
        .filter(s -> ready(s) && !s.ip().isEmpty())
        .filter(s -> s.spec().portMappings().stream().anyMatch(p -> p.hostPort() > 0))
        .sorted(Comparator.comparing(Records.Sandbox::id))
        .map(s -> new NatTable.Exposed(s.ip(), s.spec().portMappings()))
        .toList();
  }

  void remove(String id) {
    stop(id);
    sandboxes.remove(id);
    delete(folder(id));
  }

  Optional<Records.Sandbox> find(String id) {
    return Optional.ofNullable(sandboxes.get(id));
  }

  boolean ready(Records.Sandbox sandbox) {
    return sandbox.life() == Records.Life.READY && sandbox.bootId().equals(machine.bootId());
  }

  List<SandboxState> states() {
    return sandboxes.values().stream().map(this::state).toList();
  }

  private SandboxState state(Records.Sandbox s) {
    boolean ready = ready(s);
    return new SandboxState(
        s.id(),
        s.spec().namespace(),
        s.spec().podName(),
        s.spec().podUid(),
        s.spec().attempt(),
        ready,
        ready ? s.ip() : "",
        s.createdAt(),
        s.spec().labels(),
        s.spec().annotations());
  }

  Path folder(String id) {
    return directory.resolve(id);
  }

  private void write(Records.Sandbox sandbox) {
    Records.write(folder(sandbox.id()).resolve(RECORD), sandbox);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files =
        Files.isDirectory(folder) ? Files.list(folder) : Stream.<Path>empty()) {
      for (Path file : files.toList()) {
        FileTrees.delete(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
