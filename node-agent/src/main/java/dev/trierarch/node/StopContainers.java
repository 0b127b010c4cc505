package dev.trierarch.node;

import dev.trierarch.node.proxy.NftablesForwarder;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import dev.trierarch.node.runtime.Runtimes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Stops and removes every container of a node whose agent has been stopped, and its forwarding:
 * both outlive the agent, so that somebody must be able to end them without it. Takes the agent's
 * arguments.
 */
@Command(
    name = "stop-containers",
    mixinStandardHelpOptions = true,
    description = "Stops and removes all containers of a node whose agent does not run.")
public final class StopContainers implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(StopContainers.class);
  private static final Duration GRACE = Duration.ofSeconds(3);

  @Mixin private AgentOptions options;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new StopContainers()).execute(arguments));
  }

  @Override
  public Integer call() {
    LogSetup.toStandardOutput();
    if (options.isHollow()) {
      return 0;
    }
    try (PodRuntime runtime = Runtimes.open(request(), InstantSource.system())) {
      List<SandboxState> sandboxes = runtime.sandboxes();
      List<ContainerState> containers = runtime.containers();
      sandboxes.parallelStream().forEach(sandbox -> stop(runtime, sandbox, containers));
      stopForwarding();
      return 0;
    } catch (IOException failure) {
      LOG.error("Cannot stop forwarding Services: {}", failure.getMessage());
      return 1;
    } catch (RuntimeFailure failure) {
      LOG.error("{}", failure.getMessage());
      return 1;
    }
  }

  private static void stop(
      PodRuntime runtime, SandboxState sandbox, List<ContainerState> containers) {
    containers.stream()
        .filter(container -> container.sandboxId().equals(sandbox.id()))
        .filter(container -> container.phase() == Phase.RUNNING)
        .forEach(container -> runtime.stopContainer(container.id(), GRACE));
    runtime.stopSandbox(sandbox.id());
    runtime.removeSandbox(sandbox.id());
  }

  /** What an agent leaves in the kernel, so that Services go on without it. */
  private void stopForwarding() throws IOException {
    if (NftablesForwarder.isUsable()) {
      NftablesForwarder.ofCluster(options.servers.get(0)).remove();
    }
  }

  private Runtimes.Request request() {
    return new Runtimes.Request(
        options.runtime.name(),
        Optional.ofNullable(options.criSocket),
        options.images == null ? options.data.resolve("images") : options.images,
        options.data,
        options.name);
  }
}
