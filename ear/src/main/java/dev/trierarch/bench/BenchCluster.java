package dev.trierarch.bench;

import dev.trierarch.launcher.Distribution;
import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Trees;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.launcher.cluster.Agent;
import dev.trierarch.launcher.cluster.ApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The cluster that is measured: one that ran already, or one of the benchmark's own. */
final class BenchCluster implements AutoCloseable {

  private final Workbench workbench;
  private final boolean own;
  private final Script script = new Script(Distribution.current());
  private final AtomicBoolean closed = new AtomicBoolean();

  private BenchCluster(Workbench workbench, boolean own) {
    this.workbench = workbench;
    this.own = own;
  }

  /** One that runs already, and is left running. */
  static BenchCluster running(Workbench workbench) {
    return new BenchCluster(workbench, false);
  }

  /** A directory and a port for one that is stopped and removed when it is closed. */
  static BenchCluster inTemporaryDirectory() {
    try {
      Path directory = Files.createTempDirectory("trierarch-bench");
      BenchCluster cluster = new BenchCluster(Workbench.of(new Home(directory)), true);
      // Nothing is left behind when the benchmark is interrupted.
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop " + directory));
      return cluster;
    } catch (IOException e) {
      throw new Problem(
          "Cannot make a temporary directory: " + e.getMessage(),
          "Free space, or set java.io.tmpdir.",
          e);
    }
  }

  /** Starts a fresh one by {@code ./trierarch up}; hears each line that it prints. */
  void up(List<String> flags, Consumer<String> lines) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("up", "--data", directory(), "--port", Integer.toString(freePort())));
    arguments.addAll(flags);
    script.run(arguments, lines);
  }

  String directory() {
    return workbench.home().directory().toString();
  }

  Workbench workbench() {
    return workbench;
  }

  Instance instance() {
    return Instance.require(workbench.home());
  }

  ApiClient client() {
    return workbench.client(instance());
  }

  boolean isOwn() {
    return own;
  }

  ProcessMeter controlPlane() {
    return new ProcessMeter(pid(workbench.controlPlane().daemon().pid().orElse(0)));
  }

  HeapMeter controlPlaneHeap() {
    return new HeapMeter(pid(workbench.controlPlane().daemon().pid().orElse(0)));
  }

  ProcessMeter agent() {
    Agent agent = workbench.agent(Instance.agentName(1));
    return new ProcessMeter(pid(agent.daemon().pid().orElse(0)));
  }

  private static long pid(long number) {
    if (number == 0) {
      throw new Problem(
          "A part of the measured cluster does not run.", "./trierarch status says which.");
    }
    return number;
  }

  @Override
  public void close() {
    if (!own || !closed.compareAndSet(false, true)) {
      return;
    }
    try {
      script.stop();
      if (workbench.home().exists()) {
        script.run(List.of("down", "--data", directory()), line -> {});
      }
      Trees.delete(workbench.home().directory());
    } catch (IOException e) {
      throw new Problem(
          "Cannot remove " + directory() + ": " + e.getMessage(), "Remove it yourself.", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new Problem(
          "There is no free port on 127.0.0.1: " + e.getMessage(), "Free one: ss -ltn.", e);
    }
  }
}
