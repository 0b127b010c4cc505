package dev.trierarch.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What tests with a JUnit tag cannot run without.
 *
 * @param tag the JUnit tag
 * @param remedy what to install or to be
 */
public record TestTool(String tag, BooleanSupplier here, String remedy) {

  public static List<TestTool> all() {
    return List.of(
        new TestTool("root", Machine::isRoot, "root"),
        new TestTool(
            "cri",
            () ->
                Machine.isRoot()
                    && Machine.program("containerd").isPresent()
                    && Machine.program("runc").isPresent()
                    && Files.exists(Path.of("/usr/lib/cni/ptp")),
            "root, containerd, runc and containernetworking-plugins"),
        new TestTool(
            "nftables",
            () -> Machine.isRoot() && Machine.program("nft").isPresent(),
            "root and nftables"),
        new TestTool(
            "kubectl", () -> Machine.program("kubectl").isPresent(), "kubernetes-client (kubectl)"),
        new TestTool("busybox", () -> Machine.program("busybox").isPresent(), "busybox-static"),
        new TestTool(
            "fuse",
            () ->
                Machine.isRoot()
                    && Files.exists(Path.of("/dev/fuse"))
                    && hasLibrary("libfuse.so.2"),
            "root, /dev/fuse and libfuse2"),
        new TestTool(
            "postgresql", () -> Files.isDirectory(Path.of("/usr/lib/postgresql")), "postgresql"));
  }

  /** Whether a shared library is where Debian's packages put it. */
  private static boolean hasLibrary(String name) {
    try (Stream<Path> architectures = Files.list(Path.of("/lib"))) {
      return architectures.anyMatch(directory -> Files.exists(directory.resolve(name)));
    } catch (IOException e) {
      return false;
    }
  }

  public boolean isHere() {
    return here.getAsBoolean();
  }
}
