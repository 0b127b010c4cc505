package dev.trierarch.node;

import dev.trierarch.node.join.JoinFailure;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The node agent's command: joins a cluster and runs its pods until it is told to stop. */
@Command(
    name = "trierarch-node-agent",
    mixinStandardHelpOptions = true,
    version = "trierarch-node-agent 0.1.0",
    description = "Joins this machine to a cluster as a node and runs the pods bound to it.")
public final class NodeAgent implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);

  @Mixin private AgentOptions options;

  public static void main(String[] arguments) {
    // Probes may set the Host header, which Java's client forbids unless told otherwise.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    System.exit(new CommandLine(new NodeAgent()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    LogSetup.toStandardOutput();
    CountDownLatch stopped = new CountDownLatch(1);
    try (Agent agent = new Agent(options)) {
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "shutdown"));
      agent.start();
      stopped.await();
      LOG.info("Stopping; containers keep running");
      return 0;
    } catch (JoinFailure | RuntimeFailure | AgentFailure failure) {
      LOG.error("{}", failure.getMessage());
      return 1;
    }
  }
}
