package dev.trierarch.system;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one cluster for all classes that use it, with two agents and a short patience for lost
 * nodes, and takes it down after the last of them.
 */
final class SharedCluster implements BeforeAllCallback, ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedCluster.class);

  /** The running cluster; closed by JUnit at the end of the whole run. */
  private record Running(Cluster cluster) implements AutoCloseable {

    static Running start() {
      Cluster cluster = Cluster.inNewDirectory();
      cluster
          .up(
              "--agents",
              "2",
              "--runtime",
              "embedded",
              "--set",
              "trierarch.node.monitor.grace.seconds=25")
          .succeeded();
      return new Running(cluster);
    }

    @Override
    public void close() {
      cluster.trierarch("reset", "--yes").succeeded();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(Cluster.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context).cluster();
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("running", key -> Running.start(), Running.class);
  }
}
