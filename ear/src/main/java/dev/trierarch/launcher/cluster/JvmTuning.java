package dev.trierarch.launcher.cluster;

import com.sun.management.OperatingSystemMXBean;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.process.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the control plane's JVM spends memory and processor. */
final class JvmTuning {

  /** What reads classes and configuration at a start runs never again: optimizing it is waste. */
  private static final String DIRECTIVES =
      """
      [
        {
          match: [
            "org/objectweb/asm/*.*",
            "jdk/internal/org/objectweb/asm/*.*",
            "org/glassfish/hk2/classmodel/*.*",
            "com/sun/org/apache/*.*"
          ],
          c2: { Exclude: true }
        }
      ]
      """;

  /** A start runs most methods a few hundred times and then never again: they stay interpreted. */
  private static final List<String> FIRST_COMPILER =
      List.of(
          "-XX:Tier3InvocationThreshold=1000",
          "-XX:Tier3MinInvocationThreshold=500",
          "-XX:Tier3CompileThreshold=5000");

  /**
   * The optimizing compiler makes a request three times as cheap, and would double a start's CPU
   * time: it begins at ten times the calls that it takes by default, which a load makes in seconds.
   */
  private static final List<String> OPTIMIZING_COMPILER =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=10000",
          "-XX:Tier4CompileThreshold=100000",
          "-XX:Tier4BackEdgeThreshold=400000");

  /** Among many busy threads the compiler, which would make them cheap, comes first. */
  private static final List<String> COMPILER_FIRST =
      List.of("-XX:ThreadPriorityPolicy=1", "-XX:CompilerThreadPriority=-10");

  private static final long BYTES_PER_MEBIBYTE = 1024 * 1024;

  private final Path directives;

  /**
   * @param directory where the file for the compiler is written
   */
  JvmTuning(Path directory) {
    this.directives = directory.resolve("compiler-directives.json");
  }

  void prepare() {
    try {
      Files.writeString(directives, DIRECTIVES);
    } catch (IOException e) {
      throw new Problem(
          "Cannot write " + directives + ": " + e.getMessage(), "Check the directory's owner.", e);
    }
  }

  List<String> options() {
    List<String> options = new ArrayList<>(memory());
    options.addAll(FIRST_COMPILER);
    options.addAll(OPTIMIZING_COMPILER);
    if (Machine.isRoot()) { // for others the JVM would warn at every start
      options.addAll(COMPILER_FIRST);
    }
    options.add("-XX:+UnlockDiagnosticVMOptions");
    options.add("-XX:CompilerDirectivesFile=" + directives);
    // The class archive is used where it was made for; else each start rewrites all of it.
    options.add("-XX:ArchiveRelocationMode=0");
    options.add("-XX:+ExitOnOutOfMemoryError");
    return options;
  }

  private static List<String> memory() {
    return List.of(
        "-Xms96m",
        // The heap grows by what is kept in it: 10,000 pods do not fit into what an idle one needs.
        "-XX:MaxRAMPercentage=25",
        "-XX:MetaspaceSize=128m",
        // It gives the young the room that a load needs, and little to an idle control plane.
        "-XX:+UseParallelGC",
        "-XX:NewSize=28m",
        "-XX:MaxNewSize=" + youngMebibytesMax() + "m",
        "-XX:InitialSurvivorRatio=8",
        "-XX:MinSurvivorRatio=8",
        "-XX:YoungGenerationSizeSupplement=20",
        // What a start needed and idling does not goes back to the machine.
        "-XX:MinHeapFreeRatio=10",
        "-XX:MaxHeapFreeRatio=20",
        // So does what the compilers needed. The first releases of Java 17 cannot.
        "-XX:+IgnoreUnrecognizedVMOptions",
        "-XX:TrimNativeHeapInterval=10000",
        "-Xss512k",
        "-XX:ReservedCodeCacheSize=128m");
  }

  /** Room for the young that a load's many requests need: a share of the heap, which is bounded. */
  private static long youngMebibytesMax() {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Math.min(320, machine.getTotalMemorySize() / BYTES_PER_MEBIBYTE / 12);
  }
}
