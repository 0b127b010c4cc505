package dev.trierarch.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one cluster for all classes that use it, with two agents and a short patience for lost
 * nodes, and takes it down after the last of them. A class that asks for a {@link Workspace} gets
 * one named after itself.
 */
final class SharedCluster implements BeforeAllCallback, ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedCluster.class);

  /** The running cluster; closed by JUnit at the end of the whole run. */
  private record Running(Cluster cluster, FileChannel lock) implements AutoCloseable {

    /** Two at a time would give their pods the same addresses: a second one waits. */
    static Running start() {
      FileChannel lock = lockMachine();
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
      return new Running(cluster, lock);
    }

    private static FileChannel lockMachine() {
      try {
        FileChannel file =
            FileChannel.open(
                Path.of("target/pods.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.lock();
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      cluster.trierarch("reset", "--yes").succeeded();
      lock.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type.equals(Cluster.class) || type.equals(Workspace.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Cluster cluster = running(context).cluster();
    return parameter.getParameter().getType().equals(Cluster.class)
        ? cluster
        : workspace(context, cluster);
  }

  private static Workspace workspace(ExtensionContext context, Cluster cluster) {
    Class<?> test = context.getRequiredTestClass();
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(test, any -> new Workspace(cluster, nameOf(test)), Workspace.class);
  }

  /** {@code DeletingIT} works in {@code deleting-it}. */
  private static String nameOf(Class<?> test) {
    return test.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("running", key -> Running.start(), Running.class);
  }
}
