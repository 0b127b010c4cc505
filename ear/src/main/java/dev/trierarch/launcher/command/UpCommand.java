package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.process.InstanceLock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code up}: starts what does not run yet. */
@Command(
    name = "up",
    description = {
      "Starts a cluster on this machine: control plane, node agents, and a first Deployment.",
      "What runs already is left alone: a second up changes nothing.",
      "A flag that is not given keeps what it was at the last up."
    },
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

  private static final int PORT_MAX = 65535;

  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the Kubernetes API (default: 6443)")
  private Integer port;

  @Option(
      names = "--address",
      paramLabel = "IP",
      description =
          "Address that the Kubernetes API listens on (default: 127.0.0.1); 0.0.0.0 lets other"
              + " machines join")
  private String address;

  @Option(
      names = "--agents",
      paramLabel = "N",
      description = "Node agents on this machine (default: 1)")
  private Integer agents;

  @Option(
      names = "--runtime",
      paramLabel = "auto|cri|embedded|hollow",
      description =
          "What runs containers (default: auto): cri is containerd or CRI-O over its socket,"
              + " embedded needs only util-linux, hollow pretends, auto takes cri if it answers and"
              + " else embedded")
  private String runtime;

  @Option(
      names = "--cri-socket",
      paramLabel = "PATH",
      description = "Socket of the container runtime (default: the usual places)")
  private String criSocket;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the control plane, e.g. trierarch.node.monitor.grace.seconds=20")
  private Map<String, String> settings;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "The database, e.g. jdbc:postgresql://db.example/trierarch (default: SQLite in DIR); the"
              + " same as --set trierarch.database.url=URL")
  private String databaseUrl;

  @Option(names = "--no-demo", description = "Leave out the hello example")
  private boolean noDemo;

  @Override
  public Integer call() {
    Home directory = home.home();
    Home.makePrivate(directory.directory());
    InstanceLock.whileHeld(directory.lockFile(), () -> start(directory));
    return 0;
  }

  private void start(Home directory) {
    Instance before = Instance.read(directory).orElse(Instance.DEFAULT);
    Instance wanted = wanted(before);
    Progress progress = Progress.on(spec.commandLine().getOut());
    new Startup(Workbench.of(directory), before, wanted, progress).run(!noDemo);
  }

  private Instance wanted(Instance before) {
    Instance wanted =
        new Instance(
            address == null ? before.address() : address,
            port == null ? before.port() : port,
            agents == null ? before.agents() : agents,
            runtime == null ? before.runtime() : runtime,
            criSocket == null ? before.criSocket() : criSocket,
            settings(before));
    check(wanted);
    return wanted;
  }

  private Map<String, String> settings(Instance before) {
    Map<String, String> wanted = new TreeMap<>(settings == null ? before.settings() : settings);
    if (databaseUrl != null) {
      wanted.put(DatabaseOption.SETTING, databaseUrl);
    }
    return wanted;
  }

  private void check(Instance wanted) {
    if (wanted.port() < 1 || wanted.port() > PORT_MAX) {
      throw refused("--port " + wanted.port(), "must be between 1 and 65535, e.g. --port 6443");
    }
    if (wanted.agents() < 0) {
      throw refused("--agents " + wanted.agents(), "must be 0 or more, e.g. --agents 1");
    }
    if (!wanted.runtime().matches("auto|cri|embedded|hollow")) {
      throw refused("--runtime " + wanted.runtime(), "must be one of auto, cri, embedded, hollow");
    }
    wanted
        .settings()
        .keySet()
        .forEach(
            name -> {
              if (!name.startsWith("trierarch.")) {
                throw refused(
                    "--set " + name, "settings of the control plane begin with trierarch.");
              }
            });
  }

  private ParameterException refused(String flag, String rule) {
    return new ParameterException(spec.commandLine(), flag + ": " + rule);
  }

  /** Refuses to change what a running control plane was started with. */
  static void requireSame(Instance before, Instance wanted) {
    boolean same =
        before.port() == wanted.port()
            && before.address().equals(wanted.address())
            && before.settings().equals(wanted.settings());
    if (!same) {
      throw new Problem(
          "The control plane runs already, at " + before.url() + ", with other flags.",
          "Run ./trierarch down first; the state is kept.");
    }
  }
}
